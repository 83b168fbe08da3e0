package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers that wait on disk, and what is left of them when a hub is killed.
class SpoolTest {

    private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void whatAKilledHubLeftIsGoneAtTheNextStartAndNothingElse() throws IOException {
        var spool = new Spool(folder);
        var left = spool.keep(new ByteArrayInputStream(new byte[1_000])).file();
        Files.setLastModifiedTime(left, FileTime.from(START.minusSeconds(1)));
        var mine = spool.keep(new ByteArrayInputStream(new byte[10])).file();
        Files.setLastModifiedTime(mine, FileTime.from(START.plusSeconds(1)));
        var other = Files.writeString(folder.resolve("note"), "not ours");
        Files.setLastModifiedTime(other, FileTime.from(START.minusSeconds(1)));
        spool.clear(START);
        assertThat(folder)
                .isDirectoryContaining(file -> file.equals(mine))
                .isDirectoryContaining(file -> file.equals(other));
        assertThat(left).doesNotExist();
        new Spool(folder.resolve("absent")).clear(START);
    }
}
