package theriac.hub.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import theriac.hub.core.Problem;
import theriac.hub.policy.Audience;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ClusterView;
import theriac.hub.store.Correlation;
import theriac.hub.store.Differences;
import theriac.hub.store.Neighbour;
import theriac.hub.store.NeighbourCount;
import theriac.hub.store.NeighbourQuery;
import theriac.hub.store.ObjectContent;
import theriac.hub.store.ObjectSummary;
import theriac.hub.store.Page;
import theriac.hub.store.PathAnswer;
import theriac.hub.store.Store;
import theriac.hub.store.Suggestions;
import theriac.hub.store.ValueSearch;
import theriac.hub.store.VersionView;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// What belongs together: neighbours, ways, shared values, clusters, and how an object became what it is. Every
/// answer is made for one viewer and passes the egress gate.
public final class Connections {

    /// Objects of one file, at most: a graph of five thousand with all that ties them.
    private static final int MAX_BUNDLE = 20_000;

    private final Store store;
    private final WayOut out;
    private final LongPredicate isCert;

    /// @param isCert whether an organisation is the CERT itself, which may take back what any organisation said
    public Connections(Store store, EgressGate gate, LongPredicate isCert) {
        this.store = store;
        this.out = new WayOut(gate, store.audiences());
        this.isCert = isCert;
    }

    static List<ObjectSummary> summaries(List<Neighbour> neighbours) {
        var all = new ArrayList<ObjectSummary>();
        neighbours.forEach(n -> {
            all.add(n.other());
            n.via().ifPresent(all::add);
        });
        return all;
    }

    private void mustSee(Viewer viewer, StixId id) {
        if (store.history().versions(viewer, id, 1, Optional.empty()).items().isEmpty()) {
            throw Knowledge.absent(id);
        }
    }

    Page<Neighbour> neighbours(Viewer viewer, StixId id, NeighbourQuery query) {
        mustSee(viewer, id);
        var page = store.graph().neighbours(viewer, id, query);
        out.pass(viewer, summaries(page.items()));
        return page;
    }

    List<NeighbourCount> counts(Viewer viewer, StixId id) {
        mustSee(viewer, id);
        return store.graph().counts(viewer, id);
    }

    PathAnswer paths(Viewer viewer, StixId from, StixId to, int hops) {
        if (hops < 1 || hops > PathAnswer.MAX_HOPS) {
            throw Problem.badRequest("A way has 1 to %d connections, not %d.".formatted(PathAnswer.MAX_HOPS, hops));
        }
        mustSee(viewer, from);
        mustSee(viewer, to);
        var answer = store.graph().paths(viewer, from, to, hops);
        var all = new ArrayList<>(answer.passedOver());
        answer.paths()
                .forEach(path -> path.forEach(step -> {
                    all.add(step.from());
                    all.add(step.to());
                    step.via().ifPresent(all::add);
                }));
        out.pass(viewer, all);
        return answer;
    }

    /// Objects as a STIX bundle, each with its text as received: those of them that this viewer sees, in the order of
    /// the ids. What refers to none of them is not brought along.
    ///
    /// @throws Problem too large beyond [#MAX_BUNDLE]; not found when the viewer sees none of them
    String bundle(Viewer viewer, List<StixId> ids) {
        if (ids.size() > MAX_BUNDLE) {
            throw Problem.of(
                    Problem.Code.TOO_LARGE,
                    "At most %,d objects are written into one file; there are %,d: fold or remove something."
                            .formatted(MAX_BUNDLE, ids.size()));
        }
        var contents = store.objects().contents(viewer, ids);
        if (contents.isEmpty()) {
            throw Problem.notFound("There is none of these objects, or none is for you.");
        }
        out.pass(viewer, contents.stream().map(ObjectContent::summary).toList());
        return contents.stream()
                .map(content -> content.object().text())
                .collect(Collectors.joining(
                        ",\n",
                        "{\"type\":\"bundle\",\"id\":\"bundle--" + UUID.randomUUID() + "\",\"objects\":[\n",
                        "\n]}\n"));
    }

    Page<Correlation.Shared> alsoSeen(Viewer viewer, StixId id, int limit, Optional<String> after) {
        mustSee(viewer, id);
        var page = store.correlation().alsoSeen(viewer, id, limit, after);
        out.pass(viewer, page.items().stream().map(Correlation.Shared::object).toList());
        return page;
    }

    List<Correlation.Surroundings> infrastructure(Viewer viewer, StixId id) {
        mustSee(viewer, id);
        var answers = store.correlation().infrastructure(viewer, id, Knowledge.FIRST);
        answers.forEach(a -> passRows(viewer, a.rows()));
        return answers;
    }

    Page<ValueSearch.Row> values(Viewer viewer, ValueSearch search) {
        store.values().fault(search).ifPresent(fault -> {
            throw Problem.badRequest(
                    switch (fault) {
                        case NO_DOMAIN -> "Sub-domains are looked for below a domain name, such as evil.example.";
                        case NO_ADDRESS ->
                            "Networks are looked for with an address or a network, such as 198.51.100.0/24.";
                        case TOO_WIDE ->
                            "That network is too wide to list: ask for an IPv4 network of /8 or narrower, or an IPv6 network"
                                    + " of /16 or narrower.";
                        case TOO_SHORT -> "The beginning of a value must have at least three characters.";
                    });
        });
        var page = store.values().search(viewer, search);
        passRows(viewer, page.items());
        return page;
    }

    private void passRows(Viewer viewer, List<ValueSearch.Row> rows) {
        out.pass(viewer, rows.stream().map(ValueSearch.Row::object).toList());
    }

    Page<VersionView> versions(Viewer viewer, StixId id, int limit, Optional<String> after) {
        mustSee(viewer, id);
        return store.history().versions(viewer, id, limit, after);
    }

    Differences differences(Viewer viewer, StixId id, String from, String to) {
        mustSee(viewer, id);
        return store.history()
                .differences(viewer, id, from, to)
                .orElseThrow(() ->
                        Problem.notFound("One of these two contents is not among the versions of %s that are for you."
                                .formatted(id.text())));
    }

    Optional<ClusterView> cluster(Viewer viewer, StixId id) {
        mustSee(viewer, id);
        var cluster = store.clusters().find(viewer, id);
        cluster.ifPresent(c -> out.pass(viewer, c.members()));
        return cluster;
    }

    List<Suggestions.Suggestion> suggestions(Viewer viewer, StixId id) {
        mustSee(viewer, id);
        var found = store.suggestions().find(viewer, id);
        out.pass(viewer, found.stream().map(Suggestions.Suggestion::object).toList());
        return found;
    }

    /// Says that objects are one thing, as the word of the caller's organisation.
    ///
    /// @param tlp who may see that it says so
    ClusterView merge(Viewer viewer, List<StixId> ids, Tlp tlp, String reason) {
        if (!(viewer instanceof Viewer.Party party)) {
            throw Problem.notAllowed("Only an organisation says that objects are one thing.");
        }
        if (tlp == Tlp.RED) {
            throw Problem.badRequest("A cluster cannot be TLP:RED: it is seen by an organisation, not by a person.");
        }
        ids.forEach(id -> mustSee(viewer, id));
        return store.clusters()
                .merge(viewer, ids, Audience.of(tlp, party.organization()), reason)
                .flatMap(statement -> cluster(viewer, ids.getFirst()))
                .orElseThrow(() ->
                        Problem.badRequest("Name two or more different objects of one type that stand, at most 500."));
    }

    /// Takes back that objects are one thing: its own word, or for the CERT anybody's.
    void split(Viewer viewer, UUID statement, String reason) {
        var owner = store.clusters().owner(viewer, statement);
        boolean may = viewer instanceof Viewer.Party party
                && (isCert.test(party.organization())
                        || owner.filter(o -> o == party.organization()).isPresent());
        if (owner.isPresent() && !may) {
            throw Problem.notAllowed("Another organisation says so; only it, or the CERT, can take it back.");
        }
        if (!may || !store.clusters().split(viewer, statement, reason)) {
            throw Problem.notFound("There is no such statement, or it was taken back already.");
        }
    }
}
