package theriac.bench.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import theriac.bench.Figures;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Query;
import theriac.hub.query.QueryParsed;
import theriac.hub.query.QueryParser;
import theriac.hub.store.ChangeQuery;
import theriac.hub.store.Cursor;
import theriac.hub.store.NeighbourQuery;
import theriac.hub.store.PathAnswer;
import theriac.hub.store.SearchRequest;
import theriac.hub.store.Store;
import theriac.hub.store.ValueSearch;
import theriac.hub.store.ValueSearch.Mode;
import theriac.stix.StixId;
import theriac.stix.value.NormalValue;
import theriac.stix.value.Values;

/// What readers wait for: pasted values, the first page of a search, what is near an object, a page of TAXII.
final class ReadFigures {

    private static final int ROUNDS = 5;
    private static final int PASTED = 10_000;
    private static final int TAXII_PAGE = 1_000;

    private final Store store;
    private final Viewer viewer;
    private final long stored;

    /// @param stored how many of [Invented]'s indicators are there
    ReadFigures(Store store, Viewer viewer, long stored) {
        this.store = store;
        this.viewer = viewer;
        this.stored = stored;
    }

    void measure(Figures figures) {
        lookUp(figures);
        values(figures, "value_prefix", Mode.PREFIX, "http://amber-");
        values(figures, "value_network", Mode.INSIDE, "10.32.0.0/12");
        search(figures, "search_newest", "type:indicator");
        search(figures, "search_narrow_kind", "type:malware");
        search(figures, "search_common_word", "loader");
        search(figures, "search_rare_word", "variant" + Invented.MALWARE / 2);
        search(figures, "search_value", "value:\"" + Invented.value(stored / 2 + 1) + "\"");
        search(figures, "search_range", "type:indicator confidence>=60");
        rounds(figures, "facets", () -> store.search().facets(viewer, query("type:indicator"), false));
        var most = StixId.of(Invented.id("malware", 0));
        rounds(figures, "neighbours", () -> store.graph().neighbours(viewer, most, NeighbourQuery.first(100)));
        rounds(figures, "neighbour_counts", () -> store.graph().counts(viewer, most));
        rounds(
                figures,
                "paths",
                () -> store.graph().paths(viewer, most, StixId.of(Invented.id("malware", 1)), PathAnswer.MAX_HOPS));
        taxii(figures);
    }

    private static Query query(String text) {
        return switch (QueryParser.parse(text)) {
            case QueryParsed.Understood(var query) -> query;
            case QueryParsed.Fault fault -> throw new IllegalStateException(text + ": " + fault.sentence());
        };
    }

    /// Half of them are known.
    private void lookUp(Figures figures) {
        var rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            var pasted = new ArrayList<NormalValue>();
            for (int n = 0; n < PASTED; n++) {
                long place = Math.floorMod(Invented.mixed(n + round * 1_000_003L), n % 2 == 0 ? stored : 1L << 40);
                Values.recognize(Invented.value(n % 2 == 0 ? place : place + stored))
                        .ifPresent(pasted::add);
            }
            long start = System.nanoTime();
            int hits = store.values().find(viewer, pasted).size();
            rounds[round] = IngestFigures.seconds(start) * 1e3;
            if (hits < PASTED / 2 - pasted.size() / 50) {
                throw new IllegalStateException("Only " + hits + " of " + PASTED / 2 + " known values were found.");
            }
        }
        figures.spread("look_up_10000_values_milliseconds", rounds, "ms");
    }

    private void search(Figures figures, String name, String text) {
        var request = SearchRequest.newest(query(text), 50);
        rounds(figures, name, () -> {
            if (store.search().page(viewer, request).answers().isEmpty()) {
                throw new IllegalStateException("The search " + text + " found nothing.");
            }
        });
    }

    private void values(Figures figures, String name, Mode mode, String text) {
        var search = new ValueSearch(mode, text, 100, Optional.empty());
        rounds(figures, name, () -> {
            if (store.values().search(viewer, search).items().isEmpty()) {
                throw new IllegalStateException("There are no values for " + mode + " " + text + ".");
            }
        });
    }

    /// The first time is not counted: a hub that has just started has read nothing yet.
    private static void rounds(Figures figures, String name, Runnable work) {
        work.run();
        var rounds = new double[4 * ROUNDS];
        for (int round = 0; round < rounds.length; round++) {
            long start = System.nanoTime();
            work.run();
            rounds[round] = IngestFigures.seconds(start) * 1e3;
        }
        figures.spread(name + "_milliseconds", rounds, "ms for the first page");
    }

    private void taxii(Figures figures) {
        var query = ChangeQuery.first(TAXII_PAGE).ofTypes(Set.of("indicator"));
        var pages = new ArrayList<Double>();
        long objects = 0;
        Optional<Cursor> next = Optional.empty();
        long start = System.nanoTime();
        while (pages.size() < 50 && (pages.isEmpty() || next.isPresent())) {
            long began = System.nanoTime();
            var page = store.changes().page(viewer, next.map(query::after).orElse(query));
            pages.add(IngestFigures.seconds(began) * 1e3);
            objects += page.changes().size();
            next = page.next();
        }
        figures.spread("taxii_page_of_1000_milliseconds", array(pages), "ms");
        figures.add(
                "taxii_store_objects_per_second", objects / IngestFigures.seconds(start), "objects/s, without HTTP");
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
