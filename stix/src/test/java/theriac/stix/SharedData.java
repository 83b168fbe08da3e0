package theriac.stix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;
import theriac.testkit.Vectors;

/// Shared vectors as JSON trees.
public final class SharedData {

    private SharedData() {}

    public static JsonValue json(String relative) {
        return Json.parse(Vectors.text(relative), JsonLimits.standard()).value().orElseThrow();
    }

    /// The lines of a list of ours below `src/test/resources`, without comments.
    public static List<String> lines(String resource) {
        try (InputStream in = SharedData.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The objects of a file that holds an array of objects.
    public static List<JsonObject> objects(String relative) {
        return ((JsonArray) json(relative))
                .values().stream().map(JsonObject.class::cast).toList();
    }
}
