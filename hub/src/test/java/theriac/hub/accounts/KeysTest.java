package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.db.Database;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.testkit.FixedClock;
import theriac.testkit.Golden;

/// Keys of machines: what is stored, how they end, from where they count, what they open, and who hears of
/// wrong ones.
class KeysTest {

    private static final FixedClock CLOCK = FixedClock.at(Instant.parse("2026-11-26T09:00:00Z"));

    @RegisterExtension
    static final RunningHub HUB = new RunningHub(CLOCK, "--forwarding-proxies=127.0.0.1");

    private static Organization north;
    private static RunningHub.Browser admin;

    @BeforeAll
    static void people() {
        HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        admin = HUB.person(north, "admin", Set.of(Role.READER, Role.MEMBER_ADMIN));
    }

    private static String issue(String more) {
        return issue("lists", more);
    }

    private static String issue(String scope, String more) {
        var body = "{\"name\":\"proxy\",\"scopes\":[\"%s\"]%s}".formatted(scope, more);
        var answer = admin.write("POST", "/api/tokens", body, "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ((JsonObject) Json.read(answer.body())).text("secret").orElseThrow();
    }

    private static int fetch(String secret, String from) {
        return HUB.send(HttpRequest.newBuilder(HUB.uri("/lists/domains.txt"))
                        .header("Authorization", "Bearer " + secret)
                        .header("X-Forwarded-For", from)
                        .GET()
                        .build())
                .statusCode();
    }

    /// As `taxii2client.common.TokenAuth` asks (taxii2-client 2.3.0), and the ways that were known before.
    @Test
    void aKeyIsKnownBehindEveryWordThatClientsPutBeforeIt() {
        var secret = issue("taxii", "");
        var pair = Base64.getEncoder().encodeToString(("anybody:" + secret).getBytes(StandardCharsets.UTF_8));
        for (var sent : List.of("Token " + secret, "token  " + secret, "Bearer " + secret, "Basic " + pair)) {
            assertThat(discovery(sent)).as(sent).isEqualTo(200);
        }
        for (var sent : List.of("Token " + secret + "x", "Token", "Tokens " + secret, "Digest " + secret)) {
            assertThat(discovery(sent)).as(sent).isEqualTo(401);
        }
    }

    private static int discovery(String authorization) {
        return HUB.send(HttpRequest.newBuilder(HUB.uri("/taxii2/"))
                        .header("Authorization", authorization)
                        .header("Accept", "application/taxii+json;version=2.1")
                        .GET()
                        .build())
                .statusCode();
    }

    /// It begins what its maker may begin, and no member's key ever does.
    @Test
    void aKeyThatBeginsExchangesIsMadeByWhoMayBeginThem() {
        var cert = HUB.part(Organizations.class).cert().orElseThrow();
        var body = "{\"name\":\"sync\",\"scopes\":[\"misp_sync\"]}";
        var keeper = HUB.person(cert, "keeper", Set.of(Role.READER, Role.MEMBER_ADMIN));
        var head = HUB.person(cert, "head", Set.of(Role.CERT_ADMIN, Role.SOURCE_MANAGER));
        assertThat(admin.write("POST", "/api/tokens", body, "application/json").statusCode())
                .isEqualTo(403);
        assertThat(keeper.write("POST", "/api/tokens", body, "application/json").statusCode())
                .isEqualTo(403);
        assertThat(head.write("POST", "/api/tokens", body, "application/json").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aKeyIsStoredAsAHashAndKnownByItsFirstCharacters() {
        var secret = issue("");
        var jdbc = HUB.part(Database.class).jdbc();
        assertThat(jdbc.sql("select t::text from machine_token t")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .noneMatch(row -> row.contains(secret.substring(4)));
        assertThat(secret).startsWith("thr_").hasSize(47);
        assertThat(admin.get("/api/tokens").body())
                .contains("\"prefix\":\"" + secret.substring(0, 10))
                .doesNotContain(secret);
    }

    @Test
    void aKeyEndsByItselfAtItsTime() {
        var secret = issue(",\"days\":30");
        CLOCK.advance(Duration.ofDays(30).minusSeconds(1));
        assertThat(fetch(secret, "192.0.2.1")).isEqualTo(200);
        CLOCK.advance(Duration.ofSeconds(1));
        assertThat(fetch(secret, "192.0.2.1")).isEqualTo(401);
        CLOCK.advance(Duration.ofDays(-30));
        for (var days : List.of("0", "-1", "3651")) {
            var body = "{\"name\":\"x\",\"scopes\":[\"lists\"],\"days\":%s}".formatted(days);
            assertThat(admin.write("POST", "/api/tokens", body, "application/json")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void aKeyCountsFromItsNetworksOnlyWhoeverWritesWhatIntoAHeader() {
        var secret = issue(",\"networks\":[\"192.0.2.0/24\",\"2001:db8::/32\"]");
        assertThat(fetch(secret, "192.0.2.77")).isEqualTo(200);
        assertThat(fetch(secret, "2001:db8::7")).isEqualTo(200);
        assertThat(fetch(secret, "198.51.100.1")).isEqualTo(401);
        assertThat(fetch(secret, "192.0.2.77, 198.51.100.1"))
                .as("forged before the proxy")
                .isEqualTo(401);
        assertThat(fetch(secret, "not an address")).isEqualTo(401);
        assertThat(HUB.ask(secret, "/lists/domains.txt").statusCode())
                .as("the proxy itself")
                .isEqualTo(401);
        var wrong = "{\"name\":\"x\",\"scopes\":[\"lists\"],\"networks\":[\"everywhere\"]}";
        assertThat(admin.write("POST", "/api/tokens", wrong, "application/json").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whenAKeyWasLastUsedIsShown() {
        var secret = issue("");
        var prefix = secret.substring(0, 10);
        assertThat(row(prefix).text("lastUsedAt")).isEmpty();
        fetch(secret, "192.0.2.1");
        assertThat(row(prefix).text("lastUsedAt")).contains(CLOCK.instant().toString());
    }

    private static JsonObject row(String prefix) {
        return admin.json("/api/tokens").array("tokens").orElseThrow().values().stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.text("prefix").orElseThrow().equals(prefix))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMachineReadsNothingThatPeopleReadByBeingLoggedIn() {
        for (var scope : Scope.values()) {
            var secret = HUB.part(Tokens.class)
                    .issue(north, "machine", Set.of(scope))
                    .secret();
            for (var path :
                    List.of("/api/activity", "/api/overview", "/api/organizations", "/api/scouts", "/api/events")) {
                assertThat(HUB.ask(secret, path).statusCode())
                        .as("%s %s", scope, path)
                        .isEqualTo(403);
            }
        }
    }

    /// A key that only sends sends to one collection, and reads nothing of any.
    @Test
    void aKeyThatOnlySendsOpensOneCollectionAndReadsNothing() {
        var doors = Map.of(Scope.SIGHTINGS, "sightings", Scope.SUBMIT, "submissions");
        doors.forEach((scope, open) -> {
            var secret =
                    HUB.part(Tokens.class).issue(north, "sender", Set.of(scope)).secret();
            assertThat(taxii(secret, "GET", "", "").body())
                    .contains("\"alias\":\"" + open, "\"can_read\":false")
                    .doesNotContain("\"can_read\":true");
            for (var name : List.of("indicators", "intelligence", "sightings", "submissions")) {
                assertThat(taxii(secret, "GET", name + "/objects/", "").statusCode())
                        .as("%s reads %s", scope, name)
                        .isBetween(403, 404);
                var note = """
                        {"objects":[{"type":"note","spec_version":"2.1","id":"note--%s","content":"x",
                         "created":"2026-11-01T10:00:00.000Z","modified":"2026-11-01T10:00:00.000Z",
                         "object_refs":["malware--00000000-0000-4000-8000-000000000001"]}]}""".formatted(UUID.randomUUID());
                assertThat(taxii(secret, "POST", name + "/objects/", note).statusCode())
                        .as("%s writes to %s", scope, name)
                        .isEqualTo(name.equals(open) ? 202 : 404);
            }
        });
    }

    private static HttpResponse<String> taxii(String secret, String method, String path, String body) {
        var type = "application/taxii+json;version=2.1";
        return HUB.send(HttpRequest.newBuilder(HUB.uri("/taxii2/hub/collections/" + path))
                .header("Authorization", "Bearer " + secret)
                .header("X-Forwarded-For", "192.0.2.1")
                .header("Accept", type)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static List<JsonObject> doors(String kind) {
        return admin.json("/api/tokens/doors").array("doors").orElseThrow().objects().stream()
                .filter(door -> door.text("kind").orElseThrow().equals(kind))
                .toList();
    }

    private static String path(JsonObject door) {
        return door.text("path").orElseThrow();
    }

    private static String issueFor(String scope, String path) {
        var body = "{\"name\":\"one\",\"scopes\":[\"%s\"],\"only\":\"%s\"}".formatted(scope, path);
        var answer = admin.write("POST", "/api/tokens", body, "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ((JsonObject) Json.read(answer.body())).text("secret").orElseThrow();
    }

    private static HttpResponse<String> ask(String secret, String method, String path) {
        return HUB.send(HttpRequest.newBuilder(HUB.uri(path))
                .header("Authorization", "Bearer " + secret)
                .header("X-Forwarded-For", "192.0.2.1")
                .header("Accept", path.startsWith("/taxii2/") ? "application/taxii+json;version=2.1" : "*/*")
                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("POST") ? "{}" : ""))
                .build());
    }

    /// Every route of the hub, every other collection by its id and by its name, every other list, and tricks with the
    /// address.
    @Test
    void aKeyForOneThingReadsThatAndNothingElseByAnyRoute() throws Exception {
        var collection = doors("collection").getFirst();
        var list = doors("list").getFirst();
        var keys = Map.of(
                path(collection), issueFor("taxii", path(collection)), path(list), issueFor("lists", path(list)));
        var ways = new TreeSet<String>();
        for (var line : Files.readAllLines(Golden.projectRoot().resolve("docs/routes.txt"))) {
            var words = line.split(" +");
            if (!line.startsWith("#")) {
                var path = words[0].replaceAll("\\{[^}]*}", "00000000-0000-4000-8000-000000000001")
                        .replace("**", "any");
                for (var method : words[1].equals("any") ? List.of("GET", "POST") : List.of(words[1])) {
                    ways.add(method + " " + path);
                }
            }
        }
        assertThat(ways).hasSizeGreaterThan(150);
        for (var door : List.of(doors("collection"), doors("list")).stream()
                .flatMap(List::stream)
                .toList()) {
            ways.add("GET " + path(door));
            ways.add("GET " + path(door) + "objects/");
            ways.add("GET " + path(door) + "manifest/");
        }
        for (var name : List.of("indicators", "intelligence", "sightings", "submissions")) {
            ways.add("GET /taxii2/hub/collections/" + name + "/objects/");
        }
        ways.add("GET /taxii2/hub/status/00000000-0000-4000-8000-000000000001/");
        for (var tail : List.of("../", "%2e%2e/", "..;/", ";a/../", "./", "/")) {
            ways.add("GET " + path(collection) + tail
                    + path(doors("collection").getLast()).substring(26) + "objects/");
            ways.add("GET " + path(list) + "/" + tail + "ips.txt");
        }
        keys.forEach((open, secret) -> {
            var opened = new TreeSet<String>();
            for (var way : ways) {
                var words = way.split(" ");
                if (ask(secret, words[0], words[1]).statusCode() < 300) {
                    opened.add(way);
                }
            }
            assertThat(opened)
                    .isEqualTo(
                            open.startsWith("/lists/")
                                    ? Set.of("GET " + open)
                                    : Set.of("GET " + open, "GET " + open + "objects/", "GET " + open + "manifest/"));
        });
        var secret = keys.get(path(collection));
        assertThat(ask(secret, "GET", "/taxii2/hub/collections/").body())
                .contains(collection.text("title").orElseThrow())
                .containsOnlyOnce("\"can_read\":true")
                .doesNotContain("\"can_write\":true");
        assertThat(ask(secret, "POST", path(collection) + "objects/").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aKeyForOneThingIsForOneThatItsOrganisationHas() {
        var other = HUB.organization("South", "hospital");
        var foreign = "/taxii2/hub/collections/%s/".formatted(theriac.hub.sharing.CollectionIds.indicators(other.id()));
        var own = path(doors("collection").getFirst());
        for (var body : List.of(
                "{\"name\":\"x\",\"scopes\":[\"taxii\"],\"only\":\"%s\"}".formatted(foreign),
                "{\"name\":\"x\",\"scopes\":[\"taxii\"],\"only\":\"/\"}",
                "{\"name\":\"x\",\"scopes\":[\"lists\"],\"only\":\"%s\"}".formatted(own),
                "{\"name\":\"x\",\"scopes\":[\"taxii\",\"misp\"],\"only\":\"%s\"}".formatted(own))) {
            assertThat(admin.write("POST", "/api/tokens", body, "application/json")
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        var secret = issueFor("taxii", own);
        assertThat(row(secret.substring(0, 10)).text("only")).contains(own);
        assertThat(row(secret.substring(0, 10)).text("onlyTitle")).isPresent();
    }

    @Test
    void wrongKeysAreWrittenDownAndCountedNotOneByOne() {
        CLOCK.advance(Duration.ofMinutes(5));
        for (int n = 0; n < 100; n++) {
            assertThat(fetch("thr_guess0" + n, "203.0.113.9")).isEqualTo(401);
        }
        assertThat(wrongs()).hasSize(1).allMatch(row -> row.contains("thr_guess0"));
        CLOCK.advance(Duration.ofMinutes(1));
        fetch("thr_guess0", "203.0.113.9");
        assertThat(wrongs()).hasSize(2).anyMatch(row -> row.contains("\"before\":99"));
    }

    private static List<String> wrongs() {
        return HUB.part(Database.class)
                .jdbc()
                .sql(
                        "select subject || ' ' || coalesce(detail, '') from audit_event where action = 'key.wrong' and address = '203.0.113.9'")
                .query(String.class)
                .list();
    }
}
