package theriac.hub.sharing.misp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Graph;
import theriac.hub.store.NeighbourQuery;
import theriac.hub.store.ValueHit;
import theriac.hub.store.ValueLookup;
import theriac.stix.StixId;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// Where values stand: the indicators that hold them, and the observations of them. Thread-safe.
public final class ValuePlaces {

    /// A look-up names so many objects for one value; where it does, there may be more.
    private static final int NAMED = 200;

    private static final int OBSERVED = 10_000;
    private static final int MOST_VALUES = 50;

    private final ValueLookup lookup;
    private final Graph graph;

    public ValuePlaces(ValueLookup lookup, Graph graph) {
        this.lookup = lookup;
        this.graph = graph;
    }

    /// The attributes that may hold one of these values, but for those of no kind that STIX has.
    ///
    /// @return empty when there may be more than a look-up finds, so that all must be looked at
    Optional<Set<StixId>> find(Viewer.Party caller, List<String> texts) {
        var values = texts.stream().flatMap(ValuePlaces::readings).distinct().toList();
        if (texts.size() > MOST_VALUES) {
            return Optional.empty();
        }
        var hits = lookup.find(caller, values);
        for (var value : values) {
            if (hits.stream().filter(hit -> hit.value().equals(value)).count() >= NAMED) {
                return Optional.empty();
            }
        }
        var found = new LinkedHashSet<StixId>();
        for (var hit : hits) {
            if (hit.object().type().equals("indicator")) {
                found.add(hit.object());
            } else if (!observations(caller, hit, found)) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /// What a text may be as a value, of every kind that it fits.
    private static Stream<NormalValue> readings(String text) {
        return Stream.concat(
                Values.recognize(text).stream(),
                Arrays.stream(ValueKind.values()).flatMap(kind -> Values.normalize(kind, text).stream()));
    }

    /// @return false when there are too many
    private boolean observations(Viewer.Party caller, ValueHit hit, Set<StixId> found) {
        var ids = new ArrayList<StixId>();
        Optional<String> after = Optional.empty();
        do {
            var page = graph.neighbours(
                    caller,
                    hit.object(),
                    new NeighbourQuery(
                            Set.of("object_refs"), Set.of("observed-data"), NeighbourQuery.MAX_LIMIT, after));
            page.items().forEach(neighbour -> ids.add(neighbour.other().id()));
            after = page.next();
        } while (after.isPresent() && ids.size() <= OBSERVED);
        found.addAll(ids);
        return ids.size() <= OBSERVED;
    }
}
