package theriac.hub.knowledge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import theriac.hub.core.Problem;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Ownership;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Following;
import theriac.hub.query.Footprint;
import theriac.hub.query.Query;
import theriac.hub.store.ClaimView;
import theriac.hub.store.ClusterView;
import theriac.hub.store.Decayed;
import theriac.hub.store.EffectiveObject;
import theriac.hub.store.Facets;
import theriac.hub.store.Neighbour;
import theriac.hub.store.NeighbourCount;
import theriac.hub.store.NeighbourQuery;
import theriac.hub.store.Page;
import theriac.hub.store.SearchPage;
import theriac.hub.store.SearchRefused;
import theriac.hub.store.SearchRequest;
import theriac.hub.store.Sighting;
import theriac.hub.store.SightingCounts;
import theriac.hub.store.Store;
import theriac.hub.store.ValueHit;
import theriac.hub.store.VersionView;
import theriac.hub.store.Withdrawal;
import theriac.stix.Pap;
import theriac.stix.StixId;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// The door of this capability: every answer is made for one viewer and passes the egress gate.
public final class Knowledge {

    /// Pasted at once; the answer to more would be a report, not a page.
    static final int MAX_VALUES = 10_000;

    /// What a page shows of each list at first; the rest has a route of its own.
    static final int FIRST = 50;

    private final Store store;
    private final EgressGate gate;
    private final WayOut out;
    private final SightingCounts counts;
    private final BiFunction<Viewer, Query.Text, Footprint> footprints;
    private final WarningLists lists;
    private final LongFunction<String> organizationName;
    private final LongPredicate isCert;

    /// @param organizationName the name of an organisation by its internal key; "" when there is none
    /// @param isCert whether an organisation is the CERT itself, which may take back what any source says
    public Knowledge(
            Store store,
            EgressGate gate,
            SightingCounts counts,
            BiFunction<Viewer, Query.Text, Footprint> footprints,
            WarningLists lists,
            LongFunction<String> organizationName,
            LongPredicate isCert) {
        this.store = store;
        this.gate = gate;
        this.out = new WayOut(gate, store.audiences());
        this.counts = counts;
        this.footprints = footprints;
        this.lists = lists;
        this.organizationName = organizationName;
        this.isCert = isCert;
    }

    /// A page of answers.
    ///
    /// @throws Problem bad request when the question would cost too much
    SearchPage search(Viewer viewer, SearchRequest wish) {
        var request = wish.asking(known(viewer, wish.query()));
        var page = affordable(() -> store.search().page(viewer, request));
        out.pass(viewer, page.answers().stream().map(SearchPage.Answer::summary).toList());
        page.answers().forEach(answer -> answer.cluster().ifPresent(row -> out.pass(viewer, row.members())));
        return page;
    }

    /// How the answers are spread.
    Facets facets(Viewer viewer, Query query, boolean merged) {
        var known = known(viewer, query);
        return affordable(() -> store.search().facets(viewer, known, merged));
    }

    private Query known(Viewer viewer, Query query) {
        return Following.known(query, whom -> footprints.apply(viewer, whom));
    }

    private static <T> T affordable(Supplier<T> search) {
        try {
            return search.get();
        } catch (SearchRefused refused) {
            throw Problem.badRequest(String.valueOf(refused.getMessage()));
        }
    }

    /// The first page of everything that is known about one object; each list goes on at a route of its own.
    ///
    /// @param decay empty when nothing stands any more, and for a page as it was at a moment
    /// @param seenByOthers empty when too few others saw it to tell, and for a page as it was at a moment
    /// @param cluster empty: it is in none that this viewer sees
    record Dossier(
            EffectiveObject object,
            Optional<Decayed> decay,
            Page<Neighbour> neighbours,
            List<NeighbourCount> counts,
            List<NormalValue> values,
            List<Sighting> sightings,
            Optional<SightingCounts.Count> seenByOthers,
            Page<ClaimView> claims,
            Page<VersionView> versions,
            Optional<ClusterView> cluster) {}

    /// @param moment empty: as it is now; otherwise the object, its claims and its figures are those of then
    /// @throws Problem not found: absent, or hidden from this viewer
    Dossier load(Viewer viewer, StixId id, Optional<Instant> moment) {
        var object = moment.map(at -> store.history().find(viewer, id, at))
                .orElseGet(() -> store.objects().find(viewer, id))
                .orElseThrow(() -> absent(id));
        var neighbours = store.graph().neighbours(viewer, id, NeighbourQuery.first(FIRST));
        var cluster = store.clusters().find(viewer, id);
        out.pass(viewer, List.of(object.summary()));
        out.pass(viewer, Connections.summaries(neighbours.items()));
        cluster.ifPresent(c -> out.pass(viewer, c.members()));
        return new Dossier(
                object,
                moment.isPresent() ? Optional.empty() : decay(viewer, id),
                neighbours,
                store.graph().counts(viewer, id),
                Values.of(object.object()).stream().distinct().limit(FIRST).toList(),
                store.objects().sightings(viewer, id, FIRST),
                moment.isPresent() ? Optional.empty() : counts.of(viewer, List.of(id)),
                moment.isPresent()
                        ? new Page<>(object.claims(), Optional.empty())
                        : store.objects().claims(viewer, id, FIRST, Optional.empty()),
                store.history().versions(viewer, id, FIRST, Optional.empty()),
                cluster);
    }

    /// More of who claims an object.
    Page<ClaimView> claims(Viewer viewer, StixId id, int limit, Optional<String> after) {
        return store.objects().claims(viewer, id, limit, after);
    }

    /// What may be done with a claim, as its source says; empty: it says nothing of that.
    Optional<Pap> pap(ClaimView claim) {
        return store.audiences().load(claim.audience()).pap();
    }

    /// The effective version exactly as received.
    ///
    /// @throws Problem not found: absent, or hidden from this viewer
    String text(Viewer viewer, StixId id) {
        var object = store.objects().find(viewer, id).orElseThrow(() -> absent(id));
        out.pass(viewer, List.of(object.summary()));
        return object.object().text();
    }

    private Optional<Decayed> decay(Viewer viewer, StixId id) {
        return store.search().decay(viewer, id);
    }

    String organizationName(@Nullable Long organization) {
        return organization == null ? "" : organizationName.apply(organization);
    }

    /// Takes back what sources say about an object: the CERT for every source, others for their own sources
    /// only.
    ///
    /// @throws Problem not found when it is absent or hidden; conflict when there is nothing that this
    ///     viewer could take back
    List<Withdrawal> withdraw(Viewer viewer, StixId id, String reason) {
        if (reason.isBlank()) {
            throw Problem.badRequest("Say why it is withdrawn: those who fetched it will read the reason.");
        }
        var claims = store.objects().claims(viewer, id);
        if (claims.isEmpty()) {
            throw absent(id);
        }
        var sources = new TreeSet<Long>();
        claims.stream()
                .filter(claim -> claim.withdrawnAt().isEmpty())
                .map(ClaimView::sourceId)
                .filter(source -> mayTakeBack(viewer, source))
                .forEach(sources::add);
        if (sources.isEmpty()) {
            throw Problem.conflict(
                    "Nothing stands here that your organisation could withdraw: it was withdrawn already, or"
                            + " only other organisations say so.");
        }
        var withdrawals = new ArrayList<Withdrawal>();
        sources.forEach(source -> withdrawals.add(store.claims().withdraw(viewer, id, source, reason)));
        return withdrawals;
    }

    private boolean mayTakeBack(Viewer viewer, long source) {
        return Ownership.mayTakeBack(
                viewer,
                store.sources().load(source).organization(),
                viewer instanceof Viewer.Party party && isCert.test(party.organization()));
    }

    /// Looks up pasted values, defanged ones included.
    List<LookedUp> lookUp(Viewer viewer, List<String> pasted) {
        if (pasted.size() > MAX_VALUES) {
            throw Problem.of(
                    Problem.Code.TOO_LARGE,
                    "At most %,d values can be looked up at once; there are %,d.".formatted(MAX_VALUES, pasted.size()));
        }
        var values = pasted.stream()
                .map(text -> Values.recognize(text).orElseGet(() -> new NormalValue(ValueKind.OTHER, text.strip())))
                .toList();
        var distinct = values.stream().distinct().toList();
        var hits = gate.pass(
                "api",
                viewer,
                store.values().findAround(viewer, distinct),
                hit -> hit.object().text(),
                hit -> List.of(store.audiences().load(hit.audience())));
        var listed = lists.listing(distinct);
        var exact = hits.stream()
                .filter(h -> h.match() == ValueHit.Match.EXACT)
                .collect(Collectors.groupingBy(ValueHit::value));
        var around = hits.stream()
                .filter(h -> h.match() != ValueHit.Match.EXACT)
                .collect(Collectors.groupingBy(ValueHit::value));
        var answers = new ArrayList<LookedUp>(pasted.size());
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            answers.add(new LookedUp(
                    pasted.get(i),
                    value,
                    exact.getOrDefault(value, List.of()),
                    around.getOrDefault(value, List.of()),
                    listed.getOrDefault(value, List.of())));
        }
        return answers;
    }

    static Problem absent(StixId id) {
        return Problem.notFound("There is no object %s, or it is not for you.".formatted(id.text()));
    }
}
