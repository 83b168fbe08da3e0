package theriac.hub.sharing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.WhereSentSql.AskPlace;
import theriac.hub.sharing.WhereSentSql.Place;
import theriac.hub.sharing.WhereSentSql.Read;
import theriac.hub.store.Audiences;
import theriac.hub.store.Lane;
import theriac.hub.store.Objects;
import theriac.stix.StixId;

/// Who was given an object in a collection that the CERT made: who read past its place there. A shelf is
/// wider than what its readers get (ADR 017), so the question is asked once more for each way of seeing
/// things that a reader of it has. Thread-safe.
final class InCollections {

    private final WhereSentSql sql;
    private final Objects objects;
    private final Audiences audiences;
    private final SharedCollections collections;
    private final Parties parties;

    InCollections(
            WhereSentSql sql, Objects objects, Audiences audiences, SharedCollections collections, Parties parties) {
        this.sql = sql;
        this.objects = objects;
        this.audiences = audiences;
        this.collections = collections;
        this.parties = parties;
    }

    /// @param away when it was held back
    /// @param since the organisations that may have it, each since which position
    /// @param visible what the one who asks may see
    List<Read> read(StixId id, Braked.Away away, Map<Long, Long> since, long[] visible) {
        var places = sql.places(id).stream().collect(Collectors.groupingBy(Place::collection));
        var asks = new ArrayList<AskPlace>();
        places.forEach((collection, entries) -> since.forEach((organization, first) -> {
            for (var given : away.givenTo(List.of(Lane.collection(collection)), first)) {
                entries.stream()
                        .filter(entry -> entry.seq() >= given.from())
                        .mapToLong(Place::place)
                        .min()
                        .ifPresent(place -> asks.add(new AskPlace(organization, collection, place, given.to())));
            }
        }));
        var first = new LinkedHashMap<String, Read>();
        if (!asks.isEmpty()) {
            var chosen = new HashMap<String, Boolean>();
            for (var read : sql.read(asks, visible)) {
                if (isChosen(id, read, chosen)) {
                    first.merge(
                            read.organization() + " " + read.collection() + " " + read.name(),
                            read,
                            (one, other) -> one.seq() <= other.seq() ? one : other);
                }
            }
        }
        return List.copyOf(first.values());
    }

    /// What is gone for the reader is not asked about: it was there once.
    private boolean isChosen(StixId id, Read read, Map<String, Boolean> known) {
        var eyes = parties.viewer(read.organization());
        return known.computeIfAbsent(
                read.collection() + Arrays.toString(audiences.visible(eyes)),
                _ -> isGone(eyes, id) || gives(eyes, read.collection(), id));
    }

    private boolean isGone(Viewer.Party eyes, StixId id) {
        return objects.find(eyes, id)
                .map(object -> object.claims().stream()
                        .allMatch(claim -> claim.withdrawnAt().isPresent()))
                .orElse(true);
    }

    private boolean gives(Viewer.Party eyes, UUID collection, StixId id) {
        return collections
                .find(collection)
                .map(found -> collections.gives(eyes, found, id))
                .orElse(false);
    }
}
