package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LinesTest {

    private static final String[] PARTS = {"a", "b", ".", "-", "é", "\uFF5E", "\uD83D\uDE00", "0", "zz"};

    @Test
    void linesThatAreChangedAreTheLinesThatWouldHaveBeenMadeAnew() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var texts = new TreeSet<String>();
        var lines = Lines.of(List.of());
        for (int round = 0; round < 500; round++) {
            var changes = new Lines.Changes();
            var standing = new TreeSet<String>();
            for (int n = random.nextInt(8); n > 0; n--) {
                var text = text(random);
                changes.leaves(text);
                if (random.nextInt(3) > 0) {
                    changes.stands(text);
                    standing.add(text);
                }
                texts.remove(text);
            }
            texts.addAll(standing);
            var before = lines;
            lines = changes.applyTo(lines);
            var difference = Lines.difference(before, lines);
            var again = new Lines.Changes();
            difference.gone().forEach(again::leaves);
            difference.came().forEach(again::stands);
            assertThat(again.applyTo(before))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(lines);
            assertThat(difference.gone()).noneMatch(difference.came()::contains);
            assertThat(new String(lines, StandardCharsets.UTF_8))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(new String(Lines.of(new ArrayList<>(texts)), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aTextThatComesTwiceIsOneLineInTheOrderOfItsBytes() {
        assertThat(new String(Lines.of(List.of("b", "\uD83D\uDE00", "\uFF5E", "a", "b")), StandardCharsets.UTF_8))
                .isEqualTo("a\nb\n\uFF5E\n\uD83D\uDE00\n");
    }

    @Test
    void manyTextsAreSortedAsByComparing() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var texts = new ArrayList<String>();
        for (int n = 0; n < 70_000; n++) {
            var text = new StringBuilder(n % 3 == 0 ? "" : n % 3 == 1 ? "https://" : "https://www.site");
            for (int more = random.nextInt(6); more >= 0; more--) {
                text.append(random.nextInt(20) == 0 ? "\u0000" : PARTS[random.nextInt(PARTS.length)]);
            }
            texts.add(text.toString());
        }
        var expected = new ArrayList<>(texts.stream().distinct().toList());
        expected.sort((one, other) -> java.util.Arrays.compareUnsigned(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)));
        assertThat(new String(Lines.of(texts), StandardCharsets.UTF_8).split("\n"))
                .as("seed %d", seed)
                .containsExactlyElementsOf(expected);
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return text.toString();
    }
}
