package theriac.bench.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import theriac.bench.Figures;
import theriac.bench.TemporaryHub;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.query.QueryParsed;
import theriac.hub.query.QueryParser;
import theriac.hub.store.ChangeQuery;
import theriac.hub.store.Delivery;
import theriac.hub.store.NeighbourQuery;
import theriac.hub.store.NewSource;
import theriac.hub.store.Position;
import theriac.hub.store.SearchRequest;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.store.VersionFilter;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// What breaks others: an event with 353,000 attributes, a report with 200,000 references, 77,000 indicators that were
/// wrong.
final class LargeFigures {

    private static final int ATTRIBUTES = 353_000;
    private static final int REFERENCES = 200_000;
    private static final int WITHDRAWN = 77_000;

    private final TemporaryHub hub;
    private final Store store;
    private final long cert;
    private final Viewer viewer = Viewer.system("bench");

    LargeFigures(TemporaryHub hub, long cert) {
        this.hub = hub;
        this.store = hub.part(Store.class);
        this.cert = cert;
    }

    /// @param share of the full size, for short runs
    void measure(double share, Figures figures) throws IOException {
        event((int) (ATTRIBUTES * share), figures);
        report((int) (REFERENCES * share), figures);
        withdrawal((int) (WITHDRAWN * share), figures);
    }

    private Source source(String name, String kind) {
        return store.sources().register(new NewSource(cert, name, kind, Audience.of(Tlp.GREEN, cert)));
    }

    private Delivery take(Source source, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return hub.part(Ingest.class).take(source, file.getFileName().toString(), in);
        }
    }

    private void event(int attributes, Figures figures) throws IOException {
        var file = hub.folder().resolve("event.json");
        Invented.mispEvent(file, attributes);
        long start = System.nanoTime();
        var counts = take(source("Events", "misp"), file).counts();
        figures.add("misp_event_attributes", attributes, "attributes");
        figures.add("misp_event_objects", counts.created(), "objects made of them");
        figures.add("misp_event_import_seconds", IngestFigures.seconds(start), "s");
        var parsed = (QueryParsed.Understood) QueryParser.parse("type:report OR type:grouping");
        store.search().page(viewer, SearchRequest.newest(parsed.query(), 1)).answers().stream()
                .findFirst()
                .ifPresent(report -> open("misp_event", report.summary().id(), figures));
    }

    private void report(int references, Figures figures) throws IOException {
        var file = hub.folder().resolve("report.json");
        var id = Invented.id("report", 1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("""
                    {"type":"bundle","id":"%s","objects":[{"type":"report","spec_version":"2.1","id":"%s",
                     "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","name":"Everything",
                     "published":"2026-01-01T00:00:00Z","object_refs":[""".formatted(Invented.id("bundle", 1), id));
            for (int n = 0; n < references; n++) {
                out.write((n == 0 ? "\"" : ",\"") + Invented.id("indicator", n) + "\"");
            }
            out.write("]}]}");
        }
        long start = System.nanoTime();
        take(source("Reports", "stix"), file);
        figures.add("report_references", references, "references");
        figures.add("report_import_seconds", IngestFigures.seconds(start), "s");
        open("report", StixId.of(id), figures);
    }

    /// What the first page of an object's screen asks.
    private void open(String name, StixId id, Figures figures) {
        var rounds = new double[5];
        for (int round = 0; round < rounds.length; round++) {
            long start = System.nanoTime();
            store.objects().find(viewer, id).orElseThrow();
            store.graph().neighbours(viewer, id, NeighbourQuery.first(100));
            rounds[round] = IngestFigures.seconds(start);
        }
        figures.spread(name + "_open_seconds", rounds, "s to open");
    }

    private void withdrawal(int indicators, Figures figures) throws IOException {
        var source = source("Wrong ones", "stix");
        // Nobody else says these: each withdrawal is news for those who could see it.
        var file = Invented.bundle(hub.folder().resolve("wrong.json"), 1L << 33, indicators, Invented::indicator);
        var delivery = take(source, file);
        long head = store.ledger().head();
        long start = System.nanoTime();
        var outcome = store.withdrawals().withdraw(viewer, delivery, "All of them were wrong.");
        figures.add("withdrawal_indicators", outcome.claims(), "claims withdrawn");
        figures.add("withdrawal_seconds", IngestFigures.seconds(start), "s");
        start = System.nanoTime();
        var told = store.changes()
                .page(
                        viewer,
                        new ChangeQuery(
                                Optional.of(Position.at(head)),
                                Optional.empty(),
                                1_000,
                                Set.of(),
                                Set.of(),
                                VersionFilter.LAST));
        figures.add("withdrawal_first_page_seconds", IngestFigures.seconds(start), "s until recipients read the first");
        figures.add("withdrawal_first_page_changes", told.changes().size(), "changes on it");
    }
}
