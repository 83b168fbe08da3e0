package theriac.stix;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// Makes one object of any type, and never one that breaks a MUST: [#build()] validates.
///
/// Not safe between threads. The typed views give builders with the required properties filled in:
/// `Indicator.builder(pattern, validFrom, now)`.
public final class ObjectBuilder {

    private final JsonObject.Builder json = JsonObject.builder();
    private final String type;
    private final boolean observable;
    private final List<String> markings = new ArrayList<>();
    private Optional<StixId> id = Optional.empty();

    private ObjectBuilder(String type, boolean observable) {
        this.type = type;
        this.observable = observable;
    }

    /// A domain object, relationship or language content: first version, random id, `created` and `modified` now.
    public static ObjectBuilder object(String type, Instant now) {
        ObjectBuilder builder = new ObjectBuilder(type, false);
        String time = StixTimestamp.of(now).text();
        builder.json.put("created", time).put("modified", time);
        return builder;
    }

    /// A cyber-observable: its id follows from its content (STIX 2.1 §2.9).
    public static ObjectBuilder sco(String type) {
        return new ObjectBuilder(type, true);
    }

    /// An id that is already known, instead of a new one.
    public ObjectBuilder id(StixId known) {
        id = Optional.of(known);
        return this;
    }

    public ObjectBuilder with(String property, JsonValue value) {
        json.put(property, value);
        return this;
    }

    public ObjectBuilder with(String property, String text) {
        json.put(property, text);
        return this;
    }

    public ObjectBuilder with(String property, long number) {
        json.put(property, number);
        return this;
    }

    public ObjectBuilder with(String property, boolean value) {
        json.put(property, value);
        return this;
    }

    public ObjectBuilder with(String property, List<String> texts) {
        json.put(property, texts);
        return this;
    }

    public ObjectBuilder with(String property, Instant time) {
        return with(property, StixTimestamp.of(time).text());
    }

    public ObjectBuilder with(String property, StixId ref) {
        return with(property, ref.text());
    }

    /// A `_refs` property.
    public ObjectBuilder withRefs(String property, List<StixId> refs) {
        return with(property, refs.stream().map(StixId::text).toList());
    }

    public ObjectBuilder createdBy(StixId identity) {
        return with("created_by_ref", identity);
    }

    /// @param confidence 0 to 100
    public ObjectBuilder confidence(int confidence) {
        return with("confidence", confidence);
    }

    public ObjectBuilder marked(Tlp tlp) {
        return marked(tlp.markingId());
    }

    public ObjectBuilder marked(StixId marking) {
        markings.add(marking.text());
        return this;
    }

    /// The object.
    ///
    /// @throws IllegalArgumentException when it would break a MUST of STIX 2.1; the message names each
    public StixObject build() {
        JsonObject content = json.build();
        JsonObject.Builder out = JsonObject.builder();
        out.put("type", type).put("spec_version", "2.1");
        out.put("id", id.orElseGet(() -> newId(content)).text());
        out.putAll(content);
        if (!markings.isEmpty()) {
            out.put("object_marking_refs", markings.stream().distinct().toList());
        }
        StixObject object = StixObject.of(out.build());
        refuseErrors(object);
        return object;
    }

    private StixId newId(JsonObject content) {
        return observable ? DeterministicIds.sco(content.with("type", new JsonString(type))) : StixId.random(type);
    }

    static void refuseErrors(StixObject object) {
        List<String> errors = Validation.validate(object).stream()
                .filter(Finding::isError)
                .map(f -> f.pointer().isEmpty() ? f.message() : f.pointer() + ": " + f.message())
                .toList();
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(
                    "This " + object.type() + " would not be valid STIX: " + String.join(" ", errors));
        }
    }
}
