package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.testkit.FixedClock;

/// What every list for controls keeps, plain or of a profile: values end by the clock, a text is never two lines, a tag
/// stands for the bytes, and nobody gets gzip who did not ask for it.
class ListLawsTest {

    private static final FixedClock CLOCK = FixedClock.at("2026-11-20T10:00:00Z");

    @RegisterExtension
    static final RunningHub HUB = new RunningHub(CLOCK);

    private static Organization cert;
    private static RunningHub.Browser maker;
    private static int count;

    private Organization member;
    private String token;
    private String profile;
    private long source;

    @BeforeAll
    static void whoRunsTheHub() {
        cert = HUB.organization("Cert", "cert");
        maker = HUB.person(cert, "maker");
    }

    /// A member of its own with a source of its own, so that its lists are empty.
    @BeforeEach
    void aMember() {
        member = HUB.organization("Member " + ++count, "hospital");
        token = HUB.token(member, Scope.LISTS);
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(member.key(), "Feed", "stix", Audience.of(Tlp.AMBER_STRICT, member.key())))
                .key();
        profile = maker.json(maker.write("POST", "/api/exports", """
                {"organization":"%s","name":"All","query":"","minConfidence":0,"minScore":0,"most":0,
                 "shrinkPercent":100,"growPercent":1000}""".formatted(member.id()), "application/json"))
                .text("id")
                .orElseThrow();
    }

    private List<String> addresses(String file) {
        return List.of("/lists/" + file, "/exports/" + profile + "/" + file);
    }

    private StixObject indicator(String pattern, Instant until) {
        var object = (JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z","valid_until":"%s"}""".formatted(UUID.randomUUID(), until));
        var whole = object.with("pattern", new JsonString(pattern));
        return StixObject.of(whole);
    }

    private StixObject claim(String pattern, Instant until) {
        var object = indicator(pattern, until);
        HUB.part(Store.class)
                .claims()
                .claim(new ClaimBatch(
                        source, null, List.of(new Candidate(object, Audience.of(Tlp.AMBER_STRICT, member.key())))));
        return object;
    }

    private static Instant in(Duration time) {
        return CLOCK.instant().plus(time);
    }

    @Test
    void aValueLeavesAtTheMomentAtWhichItEndsAlthoughNothingHappens() {
        claim("[domain-name:value = 'short.example']", in(Duration.ofMinutes(30)));
        claim("[domain-name:value = 'long.example']", in(Duration.ofDays(30)));
        for (var address : addresses("domains.txt")) {
            assertThat(HUB.ask(token, address).body()).as(address).isEqualTo("long.example\nshort.example\n");
        }
        CLOCK.advance(Duration.ofMinutes(29));
        for (var address : addresses("domains.txt")) {
            assertThat(HUB.ask(token, address).body()).as(address).contains("short.example");
        }
        CLOCK.advance(Duration.ofMinutes(1));
        for (var address : addresses("domains.txt")) {
            assertThat(HUB.ask(token, address).body()).as(address).isEqualTo("long.example\n");
        }
        var late = HUB.organization("Late", "hospital");
        assertThat(HUB.ask(HUB.token(late, Scope.LISTS), "/lists/domains.txt").body())
                .isEmpty();
    }

    @Test
    void whatEndedBeforeTheListWasMadeIsNotInIt() {
        claim("[domain-name:value = 'over.example']", in(Duration.ofMinutes(-1)));
        claim("[domain-name:value = 'now.example']", in(Duration.ofMinutes(1)));
        for (var address : addresses("domains.txt")) {
            assertThat(HUB.ask(token, address).body()).as(address).isEqualTo("now.example\n");
        }
    }

    @Test
    void aTextWithALineEndIsNoSecondLine() {
        claim("[url:value = 'http://one.example/a\nhttp://smuggled.example/']", in(Duration.ofDays(1)));
        claim("[url:value = 'http://two.example/a b']", in(Duration.ofDays(1)));
        claim("[domain-name:value = 'three.example\nsmuggled.example']", in(Duration.ofDays(1)));
        claim("[url:value = 'http://four.example/\r#']", in(Duration.ofDays(1)));
        claim("[url:value = 'http://fine.example/']", in(Duration.ofDays(1)));
        for (var file : List.of("urls.txt", "domains.txt")) {
            for (var address : addresses(file)) {
                assertThat(HUB.ask(token, address).body().split("\n"))
                        .as(address)
                        .noneMatch(line -> line.startsWith("http://smuggled") || line.startsWith("smuggled"))
                        .noneMatch(line -> line.chars().anyMatch(c -> c <= ' '));
            }
        }
        for (var address : addresses("urls.txt")) {
            assertThat(HUB.ask(token, address).body()).as(address).contains("http://fine.example/\n");
        }
    }

    @Test
    void aTagStandsForTheBytesAndForNothingElse() {
        var first = claim("[domain-name:value = 'aaa.example']", in(Duration.ofDays(1)));
        for (var address : addresses("domains.txt")) {
            assertThat(tag(HUB.ask(token, address))).isEqualTo(tag(HUB.ask(token, address)));
        }
        var before = addresses("domains.txt").stream()
                .map(address -> tag(HUB.ask(token, address)))
                .toList();
        HUB.part(Store.class).claims().withdraw(Viewer.system("test"), first.id(), source, "A mistake.");
        claim("[domain-name:value = 'bbb.example']", in(Duration.ofDays(1)));
        for (int n = 0; n < before.size(); n++) {
            var address = addresses("domains.txt").get(n);
            var answer = HUB.ask(token, address, "If-None-Match", before.get(n));
            assertThat(answer.statusCode())
                    .as("as long as before, and another list")
                    .isEqualTo(200);
            assertThat(answer.body()).isEqualTo("bbb.example\n");
            assertThat(HUB.ask(token, address, "If-None-Match", "\"x\", W/" + tag(answer))
                            .statusCode())
                    .isEqualTo(304);
        }
    }

    @Test
    void onlyWhoAsksForGzipGetsIt() {
        claim("[domain-name:value = 'plain.example']", in(Duration.ofDays(1)));
        for (var address : addresses("domains.txt")) {
            for (var accepted : List.of("identity", "br", "gzip;q=0", "deflate, gzip;q=0.0")) {
                var answer = HUB.ask(token, address, "Accept-Encoding", accepted);
                assertThat(answer.headers().firstValue("Content-Encoding"))
                        .as(accepted)
                        .isEmpty();
                assertThat(answer.body()).isEqualTo("plain.example\n");
            }
            assertThat(HUB.ask(token, address, "Accept-Encoding", "br, gzip;q=0.5")
                            .headers()
                            .firstValue("Content-Encoding"))
                    .contains("gzip");
        }
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }
}
