package theriac.bench.exchange;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import theriac.bench.CpuTime;
import theriac.bench.Figures;
import theriac.bench.TemporaryHub;
import theriac.bench.store.Invented;
import theriac.hub.core.Problem;
import theriac.hub.ingest.Feeds;
import theriac.hub.ingest.Ingest;
import theriac.hub.ingest.Outcome;
import theriac.hub.ingest.Plans;
import theriac.hub.policy.Audience;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What comes in: one MISP event of 353,000 attributes, a table of 1.1 million domains, and 84 sources that
/// have nothing new.
final class IntakeFigures {

    private static final int ATTRIBUTES = 353_000;
    private static final int ROWS = 1_100_000;
    private static final int SOURCES = 84;
    private static final int SOURCES_OF_A_SERVER = 7;
    private static final int ROUNDS = 5;

    /// As many as the hub asks at once.
    private static final int AT_ONCE = 8;

    private final TemporaryHub hub;
    private final Store store;
    private final long owner;

    IntakeFigures(TemporaryHub hub, long owner) {
        this.hub = hub;
        this.store = hub.part(Store.class);
        this.owner = owner;
    }

    /// @param share of the full size, for short runs
    void measure(double share, Figures figures) throws Exception {
        event((int) (ATTRIBUTES * share), figures);
        table((int) (ROWS * share), figures);
        unchanged(figures);
    }

    private Source source(String name, String kind, String settings) {
        return store.sources()
                .register(new NewSource(
                        owner, name, kind, (JsonObject) Json.read(settings), 'C', Audience.of(Tlp.GREEN, owner), ""));
    }

    private void take(String name, String kind, Path file, int expected, Figures figures) throws IOException {
        var source = source(name, kind, "{}");
        var before = CpuTime.of(hub);
        long start = System.nanoTime();
        try (InputStream in = Files.newInputStream(file)) {
            var counts = hub.part(Ingest.class).take(source, name, in).counts();
            figures.add(name + "_seconds", ExchangeBench.seconds(start), "s");
            var spent = CpuTime.of(hub).minus(before);
            figures.add(name + "_hub_cpu_seconds", spent.hub() / 1e6, "s of processor time of the hub");
            figures.add(name + "_database_cpu_seconds", spent.database() / 1e6, "s of processor time of PostgreSQL");
            figures.add(name + "_objects", counts.created(), "objects made of it");
            if (counts.created() < expected || counts.rejected() > 0) {
                throw new IllegalStateException("Of %s not all came in: %s".formatted(name, counts));
            }
        }
        Files.delete(file);
    }

    private void event(int attributes, Figures figures) throws IOException {
        var file = hub.folder().resolve("event.json");
        Invented.mispEvent(file, attributes);
        figures.add("misp_event_attributes", attributes, "attributes");
        take("misp_event", "misp", file, attributes, figures);
    }

    private void table(int rows, Figures figures) throws IOException {
        var file = hub.folder().resolve("domains.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("domain,first_seen,tags\n");
            for (int n = 0; n < rows; n++) {
                out.write("t%d.example,2026-03-08 10:00:00,\"phishing,sms\"\n".formatted(n));
            }
        }
        figures.add("csv_rows", rows, "rows of domains");
        take("csv", "csv", file, rows, figures);
    }

    /// 84 sources of twelve servers, of which each has been read and says that nothing has changed.
    private void unchanged(Figures figures) throws Exception {
        var servers = new ArrayList<HttpServer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sources = new ArrayList<Source>();
            for (int n = 0; n < SOURCES; n++) {
                if (n % SOURCES_OF_A_SERVER == 0) {
                    servers.add(server(servers.size() + 1, threads));
                }
                var at = servers.getLast().getAddress();
                var source = source("Feed %d".formatted(n), "text", """
                        {"url":"http://%s:%d/%d","allow":["127.0.0.0/8"]}""".formatted(at.getHostString(), at.getPort(), n));
                hub.part(Plans.class).save(source.key(), "http", Optional.of(Duration.ofDays(300)));
                sources.add(source);
            }
            askFirst(sources);
            var seconds = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                if (ask(sources) != SOURCES) {
                    throw new IllegalStateException("A source that has nothing new was taken in again.");
                }
                seconds[round] = ExchangeBench.seconds(start);
            }
            figures.add("unchanged_sources", SOURCES, "sources");
            figures.spread("unchanged_sync_seconds", seconds, "s until all of them were asked");
        } finally {
            servers.forEach(server -> server.stop(0));
        }
    }

    /// One of several on this machine, since the hub asks a server at a measured pace.
    private static HttpServer server(int number, Executor threads) throws IOException {
        var here = InetAddress.getByAddress("127.0.0." + number, new byte[] {127, 0, 0, (byte) number});
        var server = HttpServer.create(new InetSocketAddress(here, 0), 0);
        server.setExecutor(threads);
        server.createContext("/", IntakeFigures::answer);
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if ("\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            var body = ("f" + exchange.getRequestURI().getPath().substring(1) + ".example\n")
                    .getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /// Until each has been read once: those that were saved are due, and the hub asks them by itself as well.
    private void askFirst(List<Source> sources) throws InterruptedException, ExecutionException {
        while (true) {
            try {
                ask(sources);
                return;
            } catch (ExecutionException busy) {
                if (!(busy.getCause() instanceof Problem)) {
                    throw busy;
                }
                Thread.sleep(100);
            }
        }
    }

    /// @return how many had nothing new
    private int ask(List<Source> sources) throws InterruptedException, ExecutionException {
        var feeds = hub.part(Feeds.class);
        int unchanged = 0;
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var runs = threads.invokeAll(sources.stream()
                    .<Callable<Outcome>>map(
                            source -> () -> feeds.runNow(store.sources().load(source.key())))
                    .toList());
            for (var run : runs) {
                unchanged += run.get() instanceof Outcome.Unchanged ? 1 : 0;
            }
        }
        return unchanged;
    }
}
