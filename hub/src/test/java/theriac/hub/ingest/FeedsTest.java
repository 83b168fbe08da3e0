package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static theriac.hub.ingest.IngestFixture.json;
import static theriac.hub.testing.HostileServer.cut;
import static theriac.hub.testing.HostileServer.redirect;
import static theriac.hub.testing.HostileServer.status;
import static theriac.hub.testing.HostileServer.text;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.core.Problem;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;
import theriac.hub.testing.HostileServer;
import theriac.hub.testing.TestDatabase;

/// Sources that are asked by schedule, beside servers of the worst kind.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FeedsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path folder;

    private IngestFixture in;
    private HostileServer server;

    @BeforeEach
    void open() {
        in = new IngestFixture(DATABASE.database(), IngestFixture.SMALL);
        server = new HostileServer();
    }

    @AfterEach
    void close() {
        server.close();
        in.close();
    }

    private Feeds feeds() {
        return in.feeds(folder);
    }

    private Source list(String path) {
        return list(path, Optional.of(Duration.ofHours(1)));
    }

    private Source list(String path, Optional<Duration> every) {
        return list(server.uri(path), every);
    }

    private Source list(URI address, Optional<Duration> every) {
        var source = in.source("text", json("{\"url\":\"%s\",\"allow\":[\"127.0.0.1\"]}".formatted(address)));
        in.plans.save(source.key(), "http", every);
        return source;
    }

    private Plan plan(Source source) {
        return in.plans.find(source.key()).orElseThrow();
    }

    private List<Delivery> deliveries(Source source) {
        return in.store.deliveries().list(IngestFixture.ALL, Optional.of(source.key()), 100);
    }

    private Source again(Source source) {
        return in.store.sources().load(source.key());
    }

    private static void finish(List<Thread> runs) throws InterruptedException {
        for (var run : runs) {
            run.join();
        }
    }

    @Test
    void aListIsFetchedOnceAndThenAskedForWithItsConditions() {
        server.on("/list", (request, out) -> {
            if (request.contains("If-None-Match: \"7\"")) {
                status(304, "").answer(request, out);
            } else {
                text("evil-one.example\nevil-two.example\n", "ETag: \"7\"").answer(request, out);
            }
        });
        var source = list("/list");
        try (var feeds = feeds()) {
            assertThat(feeds.runNow(source)).isInstanceOf(Outcome.Taken.class);
            assertThat(feeds.runNow(again(source))).isInstanceOf(Outcome.Unchanged.class);
        }
        assertThat(deliveries(source))
                .singleElement()
                .satisfies(one -> assertThat(one.counts().created()).isEqualTo(2));
        assertThat(plan(source).lastSuccess()).isPresent();
        assertThat(plan(source).nextRun().orElseThrow())
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_600 + 400));
    }

    @Test
    void aServerWithoutConditionsIsRecognisedByTheContentOfItsFile() {
        server.on("/list", text("evil-one.example\n"));
        var source = list("/list");
        try (var feeds = feeds()) {
            feeds.runNow(source);
            assertThat(feeds.runNow(again(source))).isInstanceOf(Outcome.Unchanged.class);
            server.on("/list", text("evil-two.example\n"));
            assertThat(feeds.runNow(again(source))).isInstanceOf(Outcome.Taken.class);
        }
        assertThat(deliveries(source)).hasSize(2);
    }

    @Test
    void badServersEachEndWithASentenceWhileTheOthersGoOn() throws Exception {
        server.on("/silent", server.silence())
                .on("/headers", server.slowHeaders())
                .on("/drip", server.drip())
                .on("/endless", server.endless())
                .on("/bomb", HostileServer.bomb(8))
                .on("/loop", redirect("/loop"))
                .on("/private", redirect("http://10.0.0.1/"))
                .on("/metadata", redirect("http://169.254.169.254/"))
                .on("/cut", cut("evil-cut.example\n"))
                .on("/chunks", HostileServer.cutChunks("evil-chunk.example\n"))
                .on("/packed", HostileServer.body("text/plain", new byte[] {1, 2}, "Content-Encoding: gzip"))
                .on("/rebound", redirect("/good"))
                .on("/html", text("<!DOCTYPE html><html><body>Log in, please</body></html>"))
                .on("/empty", text(""))
                .on("/fault", status(500, ""))
                .on("/good", text("evil-good.example\n"))
                .on("/latin", HostileServer.body("text/plain; charset=utf-8", new byte[] {
                    'e', 'v', 'i', 'l', '.', 'e', 'x', 'a', 'm', 'p', 'l', 'e', ' ', '#', (byte) 0xE9, '\n'
                }));
        Map<String, String> sentences = new LinkedHashMap<>(Map.of(
                "/silent", "too slow",
                "/headers", "too slow",
                "/drip", "too slow",
                "/endless", "which is the limit",
                "/bomb", "which is the limit",
                "/loop", "from one address to the next",
                "/private", "a private network",
                "/metadata", "metadata",
                "/cut", "broke off",
                "/html", "web page"));
        sentences.put("/chunks", "broke off");
        sentences.put("/packed", "not packed as it says");
        sentences.put("/empty", "empty file");
        sentences.put("/fault", "answered 500");
        var sources = new LinkedHashMap<String, Source>();
        sentences.keySet().forEach(path -> sources.put(path, list(path)));
        sentences.put("/rebound", "a private network");
        sources.put("/rebound", list(server.uri("rebound.example", "/rebound"), Optional.of(Duration.ofHours(1))));
        var good = list("/good");
        var latin = list("/latin");
        var all = new ArrayList<>(sources.values());
        all.addAll(List.of(good, latin));
        try (var feeds = in.impatientFeeds(folder, (name, host) -> Optional.empty())) {
            for (int rounds = 0;
                    rounds < 10 && all.stream().anyMatch(s -> deliveries(s).isEmpty());
                    rounds++) {
                finish(feeds.round());
            }
        }
        sentences.forEach((path, sentence) -> {
            var source = sources.get(path);
            assertThat(deliveries(source)).as(path).singleElement().satisfies(one -> {
                assertThat(one.state()).isEqualTo("failed");
                assertThat(one.problem().orElse("")).contains(sentence);
                assertThat(one.problemCode()).contains(code(path));
                assertThat(one.counts().created()).isZero();
            });
            assertThat(plan(source).problem())
                    .as(path)
                    .isEqualTo(deliveries(source).getFirst().problem());
            assertThat(plan(source).problemCode()).as(path).contains(code(path));
            assertThat(plan(source).failures()).isOne();
            assertThat(plan(source).running()).isFalse();
        });
        assertThat(deliveries(good))
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo("done"));
        assertThat(deliveries(latin))
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo("done"));
        try (var left = Files.list(folder.resolve("spool"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aSourceThatFailsIsAskedLaterAndLaterAndAtOnceAgainWhenItRecovers() {
        server.on("/list", status(503, "Retry-After: 36000\r\n"));
        var source = list("/list", Optional.of(Duration.ofMinutes(10)));
        try (var feeds = feeds()) {
            feeds.runNow(source);
            assertThat(plan(source).nextRun().orElseThrow())
                    .isAfter(Instant.now().plusSeconds(35_000));
            server.on("/list", status(500, ""));
            for (int i = 0; i < 3; i++) {
                feeds.runNow(source);
            }
            assertThat(plan(source).failures()).isEqualTo(4);
            assertThat(plan(source).nextRun().orElseThrow())
                    .isBetween(Instant.now().plusSeconds(79 * 60), Instant.now().plusSeconds(82 * 60));
            server.on("/list", text("evil.example\n"));
            feeds.runNow(source);
        }
        assertThat(plan(source).failures()).isZero();
        assertThat(plan(source).problem()).isEmpty();
        assertThat(plan(source).nextRun().orElseThrow()).isBefore(Instant.now().plusSeconds(12 * 60));
    }

    @Test
    void oneSourceIsAskedByOneHubAtATime() throws Exception {
        server.on("/list", server.silence());
        var source = list("/list");
        try (var one = feeds();
                var other = feeds()) {
            var runs = one.round();
            assertThat(runs).hasSize(1);
            assertThat(other.round()).isEmpty();
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> other.runNow(source))
                    .withMessageContaining("being asked right now");
            finish(runs);
            assertThat(other.round()).as("not due any more").isEmpty();
        }
        assertThat(deliveries(source)).hasSize(1);
    }

    @Test
    void aHubThatDiedIsFollowedByAnotherWhenItsLeaseEnds() throws Exception {
        server.on("/list", text("evil.example\n"));
        var source = list("/list");
        assertThat(in.plans.claimDue(UUID.randomUUID(), 10)).containsExactly(source.key());
        try (var feeds = feeds()) {
            assertThat(feeds.round()).isEmpty();
            DATABASE.database()
                    .jdbc()
                    .sql("update source_plan set lease_until = now() - interval '1 second'")
                    .update();
            finish(feeds.round());
        }
        assertThat(deliveries(source)).hasSize(1);
    }

    @Test
    void aSourceThatIsSwitchedOffIsNotAsked() {
        var source = list("/list");
        in.store.sources().enable(source.key(), false);
        try (var feeds = feeds()) {
            assertThat(feeds.round()).isEmpty();
            assertThatExceptionOfType(Problem.class).isThrownBy(() -> feeds.runNow(again(source)));
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aFolderGivesEachContentOnceWhateverItsName() throws IOException {
        var box = Files.createDirectories(folder.resolve("inbox/partner"));
        old(box.resolve("one.txt"), "evil-one.example\n");
        old(box.resolve(".hidden"), "evil-hidden.example\n");
        old(box.resolve("two.txt.part"), "evil-part.example\n");
        Files.writeString(box.resolve("new.txt"), "evil-new.example\n");
        Files.createSymbolicLink(box.resolve("link.txt"), Path.of("/etc/hostname"));
        var source = in.source("text", json("{\"folder\":\"partner\"}"));
        in.plans.save(source.key(), "folder", Optional.empty());
        try (var feeds = feeds()) {
            feeds.runNow(source);
            assertThat(deliveries(source)).extracting(Delivery::name).containsExactly("one.txt");
            old(box.resolve("copy.txt"), "evil-one.example\n");
            assertThat(feeds.runNow(source)).isInstanceOf(Outcome.Unchanged.class);
            old(box.resolve("one.txt"), "evil-one.example\nevil-two.example\n");
            feeds.runNow(source);
        }
        assertThat(deliveries(source)).hasSize(2);
        assertThat(box.resolve("one.txt")).exists();
    }

    @Test
    void aFolderWithMoreFilesThanAreReadSaysSo() throws IOException {
        var box = Files.createDirectories(folder.resolve("inbox/partner"));
        var source = in.source("text", json("{\"folder\":\"partner\"}"));
        var few = new Folder(folder.resolve("inbox"), in.ingest(), in.plans, Clock.systemUTC(), 2);
        old(box.resolve("one.txt"), "evil-one.example\n");
        old(box.resolve("two.txt"), "evil-two.example\n");
        few.ask(source);
        assertThat(deliveries(source)).hasSize(2);
        old(box.resolve("three.txt"), "evil-three.example\n");
        assertThatExceptionOfType(FetchFailure.class)
                .isThrownBy(() -> few.ask(source))
                .withMessageContaining("more than 2 files");
        assertThat(deliveries(source)).hasSize(2);
    }

    @Test
    void whatAKilledHubLeftHalfFetchedIsGoneAtTheNextStart() throws IOException {
        var left = folder.resolve("spool/fetch-left");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "half an answer");
        Files.setLastModifiedTime(left, java.nio.file.attribute.FileTime.from(Instant.EPOCH));
        feeds().close();
        assertThat(left).doesNotExist();
    }

    @Test
    void aFolderOutsideTheInboxIsNoSource() {
        var source = in.source("text", json("{\"folder\":\"../../etc\"}"));
        in.plans.save(source.key(), "folder", Optional.empty());
        try (var feeds = feeds()) {
            assertThat(feeds.runNow(source)).isInstanceOf(Outcome.Failed.class);
        }
    }

    private static void old(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(
                file, java.nio.file.attribute.FileTime.from(Instant.now().minusSeconds(60)));
    }

    /// What screens say of it in the reader's language.
    private static String code(String path) {
        return "fetch."
                + switch (path) {
                    case "/loop" -> "redirect";
                    case "/private", "/metadata", "/rebound" -> "refused-address";
                    case "/cut", "/chunks", "/packed" -> "broken";
                    case "/html" -> "web-page";
                    case "/empty" -> "empty";
                    case "/fault" -> "status";
                    case "/bomb", "/endless" -> "too-large";
                    default -> "timeout";
                };
    }
}
