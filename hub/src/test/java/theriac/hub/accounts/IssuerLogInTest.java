package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/// Logging in through an issuer, which is Spring's own authorization server on loopback.
class IssuerLogInTest {

    private static final String HERE = "http://127.0.0.1:18390";

    @RegisterExtension
    static final RunningHub HUB = new RunningHub("--public-url=" + HERE);

    private static TestIssuer issuer;
    private static Organization north;
    private static Organization south;
    private static RunningHub.Browser root;
    private IssuersBrowser browser;
    private String id;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.start(0, HERE);
        var cert = HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        south = HUB.organization("South", "hospital");
        root = HUB.person(cert, "root", Set.of(Role.READER, Role.CERT_ADMIN));
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @BeforeEach
    void anIssuerForNorth() {
        browser = new IssuersBrowser(HUB);
        id = add(wish(Map.of())).text("id").orElseThrow();
    }

    @AfterEach
    void removed() {
        browser.close();
        assertThat(root.write("DELETE", "/api/settings/issuers/" + id, "", "application/json")
                        .statusCode())
                .isEqualTo(200);
    }

    private static JsonObject wish(Map<String, Object> changes) {
        var wish = JsonObject.builder()
                .put("name", "North's own")
                .put("address", issuer.address())
                .put("client", TestIssuer.CLIENT)
                .put("secret", TestIssuer.SECRET)
                .put("organization", north.id().toString())
                .put("scopes", "profile")
                .put("groupsClaim", "groups")
                .put("networks", List.of("127.0.0.0/8", "::1/128"))
                .put("secondFactor", changes.get("secondFactor") == Boolean.TRUE)
                .put("listed", changes.get("listed") != Boolean.FALSE)
                .put("roles", Json.read(String.valueOf(changes.getOrDefault("roles", "[]"))));
        return wish.build();
    }

    private static JsonObject add(JsonObject wish) {
        return root.json(root.post("/api/settings/issuers", wish));
    }

    private HttpResponse<String> change(Map<String, Object> changes) {
        return root.write("PUT", "/api/settings/issuers/" + id, Json.write(wish(changes)), "application/json");
    }

    private String toIssuer() {
        return "{\"issuer\":\"%s\"}".formatted(id);
    }

    private HttpResponse<String> logIn(String person) {
        return browser.answer(browser.go("/api/session/issuer", toIssuer(), person));
    }

    /// The link of an invitation to North.
    private static String invited(String login, String roles) {
        var body = "{\"login\":\"%s\",\"name\":\"%s\",\"mail\":\"\",\"language\":\"en\",\"roles\":%s}"
                .formatted(login, login, roles);
        return root.json(root.write(
                        "POST", "/api/people/invitations?organization=" + north.id(), body, "application/json"))
                .text("secret")
                .orElseThrow();
    }

    private HttpResponse<String> takeUp(String link, String person) {
        var body = "{\"issuer\":\"%s\",\"link\":\"%s\"}".formatted(id, link);
        return browser.answer(browser.go("/api/session/issuer", body, person));
    }

    private static String outcome(HttpResponse<String> answer) {
        return answer.statusCode() == 200
                ? ((JsonObject) Json.read(answer.body())).text("outcome").orElseThrow()
                : answer.statusCode() + "";
    }

    private static Optional<Account> account(String login) {
        return new AccountsSql(HUB.part(Database.class).jdbc())
                .find(Accounts.key(login + "@north"))
                .map(AccountsSql.Stored::account);
    }

    @Test
    void anInvitationIsTakenUpThroughTheIssuerAndFromThenOnItIsTheLogIn() {
        var link = invited("ann", "[\"reader\"]");
        assertThat(outcome(takeUp(link, "ann@north.example"))).isEqualTo("logged-in");
        assertThat(browser.get("/api/session").body()).contains("ann@north");
        try (var other = new IssuersBrowser(HUB)) {
            var again = other.answer(other.go("/api/session/issuer", toIssuer(), "ann@north.example"));
            assertThat(outcome(again)).isEqualTo("logged-in");
        }
        assertThat(HUB.part(Accounts.class).authenticate("ann@north", "nobody has this password"))
                .as("no password opens an account that has none")
                .isEmpty();
        var used = browser.post("/api/session/issuer", "{\"issuer\":\"%s\",\"link\":\"%s\"}".formatted(id, link));
        assertThat(used.statusCode()).as("the link is used up").isEqualTo(404);
    }

    @Test
    void aMailAddressOrALogInNameThatIsAlikeTiesNobody() {
        var bea = HUB.part(Accounts.class)
                .create(north, "bea@north.example", "Bea", RunningHub.PASSWORD, Set.of(Role.READER));
        new AccountsSql(HUB.part(Database.class).jdbc()).address(bea.key(), "bea@north.example", "en");
        var answer = logIn("bea@north.example");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("Nobody here is tied");
        assertThat(answer.headers().allValues("Set-Cookie").toString()).doesNotContain(CallerFilter.COOKIE);
    }

    @Test
    void groupsGiveAndTakeTheRolesOfTheTableAndNoOthers() {
        takeUp(invited("gro", "[\"reader\",\"reporter\"]"), "ann@north.example");
        change(Map.of(
                "roles", "[{\"group\":\"SOC\",\"role\":\"analyst\"},{\"group\":\"Boss\",\"role\":\"reporter\"}]"));
        assertThat(outcome(logIn("ann@north.example"))).isEqualTo("logged-in");
        assertThat(account("gro").orElseThrow().roles())
                .as("analyst by a group, no reporter without one, reader as the admin said")
                .containsExactlyInAnyOrder(Role.READER, Role.ANALYST);
        for (var role : List.of("cert-admin", "reviewer", "auditor")) {
            var refused = change(Map.of("roles", "[{\"group\":\"SOC\",\"role\":\"%s\"}]".formatted(role)));
            assertThat(refused.statusCode()).as(role).isEqualTo(400);
        }
        change(Map.of("roles", "[{\"group\":\"Boss\",\"role\":\"analyst\"},{\"group\":\"Boss\",\"role\":\"reader\"}]"));
        assertThat(logIn("ann@north.example").statusCode())
                .as("no role is left")
                .isEqualTo(401);
    }

    @Test
    void anAnswerCountsOnceInItsOwnBrowserWithItsOwnState() {
        takeUp(invited("sta", "[\"reader\"]"), "ann@north.example");
        var good = browser.go("/api/session/issuer", toIssuer(), "ann@north.example");
        var state = new IssuersBrowser.Back(good.code(), "guessed", good.iss());
        assertThat(browser.answer(state).statusCode()).isEqualTo(401);
        assertThat(browser.answer(good).statusCode()).as("the step is used up").isEqualTo(401);
        var foreign = browser.go("/api/session/issuer", toIssuer(), "ann@north.example");
        try (var other = new IssuersBrowser(HUB)) {
            assertThat(other.answer(foreign).statusCode()).as("no step there").isEqualTo(401);
            other.go("/api/session/issuer", toIssuer(), "root");
            assertThat(other.answer(foreign).statusCode())
                    .as("another step there")
                    .isEqualTo(401);
        }
        assertThat(outcome(browser.answer(foreign))).isEqualTo("logged-in");
        assertThat(browser.answer(foreign).statusCode()).as("twice").isEqualTo(401);
        var mixed = browser.go("/api/session/issuer", toIssuer(), "ann@north.example");
        var elsewhere = new IssuersBrowser.Back(mixed.code(), mixed.state(), Optional.of("https://issuer.example"));
        assertThat(browser.answer(elsewhere).statusCode())
                .as("another issuer answers")
                .isEqualTo(401);
    }

    @Test
    void aTokenThatIsWrongInAnyWayLetsNobodyIn() {
        for (var who : List.of("wrong-nonce", "wrong-audience", "wrong-issuer", "no-subject", "old-token")) {
            try (var fresh = new IssuersBrowser(HUB)) {
                var link = invited(who, "[\"reader\"]");
                var body = "{\"issuer\":\"%s\",\"link\":\"%s\"}".formatted(id, link);
                var answer = fresh.answer(fresh.go("/api/session/issuer", body, who));
                assertThat(answer.statusCode()).as(who).isEqualTo(401);
                assertThat(answer.body()).as(who).contains("did not succeed");
                assertThat(account(who)).as(who).isEmpty();
            }
        }
    }

    @Test
    void whoIsClosedOrLosesTheIssuerIsOutAtOnce() {
        takeUp(invited("clo", "[\"reader\"]"), "ann@north.example");
        assertThat(browser.get("/api/objects").statusCode()).isEqualTo(200);
        var path = "/api/people/" + account("clo").orElseThrow().id() + "/disabling?organization=" + north.id();
        root.write("POST", path, "", "application/json");
        assertThat(browser.get("/api/objects").statusCode()).isEqualTo(401);
        assertThat(logIn("ann@north.example").body()).contains("Nobody here is tied");
        root.write("DELETE", path, "", "application/json");
        assertThat(outcome(logIn("ann@north.example"))).isEqualTo("logged-in");
        root.write("DELETE", "/api/settings/issuers/" + id, "", "application/json");
        assertThat(browser.get("/api/objects").statusCode()).isEqualTo(401);
        id = add(wish(Map.of())).text("id").orElseThrow();
        assertThat(logIn("ann@north.example").statusCode())
                .as("nobody is tied to the new one")
                .isEqualTo(401);
    }

    @Test
    void anIssuerOfOneOrganisationSpeaksForNobodyElse() {
        var sue = HUB.person(south, "sue", Set.of(Role.READER));
        assertThat(sue.json("/api/profile/log-ins")
                        .array("issuers")
                        .orElseThrow()
                        .values())
                .isEmpty();
        browser.post("/api/session", "{\"login\":\"sue\",\"password\":\"%s\"}".formatted(RunningHub.PASSWORD));
        var back = browser.go(
                "/api/profile/log-ins", "{\"issuer\":\"%s\",\"confirm\":false}".formatted(id), "ann@north.example");
        assertThat(browser.answer(back).statusCode()).isEqualTo(409);
    }

    @Test
    void aSecondFactorIsAskedUnlessTheIssuerAsksForTwoItself() {
        takeUp(invited("two", "[\"reader\"]"), "ann@north.example");
        var factors = HUB.part(SecondFactors.class);
        var two = account("two").orElseThrow();
        var secret = SecondFactorTest.bytes(factors.begin(two).secret());
        var codes = factors.confirm(two, Totp.code(secret, System.currentTimeMillis() / 1000 / Totp.STEP));
        browser.write("DELETE", "/api/session", "");
        assertThat(outcome(logIn("ann@north.example"))).isEqualTo("code-needed");
        assertThat(browser.get("/api/session").statusCode()).isEqualTo(401);
        assertThat(browser.post("/api/session/issuer/code", "{\"code\":\"000000\"}")
                        .statusCode())
                .isEqualTo(401);
        var code = browser.post("/api/session/issuer/code", "{\"code\":\"%s\"}".formatted(codes.getFirst()));
        assertThat(outcome(code)).isEqualTo("logged-in");
        assertThat(browser.post("/api/session/issuer/code", "{\"code\":\"%s\"}".formatted(codes.get(1)))
                        .statusCode())
                .as("the step is used up")
                .isEqualTo(401);
        change(Map.of("secondFactor", true));
        assertThat(outcome(logIn("ann@north.example"))).isEqualTo("logged-in");
        factors.remove(two.key());
        factors.require(Set.of(Role.READER));
        assertThat(browser.get("/api/session").body()).contains("\"factorMissing\":false");
        factors.require(Set.of());
    }

    @Test
    void aPersonTiesALogInShowsWithItWhoSheIsAndUntiesItAgain() {
        var tim = HUB.part(Accounts.class).create(north, "tim", "Tim", RunningHub.PASSWORD, Set.of(Role.READER));
        browser.post("/api/session", "{\"login\":\"tim\",\"password\":\"%s\"}".formatted(RunningHub.PASSWORD));
        var tie = "{\"issuer\":\"%s\",\"confirm\":false}".formatted(id);
        var confirm = "{\"issuer\":\"%s\",\"confirm\":true}".formatted(id);
        assertThat(outcome(browser.answer(browser.go("/api/profile/log-ins", tie, "ann@north.example"))))
                .isEqualTo("tied");
        age();
        assertThat(browser.post("/api/profile/log-ins", tie).body()).contains("confirmation-needed");
        try (var fresh = new IssuersBrowser(HUB)) {
            fresh.post("/api/session", "{\"login\":\"tim\",\"password\":\"%s\"}".formatted(RunningHub.PASSWORD));
            age();
            assertThat(outcome(fresh.answer(fresh.go("/api/profile/log-ins", confirm, "bea@north.example"))))
                    .as("somebody else there")
                    .isEqualTo("422");
        }
        assertThat(outcome(browser.answer(browser.go("/api/profile/log-ins", confirm, "ann@north.example"))))
                .isEqualTo("confirmed");
        var row = ((JsonObject) Json.read(browser.get("/api/profile/log-ins").body()))
                .array("identities")
                .orElseThrow()
                .values()
                .getFirst();
        var path = "/api/profile/log-ins/" + ((JsonObject) row).text("id").orElseThrow();
        assertThat(browser.write("DELETE", path, "").statusCode()).isEqualTo(200);
        assertThat(logIn("ann@north.example").statusCode()).isEqualTo(401);
        assertThat(HUB.part(Identities.class).hasPassword(tim.key())).isTrue();
    }

    /// An issuer that knows somebody from before, and did not ask her again, has shown nothing.
    @Test
    void anIssuerThatDidNotAskAnewShowsNobody() {
        for (var who : List.of("long-ago", "never-asked")) {
            HUB.part(Accounts.class).create(north, who, who, RunningHub.PASSWORD, Set.of(Role.READER));
            try (var fresh = new IssuersBrowser(HUB)) {
                fresh.post(
                        "/api/session", "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(who, RunningHub.PASSWORD));
                var tie = "{\"issuer\":\"%s\",\"confirm\":false}".formatted(id);
                assertThat(outcome(fresh.answer(fresh.go("/api/profile/log-ins", tie, who))))
                        .isEqualTo("tied");
                var confirm = "{\"issuer\":\"%s\",\"confirm\":true}".formatted(id);
                var answer = fresh.answer(fresh.go("/api/profile/log-ins", confirm, who));
                assertThat(answer.statusCode()).as(who).isEqualTo(422);
                assertThat(answer.body()).contains("did not ask you anew");
            }
        }
    }

    private static void age() {
        HUB.part(Database.class)
                .jdbc()
                .sql(
                        "update account_session set confirmed_at = confirmed_at - interval '11 minutes' where account_id = (select id from account where login = 'tim')")
                .update();
    }

    @Test
    void aTieThatBeganInOneSessionIsNotFinishedInAnother() {
        for (var login : List.of("uno", "duo")) {
            HUB.part(Accounts.class).create(north, login, login, RunningHub.PASSWORD, Set.of(Role.READER));
        }
        var body = "{\"login\":\"%s\",\"password\":\"%s\"}";
        browser.post("/api/session", body.formatted("uno", RunningHub.PASSWORD));
        var tie = "{\"issuer\":\"%s\",\"confirm\":false}".formatted(id);
        var back = browser.go("/api/profile/log-ins", tie, "ann@north.example");
        browser.post("/api/session", body.formatted("duo", RunningHub.PASSWORD));
        assertThat(browser.answer(back).statusCode()).isEqualTo(401);
        assertThat(logIn("ann@north.example").body()).contains("Nobody here is tied");
    }

    @Test
    void theLastWayInIsNotUntied() {
        takeUp(invited("las", "[\"reader\"]"), "ann@north.example");
        var account = account("las").orElseThrow();
        var tie = HUB.part(Identities.class).list(account.key()).getFirst();
        assertThat(browser.write("DELETE", "/api/profile/log-ins/" + tie.id(), "")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void aLogOutLeadsToTheIssuersOwnAndTheIssuerTakesIt() {
        takeUp(invited("out", "[\"reader\"]"), "ann@north.example");
        var left = (JsonObject)
                Json.read(browser.write("DELETE", "/api/session", "").body());
        var there = browser.visit(left.text("goOn").orElseThrow());
        assertThat(there.statusCode()).as(there.body()).isEqualTo(302);
        assertThat(there.headers().firstValue("Location")).contains(HERE + "/");
        assertThat(browser.get("/api/session").statusCode()).isEqualTo(401);
    }

    @Test
    void theSecretIsShownToNobodyAndAnAddressCannotBeChangedUnderIt() {
        assertThat(root.get("/api/settings/issuers").body())
                .contains("\"hasSecret\":true")
                .contains(HERE + "/signed-in")
                .doesNotContain(TestIssuer.SECRET);
        assertThat(HUB.part(Database.class)
                        .jdbc()
                        .sql("select encode(secret, 'escape') from issuer")
                        .query(String.class)
                        .list()
                        .toString())
                .doesNotContain(TestIssuer.SECRET);
        var elsewhere = wish(Map.of()).with("address", Json.read("\"https://thief.example\""));
        root.write("PUT", "/api/settings/issuers/" + id, Json.write(elsewhere), "application/json");
        assertThat(root.get("/api/settings/issuers").body())
                .contains(issuer.address())
                .doesNotContain("thief");
        var inside = wish(Map.of()).with("networks", Json.read("[]"));
        assertThat(root.post("/api/settings/issuers", inside).statusCode())
                .as("this machine is not asked unless it is allowed by name")
                .isEqualTo(422);
    }

    @Test
    void anIssuerThatIsNotListedIsFoundByItsOwnAddressOnly() {
        assertThat(browser.get("/api/session/issuers").body()).contains("North's own");
        change(Map.of("listed", false));
        assertThat(browser.get("/api/session/issuers").body()).doesNotContain("North's own");
        assertThat(browser.get("/api/session/issuers?with=" + id).body()).contains("North's own");
    }
}
