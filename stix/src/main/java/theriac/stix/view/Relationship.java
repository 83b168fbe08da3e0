package theriac.stix.view;

import java.time.Instant;
import java.util.Optional;
import theriac.stix.ObjectBuilder;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;

/// A statement that one object relates to another (STIX 2.1 §5.1). A view: absent or malformed properties are empty,
/// never guessed.
///
/// @param object of type `relationship`
public record Relationship(StixObject object) {

    public Relationship {
        if (!object.type().equals("relationship")) {
            throw new IllegalArgumentException(object.id() + " is no relationship.");
        }
    }

    /// The object as this view; empty when it is of another type.
    public static Optional<Relationship> in(StixObject object) {
        return object.type().equals("relationship") ? Optional.of(new Relationship(object)) : Optional.empty();
    }

    /// A new relationship.
    public static ObjectBuilder builder(StixId source, String type, StixId target, Instant now) {
        return ObjectBuilder.object("relationship", now)
                .with("relationship_type", type)
                .with("source_ref", source)
                .with("target_ref", target);
    }

    public Optional<String> relationshipType() {
        return object.text("relationship_type");
    }

    public Optional<StixId> source() {
        return object.ref("source_ref");
    }

    public Optional<StixId> target() {
        return object.ref("target_ref");
    }

    public Optional<StixTimestamp> startTime() {
        return object.timestamp("start_time");
    }

    public Optional<StixTimestamp> stopTime() {
        return object.timestamp("stop_time");
    }
}
