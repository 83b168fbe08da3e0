package theriac.scout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/// Indicators that came after logs had been read: yesterday's lines must still be looked through for them. Kept on disk
/// until that is done. Safe between threads; its monitor also joins the moments in which ids and their set appear.
final class Lookback {

    /// So many that looking for all indicators again is as good.
    static final int ALL = 100_000;

    private final Path file;

    Lookback(ScoutHome home) {
        this.file = home.data().resolve("lookback");
    }

    /// Adds ids; written before the watermark moves.
    synchronized void add(Set<String> ids) throws IOException {
        if (!ids.isEmpty()) {
            Set<String> all = waiting();
            all.addAll(ids);
            DurableFiles.write(file, String.join("\n", all));
        }
    }

    /// Ids that logs already read must be searched for.
    synchronized Set<String> waiting() throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        if (Files.exists(file)) {
            Files.readAllLines(file).stream().filter(line -> !line.isBlank()).forEach(ids::add);
        }
        return ids;
    }

    /// Removes ids that were searched for; those that came meanwhile stay.
    synchronized void done(Set<String> ids) throws IOException {
        Set<String> left = waiting();
        left.removeAll(ids);
        if (left.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            DurableFiles.write(file, String.join("\n", left));
        }
    }
}
