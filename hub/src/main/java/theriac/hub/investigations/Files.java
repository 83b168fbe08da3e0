package theriac.hub.investigations;

import java.util.List;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.core.Sha256;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;

/// Files of investigations: kept byte for byte with their hash, and never opened by the hub. Thread-safe.
public final class Files {

    /// In bytes; a screenshot, a mail, a log of a day. Larger things have a place of their own.
    public static final int LARGEST = 10 * 1024 * 1024;

    private static final int MOST = 100;
    private static final int LONGEST_NAME = 200;

    private final Investigations investigations;
    private final FileSql sql;

    public Files(Investigations investigations, Database database) {
        this.investigations = investigations;
        this.sql = new FileSql(database);
    }

    List<FileSql.Kept> list(Inside inside) {
        return sql.list(inside.key(), MOST);
    }

    /// @param name as its sender calls it; what could be a path or a command to a terminal becomes `_`
    Inside add(Viewer viewer, UUID id, String name, byte[] content) {
        if (content.length == 0) {
            throw Problem.badRequest("The file is empty.");
        }
        if (content.length > LARGEST) {
            throw Problem.of(
                    Problem.Code.TOO_LARGE,
                    "A file has at most %d MB here; this one has %,d bytes.".formatted(LARGEST >> 20, content.length));
        }
        return investigations.change(viewer, id, inside -> {
            if (list(inside).size() >= MOST) {
                throw Problem.conflict("An investigation keeps at most %d files: remove one first.".formatted(MOST));
            }
            sql.insert(
                    inside.key(),
                    UUID.randomUUID(),
                    safe(name),
                    Sha256.hex(content),
                    content,
                    investigations.now(),
                    inside.person().name());
        });
    }

    /// @param content exactly as it came
    record Opened(FileSql.Kept file, byte[] content) {}

    Opened open(Inside inside, UUID file) {
        var kept = sql.find(inside.key(), file).orElseThrow(() -> Investigations.gone("file"));
        return new Opened(kept, sql.content(kept.key()));
    }

    Inside remove(Viewer viewer, UUID id, UUID file) {
        return investigations.change(viewer, id, inside -> {
            var kept = sql.find(inside.key(), file).orElseThrow(() -> Investigations.gone("file"));
            sql.delete(kept.key());
        });
    }

    /// A name that is a name and nothing else, everywhere: no path, no control or direction characters.
    static String safe(String name) {
        var clean = name.strip().replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}/\\\\:*?\"<>|]", "_");
        var bare = clean.replaceAll("^[. ]+|[. ]+$", "");
        var kept = bare.codePoints()
                .limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return kept.isBlank() ? "file" : kept;
    }
}
