package theriac.hub.backup;

import java.util.List;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;

/// A file that is no whole, unchanged backup. The message completes the sentence "The file … cannot be used: …".
final class Damaged extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Damaged(String why) {
        super(why);
    }

    static JsonObject object(String text) {
        return Json.parse(text, JsonLimits.standard())
                .value()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .orElseThrow(() -> new Damaged("its description cannot be read"));
    }

    static List<JsonObject> objects(JsonObject json, String name) {
        return json.array(name)
                .orElseThrow(() -> new Damaged("its description has no " + name))
                .objects();
    }

    static String text(JsonObject json, String name) {
        return json.text(name).orElseThrow(() -> new Damaged("its description has no " + name));
    }

    static long number(JsonObject json, String name) {
        return json.integer(name).orElseThrow(() -> new Damaged("its description has no " + name));
    }
}
