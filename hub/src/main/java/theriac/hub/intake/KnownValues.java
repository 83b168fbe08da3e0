package theriac.hub.intake;

import java.util.Collection;
import java.util.Map;
import theriac.hub.policy.Viewer;
import theriac.stix.value.NormalValue;

/// What the store already knows of values, for one viewer. `app` hands it over; tests give their own.
@FunctionalInterface
public interface KnownValues {

    /// How many sources that this viewer may see know each value; values that nobody knows are absent.
    Map<NormalValue, Integer> find(Viewer viewer, Collection<NormalValue> values);
}
