package theriac.stix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonNull;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternParsed;

/// One STIX object of any type, known or custom, with its JSON tree and its text exactly as received.
///
/// It has an `id` and a `type`; everything else may be missing or wrong, which [Validation] says. Immutable, safe
/// between threads.
public final class StixObject {

    private final JsonObject json;
    private final @Nullable String receivedText;
    private final StixId id;
    private final String type;

    /// Read when first asked for. Without a lock: two threads may both read it, and both get the same.
    private @Nullable PatternParsed pattern;

    private StixObject(JsonObject json, @Nullable String receivedText, StixId id, String type) {
        this.json = json;
        this.receivedText = receivedText;
        this.id = id;
        this.type = type;
    }

    /// An object that is known to have an `id` and a `type`.
    ///
    /// @throws IllegalArgumentException when it has not
    public static StixObject of(JsonObject json) {
        return find(json, null).orElseThrow(() -> withoutName(json));
    }

    /// An object with its text as received; the text is kept to the byte and never derived from the tree.
    ///
    /// @throws IllegalArgumentException when it has no `id` or `type`
    public static StixObject of(JsonObject json, String textAsReceived) {
        return find(json, textAsReceived).orElseThrow(() -> withoutName(json));
    }

    /// The object in a tree; empty when the tree has no well-formed `id` or no `type`.
    public static Optional<StixObject> find(JsonObject json) {
        return find(json, null);
    }

    static Optional<StixObject> find(JsonObject json, @Nullable String textAsReceived) {
        if (!(json.valueOrNull("id") instanceof JsonString(String id)) || !StixId.isValid(id)) {
            return Optional.empty();
        }
        if (!(json.valueOrNull("type") instanceof JsonString(String type)) || type.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new StixObject(json, textAsReceived, StixId.of(id), type));
    }

    private static IllegalArgumentException withoutName(JsonObject json) {
        return new IllegalArgumentException(
                "A STIX object needs an \"id\" and a \"type\"; the members here are " + json.names() + ".");
    }

    public JsonObject json() {
        return json;
    }

    /// The text as received, or compact JSON when the object was made here.
    public String text() {
        return receivedText == null ? Json.write(json) : receivedText;
    }

    public StixId id() {
        return id;
    }

    public String type() {
        return type;
    }

    /// `created`; empty when absent (SCOs) or not a timestamp.
    public Optional<StixTimestamp> created() {
        return timestamp("created");
    }

    /// `modified`; empty when absent (SCOs, marking definitions) or not a timestamp.
    public Optional<StixTimestamp> modified() {
        return timestamp("modified");
    }

    public Optional<StixId> createdByRef() {
        return ref("created_by_ref");
    }

    /// `revoked`, false when absent (STIX 2.1 §3.2).
    public boolean revoked() {
        return json.valueOrNull("revoked") == JsonBoolean.TRUE;
    }

    /// What tells this version from others of the same id, as text: `modified`, else `created`, else "".
    public String version() {
        return text("modified").or(() -> text("created")).orElse("");
    }

    /// `confidence`, 0 to 100; empty when absent.
    public OptionalLong confidence() {
        return json.integer("confidence");
    }

    public Optional<String> name() {
        return text("name");
    }

    public Optional<String> description() {
        return text("description");
    }

    public List<String> labels() {
        return texts("labels");
    }

    /// The STIX pattern of an indicator (STIX 2.1 §4.7), read once however often it is asked for; empty for
    /// other types, other pattern languages and when there is no pattern. `pattern_type` is taken as `stix`
    /// when absent.
    public Optional<PatternParsed> pattern() {
        if (!type.equals("indicator") || !text("pattern_type").orElse("stix").equals("stix")) {
            return Optional.empty();
        }
        if (pattern == null) {
            pattern = text("pattern").map(Pattern::parse).orElse(null);
        }
        return Optional.ofNullable(pattern);
    }

    /// A string property; empty when absent or not a string.
    public Optional<String> text(String property) {
        return json.text(property);
    }

    /// The strings of a list property; empty when absent.
    public List<String> texts(String property) {
        return json.array(property).map(JsonArray::texts).orElse(List.of());
    }

    public OptionalLong integer(String property) {
        return json.integer(property);
    }

    public Optional<StixTimestamp> timestamp(String property) {
        return json.text(property).flatMap(StixTimestamp::parse);
    }

    /// A `_ref` property; empty when absent or not an identifier.
    public Optional<StixId> ref(String property) {
        return json.text(property).flatMap(StixId::parse);
    }

    /// A `_refs` property, without entries that are no identifiers.
    public List<StixId> refs(String property) {
        return texts(property).stream().flatMap(t -> StixId.parse(t).stream()).toList();
    }

    /// Every reference of this object at any depth, in reading order, repeated ones included.
    public List<Reference> references() {
        List<Reference> found = new ArrayList<>();
        collect("", json, found);
        return found;
    }

    private static void collect(String path, JsonValue value, List<Reference> found) {
        switch (value) {
            case JsonObject object -> {
                for (int i = 0; i < object.size(); i++) {
                    String name = object.nameAt(i);
                    collect(path.isEmpty() ? name : path + "." + name, object.valueAt(i), found);
                }
            }
            case JsonArray array -> array.values().forEach(item -> collect(path, item, found));
            case JsonString(String text) -> {
                if (path.endsWith("_ref") || path.endsWith("_refs")) {
                    StixId.parse(text).ifPresent(target -> found.add(new Reference(path, target)));
                }
            }
            case JsonNumber _, JsonBoolean _, JsonNull _ -> {}
        }
    }

    /// Equal when the trees are equal; the text as received does not count.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StixObject that && that.json.equals(json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return id.text() + " " + version();
    }
}
