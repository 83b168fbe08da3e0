package theriac.scout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import theriac.stix.json.JsonObject;

/// How far a log file was read.
///
/// @param path as it was found
/// @param key what the file system calls the file whatever its name; a rotated log keeps it
/// @param offset bytes read
/// @param line number of the line that begins there
/// @param head digest of the first bytes that were read (at most [#HEAD]), which tells a log that was emptied
///     and filled again, or another file under the same key, from one that only grew; empty when it is not
///     known
record Tail(String path, String key, long offset, long line, String head) {

    private static final int HEAD = 1024;

    static Tail beginning(String path, String key) {
        return new Tail(path, key, 0, 1, "");
    }

    /// The same place in a file that now has another name.
    Tail known(String name) {
        return new Tail(name, key, offset, line, head);
    }

    /// Further on.
    ///
    /// @param start the first bytes of the file, [#HEAD] or all of them
    Tail at(long further, long nextLine, byte[] start) {
        return new Tail(path, key, further, nextLine, digest(start, further));
    }

    /// Whether the file still begins with what was read.
    boolean continues(Path log) throws IOException {
        if (head.isEmpty()) {
            return true;
        }
        try (InputStream in = Files.newInputStream(log)) {
            return digest(in.readNBytes(HEAD), offset).equals(head);
        }
    }

    private static String digest(byte[] start, long read) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(start, 0, (int) Math.min(Math.min(HEAD, start.length), read));
            return HexFormat.of().formatHex(sha.digest(), 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }

    JsonObject json() {
        return JsonObject.builder()
                .put("path", path)
                .put("key", key)
                .put("offset", offset)
                .put("line", line)
                .put("head", head)
                .build();
    }

    static Optional<Tail> parse(JsonObject json) {
        Optional<String> path = json.text("path");
        Optional<String> key = json.text("key");
        if (path.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Tail(
                path.get(),
                key.get(),
                json.integer("offset").orElse(0),
                json.integer("line").orElse(1),
                json.text("head").orElse("")));
    }
}
