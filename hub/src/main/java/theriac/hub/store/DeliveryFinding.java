package theriac.hub.store;

import org.jspecify.annotations.Nullable;
import theriac.stix.Finding;

/// A defect in a delivery.
///
/// @param raw the rejected record as received; null when nothing was rejected
@SuppressWarnings("ArrayRecordComponent")
public record DeliveryFinding(Finding finding, byte @Nullable [] raw) {

    public DeliveryFinding(Finding finding) {
        this(finding, null);
    }
}
