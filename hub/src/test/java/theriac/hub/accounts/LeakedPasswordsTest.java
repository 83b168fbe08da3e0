package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.core.Problem;

/// A file of digests of leaked passwords, looked into where it lies.
class LeakedPasswordsTest {

    @TempDir
    Path folder;

    private static String sha1(String password) throws Exception {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("leaked.txt"), text);
    }

    @Test
    void whatStandsInItIsFoundAndNothingElseWhateverTheLinesLookLike() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            int count = 1 + random.nextInt(200);
            var lines = new TreeSet<String>();
            for (int n = 0; n < count; n++) {
                lines.add(sha1("leaked password " + n));
            }
            boolean lower = random.nextBoolean();
            var end = random.nextBoolean() ? "\r\n" : "\n";
            var text = new StringBuilder();
            for (var line : lines) {
                text.append(lower ? line.toLowerCase(java.util.Locale.ROOT) : line)
                        .append(random.nextBoolean() ? ":" + random.nextInt(1_000_000) : "")
                        .append(end);
            }
            if (random.nextBoolean()) {
                text.setLength(text.length() - end.length());
            }
            var leaked = LeakedPasswords.of(Optional.of(file(text.toString())));
            for (int n = 0; n < count; n++) {
                assertThat(leaked.contains("leaked password " + n))
                        .as("seed %d", seed)
                        .isTrue();
            }
            for (int n = 0; n < 200; n++) {
                assertThat(leaked.contains("another password " + n))
                        .as("seed %d", seed)
                        .isFalse();
            }
        }
    }

    @Test
    void whatIsNoSuchFileStopsTheStart() throws Exception {
        var missing = folder.resolve("missing.txt");
        assertThatThrownBy(() -> LeakedPasswords.of(Optional.of(missing)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("cannot be read");
        for (var text : List.of(
                "", "password\n123456\n", "F".repeat(40) + "\n" + "0".repeat(40) + "\n", "0".repeat(39) + "\n")) {
            var file = file(text);
            assertThatThrownBy(() -> LeakedPasswords.of(Optional.of(file)))
                    .as(text)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("SHA-1");
        }
    }

    /// Nobody gets a password that was not looked for.
    @Test
    void aFileThatIsGoneLetsNoPasswordThrough() throws Exception {
        var file = file(sha1("leaked password 1") + ":3\n");
        var leaked = LeakedPasswords.of(Optional.of(file));
        Files.delete(file);
        assertThatThrownBy(() -> leaked.contains("whatever it is")).isInstanceOf(Problem.class);
        assertThat(LeakedPasswords.NONE.contains("whatever it is")).isFalse();
    }
}
