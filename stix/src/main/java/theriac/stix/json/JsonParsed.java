package theriac.stix.json;

import java.util.List;
import java.util.Optional;
import theriac.stix.Finding;

/// What came of reading JSON: the value, or findings that say why there is none.
///
/// @param value empty when the text is not JSON, repeats a member name, holds half a surrogate pair or breaks a limit
/// @param findings in reading order; errors exactly when the value is absent
public record JsonParsed(Optional<JsonValue> value, List<Finding> findings) {

    public JsonParsed {
        findings = List.copyOf(findings);
    }

    /// The value when it is an object.
    public Optional<JsonObject> object() {
        return value.filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }
}
