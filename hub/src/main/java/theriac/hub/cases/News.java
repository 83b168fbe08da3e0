package theriac.hub.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.query.QueryParsed;
import theriac.hub.query.QueryParser;
import theriac.hub.store.ObjectSummary;
import theriac.hub.store.SearchRequest;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.stix.StixId;

/// What feeds of advisories (CSAF) and of news (RSS) brought and nobody at the desk decided about. What
/// is decided is decided for the version that was read: a newer one waits again. Thread-safe.
public final class News {

    /// Kinds of sources whose reports wait at the desk.
    private static final List<String> KINDS = List.of("csaf", "rss");

    private static final Set<String> VERDICTS = Set.of("assessed", "ignored", "advisory");
    private static final int MOST = 200;
    private static final int LONGEST_REASON = 2_000;

    private final Cases cases;
    private final Database database;
    private final NewsSql sql;
    private final Store store;
    private final EgressGate gate;

    public News(Cases cases, Database database, Store store, EgressGate gate) {
        this.cases = cases;
        this.database = database;
        this.sql = new NewsSql(database);
        this.store = store;
        this.gate = gate;
    }

    /// @param kind `csaf` or `rss`
    record Item(ObjectSummary summary, String kind) {}

    /// Those that wait, the newest first: of each kind at most the newest 200 are looked at.
    List<Item> waiting(Viewer viewer) {
        var person = cases.analyst(viewer);
        var found = new ArrayList<Item>();
        for (var kind : KINDS) {
            found.addAll(newest(person, kind));
        }
        var decided = sql.decided(
                found.stream().map(item -> item.summary().id().text()).toList());
        var waiting = found.stream()
                .filter(item -> !item.summary().revoked())
                .filter(item -> !decided.contains(
                        item.summary().id().text() + " " + item.summary().modified()))
                .sorted(Comparator.comparing((Item item) -> item.summary().addedAt())
                        .reversed())
                .limit(MOST)
                .toList();
        return gate.pass(
                "api",
                person,
                waiting,
                item -> item.summary().id().text(),
                item -> List.of(store.audiences().load(item.summary().audience())));
    }

    private List<Item> newest(Viewer.Party person, String kind) {
        var sources = store.sources().list(person).stream()
                .filter(source -> source.kind().equals(kind))
                .map(Source::name)
                .filter(name -> !name.contains("\"") && !name.contains("\\"))
                .limit(50)
                .toList();
        if (sources.isEmpty()) {
            return List.of();
        }
        var question = "type:report ("
                + sources.stream().map(name -> "source:\"" + name + "\"").collect(Collectors.joining(" OR ")) + ")";
        return switch (QueryParser.parse(question)) {
            case QueryParsed.Understood understood ->
                store.search().page(person, SearchRequest.newest(understood.query(), MOST)).answers().stream()
                        .map(answer -> new Item(answer.summary(), kind))
                        .toList();
            case QueryParsed.Fault fault ->
                throw new IllegalStateException("The desk's own question is not understood: " + fault.sentence());
        };
    }

    /// Decides about the version that the person sees.
    ///
    /// @param reason for colleagues; may be empty
    void decide(Viewer viewer, StixId id, String verdict, String reason) {
        var person = cases.analyst(viewer);
        if (!VERDICTS.contains(verdict) || reason.length() > LONGEST_REASON) {
            throw Problem.badRequest(
                    "An item is assessed, ignored or became an advisory, with at most %,d characters why."
                            .formatted(LONGEST_REASON));
        }
        var seen = store.objects().contents(person, List.of(id)).stream()
                .findFirst()
                .orElseThrow(
                        () -> Problem.notFound("There is no object %s, or it is not for you.".formatted(id.text())));
        database.inTransaction(() -> {
            sql.decide(id.text(), seen.summary().modified(), verdict, reason, person.account(), cases.now());
            cases.told(person);
        });
    }

    /// How many of each kind wait.
    Map<String, Long> counts(Viewer viewer) {
        return waiting(viewer).stream().collect(Collectors.groupingBy(Item::kind, Collectors.counting()));
    }
}
