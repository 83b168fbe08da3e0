package theriac.bench.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.postgresql.PGConnection;
import theriac.bench.CpuTime;
import theriac.bench.Figures;
import theriac.bench.TemporaryHub;
import theriac.hub.ingest.Ingest;
import theriac.hub.store.DeliveryCounts;
import theriac.hub.store.Source;

/// How fast objects become durable, searchable and shareable, next to bare COPY of the same bytes: each round takes a
/// feed of new indicators in and copies the same lines into a table without an index, one after the other, so that the
/// ratio holds on a machine that is busy with other things too.
final class IngestFigures {

    private static final int ROUNDS = 5;

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

    /// @param objects of each round
    void measure(int objects, Figures figures) throws IOException {
        var rates = new double[ROUNDS];
        var copies = new double[ROUNDS];
        var shares = new double[ROUNDS];
        var hubTime = new double[ROUNDS];
        var databaseTime = new double[ROUNDS];
        var copyTime = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            var feed = Invented.bundle(hub.folder().resolve("round.json"), place, objects, Invented::indicator);
            place += objects;
            var before = CpuTime.of(hub);
            long start = System.nanoTime();
            var counts = take(feed);
            rates[round] = objects / seconds(start);
            var spent = CpuTime.of(hub).minus(before);
            hubTime[round] = spent.hub() / objects;
            databaseTime[round] = spent.database() / objects;
            if (counts.created() != objects) {
                throw new IllegalStateException("Only " + counts.created() + " of " + objects + " were new.");
            }
            before = CpuTime.of(hub);
            start = System.nanoTime();
            copy(feed);
            copies[round] = objects / seconds(start);
            spent = CpuTime.of(hub).minus(before);
            copyTime[round] = (spent.hub() + spent.database()) / objects;
            shares[round] = 100 * rates[round] / copies[round];
        }
        figures.spread("ingest_objects_per_second", rates, "objects/s");
        figures.spread("copy_objects_per_second", copies, "objects/s");
        figures.spread("ingest_percent_of_copy", shares, "%");
        figures.spread("ingest_hub_cpu_microseconds", hubTime, "µs of processor time of the hub per object");
        figures.spread(
                "ingest_database_cpu_microseconds", databaseTime, "µs of processor time of PostgreSQL per object");
        figures.spread("copy_cpu_microseconds", copyTime, "µs of processor time per object of COPY, both sides");
        if (Arrays.stream(shares).max().orElse(0) > 100) {
            figures.note(
                    "  COPY was slower than ingest in a round: the machine was busy, and nothing follows from it.");
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
