package theriac.scout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;

/// How far every followed log was read, on disk. For one thread.
final class Tails {

    private final Path file;
    private final Map<String, Tail> byPath = new LinkedHashMap<>();

    /// Reads the file; batches that wait in the spool know better where they are further.
    Tails(ScoutHome home, List<Tail> spooled) throws IOException {
        this.file = home.data().resolve("tails.json");
        if (Files.exists(file)) {
            Json.parse(Files.readAllBytes(file), JsonLimits.standard())
                    .object()
                    .flatMap(json -> json.array("tails"))
                    .map(JsonArray::objects)
                    .orElse(List.of())
                    .forEach(json -> Tail.parse(json).ifPresent(tail -> byPath.put(tail.path(), tail)));
        }
        for (Tail tail : spooled) {
            Tail known = byPath.get(tail.path());
            if (known == null || !known.key().equals(tail.key()) || known.offset() < tail.offset()) {
                byPath.put(tail.path(), tail);
            }
        }
    }

    Optional<Tail> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    Collection<Tail> all() {
        return List.copyOf(byPath.values());
    }

    void put(Tail tail) throws IOException {
        if (!tail.equals(byPath.put(tail.path(), tail))) {
            save();
        }
    }

    private void save() throws IOException {
        JsonArray tails = JsonArray.of(byPath.values().stream().map(Tail::json).toList());
        DurableFiles.write(
                file, Json.write(JsonObject.builder().put("tails", tails).build()));
    }
}
