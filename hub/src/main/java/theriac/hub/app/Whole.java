package theriac.hub.app;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import theriac.hub.benign.Listing;
import theriac.hub.benign.WarningLists;
import theriac.stix.value.NormalValue;

/// Which values stand on warning lists as a whole. Pure.
final class Whole {

    private Whole() {}

    /// The lists of each value that is on one. A URL of which only the host is listed is not: that
    /// says nothing about the page.
    static Map<NormalValue, List<String>> listed(WarningLists lists, Collection<NormalValue> values) {
        var listed = new LinkedHashMap<NormalValue, List<String>>();
        lists.find(values).forEach((value, on) -> {
            var whole = on.stream()
                    .filter(Listing::whole)
                    .map(Listing::list)
                    .distinct()
                    .toList();
            if (!whole.isEmpty()) {
                listed.put(value, whole);
            }
        });
        return listed;
    }
}
