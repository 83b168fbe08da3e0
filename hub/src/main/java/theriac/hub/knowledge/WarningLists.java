package theriac.hub.knowledge;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import theriac.stix.value.NormalValue;

/// Lists of values that are often mistaken for bad ones: public resolvers, popular domains, the sector's own
/// networks. Being listed never hides what is known; it tells the reader to look twice. Implementations are
/// safe between threads.
@FunctionalInterface
public interface WarningLists {

    /// A hub without lists.
    WarningLists NONE = values -> Map.of();

    /// The names of the lists on which values are, in one question for all; a value on no list is absent
    /// from the map.
    Map<NormalValue, List<String>> listing(Collection<NormalValue> values);
}
