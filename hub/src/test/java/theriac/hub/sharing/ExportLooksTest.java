package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Viewers;
import theriac.hub.benign.WarningLists;
import theriac.hub.core.Problem;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.testkit.FixedClock;

/// What people see of files for controls before and after these fetch them, and what controls hear of changes.
class ExportLooksTest {

    private static final FixedClock CLOCK = FixedClock.at("2026-11-20T10:00:00Z");
    private static final int ENTRIES = 60;

    @RegisterExtension
    static final RunningHub HUB = new RunningHub(CLOCK);

    private static Organization cert;
    private static Organization west;
    private static RunningHub.Browser maker;
    private static long source;
    private static String profile;

    @BeforeAll
    static void aProfile() {
        cert = HUB.organization("Cert", "cert");
        west = HUB.organization("West", "hospital");
        maker = HUB.person(cert, "maker");
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "Feed", "stix", Audience.of(Tlp.GREEN, cert.key())))
                .key();
        IntStream.range(0, ENTRIES).forEach(n -> claim("site%02d.example".formatted(n), Tlp.GREEN));
        claim("not-for-west.example", Tlp.AMBER_STRICT);
        claim("mistaken.example", Tlp.GREEN);
        HUB.part(WarningLists.class)
                .save("own", """
                        {"name":"Own","description":"","version":1,"type":"hostname","list":["mistaken.example"],
                         "matching_attributes":["domain"]}""".getBytes(StandardCharsets.UTF_8), Optional.of(WarningLists.Use.BRAKE), "test");
        profile = maker.json(maker.write("POST", "/api/exports", """
                {"organization":"%s","name":"Resolver","query":"","minConfidence":0,"minScore":0,"most":0,
                 "shrinkPercent":100,"growPercent":1000}""".formatted(west.id()), "application/json"))
                .text("id")
                .orElseThrow();
    }

    private static void claim(String domain, Tlp tlp) {
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = '%s']","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z"}""".formatted(UUID.randomUUID(), domain)));
        HUB.part(Store.class)
                .claims()
                .claim(new ClaimBatch(source, null, List.of(new Candidate(object, Audience.of(tlp, cert.key())))));
    }

    private static JsonObject preview(String id, String file) {
        return maker.json("/api/exports/" + id + "/" + file + "/preview");
    }

    @Test
    void aPreviewIsTheBeginningOfWhatTheRecipientWouldGetAndLeavesNoTrace() {
        var before = HUB.part(Store.class).ledger().head();
        var files = row().array("files");
        var shown = preview(profile, "domains.txt");
        assertThat(shown.integer("entries").orElseThrow())
                .as("without what West may not have")
                .isGreaterThanOrEqualTo(ENTRIES);
        assertThat(shown.integer("stopped")).hasValue(1);
        var lines = shown.array("lines").orElseThrow().texts();
        assertThat(lines)
                .hasSize(50)
                .contains("site00.example")
                .doesNotContain("not-for-west.example", "mistaken.example");
        assertThat(shown.bool("more")).contains(true);
        assertThat(preview(profile, "ips.txt").bool("more")).contains(false);
        assertThat(HUB.part(Store.class).ledger().head())
                .as("nothing was fetched")
                .isEqualTo(before);
        assertThat(row().array("files")).as("nothing was kept").isEqualTo(files);
    }

    @Test
    void aPlainListIsPreviewedAsItIsMade() {
        HUB.ask(HUB.token(west, Scope.LISTS), "/lists/domains.txt");
        var plain = exports().stream()
                .filter(each -> each.bool("plain").orElse(false))
                .map(each -> each.text("id").orElseThrow())
                .findFirst()
                .orElseThrow();
        claim("after-the-fetch.example", Tlp.GREEN);
        var before = HUB.part(Store.class).ledger().head();
        var shown = preview(plain, "domains.txt");
        assertThat(HUB.part(Store.class).ledger().head())
                .as("to look is no fetch")
                .isEqualTo(before);
        assertThat(shown.integer("entries").orElseThrow()).isGreaterThanOrEqualTo(ENTRIES);
        assertThat(shown.array("lines").orElseThrow().texts())
                .contains("site00.example")
                .doesNotContain("mistaken.example");
    }

    @Test
    void onlyWhoKeepsAProfileLooksIntoIt() {
        var stranger = HUB.person(HUB.organization("South", "hospital"), "stranger");
        assertThat(stranger.get("/api/exports/" + profile + "/domains.txt/preview")
                        .statusCode())
                .isEqualTo(404);
        assertThat(maker.get("/api/exports/" + profile + "/nothing.txt/preview").statusCode())
                .isEqualTo(404);
        assertThat(HUB.ask(HUB.token(west, Scope.LISTS), "/api/exports/" + profile + "/domains.txt/preview")
                        .statusCode())
                .as("a key of a machine shows nothing to people")
                .isIn(401, 403);
    }

    @Test
    void aProfileSaysWhenAndByWhichKeyAFileWasFetchedLast() {
        var one = HUB.token(west, Scope.LISTS);
        HUB.ask(one, "/exports/" + profile + "/hosts.txt");
        assertThat(file("hosts.txt").text("fetchedAt")).contains(minute());
        assertThat(file("hosts.txt").text("fetchedBy").orElseThrow()).isNotEmpty();
        var first = file("hosts.txt").text("fetchedBy");
        CLOCK.advance(Duration.ofMinutes(20));
        var other = HUB.token(west, Scope.LISTS);
        var etag = HUB.ask(other, "/exports/" + profile + "/hosts.txt")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(file("hosts.txt").text("fetchedAt")).contains(minute());
        assertThat(file("hosts.txt").text("fetchedBy")).isPresent().isNotEqualTo(first);
        CLOCK.advance(Duration.ofMinutes(2));
        assertThat(HUB.ask(one, "/exports/" + profile + "/hosts.txt", "If-None-Match", etag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(file("hosts.txt").text("fetchedAt"))
                .as("who has it already has it")
                .contains(minute());
        assertThat(HUB.part(Store.class)
                        .ledger()
                        .read(Viewer.system("test"), 0, 10_000, Set.of(LedgerEntry.Kind.FETCHED)))
                .anyMatch(entry -> entry.detail().text("file").orElse("").endsWith("/hosts.txt"));
    }

    private static String minute() {
        return CLOCK.instant().toString();
    }

    private static List<JsonObject> exports() {
        return maker.json("/api/exports").array("exports").orElseThrow().objects();
    }

    private static JsonObject row() {
        return exports().stream()
                .filter(each -> each.text("id").filter(profile::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject file(String name) {
        return row().array("files").orElseThrow().objects().stream()
                .filter(each -> each.text("file").filter(name::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aControlThatHasAFileOfAProfileIsToldWhatCameAndWent() {
        var token = HUB.token(west, Scope.LISTS);
        for (var name : List.of("squid-domains.acl", "suricata-domains.lst", "paloalto-domains.txt")) {
            var address = "/exports/" + profile + "/" + name;
            var before = HUB.ask(token, address);
            var tag = before.headers().firstValue("ETag").orElseThrow().replace("\"", "");
            claim("new-for-" + name + ".example", Tlp.GREEN);
            var since = HUB.ask(token, address + "?since=" + tag);
            assertThat(since.statusCode()).as(since.body()).isEqualTo(200);
            var lines = new HashSet<>(before.body().lines().toList());
            since.body().lines().forEach(line -> {
                if (line.startsWith("+")) {
                    lines.add(line.substring(1));
                } else {
                    assertThat(lines.remove(line.substring(1))).isTrue();
                }
            });
            assertThat(HUB.ask(token, address).body().lines())
                    .as(name)
                    .hasSize(lines.size())
                    .allMatch(lines::contains);
            assertThat(since.body().lines()).as(name).hasSize(1);
        }
        assertThat(HUB.ask(token, "/exports/" + profile + "/rpz.zone?since=x").statusCode())
                .as("a zone has a head that changes")
                .isEqualTo(400);
        assertThat(HUB.ask(token, "/exports/" + profile + "/squid-domains.acl?since=unknown")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void whatIsRememberedOfAllFilesTogetherHasAnEnd() {
        var steps = new FileSteps(300);
        var party = HUB.part(Viewers.class).organization(west);
        var one = of("b.example\na.example\n");
        steps.given(party, "one", one);
        assertThat(steps.load(party, "one", one.etag(), one)).isEmpty();
        steps.given(party, "one", of("a.example\n"));
        assertThat(steps.load(party, "one", one.etag(), one))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("-b.example\n");
        var large = "%s.example\n".formatted("1234567890".repeat(9));
        steps.given(party, "two", of(large));
        assertThatThrownBy(() -> steps.load(party, "one", one.etag(), one)).isInstanceOf(Problem.class);
        assertThat(steps.load(party, "two", of(large).etag(), one)).isEmpty();
    }

    private static Rendering of(String text) {
        return Rendering.of(text.getBytes(StandardCharsets.UTF_8), 1, Instant.EPOCH, Instant.MAX);
    }
}
