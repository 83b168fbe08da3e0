package theriac.hub.sharing;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Objects;
import theriac.hub.store.Picks;
import theriac.stix.StixId;

/// What is in the collections that are filled by hand, for who makes collections. Thread-safe.
public final class PickedSets {

    private final SharedCollections collections;
    private final Picks picks;
    private final Objects objects;

    public PickedSets(SharedCollections collections, Picks picks, Objects objects) {
        this.collections = collections;
        this.picks = picks;
        this.objects = objects;
    }

    /// An object in a collection.
    ///
    /// @param name "" when it has none, or nothing stands of it for this viewer
    public record Held(Picks.Pick pick, String name) {}

    /// What is in it, the newest first.
    public List<Held> list(Viewer viewer, UUID id) {
        var held = picks.list(byHand(viewer, id).shelf());
        var names = objects.names(viewer, held.stream().map(Picks.Pick::id).toList());
        return held.stream()
                .map(pick -> new Held(pick, names.getOrDefault(pick.id(), "")))
                .toList();
    }

    /// Puts in objects of which something stands for this viewer: all of them or none.
    ///
    /// @return how many were not in it
    public int put(Viewer viewer, UUID id, Set<StixId> wanted) {
        var shelf = byHand(viewer, id).shelf();
        var known = objects.names(viewer, wanted).keySet();
        wanted.stream().filter(object -> !known.contains(object)).findFirst().ifPresent(unknown -> {
            throw Problem.notFound("There is no object %s, so nothing was put in.".formatted(unknown.text()));
        });
        try {
            return picks.put(shelf, wanted, by(viewer));
        } catch (Picks.TooMany full) {
            throw Problem.conflict("A collection that is filled by hand holds at most %d objects: take some out first."
                    .formatted(Picks.MOST));
        }
    }

    /// Takes an object out: who may hold it gets it once more, as it is. To withdraw it is another decision.
    public void take(Viewer viewer, UUID id, StixId object) {
        if (picks.take(byHand(viewer, id).shelf(), Set.of(object), by(viewer)) == 0) {
            throw Problem.notFound("The collection does not hold this object.");
        }
    }

    private static String by(Viewer viewer) {
        return viewer instanceof Viewer.Party party ? party.name() : "";
    }

    /// A collection that is filled by hand, and whether it holds an object.
    public record Choice(SharedCollection collection, boolean holds) {}

    /// Where an object is and could be put, by title.
    public List<Choice> choices(Viewer viewer, StixId object) {
        var byHand = collections.list(viewer).stream()
                .filter(each -> each.picked() && each.endedAt().isEmpty())
                .toList();
        var holding = picks.holding(byHand.stream().map(SharedCollection::shelf).toList(), object);
        return byHand.stream()
                .map(each -> new Choice(each, holding.contains(each.shelf())))
                .toList();
    }

    private SharedCollection byHand(Viewer viewer, UUID id) {
        var collection = collections.load(viewer, id);
        if (!collection.picked()) {
            throw Problem.conflict("A question fills this collection: nothing is put in or taken out by hand.");
        }
        return collection;
    }
}
