package theriac.hub.investigations;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Community;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Reached;
import theriac.hub.store.Store;
import theriac.hub.store.ValueHit;
import theriac.stix.StixId;
import theriac.stix.value.Defang;
import theriac.stix.value.Values;

/// What drafts tell of others' words: things to which they refer, and values that only fewer people know so far.
/// Thread-safe.
final class OthersWords {

    private static final int VALUES_SHOWN = 20;

    private final Community community;
    private final Store store;

    OthersWords(Community community, Store store) {
        this.community = community;
        this.store = store;
    }

    /// The objects outside the drafts to which they refer and that not all of those see whom the audience reaches.
    List<StixId> hidden(Viewer.Party person, List<Drafts.Written> drafts, Audience chosen) {
        return Reached.by(chosen, community).hidden(store, person, Drafts.references(drafts));
    }

    /// Values in the drafts that are known already, but not to all whom the audience reaches, with their
    /// labels so far and the new one. An analyst may know a value from elsewhere: the one who decides is told,
    /// and nothing is refused.
    List<String> values(Viewer.Party person, List<Drafts.Written> drafts, Audience chosen) {
        var own = drafts.stream().map(each -> each.draft().object()).collect(Collectors.toSet());
        var values = drafts.stream()
                .flatMap(each -> Values.of(each.content().object()).stream())
                .distinct()
                .toList();
        if (values.isEmpty()) {
            return List.of();
        }
        var reached = Reached.by(chosen, community);
        var hits = store.values().find(person, values).stream()
                .filter(hit -> !own.contains(hit.object()))
                .collect(Collectors.groupingBy(ValueHit::value));
        return values.stream()
                .filter(hits::containsKey)
                .map(value -> {
                    var audiences = new HashSet<Audience>();
                    hits.getOrDefault(value, List.of())
                            .forEach(hit -> audiences.add(store.audiences().load(hit.audience())));
                    return reached.allBy(audiences) ? "" : line(value.text(), audiences, chosen);
                })
                .filter(line -> !line.isEmpty())
                .limit(VALUES_SHOWN)
                .toList();
    }

    private static String line(String value, Collection<Audience> before, Audience chosen) {
        var labels = new TreeSet<String>();
        before.forEach(audience -> labels.add(audience.tlp().label()));
        return Defang.defang(value) + ": " + String.join(", ", labels) + " \u2192 "
                + chosen.tlp().label();
    }
}
