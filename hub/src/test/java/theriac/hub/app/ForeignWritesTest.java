package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Tokens;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.testkit.Golden;

/// Every write route of `docs/routes.txt`, asked by a member's person who holds every role that a
/// member can have, with the ids of things that are another's: each answer is the one for an id
/// that nothing has, and the things stay. A route that is added needs a line here, or the test
/// fails.
class ForeignWritesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final Set<Role> ALL_OF_A_MEMBER =
            Set.of(Role.READER, Role.REPORTER, Role.ANALYST, Role.MEMBER_ADMIN);

    /// Enough for every route to understand the request.
    private static final String BODY = """
            {"reason":"x","name":"taken over","query":"","shared":true,"contacts":[],"mail":"","roles":["reader"],
             "text":"taken over","tlp":"green","en":{"title":"x","summary":"x","advice":"x"},"indicators":[],
             "revision":0,"kind":"hospital","size":"","language":"nl","purposes":["monitoring"],"until":"2099-01-01T00:00:00Z",
             "description":"","organizations":[],"groups":[],"title":"x","ended":false,"picture":"{}",
             "summary":"taken over","closed":true,"ids":["infrastructure--00000000-0000-4000-8000-000000000001"],
             "state":"done","type":"campaign","pattern":"","from":"","link":"","to":"","objects":[],
             "draft":{"type":"campaign","name":"x","text":"","pattern":"","from":"","link":"","to":"","objects":[]}}""";

    private static final List<String> WRITES = List.of("POST", "PUT", "DELETE");

    private static Organization south;
    private static RunningHub.Browser sue;
    private static RunningHub.Browser mallory;
    /// For the address of a route, as far as its first variable, an id of something that is not Mallory's.
    private static final Map<String, String> FOREIGN = new TreeMap<>();

    @BeforeAll
    static void things() {
        var cert = HUB.organization("Cert", "cert");
        south = HUB.organization("South", "hospital");
        var analyst = HUB.person(cert, "analyst", Set.of(Role.READER, Role.ANALYST));
        sue = HUB.person(south, "sue", ALL_OF_A_MEMBER);
        mallory = HUB.person(HUB.organization("North", "hospital"), "mallory", ALL_OF_A_MEMBER);
        var store = HUB.part(Store.class);
        var source =
                store.sources().register(new NewSource(south.key(), "own", "text", Audience.undecided(south.key())));
        var run = store.deliveries().open(source.key(), "upload");
        var objects = new ArrayList<String>();
        for (var name : List.of("one.example", "two.example")) {
            var object = StixObject.of((JsonObject) Json.read("""
                    {"type":"infrastructure","spec_version":"2.1","id":"infrastructure--%s","name":"%s",
                     "created":"2026-11-01T10:00:00.000Z","modified":"2026-11-01T10:00:00.000Z"}""".formatted(UUID.randomUUID(), name)));
            objects.add(object.id().text());
            store.claims()
                    .claim(new ClaimBatch(
                            source.key(), run.key(), List.of(new Candidate(object, Audience.undecided(south.key())))));
        }
        FOREIGN.put("/api/objects/", objects.getFirst());
        FOREIGN.put("/api/sources/", source.id().toString());
        FOREIGN.put("/api/runs/", run.id().toString());
        FOREIGN.put(
                "/api/clusters/",
                text(
                        post(
                                sue,
                                "/api/clusters",
                                "{\"ids\":[\"%s\",\"%s\"],\"reason\":\"same\"}"
                                        .formatted(objects.get(0), objects.get(1))),
                        "statements"));
        var report = text(post(sue, "/api/reports", "{\"text\":\"Pay at pay.example\",\"channel\":\"sms\"}"), "id");
        FOREIGN.put("/api/reports/", report);
        post(analyst, "/api/reports/" + report + "/claim", "");
        var opened = text(
                post(analyst, "/api/cases/vulnerabilities", "{\"title\":\"The CERT's own\",\"text\":\"told\"}"), "id");
        FOREIGN.put("/api/cases/", opened);
        FOREIGN.put("/api/requests/", opened);
        FOREIGN.put("/api/news/", objects.getFirst());
        FOREIGN.put("/api/publications/", text(post(analyst, "/api/reports/" + report + "/draft", ""), "id"));
        var words = "{\"title\":\"Thrown away\",\"summary\":\"s\",\"advice\":\"a\"}";
        var discarded = text(
                post(
                        analyst,
                        "/api/publications",
                        "{\"tlp\":\"green\",\"nl\":%s,\"en\":%s,\"indicators\":[]}".formatted(words, words)),
                "id");
        analyst.write("PUT", "/api/discarded-drafts/" + discarded, "", "application/json");
        FOREIGN.put("/api/discarded-drafts/", discarded);
        FOREIGN.put(
                "/api/queries/",
                text(post(sue, "/api/queries", "{\"name\":\"mine\",\"query\":\"\",\"shared\":true}"), "id"));
        FOREIGN.put(
                "/api/graphs/",
                ((JsonObject) Json.read(
                                post(sue, "/api/graphs", "{\"name\":\"mine\",\"picture\":\"{}\",\"shared\":true}")
                                        .body()))
                        .object("saved")
                        .orElseThrow()
                        .text("id")
                        .orElseThrow());
        FOREIGN.put("/api/documents/", text(post(sue, "/api/documents", "{\"text\":\"At 192.0.2.1\"}"), "id"));
        FOREIGN.put(
                "/api/investigations/",
                text(post(sue, "/api/investigations", "{\"title\":\"mine\",\"summary\":\"\"}"), "id"));
        FOREIGN.put(
                "/api/tokens/",
                HUB.part(Tokens.class)
                        .issue(south, "proxy", Set.of(Scope.LISTS))
                        .token()
                        .id()
                        .toString());
        FOREIGN.put(
                "/api/proposals/",
                text(post(sue, "/api/sources/" + source.id() + "/withdrawal", "{\"reason\":\"all wrong\"}"), "id"));
        FOREIGN.put("/api/organizations/", south.id().toString());
        FOREIGN.put(
                "/api/people/",
                HUB.part(Accounts.class)
                        .authenticate("sue", RunningHub.PASSWORD)
                        .orElseThrow()
                        .id()
                        .toString());
        post(
                sue,
                "/api/people/invitations",
                "{\"login\":\"kim\",\"name\":\"Kim\",\"mail\":\"\",\"language\":\"nl\",\"roles\":[\"reader\"]}");
        FOREIGN.put("/api/people/invitations/", first(sue, "/api/people", "invitations"));
        FOREIGN.put("/api/profile/sessions/", first(sue, "/api/profile/sessions", "sessions"));
        waysIn();
    }

    /// A passkey of Sue's, and a log-in elsewhere that is tied to her.
    private static void waysIn() {
        var jdbc = HUB.part(Database.class).jdbc();
        var passkey = UUID.randomUUID();
        jdbc.sql("""
                        insert into passkey (public_id, account_id, credential_id, attested, sign_count, backup_eligible,
                                             backed_up, name, created_at)
                        select :id, id, 'x', 'x', 0, false, false, 'phone', now() from account where login = 'sue'""").param("id", passkey).update();
        FOREIGN.put("/api/profile/passkeys/", passkey.toString());
        var tie = UUID.randomUUID();
        var issuer = UUID.randomUUID();
        jdbc.sql("""
                        with i as (
                            insert into issuer (public_id, name, address, client, scopes, groups_claim, networks, second_factor,
                                                listed, metadata, changed_at, changed_by)
                            values (:issuer, 'x', 'https://x.example', 'x', '', '', '{}', false, false, '', now(), 'x')
                            returning id)
                        insert into account_identity (public_id, issuer_id, subject, account_id, created_at)
                        select :id, i.id, 'sue', a.id, now() from i, account a where a.login = 'sue'""").param("id", tie).param("issuer", issuer).update();
        FOREIGN.put("/api/session/issuer/", issuer.toString());
        FOREIGN.put("/api/profile/log-ins/", tie.toString());
    }

    private static HttpResponse<String> post(RunningHub.Browser who, String path, String body) {
        var answer = who.write("POST", path, body, "application/json");
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isBetween(200, 299);
        return answer;
    }

    /// A member of the answer, or the id of the first entry of a list.
    private static String text(HttpResponse<String> answer, String member) {
        var json = (JsonObject) Json.read(answer.body());
        return json.text(member)
                .orElseGet(() -> json.array(member)
                        .orElseThrow()
                        .objects()
                        .getFirst()
                        .text("id")
                        .orElseThrow());
    }

    private static String first(RunningHub.Browser who, String path, String list) {
        return text(who.get(path), list);
    }

    private record Route(String path, String method) {}

    private static List<Route> writes() throws IOException {
        var routes = new ArrayList<Route>();
        for (var line : Files.readAllLines(Golden.projectRoot().resolve("docs/routes.txt"))) {
            var words = line.split(" +");
            if (!line.startsWith("#") && WRITES.contains(words[1])) {
                routes.add(new Route(words[0], words[1]));
            }
        }
        assertThat(routes).hasSizeGreaterThan(60);
        return routes;
    }

    private static HttpResponse<String> ask(RunningHub.Browser who, Route route, String id) {
        var path = route.path()
                .replaceFirst("\\{[^}]+}", id)
                .replaceAll("\\{[^}]+}", "00000000-0000-4000-8000-000000000000");
        return who.write(route.method(), path, route.method().equals("DELETE") ? "" : BODY, "application/json");
    }

    @Test
    void whatIsAnothersLooksAbsentToEveryWriteAndStays() throws IOException {
        var before = state();
        var unknown = new ArrayList<String>();
        for (var route : writes()) {
            if (!route.path().contains("{")) {
                continue;
            }
            var nothing = route.path().matches("/api/(objects|news)/.*")
                    ? "infrastructure--" + UUID.randomUUID()
                    : UUID.randomUUID().toString();
            var absent = ask(mallory, route, nothing);
            var foreign = FOREIGN.get(route.path().substring(0, route.path().indexOf('{')));
            if (foreign == null) {
                // Nothing of this kind belongs to anybody: only who may not do it at all may be missing here.
                if (absent.statusCode() != 403) {
                    unknown.add(route + " answered " + absent.statusCode());
                }
                continue;
            }
            var answer = ask(mallory, route, foreign);
            assertThat(answer.statusCode()).as("%s: %s", route, answer.body()).isIn(400, 403, 404, 415);
            assertThat(answer.statusCode()).as("%s: %s", route, answer.body()).isEqualTo(absent.statusCode());
            assertThat(answer.body().replace(foreign, "ID"))
                    .as(route.toString())
                    .isEqualTo(absent.body().replace(nothing, "ID"));
        }
        assertThat(unknown)
                .as("routes of which this test has nothing that is another's")
                .isEmpty();
        assertThat(state()).isEqualTo(before);
    }

    /// What South has, as its own person sees it.
    private static List<String> state() {
        return List.of(
                        "/api/objects",
                        "/api/sources",
                        "/api/reports",
                        "/api/queries",
                        "/api/graphs",
                        "/api/investigations",
                        "/api/documents",
                        "/api/tokens",
                        "/api/proposals",
                        "/api/people",
                        "/api/profile/sessions",
                        "/api/profile/passkeys",
                        "/api/profile/log-ins",
                        "/api/organizations/" + south.id())
                .stream()
                .map(path -> sue.get(path).body())
                .toList();
    }

    @Test
    void aClosedAccountsLiveSessionIsRefusedByEveryWrite() throws IOException {
        var leaves = HUB.person(south, "leaves", ALL_OF_A_MEMBER);
        var id = HUB.part(Accounts.class)
                .authenticate("leaves", RunningHub.PASSWORD)
                .orElseThrow()
                .id();
        post(sue, "/api/people/" + id + "/disabling", "");
        for (var route : writes()) {
            if (route.path().startsWith("/api/links")
                    || route.path().equals("/api/setup")
                    || route.path().startsWith("/api/session/issuer")
                    || route.path().startsWith("/api/session/passkey")
                    || route.path().equals("/api/session") && route.method().equals("POST")) {
                continue;
            }
            var answer = ask(leaves, route, UUID.randomUUID().toString());
            assertThat(answer.statusCode()).as("%s: %s", route, answer.body()).isEqualTo(401);
        }
    }
}
