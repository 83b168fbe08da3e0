package theriac.bench.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import theriac.bench.Benchmark;
import theriac.bench.Figures;
import theriac.bench.Options;
import theriac.bench.TemporaryHub;
import theriac.bench.store.Invented;
import theriac.hub.accounts.Viewers;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.WhoSees;
import theriac.hub.query.Query;
import theriac.hub.query.QueryParsed;
import theriac.hub.query.QueryParser;
import theriac.hub.store.ChangeQuery;
import theriac.hub.store.Cursor;
import theriac.hub.store.NewSource;
import theriac.hub.store.SearchRequest;
import theriac.hub.store.SightingCounts;
import theriac.hub.store.Store;
import theriac.stix.Tlp;

/// What policy costs: pages for one of 300 members and pages for nobody in particular, in turns, in one store; and how
/// long it takes to say who sees something.
public final class PolicyBench implements Benchmark {

    private static final int OBJECTS = 100_000;
    private static final int ROUNDS = 40;
    private static final int PAGE = 1_000;
    private static final String GREEN = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb";
    private static final String AMBER = Tlp.AMBER.markingId().text();

    @Override
    public void run(Options options, Figures figures) throws Exception {
        try (var hub = TemporaryHub.start(options.folder())) {
            var sector = new Sector(hub);
            fill(hub, sector, options.objects().orElse(OBJECTS));
            var store = hub.part(Store.class);
            var member = hub.part(Viewers.class).organization(sector.member());
            var nobody = Viewer.system("bench");
            pages(figures, "taxii_page_of_1000", member, nobody, viewer -> taxii(store, viewer));
            for (var question : new String[] {"type:indicator", "confidence>=60", "value:*.example label:c2"}) {
                var request = SearchRequest.newest(query(question), 50);
                pages(
                        figures,
                        "search_" + question.replaceAll("[^a-z0-9]+", "_"),
                        member,
                        nobody,
                        viewer -> () -> store.search().page(viewer, request));
            }
            var concerns = SearchRequest.newest(Members.concerns(), 50);
            pages(
                    figures,
                    "search_concerns_us",
                    member,
                    nobody,
                    viewer -> () -> store.search().page(viewer, concerns));
            Members.see(hub, sector.members());
            var counts = hub.part(SightingCounts.class);
            one(
                    figures,
                    "sighting_count_milliseconds",
                    "ms for one object that 300 organisations saw",
                    () -> counts.of(member, Members.seen().subList(0, 1)));
            one(
                    figures,
                    "sighting_counts_milliseconds",
                    "ms for 50 objects that 300 organisations saw",
                    () -> counts.of(member, Members.seen()));
            whoSees(hub, sector, figures);
        }
    }

    private static Query query(String text) {
        return switch (QueryParser.parse(text)) {
            case QueryParsed.Understood(var query) -> query;
            case QueryParsed.Fault fault -> throw new IllegalStateException(text + ": " + fault.sentence());
        };
    }

    /// From sources with different audiences in turns, so that a member's page skips what lies between.
    private static void fill(TemporaryHub hub, Sector sector, int objects) throws IOException {
        var audiences = sector.audiences();
        int each = Math.max(1_000, objects / audiences.size() / 5);
        long place = 0;
        for (int part = 0; place < objects; part++) {
            var audience = audiences.get(part % audiences.size());
            var source = hub.part(Store.class)
                    .sources()
                    .register(new NewSource(sector.cert().key(), "Feed " + part, "stix", audience));
            var feed = Invented.bundle(
                    hub.folder().resolve("feed.json"), place, each, (text, at) -> marked(text, at, audience));
            try (InputStream in = Files.newInputStream(feed)) {
                hub.part(Ingest.class).take(source, "feed.json", in);
            }
            place += each;
        }
    }

    private static void marked(StringBuilder text, long place, Audience audience) {
        int from = text.length();
        Invented.indicator(text, place);
        if (audience.tlp() == Tlp.AMBER) {
            int at = text.indexOf(GREEN, from);
            text.replace(at, at + GREEN.length(), AMBER);
        }
    }

    /// Pages one after the other; begins anew at the end.
    private static Runnable taxii(Store store, Viewer viewer) {
        var query = ChangeQuery.first(PAGE).ofTypes(Set.of("indicator"));
        var place = new Object() {
            Optional<Cursor> next = Optional.empty();
        };
        return () -> place.next = store.changes()
                .page(viewer, place.next.map(query::after).orElse(query))
                .next();
    }

    /// In turns, so that the machine's moods meet both.
    private static void pages(
            Figures figures, String name, Viewer member, Viewer nobody, Function<Viewer, Runnable> work) {
        var with = work.apply(member);
        var without = work.apply(nobody);
        var timesWith = new double[ROUNDS];
        var timesWithout = new double[ROUNDS];
        var ratios = new double[ROUNDS];
        for (int warm = 0; warm < ROUNDS / 2; warm++) {
            with.run();
            without.run();
        }
        for (int round = 0; round < ROUNDS; round++) {
            timesWith[round] = milliseconds(with);
            timesWithout[round] = milliseconds(without);
            ratios[round] = 100 * (timesWith[round] / timesWithout[round] - 1);
        }
        figures.spread(name + "_with_policy_milliseconds", timesWith, "ms for one of 300 members");
        figures.spread(name + "_without_milliseconds", timesWithout, "ms for the hub itself");
        figures.spread(name + "_policy_percent", ratios, "% more");
    }

    private static void one(Figures figures, String name, String unit, Runnable work) {
        var times = new double[ROUNDS];
        for (int round = -5; round < ROUNDS; round++) {
            double time = milliseconds(work);
            if (round >= 0) {
                times[round] = time;
            }
        }
        figures.spread(name, times, unit);
    }

    private static double milliseconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static void whoSees(TemporaryHub hub, Sector sector, Figures figures) {
        var whoSees = hub.part(WhoSees.class);
        var audiences = sector.audiences();
        one(
                figures,
                "who_sees_milliseconds",
                "ms for 40 claims, 301 organisations and 2,000 people",
                () -> whoSees.of(audiences));
        var visible = new double[ROUNDS];
        var viewer = hub.part(Viewers.class).organization(sector.member());
        for (int round = 0; round < ROUNDS; round++) {
            visible[round] =
                    milliseconds(() -> hub.part(Store.class).audiences().visible(viewer));
        }
        figures.spread("visible_audiences_milliseconds", visible, "ms to know what a member may see");
    }
}
