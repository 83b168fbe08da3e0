package theriac.hub.publications;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import theriac.stix.value.NormalValue;

/// Which values are often mistaken for bad; `app` answers.
public interface Mistaken {

    /// Names of the warning lists on which each of these values is now, as a whole; absent: on none.
    Map<NormalValue, List<String>> listed(Collection<NormalValue> values);
}
