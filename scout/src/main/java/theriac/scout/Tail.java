package theriac.scout;

import java.util.Optional;
import theriac.stix.json.JsonObject;

/// How far a log file was read.
///
/// @param path as it was found
/// @param key what the file system calls the file whatever its name; a rotated log keeps it
/// @param offset bytes read
/// @param line number of the line that begins there
record Tail(String path, String key, long offset, long line) {

    JsonObject json() {
        return JsonObject.builder()
                .put("path", path)
                .put("key", key)
                .put("offset", offset)
                .put("line", line)
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
                json.integer("line").orElse(1)));
    }
}
