package theriac.hub.ingest;

import java.util.List;
import theriac.stix.json.JsonObject;

/// Sources as a person sets them up over HTTP.
final class SourceForms {

    private SourceForms() {}

    /// A source to which files are brought.
    static JsonObject brought(String name, String kind) {
        return asked(name, kind, "", "");
    }

    /// A source that the hub asks; this machine is allowed.
    static JsonObject asked(String name, String kind, String way, String url) {
        return JsonObject.builder()
                .put("name", name)
                .put("kind", kind)
                .put("way", way)
                .put("url", url)
                .put("folder", "")
                .put("pgpKey", "")
                .put("credential", "")
                .put("allow", way.isEmpty() ? List.of() : List.of("127.0.0.1"))
                .put("options", "")
                .put("reliability", "B")
                .put("tlp", "TLP:AMBER")
                .put("recipients", List.of())
                .put("terms", "For care only.")
                .put("licence", "CC0-1.0")
                .put("enabled", true)
                .build();
    }
}
