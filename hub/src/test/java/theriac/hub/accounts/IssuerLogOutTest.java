package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.db.Database;
import theriac.hub.policy.Role;
import theriac.hub.testing.IssuersBrowser;
import theriac.hub.testing.RunningHub;
import theriac.hub.testing.TestIssuer;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Who is logged out at the issuer is logged out here (OpenID Connect Back-Channel Logout 1.0), and nobody else is, and
/// not by a token that is wrong in any way. The issuer is Spring's own authorization server, whose identity tokens name
/// its sessions.
class IssuerLogOutTest {

    private static final String HERE = "http://127.0.0.1:18391";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    @RegisterExtension
    static final RunningHub HUB = new RunningHub("--public-url=" + HERE);

    private static TestIssuer issuer;
    private static Organization north;
    private static RunningHub.Browser root;
    private static String id;
    private IssuersBrowser browser;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.start(0, HERE);
        var cert = HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        root = HUB.person(cert, "root", Set.of(Role.READER, Role.CERT_ADMIN));
        id = root.json(root.post("/api/settings/issuers", (JsonObject)
                        Json.read("""
                        {"name":"North's own","address":"%s","client":"%s","secret":"%s","organization":"%s","scopes":"profile",
                         "groupsClaim":"","networks":["127.0.0.0/8","::1/128"],"secondFactor":false,"listed":true,"roles":[]}""".formatted(issuer.address(), TestIssuer.CLIENT, TestIssuer.SECRET, north.id()))))
                .text("id")
                .orElseThrow();
        for (var login : List.of("ann", "bea")) {
            var body = "{\"login\":\"%s\",\"name\":\"%s\",\"mail\":\"\",\"language\":\"en\",\"roles\":[\"reader\"]}"
                    .formatted(login, login);
            var link = root.json(root.write(
                            "POST", "/api/people/invitations?organization=" + north.id(), body, "application/json"))
                    .text("secret")
                    .orElseThrow();
            try (var first = new IssuersBrowser(HUB)) {
                var wish = "{\"issuer\":\"%s\",\"link\":\"%s\"}".formatted(id, link);
                first.answer(first.go("/api/session/issuer", wish, login + "@north.example"));
            }
        }
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @BeforeEach
    void logsIn() {
        browser = in("ann@north.example");
    }

    @AfterEach
    void goes() {
        browser.close();
    }

    private static IssuersBrowser in(String person) {
        var fresh = new IssuersBrowser(HUB);
        fresh.answer(fresh.go("/api/session/issuer", "{\"issuer\":\"%s\"}".formatted(id), person));
        assertThat(fresh.get("/api/session").statusCode()).isEqualTo(200);
        return fresh;
    }

    private static Map<String, Object> claims() {
        var now = Instant.now();
        return new HashMap<>(Map.of(
                "iss", issuer.address(),
                "aud", List.of(TestIssuer.CLIENT),
                "iat", now,
                "exp", now.plusSeconds(120),
                "jti", UUID.randomUUID().toString(),
                "events", Map.of(EVENT, Map.of()),
                "sub", "ann@north.example"));
    }

    private static HttpResponse<String> tell(String token) {
        return tell(id, token);
    }

    private static HttpResponse<String> tell(String which, String token) {
        return HUB.send(HttpRequest.newBuilder(HUB.uri("/api/session/issuer/" + which + "/logged-out"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
                .build());
    }

    private static String sid(String login) {
        return HUB.part(Database.class)
                .jdbc()
                .sql("""
                        select issuer_sid from account_session s join account a on a.id = s.account_id
                        where a.login = :login order by s.created_at desc limit 1""")
                .param("login", login + "@north")
                .query(String.class)
                .single();
    }

    @Test
    void oneSessionOfThePersonEndsOrAllOfThemAndNobodyElses() {
        try (var bea = in("bea@north.example")) {
            var first = sid("ann");
            assertThat(first).as("the issuer names its session").isNotBlank();
            try (var second = in("ann@north.example")) {
                var one = claims();
                one.put("sid", first);
                var answer = tell(issuer.sign("logout+jwt", one));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
                assertThat(browser.get("/api/session").statusCode()).isEqualTo(401);
                assertThat(second.get("/api/session").statusCode()).isEqualTo(200);
                var only = claims();
                only.remove("sub");
                only.put("sid", sid("ann"));
                assertThat(tell(issuer.sign("JWT", only)).statusCode()).isEqualTo(200);
                assertThat(second.get("/api/session").statusCode()).isEqualTo(401);
            }
            try (var third = in("ann@north.example");
                    var fourth = in("ann@north.example")) {
                assertThat(tell(issuer.sign("logout+jwt", claims())).statusCode())
                        .isEqualTo(200);
                assertThat(third.get("/api/session").statusCode()).isEqualTo(401);
                assertThat(fourth.get("/api/session").statusCode()).isEqualTo(401);
            }
            assertThat(bea.get("/api/session").statusCode()).isEqualTo(200);
            assertThat(root.get("/api/session").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aTokenThatIsWrongInAnyWayEndsNothing() {
        var wrong = new HashMap<String, Map<String, Object>>();
        wrong.put("another issuer", changed("iss", "https://issuer.example"));
        wrong.put("another client", changed("aud", List.of("another")));
        wrong.put("a nonce", changed("nonce", "n"));
        wrong.put("no event", changed("events", Map.of("http://schemas.openid.net/event/other", Map.of())));
        wrong.put("an event that is no object", changed("events", Map.of(EVENT, "yes")));
        wrong.put("of tomorrow", at(86_000, 86_100));
        wrong.put("over", at(-1_200, -600));
        wrong.put("for ever", changed("exp", Instant.now().plusSeconds(100L * 86_400)));
        for (var claim : List.of("iss", "aud", "iat", "exp", "jti", "events", "sub")) {
            var without = claims();
            without.remove(claim);
            wrong.put("without " + claim, without);
        }
        wrong.forEach((how, claims) -> {
            assertThat(tell(issuer.sign("logout+jwt", claims)).statusCode())
                    .as(how)
                    .isEqualTo(400);
            assertThat(browser.get("/api/session").statusCode()).as(how).isEqualTo(200);
        });
        var good = issuer.sign("logout+jwt", claims());
        for (var token : List.of(
                "",
                "no token",
                good.substring(0, good.lastIndexOf('.') + 1),
                good.substring(0, good.length() - 4) + "AAAA",
                issuer.sign("at+jwt", claims()))) {
            assertThat(tell(token).statusCode()).as(token).isEqualTo(400);
        }
        try (var other = TestIssuer.start(0, HERE)) {
            assertThat(tell(other.sign("logout+jwt", claims())).statusCode())
                    .as("signed by another")
                    .isEqualTo(400);
        }
        assertThat(tell(UUID.randomUUID().toString(), good).statusCode()).isEqualTo(404);
        assertThat(browser.get("/api/session").statusCode()).isEqualTo(200);
    }

    private static Map<String, Object> changed(String claim, Object value) {
        var claims = claims();
        claims.put(claim, value);
        return claims;
    }

    /// Made and over so many seconds from now.
    private static Map<String, Object> at(long made, long over) {
        var claims = changed("iat", Instant.now().plusSeconds(made));
        claims.put("exp", Instant.now().plusSeconds(over));
        return claims;
    }

    @Test
    void aTokenIsTakenOnce() {
        var token = issuer.sign("logout+jwt", claims());
        assertThat(tell(token).statusCode()).isEqualTo(200);
        try (var again = in("ann@north.example")) {
            assertThat(tell(token).statusCode()).isEqualTo(400);
            assertThat(again.get("/api/session").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theAddressForItIsShownToWhoEntersTheIssuer() {
        assertThat(root.get("/api/settings/issuers").body())
                .contains(HERE + "/api/session/issuer/" + id + "/logged-out");
    }
}
