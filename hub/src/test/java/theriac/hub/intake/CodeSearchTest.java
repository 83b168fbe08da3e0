package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// QR codes as messages have them: turned, inverted, small, several, squeezed and noisy.
class CodeSearchTest {

    private static final long SEED = 20261127;
    private static final int PICTURES = 200;

    private static Set<String> found(BufferedImage picture) {
        var found = new LinkedHashSet<String>();
        new CodeSearch(found::add).search(picture);
        return found;
    }

    @Test
    void codesAreFoundTurnedInvertedSmallAndWithoutASheet() {
        var text = "https://alert-pay.example/q?id=42";
        assertThat(found(CodePictures.one(text, 1))).as("a point for a module").containsExactly(text);
        assertThat(found(CodePictures.one(text, 12))).containsExactly(text);
        assertThat(found(CodePictures.transparent(text, Color.BLACK, 4)))
                .as("dark, on nothing")
                .containsExactly(text);
        assertThat(found(CodePictures.transparent(text, Color.WHITE, 4)))
                .as("light, on nothing")
                .containsExactly(text);
        for (int degrees : new int[] {17, 45, 90, 180, 271}) {
            var sheet = CodePictures.sheet(500, 500, Color.LIGHT_GRAY);
            CodePictures.put(sheet, text, 250, 250, 5, degrees, false);
            assertThat(found(sheet)).as("turned by %d degrees", degrees).containsExactly(text);
        }
        var inverted = CodePictures.sheet(400, 400, Color.BLACK);
        CodePictures.put(inverted, text, 200, 200, 6, 0, true);
        assertThat(found(inverted)).as("light on dark").containsExactly(text);
        var photograph = CodePictures.sheet(4_000, 3_000, Color.GRAY);
        CodePictures.put(photograph, text, 3_100, 700, 7, 12, false);
        assertThat(found(photograph)).as("a small part of a large picture").containsExactly(text);
        assertThat(found(CodePictures.sheet(300, 200, Color.WHITE))).isEmpty();
    }

    @Test
    void severalCodesOfOnePictureAreAllFound() {
        var sheet = CodePictures.sheet(1_200, 900, Color.WHITE);
        var all = new ArrayList<String>();
        for (int n = 0; n < 6; n++) {
            var text = "https://pay-%d.example/%s".formatted(n, "x".repeat(n * 9));
            all.add(text);
            CodePictures.put(sheet, text, 200 + n % 3 * 380, 220 + n / 3 * 420, 4 + n % 2, n * 11, n == 4);
        }
        assertThat(found(sheet)).containsExactlyInAnyOrderElementsOf(all);
    }

    /// What a person's telephone reads is read here: 200 pictures of which each is bad in its own way.
    /// The least that must be found is below what was measured, and nothing that no code says may be
    /// found at all.
    @Test
    void ofManyBadPicturesNearlyAllCodesAreFound() {
        var random = new Random(SEED);
        var missed = new TreeMap<String, Integer>();
        int hits = 0;
        for (int n = 0; n < PICTURES; n++) {
            var text = "https://%s.example/%s"
                    .formatted(Long.toString(random.nextLong(1_000_000), 36), "a".repeat(random.nextInt(120)));
            double module = 2.5 + random.nextDouble() * 6;
            double degrees = random.nextDouble() * 360;
            float quality = 0.25f + random.nextFloat() * 0.7f;
            int strength = random.nextInt(30);
            var picture = CodePictures.sheet(900, 800, new Color(random.nextInt(0x1000000)));
            CodePictures.put(picture, text, 400 + random.nextInt(100), 400, module, degrees, random.nextInt(6) == 0);
            CodePictures.noise(picture, random, strength);
            var found = found(CodePictures.squeezed(picture, quality));
            if (found.contains(text)) {
                hits++;
            } else {
                missed.merge("modules of %.0f points".formatted(module), 1, Integer::sum);
            }
            found.remove(text);
            assertThat(found).as("nothing else").isEmpty();
        }
        System.out.printf("QR codes: %d of %d bad pictures read; missed %s%n", hits, PICTURES, missed);
        assertThat(hits).as("missed: %s", missed).isGreaterThanOrEqualTo(PICTURES * 95 / 100);
    }
}
