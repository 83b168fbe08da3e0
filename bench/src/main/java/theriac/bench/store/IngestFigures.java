package theriac.bench.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.postgresql.PGConnection;
import theriac.bench.CpuTime;
import theriac.bench.Figures;
import theriac.bench.TemporaryHub;
import theriac.hub.benign.WarningLists;
import theriac.hub.benign.WarningLists.Use;
import theriac.hub.ingest.Ingest;
import theriac.hub.store.DeliveryCounts;
import theriac.hub.store.Source;

/// How fast objects become durable, searchable and shareable, next to bare COPY of the same bytes: each round takes a
/// feed of new indicators in and copies the same lines into a table without an index, one after the other, so that the
/// ratio holds on a machine that is busy with other things too.
final class IngestFigures {

    private static final int ROUNDS = 5;
    /// As many as the lists of MISP have together.
    private static final int LISTED = 529_000;

    private static final String LIST = "invented";

    private final TemporaryHub hub;
    private final Source source;
    private long place;

    IngestFigures(TemporaryHub hub, Source source) {
        this.hub = hub;
        this.source = source;
    }

    /// Stores objects until so many are there.
    void fill(long objects, Figures figures) throws IOException {
        var before = CpuTime.of(hub);
        long start = System.nanoTime();
        long first = place;
        while (place < objects) {
            int count = (int) Math.min(200_000, objects - place);
            var feed = Invented.bundle(hub.folder().resolve("fill.json"), place, count, Invented::indicator);
            take(feed);
            place += count;
        }
        if (place > first) {
            figures.add("fill_objects_per_second", (place - first) / seconds(start), "objects/s, generating included");
            figures.add(
                    "fill_database_cpu_microseconds",
                    CpuTime.of(hub).minus(before).database() / (place - first),
                    "µs of processor time of PostgreSQL per object, its upkeep included");
        }
    }

    /// Rounds of new objects: taken in without warning lists, the same bytes copied, and as many others taken in with
    /// half a million names on a list that stops them, one in a thousand of the round's own among them.
    ///
    /// @param objects of each round
    void measure(int objects, Figures figures) throws IOException {
        var taken = new Rounds();
        var copied = new Rounds();
        var braked = new Rounds();
        var shares = new double[ROUNDS];
        var lists = hub.part(WarningLists.class);
        lists.save(LIST, Invented.warningList(LISTED, place, ROUNDS * 2 * objects), Optional.of(Use.OFF), "bench");
        for (int round = 0; round < ROUNDS; round++) {
            var feed = next(objects);
            taken.time(round, objects, () -> mustBeNew(feed, objects));
            copied.time(round, objects, () -> copy(feed));
            shares[round] = 100 * taken.rates[round] / copied.rates[round];
            lists.use(LIST, Use.BRAKE);
            lists.now();
            var other = next(objects);
            braked.time(round, objects, () -> mustBeNew(other, objects));
            lists.use(LIST, Use.OFF);
            lists.now();
        }
        figures.spread("ingest_objects_per_second", taken.rates, "objects/s");
        figures.spread("copy_objects_per_second", copied.rates, "objects/s");
        figures.spread("ingest_percent_of_copy", shares, "%");
        figures.spread("ingest_hub_cpu_microseconds", taken.hub, "µs of processor time of the hub per object");
        figures.spread(
                "ingest_database_cpu_microseconds", taken.database, "µs of processor time of PostgreSQL per object");
        figures.spread("copy_cpu_microseconds", copied.both(), "µs of processor time per object of COPY, both sides");
        figures.spread("braked_ingest_objects_per_second", braked.rates, "objects/s with 529,000 names on a list");
        figures.spread("braked_ingest_hub_cpu_microseconds", braked.hub, "µs of processor time of the hub per object");
        figures.spread(
                "braked_ingest_database_cpu_microseconds",
                braked.database,
                "µs of processor time of PostgreSQL per object");
        if (Arrays.stream(shares).max().orElse(0) > 100) {
            figures.note(
                    "  COPY was slower than ingest in a round: the machine was busy, and nothing follows from it.");
        }
    }

    private Path next(int objects) throws IOException {
        var feed = Invented.bundle(hub.folder().resolve("round.json"), place, objects, Invented::indicator);
        place += objects;
        return feed;
    }

    private void mustBeNew(Path feed, int objects) throws IOException {
        var counts = take(feed);
        if (counts.created() != objects) {
            throw new IllegalStateException("Only " + counts.created() + " of " + objects + " were new.");
        }
    }

    /// Something that is timed.
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /// What one kind of work took, round by round.
    private final class Rounds {
        private final double[] rates = new double[ROUNDS];
        private final double[] hub = new double[ROUNDS];
        private final double[] database = new double[ROUNDS];

        void time(int round, int objects, Work work) throws IOException {
            var before = CpuTime.of(IngestFigures.this.hub);
            long start = System.nanoTime();
            work.run();
            rates[round] = objects / seconds(start);
            var spent = CpuTime.of(IngestFigures.this.hub).minus(before);
            hub[round] = spent.hub() / objects;
            database[round] = spent.database() / objects;
        }

        double[] both() {
            var both = new double[ROUNDS];
            Arrays.setAll(both, round -> hub[round] + database[round]);
            return both;
        }
    }

    DeliveryCounts take(Path feed) throws IOException {
        try (InputStream in = Files.newInputStream(feed)) {
            return hub.part(Ingest.class)
                    .take(source, feed.getFileName().toString(), in)
                    .counts();
        }
    }

    /// The lines between the first and the last of a feed, each one object.
    private void copy(Path feed) {
        var jdbc = hub.database().jdbc();
        jdbc.sql("create table if not exists bare (json text)").update();
        hub.database().withConnection(connection -> {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy bare from stdin");
            try (BufferedReader lines = Files.newBufferedReader(feed)) {
                lines.readLine();
                for (var line = lines.readLine(); line != null && !line.startsWith("]}"); line = lines.readLine()) {
                    var row = (line.replace("\\", "\\\\") + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    copy.writeToCopy(row, 0, row.length);
                }
            }
            return copy.endCopy();
        });
        jdbc.sql("drop table bare").update();
    }

    static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
