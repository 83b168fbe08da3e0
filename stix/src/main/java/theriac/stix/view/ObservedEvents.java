package theriac.stix.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import theriac.stix.ObjectBuilder;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.json.JsonObject;

/// What was seen on systems and networks, once or several times (STIX 2.1 §4.14). A view: absent or malformed
/// properties are empty, never guessed.
///
/// @param object of type `observed-data`
public record ObservedEvents(StixObject object) {

    public ObservedEvents {
        if (!object.type().equals("observed-data")) {
            throw new IllegalArgumentException(object.id() + " is no observed-data.");
        }
    }

    /// The object as this view; empty when it is of another type.
    public static Optional<ObservedEvents> in(StixObject object) {
        return object.type().equals("observed-data") ? Optional.of(new ObservedEvents(object)) : Optional.empty();
    }

    /// New observed data about observables that are sent along.
    ///
    /// @param count how often they were seen, 1 to 999,999,999
    public static ObjectBuilder builder(
            Instant first, Instant last, long count, List<StixId> observables, Instant now) {
        return ObjectBuilder.object("observed-data", now)
                .with("first_observed", first)
                .with("last_observed", last)
                .with("number_observed", count)
                .withRefs("object_refs", observables);
    }

    public Optional<StixTimestamp> firstObserved() {
        return object.timestamp("first_observed");
    }

    public Optional<StixTimestamp> lastObserved() {
        return object.timestamp("last_observed");
    }

    public OptionalLong count() {
        return object.integer("number_observed");
    }

    public List<StixId> observables() {
        return object.refs("object_refs");
    }

    /// The deprecated container of embedded objects; empty in the form of today (STIX 2.1 §2.13).
    public Optional<JsonObject> container() {
        return object.json().object("objects");
    }
}
