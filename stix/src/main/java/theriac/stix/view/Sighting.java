package theriac.stix.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import theriac.stix.ObjectBuilder;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;

/// A report that something was seen (STIX 2.1 §5.2). A view: absent or malformed properties are empty, never guessed.
///
/// @param object of type `sighting`
public record Sighting(StixObject object) {

    public Sighting {
        if (!object.type().equals("sighting")) {
            throw new IllegalArgumentException(object.id() + " is no sighting.");
        }
    }

    /// The object as this view; empty when it is of another type.
    public static Optional<Sighting> in(StixObject object) {
        return object.type().equals("sighting") ? Optional.of(new Sighting(object)) : Optional.empty();
    }

    /// A new sighting of a domain object, such as an indicator.
    public static ObjectBuilder builder(StixId of, Instant now) {
        return ObjectBuilder.object("sighting", now).with("sighting_of_ref", of);
    }

    public Optional<StixId> of() {
        return object.ref("sighting_of_ref");
    }

    /// Who or where it was seen: identities and locations.
    public List<StixId> where() {
        return object.refs("where_sighted_refs");
    }

    public List<StixId> observedData() {
        return object.refs("observed_data_refs");
    }

    /// How often, 0 meaning that it was looked for and not seen; empty when unsaid.
    public OptionalLong count() {
        return object.integer("count");
    }

    public Optional<StixTimestamp> firstSeen() {
        return object.timestamp("first_seen");
    }

    public Optional<StixTimestamp> lastSeen() {
        return object.timestamp("last_seen");
    }
}
