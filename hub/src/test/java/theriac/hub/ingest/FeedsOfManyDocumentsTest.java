package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.ingest.IngestFixture.bundle;
import static theriac.hub.ingest.IngestFixture.good;
import static theriac.hub.ingest.IngestFixture.id;
import static theriac.hub.ingest.IngestFixture.json;
import static theriac.hub.testing.HostileServer.status;
import static theriac.hub.testing.HostileServer.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;
import theriac.hub.testing.HostileServer;
import theriac.hub.testing.TestDatabase;

/// MISP feeds and CSAF providers: only what changed is asked for, and what cannot be had is tried again.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FeedsOfManyDocumentsTest {

    private static final String ONE = "11111111-1111-4111-8111-111111111111";
    private static final String TWO = "22222222-2222-4222-8222-222222222222";

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path folder;

    private IngestFixture in;
    private HostileServer server;
    private Feeds feeds;

    @BeforeEach
    void open() {
        in = new IngestFixture(DATABASE.database(), IngestFixture.SMALL);
        server = new HostileServer();
        feeds = in.feeds(folder);
    }

    @AfterEach
    void close() {
        feeds.close();
        server.close();
        in.close();
    }

    private Source source(String kind, String way, String path) {
        var source = in.source(kind, json("{\"url\":\"%s\",\"allow\":[\"127.0.0.1\"]}".formatted(server.uri(path))));
        in.plans.save(source.key(), way, Optional.empty());
        return source;
    }

    private Delivery ask(Source source) {
        return feeds.runNow(source).delivery().orElseThrow();
    }

    private List<String> asked() {
        return server.requests().stream()
                .map(request -> request.split(" ", 3)[1])
                .toList();
    }

    private void event(String uuid, String domain) {
        server.on("/feed/" + uuid + ".json", text("""
                {"Event":{"uuid":"%s","info":"Event","date":"2026-01-01","timestamp":"1","published":true,
                 "Attribute":[{"uuid":"%s","type":"domain","category":"Network activity","value":"%s","to_ids":true,
                 "timestamp":"1"}]}}""".formatted(uuid, uuid.replace('4', '5'), domain)));
    }

    private void manifest(String first, String second) {
        server.on("/feed/manifest.json", text("""
                {"%s":{"info":"a","date":"2026-01-01","timestamp":"%s"},
                 "%s":{"info":"b","date":"2026-01-01","timestamp":%s},
                 "../../etc/passwd":{"timestamp":"1"},"http://10.0.0.1/x":{"timestamp":"1"}}""".formatted(ONE, first, TWO, second)));
    }

    @Test
    void ofAMispFeedOnlyTheEventsThatChangedAreAskedFor() {
        event(ONE, "evil-one.example");
        event(TWO, "evil-two.example");
        manifest("100", "200");
        var source = source("misp", "misp-feed", "/feed/");
        var first = ask(source);
        assertThat(first.state()).as(String.valueOf(first.problem())).isEqualTo("done");
        assertThat(asked()).containsExactly("/feed/manifest.json", "/feed/" + ONE + ".json", "/feed/" + TWO + ".json");
        server.requests().clear();
        assertThat(feeds.runNow(source)).isInstanceOf(Outcome.Unchanged.class);
        assertThat(asked()).containsExactly("/feed/manifest.json");
        server.requests().clear();
        manifest("100", "201");
        event(TWO, "evil-three.example");
        assertThat(ask(source).counts().read()).isPositive();
        assertThat(asked()).containsExactly("/feed/manifest.json", "/feed/" + TWO + ".json");
    }

    @Test
    void anEventThatCannotBeHadIsAFindingAndIsTriedAgain() {
        event(TWO, "evil-two.example");
        server.on("/feed/" + ONE + ".json", status(500, ""));
        manifest("100", "200");
        var source = source("misp", "misp-feed", "/feed/manifest.json");
        var failed = ask(source);
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(failed.problem().orElse("")).contains("1 of 2 documents").contains("answered 500");
        assertThat(failed.counts().created()).isPositive();
        assertThat(in.findings(failed))
                .anySatisfy(found -> assertThat(found.finding().pointer()).isEqualTo("/" + ONE));
        event(ONE, "evil-one.example");
        server.requests().clear();
        assertThat(ask(source).state()).isEqualTo("done");
        assertThat(asked()).containsExactly("/feed/manifest.json", "/feed/" + ONE + ".json");
    }

    private static String sha512(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    // The provider's protocol does not depend on what its documents are: bundles are what this test can make by hand.
    private void document(String name, String content, String sum) {
        server.on("/csaf/" + name, text(content));
        server.on("/csaf/" + name + ".sha512", text(sum + "  " + name + "\n"));
    }

    @Test
    void aCsafProvidersDirectoryIsReadByItsChangesAndAWrongChecksumIsRefused() throws Exception {
        server.on(
                "/.well-known/csaf/provider-metadata.json",
                text("{\"distributions\":[{\"directory_url\":\"%s\"}]}".formatted(server.uri("/csaf"))));
        server.on(
                "/csaf/changes.csv",
                text("\"2026/b.json\",\"2026-02-01T00:00:00Z\"\n\"2026/a.json\",\"2026-01-01T00:00:00Z\"\n"));
        var a = bundle(good(1));
        var b = bundle(good(2));
        document("2026/a.json", a, sha512(a));
        document("2026/b.json", b, sha512(a));
        var source = source("stix", "csaf", "/");
        var failed = ask(source);
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(failed.problem().orElse("")).contains("1 of 2 documents").contains("checksum");
        assertThat(in.has(id(1))).isTrue();
        assertThat(in.has(id(2))).isFalse();
        document("2026/b.json", b, sha512(b).toUpperCase(java.util.Locale.ROOT));
        assertThat(ask(source).state()).isEqualTo("done");
        assertThat(in.has(id(2))).isTrue();
        assertThat(feeds.runNow(source)).isInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void aCsafProvidersRolieFeedIsPreferred() throws Exception {
        var a = bundle(good(1));
        document("a.json", a, sha512(a));
        server.on("/meta.json", text("""
                {"distributions":[{"rolie":{"feeds":[{"tlp_label":"WHITE","url":"%s"}]}}]}""".formatted(server.uri("/rolie.json"))));
        server.on("/rolie.json", text("""
                {"feed":{"entry":[{"id":"a","updated":"2026-01-01T00:00:00Z","content":{"src":"%s"},
                 "link":[{"rel":"hash","href":"%s"}]}]}}""".formatted(server.uri("/csaf/a.json"), server.uri("/csaf/a.json.sha512"))));
        var source = source("stix", "csaf", "/meta.json");
        assertThat(ask(source).state()).isEqualTo("done");
        assertThat(asked()).containsExactly("/meta.json", "/rolie.json", "/csaf/a.json", "/csaf/a.json.sha512");
        assertThat(in.has(id(1))).isTrue();
    }

    @Test
    void whatIsNoFeedIsSaidToBeNone() {
        server.on("/feed/manifest.json", text("<html>no</html>"));
        assertThat(ask(source("misp", "misp-feed", "/feed")).problem().orElse(""))
                .contains("no JSON object");
        server.on("/feed/manifest.json", text("{\"a\":{}}"));
        assertThat(ask(source("misp", "misp-feed", "/feed/")).problem().orElse(""))
                .contains("no MISP feed");
    }
}
