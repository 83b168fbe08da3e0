package theriac.hub.benign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.core.Problem;

/// Warning lists that an operator puts into a folder: `NAME.json`, or `NAME/list.json` as in a copy of MISP's
/// repository. A list is loaded when its version is not the one that the hub has; what is no list is named in the log
/// and stops nothing. A list that leaves the folder stays in the hub until somebody deletes it there.
public final class WarningListFolder {

    private static final Logger LOG = LoggerFactory.getLogger(WarningListFolder.class);
    private static final String BY = "the folder of warning lists";

    private final Path folder;
    private final WarningLists lists;

    public WarningListFolder(Path folder, WarningLists lists) {
        this.folder = folder;
        this.lists = lists;
    }

    /// @param loaded lists that were new or had another version
    /// @param refused files that are no warning list
    public record Loaded(int loaded, int unchanged, int refused) {}

    /// Loads what is new. A folder that is absent is empty.
    public Loaded load() {
        int loaded = 0;
        int unchanged = 0;
        int refused = 0;
        for (var file : files()) {
            try {
                boolean isNew = lists.bring(name(file), Files.readAllBytes(file), BY);
                loaded += isNew ? 1 : 0;
                unchanged += isNew ? 0 : 1;
            } catch (Problem none) {
                LOG.warn("The warning list {} is left out. {}", file, none.getMessage());
                refused++;
            } catch (IOException unread) {
                LOG.warn("The warning list {} cannot be read: {}", file, unread.toString());
                refused++;
            }
        }
        if (loaded > 0) {
            LOG.info("{} warning lists were loaded from {}, {} are as they were.", loaded, folder, unchanged);
        }
        return new Loaded(loaded, unchanged, refused);
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder, 2)) {
            return found.filter(Files::isRegularFile)
                    .filter(this::isList)
                    .sorted()
                    .toList();
        } catch (IOException unread) {
            LOG.warn("The folder of warning lists {} cannot be read: {}", folder, unread.toString());
            return List.of();
        }
    }

    private boolean isList(Path file) {
        return isNamed(file, "list.json")
                || file.toString().endsWith(".json")
                        && Optional.ofNullable(file.getParent()).equals(Optional.of(folder));
    }

    private static String name(Path file) {
        var named = isNamed(file, "list.json") ? file.getParent() : file;
        var text = named == null ? "" : String.valueOf(named.getFileName());
        return (text.endsWith(".json") ? text.substring(0, text.length() - 5) : text).toLowerCase(Locale.ROOT);
    }

    private static boolean isNamed(Path file, String name) {
        return name.equals(String.valueOf(file.getFileName()));
    }
}
