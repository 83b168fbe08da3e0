package theriac.hub.ingest;

import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import theriac.stix.value.NormalValue;

/// What this hub knows beside a delivery; `app` hands it over. Safe between threads.
@FunctionalInterface
public interface Surroundings {

    /// The internal key of a sharing group, for what its producer gives to one group only; empty: there is none.
    OptionalLong group(UUID id);

    /// Whether this organisation (internal key) is one whose name is not passed on with what it saw: a member
    /// or a firm that brings its own events. Its sightings stay with it, whatever its events say.
    default boolean keepsSightings(long organization) {
        return false;
    }

    /// Marks for an object that holds these values, `listed:` and the name of each warning list that one of them is on.
    /// They stand among the labels that people search by; the object itself stays as it came.
    default List<String> marks(List<NormalValue> values) {
        return List.of();
    }
}
