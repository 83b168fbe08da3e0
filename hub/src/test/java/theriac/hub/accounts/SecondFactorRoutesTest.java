package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Role;
import theriac.hub.testing.RunningHub;

/// The second factor and the showing once more who one is, as a browser meets them.
class SecondFactorRoutesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization north;
    private static RunningHub.Browser root;

    @BeforeAll
    static void people() {
        var cert = HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        root = HUB.person(cert, "root", Set.of(Role.READER, Role.CERT_ADMIN));
    }

    private static HttpResponse<String> write(RunningHub.Browser who, String method, String path, String body) {
        return who.write(method, path, body, "application/json");
    }

    private static HttpResponse<String> logIn(String login, String password, String code) {
        var body = "{\"login\":\"%s\",\"password\":\"%s\"%s}"
                .formatted(login, password, code.isEmpty() ? "" : ",\"code\":\"" + code + "\"");
        return HUB.send(HttpRequest.newBuilder(HUB.uri("/api/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /// The recovery codes of somebody who set up a second factor.
    private static java.util.List<String> enrol(RunningHub.Browser who) {
        var begun = who.json(write(who, "POST", "/api/profile/second-factor", ""));
        var secret = SecondFactorTest.bytes(begun.text("secret").orElseThrow());
        var code = Totp.code(secret, System.currentTimeMillis() / 1000 / Totp.STEP);
        return who.json(write(who, "PUT", "/api/profile/second-factor", "{\"code\":\"%s\"}".formatted(code)))
                .array("codes")
                .orElseThrow()
                .texts();
    }

    @Test
    void theLogInAsksForACodeOnlyAfterTheRightPassword() {
        var codes = enrol(HUB.person(north, "ann", Set.of(Role.READER)));
        var asked = logIn("ann", RunningHub.PASSWORD, "");
        assertThat(asked.statusCode()).isEqualTo(401);
        assertThat(asked.body()).contains("second-factor-needed");
        assertThat(asked.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(logIn("ann", "not her password", "").body()).doesNotContain("second-factor");
        assertThat(logIn("ann", "not her password", codes.getFirst()).statusCode())
                .isEqualTo(401);
        assertThat(logIn("ann", RunningHub.PASSWORD, "000000").statusCode()).isEqualTo(401);
        assertThat(logIn("ann", RunningHub.PASSWORD, codes.getFirst()).statusCode())
                .as("was not used up by the wrong password")
                .isEqualTo(200);
        assertThat(logIn("ann", RunningHub.PASSWORD, codes.getFirst()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aRoleThatNeedsASecondFactorDoesNothingWithoutOneAlsoInALiveSession() {
        var rob = HUB.person(north, "rob", Set.of(Role.REPORTER));
        assertThat(rob.get("/api/reports").statusCode()).isEqualTo(200);
        assertThat(write(root, "PUT", "/api/settings/second-factor", "{\"roles\":[\"reporter\"]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(rob.get("/api/reports").statusCode()).isEqualTo(403);
        assertThat(rob.get("/api/organizations").statusCode()).isEqualTo(403);
        assertThat(rob.get("/api/events").statusCode()).isEqualTo(403);
        assertThat(rob.get("/api/session").body())
                .contains("\"factorMissing\":true", "\"permissions\":[\"own-account\"]");
        enrol(rob);
        assertThat(rob.get("/api/reports").statusCode()).isEqualTo(200);
        assertThat(write(root, "PUT", "/api/settings/second-factor", "{\"roles\":[]}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aStepThatDoesHarmAsksAgainAfterAWhileAndARightPasswordIsEnoughForAWhile() {
        var admin = HUB.person(north, "admin", Set.of(Role.READER, Role.MEMBER_ADMIN));
        var body = "{\"name\":\"proxy\",\"scopes\":[\"lists\"]}";
        assertThat(write(admin, "POST", "/api/tokens", body).statusCode())
                .as("just logged in")
                .isEqualTo(200);
        HUB.part(theriac.hub.db.Database.class)
                .jdbc()
                .sql("update account_session set confirmed_at = confirmed_at - interval '11 minutes'")
                .update();
        var refused = write(admin, "POST", "/api/tokens", body);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("confirmation-needed");
        assertThat(admin.get("/api/tokens").statusCode()).as("reading goes on").isEqualTo(200);
        assertThat(write(admin, "POST", "/api/session/confirmation", "{\"password\":\"guessed\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(write(admin, "POST", "/api/tokens", body).statusCode()).isEqualTo(403);
        var right = "{\"password\":\"%s\"}".formatted(RunningHub.PASSWORD);
        assertThat(write(admin, "POST", "/api/session/confirmation", right).statusCode())
                .isEqualTo(200);
        assertThat(write(admin, "POST", "/api/tokens", body).statusCode()).isEqualTo(200);
        root = HUB.logIn("root");
    }

    @Test
    void anAdminRemovesTheFactorOfHerOwnPeopleAndOfNobodyElse() {
        var south = HUB.organization("South", "hospital");
        var sue = HUB.person(south, "sue", Set.of(Role.READER, Role.MEMBER_ADMIN));
        enrol(HUB.person(north, "tom", Set.of(Role.READER)));
        var tom = HUB.part(Accounts.class)
                .authenticate("tom", RunningHub.PASSWORD)
                .orElseThrow();
        var path = "/api/people/" + tom.id() + "/second-factor";
        assertThat(write(sue, "DELETE", path, "").statusCode()).isEqualTo(404);
        assertThat(write(sue, "DELETE", path + "?organization=" + north.id(), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(logIn("tom", RunningHub.PASSWORD, "").statusCode()).isEqualTo(401);
        assertThat(write(root, "DELETE", path + "?organization=" + north.id(), "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(logIn("tom", RunningHub.PASSWORD, "").statusCode()).isEqualTo(200);
    }
}
