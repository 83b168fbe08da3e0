package theriac.hub.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.policy.Viewer;
import theriac.stix.value.NormalValue;

/// What cases ask of the desk's reports; `app` answers.
@FunctionalInterface
public interface Reported {

    /// @param text as it came
    /// @param brand the name that was borrowed, or ""
    /// @param suspects values that are to disappear, look-alikes first
    /// @param reporter the organisation's name, or "" when it is not passed on to the viewer
    record Message(
            UUID id,
            Instant at,
            String channel,
            String text,
            String brand,
            List<NormalValue> suspects,
            String reporter) {}

    /// Empty when it is absent or hidden from the viewer.
    Optional<Message> find(Viewer viewer, UUID report);
}
