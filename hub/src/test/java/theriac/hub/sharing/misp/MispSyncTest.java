package theriac.hub.sharing.misp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.fetch.Credential;
import theriac.hub.ingest.Plan;
import theriac.hub.ingest.Plans;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.hub.vault.Vault;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// PyMISP's `servers()` and `server_pull`, between two hubs; `server_push` stands in `PushToMispTest`.
class MispSyncTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    @RegisterExtension
    static final RunningHub OTHER = new RunningHub();

    private static final MispAsker HERE = new MispAsker(HUB);
    private static final MispAsker THERE = new MispAsker(OTHER);
    private static Organization cert;
    private static Organization hospital;
    private static String key;
    private static String writerThere;

    @BeforeAll
    static void two() {
        cert = HUB.organization("Cert", "cert");
        hospital = HUB.organization("Hospital", "hospital");
        key = HUB.token(cert, Scope.MISP_SYNC);
        writerThere = OTHER.token(OTHER.organization("Their cert", "cert"), Scope.MISP_WRITE);
        var readerThere = OTHER.token(OTHER.organization("Partner", "partner"), Scope.MISP_WRITE);
        HUB.part(Vault.class).put("there", "127.0.0.1", new Credential.Header("Authorization", readerThere), "test");
    }

    private static Source source(String name, String way) {
        var settings = "{\"url\":\"%s?token=hush\",\"allow\":[\"127.0.0.1\"],\"credential\":\"there\"}"
                .formatted(OTHER.uri("/misp/"));
        var source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(
                        cert.key(),
                        name,
                        "misp",
                        (JsonObject) Json.read(settings),
                        'C',
                        Audience.of(Tlp.GREEN, cert.key()),
                        ""));
        HUB.part(Plans.class).save(source.key(), way, Optional.empty());
        return source;
    }

    private static String event(UUID uuid, String domain) {
        return """
            {"Event":{"uuid":"%s","info":"Event","date":"2026-01-01","timestamp":"1780500000","published":true,"distribution":"1",
             "Tag":[{"name":"tlp:green"},{"name":"sync:%s"}],"Attribute":[{"uuid":"%s","type":"domain",
             "category":"Network activity","value":"%s","to_ids":true,"timestamp":"1780500000"}]}}""".formatted(uuid, domain, UUID.nameUUIDFromBytes(domain.getBytes(StandardCharsets.UTF_8)), domain);
    }

    private static JsonObject server(String name) {
        return MispAsker.list(HERE.ask(key, "GET", "servers/index", "")).objects().stream()
                .flatMap(each -> each.object("Server").stream())
                .filter(each -> each.text("name").orElseThrow().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void until(Source source, Predicate<Plan> asked) {
        var end = Instant.now().plus(Duration.ofSeconds(60));
        while (!asked.test(HUB.part(Plans.class).find(source.key()).orElseThrow())) {
            assertThat(Instant.now()).as("the source was not asked").isBefore(end);
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Test
    void aPullBringsWhatIsNewThere() {
        var source = source("their server", "misp-server");
        source("their feed", "misp-feed");
        var event = UUID.randomUUID();
        MispAsker.object(THERE.ask(writerThere, "POST", "events/add", event(event, "pulled.example")));
        var told = server("their server");
        assertThat(told.text("url").orElseThrow()).endsWith("/misp/").doesNotContain("hush");
        assertThat(told.bool("pull")).contains(true);
        assertThat(told.bool("push")).contains(false);
        var feeds = MispAsker.list(HERE.ask(key, "GET", "feeds", "")).objects();
        assertThat(feeds).hasSizeGreaterThan(1).anyMatch(each -> each.toString().contains("their feed"));
        var number = told.text("id").orElseThrow();
        var answer = MispAsker.object(HERE.ask(key, "GET", "servers/pull/" + number, ""));
        assertThat(answer.text("message").orElseThrow()).contains("their server");
        until(source, plan -> plan.lastSuccess().isPresent());
        assertThat(MispAsker.object(HERE.ask(key, "GET", "events/view/" + event, ""))
                        .object("Event")
                        .orElseThrow()
                        .text("info"))
                .contains("Event");
    }

    private static HttpResponse<String> pull(Source source, String event) {
        return HERE.ask(key, "GET", "servers/pull/%s/%s".formatted(source.id(), event), "");
    }

    private static int here(UUID event) {
        return HERE.ask(key, "GET", "events/view/" + event, "").statusCode();
    }

    private static UUID told(String domain) {
        var event = UUID.randomUUID();
        MispAsker.object(THERE.ask(writerThere, "POST", "events/add", event(event, domain)));
        return event;
    }

    /// As MISP tells failures, and nothing of where that server stands or how it is asked.
    private static void isRefused(HttpResponse<String> answer, int status, String why) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        var told = (JsonObject) Json.read(answer.body());
        assertThat(told.names()).containsExactly("name", "message", "url");
        assertThat(told.text("message").orElseThrow()).contains(why).doesNotContain("hush", "127.0.0.1");
    }

    /// PyMISP's `server_pull(server, event)`.
    @Test
    void aPullOfOneEventBringsThatOneAndTheNextRoundTheOthers() {
        var source = source("one event of theirs", "misp-server");
        var first = told("first-alone.example");
        var second = told("second-alone.example");
        var third = told("third-later.example");
        var plan = HUB.part(Plans.class).find(source.key()).orElseThrow();
        var answer = MispAsker.object(pull(source, first.toString()));
        assertThat(answer.bool("success")).contains(true);
        assertThat(answer.text("message").orElseThrow()).contains("one event of theirs", "0 could not be used");
        assertThat(here(first)).as("the client waited for it").isEqualTo(200);
        MispAsker.object(pull(source, Numbers.of(second)));
        assertThat(here(second)).as("by the number at that server").isEqualTo(200);
        assertThat(here(third)).isEqualTo(404);
        assertThat(HUB.part(Plans.class).find(source.key()))
                .as("the round has not been asked")
                .contains(plan);
        MispAsker.object(HERE.ask(key, "GET", "servers/pull/%s/full".formatted(source.id()), ""));
        until(source, each -> each.lastSuccess().isPresent());
        assertThat(here(third)).isEqualTo(200);
    }

    @Test
    void aPullOfOneEventIsRefusedAsMispRefuses() {
        var source = source("refused", "misp-server");
        var feed = source("a refused feed", "misp-feed");
        var event = told("refused.example");
        var unknown = UUID.randomUUID().toString();
        isRefused(pull(source, unknown), 404, "Invalid event");
        isRefused(pull(source, "12"), 404, "Invalid event");
        isRefused(pull(source, "all%20of%20them"), 404, "Invalid event");
        isRefused(HERE.ask(key, "GET", "servers/pull/%s/%s".formatted(unknown, event), ""), 404, "Invalid server");
        isRefused(HERE.ask(key, "GET", "servers/push/%s/%s".formatted(source.id(), event), ""), 404, "Invalid server");
        isRefused(HERE.ask(key, "GET", "feeds/fetchfromfeed/%s/%s".formatted(feed.id(), event), ""), 400, "A feed");
        for (var scope : List.of(Scope.MISP, Scope.MISP_WRITE)) {
            var other = HUB.token(cert, scope);
            isRefused(HERE.ask(other, "GET", "servers/pull/%s/%s".formatted(source.id(), event), ""), 403, "misp_sync");
        }
        HUB.part(Store.class).sources().enable(source.key(), false);
        isRefused(pull(source, "no-event"), 404, "Invalid event");
        isRefused(pull(source, event.toString()), 409, "switched off");
        assertThat(here(event)).isEqualTo(404);
    }

    /// What is there is no feed: that it was asked stands in the plan all the same.
    @Test
    void aFeedIsAskedWhenAKeySaysSo() {
        var source = source("a feed of theirs", "misp-feed");
        var answer = MispAsker.object(HERE.ask(key, "GET", "feeds/fetchfromfeed/" + source.id(), ""));
        assertThat(answer.text("message").orElseThrow()).contains("a feed of theirs");
        until(source, plan -> plan.lastFailure().isPresent());
        var member = HUB.token(hospital, Scope.MISP);
        assertThat(HERE.ask(member, "GET", "feeds/fetchfromfeed/" + source.id(), "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(MispAsker.list(HERE.ask(member, "GET", "feeds", "")).objects())
                .as("what the hub reads is no member's business")
                .hasSize(1);
    }

    @Test
    void onlyAKeyOfTheCertWithItsScopeBegins() {
        source("for nobody else", "misp-server");
        var number = server("for nobody else").text("id").orElseThrow();
        for (var scope : List.of(Scope.MISP, Scope.MISP_WRITE)) {
            var other = HUB.token(cert, scope);
            assertThat(HERE.ask(other, "GET", "servers", "").statusCode()).isEqualTo(403);
            assertThat(HERE.ask(other, "GET", "servers/pull/" + number, "").statusCode())
                    .isEqualTo(403);
        }
        assertThat(HERE.ask(key, "GET", "servers/pull/12", "").statusCode()).isEqualTo(404);
        assertThat(HERE.ask(key, "GET", "servers/push/" + number, "").statusCode())
                .isEqualTo(404);
    }

    /// The first of two locks: no route gives a member such a key, whoever asks for it.
    @Test
    void noRouteGivesAMemberAKeyThatBegins() {
        var wish = "{\"name\":\"sync\",\"scopes\":[\"misp_sync\"]%s}";
        var admin = HUB.person(hospital, "member-admin", Set.of(Role.READER, Role.MEMBER_ADMIN));
        var head = HUB.person(cert, "head", Set.of(Role.CERT_ADMIN, Role.SOURCE_MANAGER));
        assertThat(made(admin, wish.formatted(""))).isEqualTo(403);
        assertThat(made(head, wish.formatted(",\"organization\":\"%s\"".formatted(hospital.id()))))
                .as("who may have one for the CERT may not have one for a member")
                .isEqualTo(403);
        assertThat(made(head, wish.formatted(""))).isEqualTo(200);
    }

    private static int made(RunningHub.Browser browser, String wish) {
        return browser.write("POST", "/api/tokens", wish, "application/json").statusCode();
    }

    /// The second lock: one that a member had all the same begins nothing and is told of nothing.
    @Test
    void aMembersKeyWouldOpenNothing() {
        var source = source("seen by no member", "misp-server");
        var event = told("for-no-member.example");
        var plan = HUB.part(Plans.class).find(source.key());
        var strange = HUB.token(hospital, Scope.MISP_SYNC);
        for (var path : List.of(
                "servers/index",
                "servers/pull/" + source.id(),
                "servers/pull/%s/%s".formatted(source.id(), event),
                "servers/push/" + source.id(),
                "servers/push/%s/%s".formatted(source.id(), event),
                "feeds/fetchfromfeed/" + source.id())) {
            var answer = HERE.ask(strange, "GET", path, "");
            assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(403);
            assertThat(answer.body()).doesNotContain("seen by no member");
        }
        assertThat(HUB.part(Plans.class).find(source.key())).isEqualTo(plan);
        assertThat(here(event)).isEqualTo(404);
    }
}
