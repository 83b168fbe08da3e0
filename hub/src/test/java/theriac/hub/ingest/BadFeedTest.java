package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static theriac.hub.ingest.IngestFixture.good;
import static theriac.hub.ingest.IngestFixture.id;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.db.DatabaseUnavailable;
import theriac.hub.store.Source;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;

/// Partners' servers that hang, drip, refuse or send a page half: the poll ends in bounded time, what was whole is
/// stored, the watermark stands where the stored pages end, and the next poll goes on from there.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BadFeedTest {

    private static final String FIRST = "2026-02-01T00:00:00.000000Z";

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private final CountDownLatch over = new CountDownLatch(1);
    private final java.util.List<String> queries = new java.util.concurrent.CopyOnWriteArrayList<>();
    private IngestFixture in;
    private HttpServer server;
    private java.util.concurrent.ExecutorService threads;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    @BeforeEach
    void open() {
        in = new IngestFixture(DATABASE.database(), IngestFixture.SMALL);
        threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterEach
    void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
        in.close();
    }

    /// A source whose server gives these answers, one after the other, and the last one for ever.
    private Source feed(Answer... answers) throws IOException {
        var count = new java.util.concurrent.atomic.AtomicInteger();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            queries.add(String.valueOf(exchange.getRequestURI().getQuery()));
            try (exchange) {
                answers[Math.min(count.getAndIncrement(), answers.length - 1)].to(exchange);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return in.source(
                "taxii",
                IngestFixture.json("{\"url\":\"http://127.0.0.1:%d/root/collections/c/\",\"allow\":[\"127.0.0.1\"]}"
                        .formatted(server.getAddress().getPort())));
    }

    private static void headers(HttpExchange exchange, String lastAdded) {
        exchange.getResponseHeaders().set("Content-Type", "application/taxii+json;version=2.1");
        exchange.getResponseHeaders().set("X-TAXII-Date-Added-First", lastAdded);
        exchange.getResponseHeaders().set("X-TAXII-Date-Added-Last", lastAdded);
    }

    private static Answer page(boolean more, String... objects) {
        return exchange -> {
            headers(exchange, FIRST);
            var body = "{\"more\":%s%s,\"objects\":[%s]}"
                    .formatted(more, more ? ",\"next\":\"2\"" : "", String.join(",", objects))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    private void hang(HttpExchange exchange) throws InterruptedException {
        over.await();
    }

    private void halfThenHang(HttpExchange exchange) throws IOException, InterruptedException {
        headers(exchange, "2026-02-02T00:00:00.000000Z");
        exchange.sendResponseHeaders(200, 0);
        var text = "{\"objects\":[" + good(2) + ",{\"type\":\"indi";
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        over.await();
    }

    private void drip(HttpExchange exchange) throws IOException, InterruptedException {
        headers(exchange, FIRST);
        exchange.sendResponseHeaders(200, 0);
        while (!over.await(50, TimeUnit.MILLISECONDS)) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
        }
    }

    @Test
    void aServerThatNeverAnswersEndsThePollWithASentenceAndTheNextOneGoesOn() throws Exception {
        var source = feed(this::hang, page(false, good(1)));
        var failed = in.poll().poll(source);
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(failed.problem().orElse("")).isNotBlank();
        assertThat(in.store.sources().watermark(source.key())).isEmpty();
        assertThat(in.poll().poll(source).state()).isEqualTo("done");
        assertThat(in.has(id(1))).isTrue();
        assertThat(in.store.sources().watermark(source.key())).isNotEmpty();
    }

    @Test
    void aServerThatDripsEndsThePollToo() throws Exception {
        var source = feed(this::drip);
        long before = System.nanoTime();
        var failed = in.poll().poll(source);
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
        assertThat(in.store.sources().watermark(source.key())).isEmpty();
    }

    @Test
    void aPageThatBreaksOffKeepsThePagesBeforeItAndTheWatermarkStandsAfterThose() throws Exception {
        var source = feed(page(true, good(1)), this::halfThenHang, page(false, good(2), good(3)));
        var failed = in.poll().poll(source);
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(in.has(id(1))).isTrue();
        // A microsecond before the page's date: what shares that date and was on the lost page is asked for again.
        assertThat(in.store.sources().watermark(source.key())).isEqualTo("2026-01-31T23:59:59.999999Z");
        var again = in.poll().poll(source);
        assertThat(again.state()).isEqualTo("done");
        assertThat(queries.getLast()).contains("added_after=2026-01-31T23:59:59.999999Z");
        assertThat(in.has(id(2)) && in.has(id(3))).isTrue();
    }

    @Test
    void theWatermarkDoesNotMoveBeforeThePageIsStored() throws Exception {
        var source = feed(page(false, good(1)));
        refuseVersions(true);
        assertThatExceptionOfType(DatabaseUnavailable.class)
                .isThrownBy(() -> in.poll().poll(source));
        assertThat(in.store.sources().watermark(source.key())).isEmpty();
        refuseVersions(false);
        assertThat(in.poll().poll(source).state()).isEqualTo("done");
        assertThat(in.has(id(1))).isTrue();
    }

    /// A database that takes everything but contents, for want of room.
    private static void refuseVersions(boolean refuse) {
        var jdbc = DATABASE.database().jdbc();
        if (refuse) {
            jdbc.sql("""
                    create function no_room() returns trigger language plpgsql as
                    $$ begin raise exception 'no room' using errcode = 'disk_full'; end $$""").update();
            jdbc.sql("create trigger no_room before insert on version execute function no_room()")
                    .update();
        } else {
            jdbc.sql("drop function no_room() cascade").update();
        }
    }

    /// A server of the version before: bundles of STIX 2.0, cut by `Range`. Such a source is a way of
    /// its own.
    @Test
    void aServerOfTaxii20IsReadInRangesAndWhatItGivesIsUpgraded(@TempDir Path folder) throws Exception {
        var ranges = new CopyOnWriteArrayList<String>();
        var source = feed(exchange -> {
            var asked = exchange.getRequestHeaders();
            ranges.add(asked.getFirst("Range"));
            assertThat(asked.getFirst("Accept")).startsWith("application/vnd.oasis.stix+json");
            int from = Integer.parseInt(asked.getFirst("Range").replaceAll("items (\\d+)-.*", "$1"));
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.oasis.stix+json; version=2.0");
            exchange.getResponseHeaders().set("Content-Range", "items %d-%d/2".formatted(from, from));
            exchange.getResponseHeaders().set("X-TAXII-Date-Added-Last", FIRST);
            var body = """
                    {"type":"bundle","id":"bundle--0c5b1d2e-3f4a-4b5c-8d6e-7f8091a2b3c4","spec_version":"2.0","objects":[
                     {"type":"indicator","id":"%s","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",
                      "labels":["malicious-activity"],"pattern":"[domain-name:value = 'old-%d.example']",
                      "valid_from":"2026-01-01T00:00:00Z"}]}""".formatted(id(from), from).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(206, body.length);
            exchange.getResponseBody().write(body);
        });
        in.plans.save(source.key(), "taxii-2.0", Optional.empty());
        try (var feeds = in.feeds(folder)) {
            assertThat(feeds.runNow(source)).isInstanceOf(Outcome.Taken.class);
        }
        assertThat(ranges).hasSize(2);
        assertThat(in.has(id(0)) && in.has(id(1))).isTrue();
        assertThat(in.store.sources().watermark(source.key())).isEqualTo("2026-02-01T00:00:00Z");
        var stored = in.store
                .objects()
                .find(IngestFixture.ALL, StixId.of(id(0)))
                .orElseThrow()
                .object();
        assertThat(stored.text("spec_version")).as("as STIX 2.1").contains("2.1");
        assertThat(stored.text("pattern_type")).contains("stix");
    }

    @Test
    void aBadObjectOnAPageIsRejectedAloneAndKept() throws Exception {
        var source = feed(page(false, good(1), "{\"type\":\"indicator\"}", good(3)));
        var delivery = in.poll().poll(source);
        assertThat(delivery.state()).isEqualTo("done");
        assertThat(delivery.counts().created()).isEqualTo(2);
        assertThat(in.rejected(delivery)).containsExactly("{\"type\":\"indicator\"}");
        assertThat(in.findings(delivery))
                .anySatisfy(found -> assertThat(found.finding().pointer()).startsWith("/objects/1"));
    }
}
