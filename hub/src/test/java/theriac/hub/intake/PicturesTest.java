package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.core.Problem;

/// Pictures are read by a program of their own within limits, and without it the reporter types. The
/// programs here stand for Tesseract and do what a picture could make it do.
class PicturesTest {

    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0};

    @TempDir
    Path folder;

    private Pictures with(String script, Duration patience) throws IOException {
        var program = Files.writeString(folder.resolve("tesseract"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Pictures(Optional.of(program), patience);
    }

    @Test
    void theWordsAreThoseThatTheProgramWrites() throws IOException {
        var pictures =
                with("printf 'Uw pakket: https://alert-pay.example/x\\n\\f' > \"$2.txt\"", Duration.ofSeconds(10));
        assertThat(pictures.available()).isTrue();
        assertThat(pictures.read(PICTURE)).isEqualTo("Uw pakket: https://alert-pay.example/x");
        assertThat(Pictures.installed(folder.toString()).available()).isTrue();
    }

    @Test
    void withoutTheProgramTheReporterTypes() {
        var pictures = Pictures.installed("/nowhere:");
        assertThat(pictures.available()).isFalse();
        assertThatThrownBy(() -> pictures.read(PICTURE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Type the words");
    }

    @Test
    void whatIsNoPictureOrTooLargeIsNotHandedOver() throws IOException {
        var pictures = with("touch " + folder.resolve("called"), Duration.ofSeconds(10));
        var large = Arrays.copyOf(PICTURE, Pictures.LARGEST + 1);
        assertThatThrownBy(() -> pictures.read(large)).hasMessageContaining("10 MB");
        for (var other : new String[] {"", "GIF89a", "<svg xmlns=\"\"/>", "%PDF-1.7"}) {
            assertThatThrownBy(() -> pictures.read(other.getBytes(StandardCharsets.US_ASCII)))
                    .hasMessageContaining("neither a PNG nor a JPEG");
        }
        assertThat(folder.resolve("called")).doesNotExist();
    }

    @Test
    void aProgramThatHangsFailsOrFillsTheDiskIsEnded() throws IOException {
        var begin = Instant.now();
        var hangs = with("sleep 60", Duration.ofSeconds(1));
        assertThatThrownBy(() -> hangs.read(PICTURE)).hasMessageContaining("within 1 seconds");
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));
        var fails = with("exit 1", Duration.ofSeconds(10));
        assertThatThrownBy(() -> fails.read(PICTURE)).hasMessageContaining("could not be read");
        var fills = with("yes xxxxxxxxxxxxxxxxxxxxxxxxxxx > \"$2.txt\"", Duration.ofSeconds(10));
        assertThatThrownBy(() -> fills.read(PICTURE)).hasMessageContaining("could not be read");
        var talks = with("head -c 5000000 /dev/zero | tr '\\0' x > \"$2.txt\"", Duration.ofSeconds(10));
        assertThat(talks.read(PICTURE).length()).isEqualTo(100_000);
        var curious = with("env > \"$2.txt\"", Duration.ofSeconds(10));
        assertThat(curious.read(PICTURE)).doesNotContain("HOME", "THERIAC", "JAVA");
    }
}
