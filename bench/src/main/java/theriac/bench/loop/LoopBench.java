package theriac.bench.loop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import theriac.bench.Benchmark;
import theriac.bench.Figures;
import theriac.bench.Options;
import theriac.bench.TemporaryHub;
import theriac.bench.store.Invented;
import theriac.detect.IndicatorSet;
import theriac.detect.ScanSettings;
import theriac.detect.Scanner;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Tokens;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.taxii.client.Auth;
import theriac.taxii.client.PollSink;
import theriac.taxii.client.TaxiiClient;
import theriac.taxii.client.TaxiiClientSettings;

/// The loop with a hub of its own in this process, over HTTP where members are: a feed comes in, a member
/// fetches it and scans a log with it, three scouts (processes of their own) recognise what is published.
public final class LoopBench implements Benchmark {

    private static final int OBJECTS = 100_000;
    private static final int LOG_BYTES = 64 << 20;
    private static final int PAGE = 10_000;

    @Override
    public void run(Options options, Figures figures) throws Exception {
        int count = options.objects().orElse(OBJECTS);
        try (var hub = TemporaryHub.start(options.folder())) {
            var organizations = hub.part(Organizations.class);
            var cert = organization(organizations, "Cert", "cert");
            var member = organization(organizations, "Hospital", "hospital");
            var source = hub.part(Store.class)
                    .sources()
                    .register(new NewSource(cert.key(), "Feed", "stix", Audience.of(Tlp.GREEN, cert.key())));
            attack(hub, source, options, figures);
            var feed = Invented.bundle(hub.folder().resolve("feed.json"), 0, count, Invented::indicator);
            ingest(hub, source, feed, "ingest_generated", figures);
            var token = hub.part(Tokens.class)
                    .issue(member, "bench", Set.of(Scope.TAXII))
                    .secret();
            var set = fetch(hub, token, figures);
            scan(set, count, figures);
            Immunity.measure(hub, cert, source, figures);
        }
    }

    private static Organization organization(Organizations organizations, String name, String kind) {
        return organizations.create(new Organizations.NewOrganization(name, kind, "nl", ""));
    }

    private static void attack(TemporaryHub hub, Source source, Options options, Figures figures) throws IOException {
        var bundle = options.attack();
        if (bundle.isPresent()) {
            ingest(hub, source, bundle.get(), "ingest_attack", figures);
        } else {
            figures.note("  ATT&CK was not found: name its folder with --data DIR (see help).");
        }
    }

    private static void ingest(TemporaryHub hub, Source source, Path file, String name, Figures figures)
            throws IOException {
        long start = System.nanoTime();
        try (InputStream in = Files.newInputStream(file)) {
            var counts = hub.part(Ingest.class)
                    .take(source, file.getFileName().toString(), in)
                    .counts();
            double seconds = seconds(start);
            figures.add(name + "_objects", counts.read(), "objects read");
            figures.add(name + "_rejected", counts.rejected(), "rejected");
            figures.add(name + "_objects_per_second", counts.read() / seconds, "objects/s");
        }
    }

    /// Reads the member's collection over HTTP from the beginning, as a scout does at first.
    private static IndicatorSet fetch(TemporaryHub hub, String token, Figures figures) {
        var collection = URI.create(hub.url() + "/taxii2/hub/collections/indicators/");
        var settings = TaxiiClientSettings.of(URI.create(hub.url()), Auth.bearer(token))
                .withPages(PAGE, 1L << 30, 10_000);
        var received = new Received();
        long start = System.nanoTime();
        try (var client = new TaxiiClient(settings, Clock.systemUTC())) {
            var result = client.poll(collection, Optional.empty(), received);
            if (result.failure().isPresent()) {
                throw new IllegalStateException(
                        "The hub's TAXII server failed.", result.failure().get());
            }
        }
        double seconds = seconds(start);
        figures.add("taxii_objects", received.objects.size(), "objects fetched");
        figures.add("taxii_objects_per_second", received.objects.size() / seconds, "objects/s");
        start = System.nanoTime();
        var builder = IndicatorSet.builder();
        received.objects.forEach(builder::add);
        var set = builder.build();
        figures.add("compile_seconds", seconds(start), "s");
        return set;
    }

    private static final class Received implements PollSink {
        private final List<StixObject> objects = new ArrayList<>();

        @Override
        public void object(StixObject object, List<Finding> findings) {
            objects.add(object);
        }

        @Override
        public void rejected(byte[] raw, List<Finding> findings) {
            throw new IllegalStateException("The hub sent something that is no STIX object: " + findings);
        }

        @Override
        public void pageEnd(Optional<Instant> watermark) {}
    }

    /// Proxy lines of hosts that are not known, one in two thousand known.
    private static void scan(IndicatorSet set, int count, Figures figures) throws IOException {
        var text = new StringBuilder(LOG_BYTES + 1_000);
        long line = 0;
        for (; text.length() < LOG_BYTES; line++) {
            var host = line % 2_000 == 0 ? Invented.value(line / 2_000 % count) : "host-" + line + ".invalid";
            text.append("2026-11-20T10:00:00Z 10.20.30.40 GET https://")
                    .append(host)
                    .append("/index.html?session=")
                    .append(line * 7_919)
                    .append(" 200 5120 \"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101\"\n");
        }
        var log = text.toString().getBytes(StandardCharsets.UTF_8);
        var scanner = new Scanner(set, ScanSettings.at(Instant.parse("2026-11-20T12:00:00Z")));
        var rounds = new double[5];
        for (int round = 0; round < rounds.length; round++) {
            long start = System.nanoTime();
            scanner.scan(new ByteArrayInputStream(log), match -> {});
            rounds[round] = log.length / 1e6 / seconds(start);
        }
        figures.spread("scan_megabytes_per_second", rounds, "MB/s");
    }

    static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
