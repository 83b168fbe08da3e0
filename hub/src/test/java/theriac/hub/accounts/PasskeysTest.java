package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.db.Database;
import theriac.hub.policy.Role;
import theriac.hub.testing.IssuersBrowser;
import theriac.hub.testing.RunningHub;
import theriac.hub.testing.TestAuthenticator;
import theriac.hub.testing.TestAuthenticator.Says;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Passkeys as a browser meets them, with a device that can be made to lie.
class PasskeysTest {

    private static final Says HERE = new Says("https://hub.example", "hub.example", true, 1);

    @RegisterExtension
    static final RunningHub HUB = new RunningHub("--public-url=https://hub.example");

    private static Organization north;

    @BeforeAll
    static void people() {
        HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
    }

    /// A browser in which this new person is logged in with a password.
    private static IssuersBrowser browserOf(String login) {
        HUB.part(Accounts.class).create(north, login, login, RunningHub.PASSWORD, Set.of(Role.READER));
        var browser = new IssuersBrowser(HUB);
        assertThat(logIn(browser, login)).contains("csrf");
        return browser;
    }

    private static String logIn(IssuersBrowser browser, String login) {
        return browser.post(
                        "/api/session", "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, RunningHub.PASSWORD))
                .body();
    }

    private static JsonObject asked(IssuersBrowser browser, String path) {
        var answer = browser.post(path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return (JsonObject) Json.read(answer.body());
    }

    private static String text(JsonObject object, String name) {
        return object.text(name).orElseThrow();
    }

    private static int add(IssuersBrowser browser, TestAuthenticator device, Says says) {
        var asked = asked(browser, "/api/profile/passkeys/challenge");
        return send(browser, "/api/profile/passkeys", device.make(text(asked, "challenge"), says));
    }

    private static int send(IssuersBrowser browser, String path, String credential) {
        var body = JsonObject.builder()
                .put("name", "phone")
                .put("answer", credential)
                .build();
        return browser.post(path, Json.write(body)).statusCode();
    }

    private static String handle(IssuersBrowser browser) {
        return text(asked(browser, "/api/profile/passkeys/challenge"), "user");
    }

    private static int use(IssuersBrowser browser, TestAuthenticator device, String user, Says says) {
        var challenge = text(asked(browser, "/api/session/passkey/challenge"), "challenge");
        return send(browser, "/api/session/passkey", device.sign(challenge, user, says));
    }

    @Test
    void behindHttpsCookiesAreTiedToThisHostAndBrowsersAreToldToStayWithHttps() {
        HUB.part(Accounts.class).create(north, "tls", "tls", RunningHub.PASSWORD, Set.of(Role.READER));
        try (var browser = new IssuersBrowser(HUB)) {
            var answer = browser.post(
                    "/api/session", "{\"login\":\"tls\",\"password\":\"%s\"}".formatted(RunningHub.PASSWORD));
            assertThat(answer.headers().allValues("Set-Cookie"))
                    .allMatch(cookie -> cookie.startsWith("__Host-theriac_")
                            && cookie.contains("; Secure")
                            && cookie.contains("; HttpOnly")
                            && cookie.contains("; SameSite=Strict")
                            && cookie.contains("; Path=/")
                            && !cookie.contains("Domain="));
            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .hasValueSatisfying(value -> assertThat(value).contains("max-age=31536000", "includeSubDomains"));
            assertThat(browser.get("/").headers().firstValue("Strict-Transport-Security"))
                    .isPresent();
            assertThat(browser.get("/api/session").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aPasskeyIsALogInWithoutAPasswordAndWithTwoFactors() {
        var device = new TestAuthenticator();
        try (var browser = browserOf("pat");
                var other = new IssuersBrowser(HUB)) {
            var user = handle(browser);
            assertThat(add(browser, device, HERE)).isEqualTo(200);
            assertThat(use(other, device, user, HERE.counting(2))).isEqualTo(200);
            HUB.part(SecondFactors.class).require(Set.of(Role.READER));
            assertThat(other.get("/api/session").body()).contains("\"factorMissing\":false");
            HUB.part(SecondFactors.class).require(Set.of());
            assertThat(other.get("/api/profile/passkeys").body())
                    .contains("phone")
                    .contains("lastUsedAt");
        }
    }

    @Test
    void whoHasAPasskeyIsAskedForItAfterThePasswordAndARecoveryCodeOpensToo() {
        try (var browser = browserOf("rec")) {
            var asked = asked(browser, "/api/profile/passkeys/challenge");
            var made = JsonObject.builder()
                    .put("name", "key")
                    .put("answer", new TestAuthenticator().make(text(asked, "challenge"), HERE))
                    .build();
            var codes = ((JsonObject) Json.read(browser.post("/api/profile/passkeys", Json.write(made))
                            .body()))
                    .array("codes")
                    .orElseThrow()
                    .texts();
            assertThat(codes).hasSize(10);
            try (var other = new IssuersBrowser(HUB)) {
                assertThat(logIn(other, "rec")).contains("second-factor-needed");
                var code = "{\"login\":\"rec\",\"password\":\"%s\",\"code\":\"%s\"}"
                        .formatted(RunningHub.PASSWORD, codes.getFirst());
                assertThat(other.post("/api/session", code).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aDeviceThatSaysSomethingElseMakesNothing() {
        try (var browser = browserOf("mak")) {
            for (var says : List.of(
                    HERE.withOrigin("https://hub.example.evil.example"),
                    HERE.withOrigin("http://hub.example"),
                    HERE.withSite("evil.example"),
                    HERE.unverified())) {
                assertThat(add(browser, new TestAuthenticator(), says))
                        .as(says.toString())
                        .isEqualTo(422);
            }
            var challenge = text(asked(browser, "/api/profile/passkeys/challenge"), "challenge");
            var device = new TestAuthenticator();
            assertThat(send(browser, "/api/profile/passkeys", device.make("Z3Vlc3NlZA", HERE)))
                    .as("another challenge")
                    .isEqualTo(422);
            assertThat(send(browser, "/api/profile/passkeys", device.make(challenge, HERE)))
                    .as("the challenge is used up")
                    .isEqualTo(422);
            var asked = asked(browser, "/api/profile/passkeys/challenge");
            try (var eve = browserOf("eve")) {
                assertThat(send(eve, "/api/profile/passkeys", device.make(text(asked, "challenge"), HERE)))
                        .as("another browser")
                        .isEqualTo(422);
            }
            assertThat(browser.get("/api/profile/passkeys").body()).contains("\"passkeys\":[]");
        }
    }

    @Test
    void aSignatureThatIsWrongInAnyWayOpensNothing() {
        var device = new TestAuthenticator();
        try (var browser = browserOf("sig");
                var other = new IssuersBrowser(HUB)) {
            var user = handle(browser);
            assertThat(add(browser, device, HERE)).isEqualTo(200);
            for (var says : List.of(
                    HERE.counting(2).withOrigin("https://evil.example"),
                    HERE.counting(2).withSite("evil.example"),
                    HERE.counting(2).unverified(),
                    HERE,
                    HERE.counting(0))) {
                assertThat(use(other, device, user, says)).as(says.toString()).isEqualTo(422);
            }
            assertThat(use(other, new TestAuthenticator(), user, HERE.counting(2)))
                    .as("another device")
                    .isEqualTo(422);
            assertThat(use(other, device, "c29tZWJvZHkgZWxzZQ", HERE.counting(2)))
                    .as("somebody else's handle")
                    .isEqualTo(422);
            var challenge = text(asked(other, "/api/session/passkey/challenge"), "challenge");
            var good = device.sign(challenge, user, HERE.counting(5));
            assertThat(send(other, "/api/session/passkey", good)).isEqualTo(200);
            assertThat(send(other, "/api/session/passkey", good)).as("twice").isEqualTo(422);
            assertThat(use(other, device, user, HERE.counting(4)))
                    .as("a copy counts behind")
                    .isEqualTo(422);
        }
    }

    @Test
    void anAnswerThatIsNoAnswerIsRefusedAndNoFault() {
        var good = new TestAuthenticator().sign("Y2hhbGxlbmdl", "dXNlcg", HERE);
        try (var browser = browserOf("bro")) {
            for (var answer : List.of(
                    "",
                    "null",
                    "[]",
                    "{}",
                    "\u0000",
                    "[".repeat(5000),
                    "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{}}",
                    good.substring(0, good.length() / 2),
                    good.replace("authenticatorData", "signature"),
                    good.replace("\"rawId\"", "\"rawID\""),
                    good.replaceAll("\"authenticatorData\":\"[^\"]*\"", "\"authenticatorData\":\"AA\""),
                    good.replaceAll("\"clientDataJSON\":\"[^\"]*\"", "\"clientDataJSON\":\"e30\""),
                    "x".repeat(70_000))) {
                asked(browser, "/api/session/passkey/challenge");
                assertThat(send(browser, "/api/session/passkey", answer))
                        .as(answer)
                        .isEqualTo(422);
                asked(browser, "/api/profile/passkeys/challenge");
                assertThat(send(browser, "/api/profile/passkeys", answer))
                        .as(answer)
                        .isEqualTo(422);
            }
        }
    }

    @Test
    void aPasskeyShowsOnceMoreWhoOneIsButNotWhoSomebodyElseIs() {
        var device = new TestAuthenticator();
        var foreign = new TestAuthenticator();
        try (var browser = browserOf("con");
                var eve = browserOf("mal")) {
            var user = handle(browser);
            var hers = handle(eve);
            assertThat(add(browser, device, HERE)).isEqualTo(200);
            assertThat(add(eve, foreign, HERE)).isEqualTo(200);
            HUB.part(Database.class)
                    .jdbc()
                    .sql("update account_session set confirmed_at = confirmed_at - interval '11 minutes'")
                    .update();
            assertThat(browser.post("/api/profile/passkeys/challenge", "").statusCode())
                    .isEqualTo(403);
            assertThat(confirm(browser, foreign, hers, 2)).isEqualTo(422);
            assertThat(browser.post("/api/profile/passkeys/challenge", "").statusCode())
                    .isEqualTo(403);
            assertThat(confirm(browser, device, user, 2)).isEqualTo(200);
            assertThat(browser.post("/api/profile/passkeys/challenge", "").statusCode())
                    .isEqualTo(200);
        }
    }

    private static int confirm(IssuersBrowser browser, TestAuthenticator device, String user, int count) {
        var challenge = text(asked(browser, "/api/session/passkey/challenge"), "challenge");
        return send(browser, "/api/session/confirmation/passkey", device.sign(challenge, user, HERE.counting(count)));
    }

    @Test
    void aPasskeyThatIsRemovedAndOneOfAClosedAccountOpenNothing() {
        var device = new TestAuthenticator();
        try (var browser = browserOf("rem");
                var other = new IssuersBrowser(HUB)) {
            var user = handle(browser);
            add(browser, device, HERE);
            var list =
                    (JsonObject) Json.read(browser.get("/api/profile/passkeys").body());
            var path = "/api/profile/passkeys/"
                    + text(
                            (JsonObject) list.array("passkeys")
                                    .orElseThrow()
                                    .values()
                                    .getFirst(),
                            "id");
            assertThat(browser.write("PUT", path, "{\"name\":\"old phone\"}").statusCode())
                    .isEqualTo(200);
            assertThat(browser.get("/api/profile/passkeys").body()).contains("old phone");
            try (var eve = browserOf("thief")) {
                assertThat(eve.write("DELETE", path, "").statusCode()).isEqualTo(404);
                assertThat(eve.write("PUT", path, "{\"name\":\"mine\"}").statusCode())
                        .isEqualTo(404);
            }
            var account = HUB.part(Accounts.class)
                    .authenticate("rem", RunningHub.PASSWORD)
                    .orElseThrow();
            var sql = new PeopleSql(HUB.part(Database.class).jdbc());
            sql.disable(account.key(), java.util.Optional.of(java.time.Instant.now()));
            assertThat(use(other, device, user, HERE.counting(2))).as("closed").isEqualTo(422);
            sql.disable(account.key(), java.util.Optional.empty());
            assertThat(use(other, device, user, HERE.counting(3))).isEqualTo(200);
            assertThat(browser.write("DELETE", path, "").statusCode()).isEqualTo(200);
            assertThat(use(other, device, user, HERE.counting(4))).as("removed").isEqualTo(422);
        }
    }
}
