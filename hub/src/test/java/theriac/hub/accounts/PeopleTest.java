package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.mail.MailSink;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// People from the invitation to the closed account, over HTTP: what each admin may do to whom, and what nobody
/// learns.
class PeopleTest {

    @RegisterExtension
    static final RunningHub HUB = RunningHub.withMail();

    private static Organization north;
    private static Organization south;
    private static RunningHub.Browser root;
    private static RunningHub.Browser ann;

    @BeforeAll
    static void people() {
        var cert = HUB.organization("Cert", "cert");
        north = HUB.organization("Noord Hospital", "hospital");
        south = HUB.organization("South", "hospital");
        root = HUB.person(cert, "root", Set.of(Role.CERT_ADMIN));
        ann = HUB.person(north, "ann", Set.of(Role.READER, Role.REPORTER, Role.MEMBER_ADMIN));
    }

    private static HttpResponse<String> write(RunningHub.Browser who, String method, String path, String body) {
        return who.write(method, path, body, "application/json");
    }

    private static HttpResponse<String> nobody(String path, String body) {
        return HUB.send(HttpRequest.newBuilder(HUB.uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static String wish(String login, String mail, String... roles) {
        return """
                {"login":"%s","name":"Someone","mail":"%s","language":"nl","roles":[%s]}""".formatted(
                login,
                mail,
                String.join(",", Arrays.stream(roles).map("\"%s\""::formatted).toList()));
    }

    private static String invited(RunningHub.Browser who, String body) {
        return who.json(write(who, "POST", "/api/people/invitations", body))
                .text("secret")
                .orElseThrow();
    }

    private static HttpResponse<String> use(String secret) {
        return nobody(
                "/api/links/use", "{\"secret\":\"%s\",\"password\":\"%s\"}".formatted(secret, RunningHub.PASSWORD));
    }

    private static String id(String login) {
        return HUB.part(Accounts.class)
                .authenticate(login, RunningHub.PASSWORD)
                .orElseThrow()
                .id()
                .toString();
    }

    @Test
    void anInvitationWorksOnceAndMakesThePersonThatWasMeant() {
        var secret = invited(ann, wish("kim", "", "reader"));
        var shown = nobody("/api/links", "{\"secret\":\"%s\"}".formatted(secret));
        assertThat(shown.body())
                .contains("kim@noord-hospital", "Noord Hospital")
                .doesNotContain("reader");
        assertThat(nobody("/api/links/use", "{\"secret\":\"%s\",\"password\":\"short\"}".formatted(secret))
                        .statusCode())
                .isEqualTo(400);
        assertThat(use(secret).statusCode()).isEqualTo(200);
        var again = use(secret);
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(use("guessed").body()).isEqualTo(again.body());
        var kim = HUB.logIn("kim@noord-hospital");
        assertThat(kim.get("/api/session").body()).contains("\"roles\":[\"reader\"]", "Noord Hospital");
        assertThat(kim.get("/api/people").statusCode()).isEqualTo(403);
    }

    @Test
    void anInvitationThatIsTakenBackMakesNobodyAndItsNameIsFreeAgain() {
        var secret = invited(ann, wish("lee", "", "reader"));
        var row = ann.json("/api/people")
                .array("invitations")
                .orElseThrow()
                .objects()
                .getFirst();
        var path = "/api/people/invitations/" + row.text("id").orElseThrow();
        assertThat(write(root, "DELETE", path, "").statusCode())
                .as("of another organisation")
                .isEqualTo(404);
        assertThat(write(ann, "POST", "/api/people/invitations", wish("LEE", "", "reader"))
                        .statusCode())
                .isEqualTo(409);
        assertThat(write(ann, "DELETE", path, "").statusCode()).isEqualTo(200);
        assertThat(use(secret).statusCode()).isEqualTo(404);
        invited(ann, wish("lee", "", "reader"));
    }

    @Test
    void aMailBringsALinkOfItsOwnAndTheFirstOneUsedUsesUpBoth() {
        var shown = invited(root, wish("post", "post@cert.example", "reader"));
        var mailed = link("post@cert.example", "Uitnodiging");
        assertThat(mailed).isNotEqualTo(shown);
        assertThat(use(mailed).statusCode()).isEqualTo(200);
        assertThat(use(shown).statusCode()).isEqualTo(404);
        HUB.logIn("post@cert");
    }

    /// The secret in a mail to an address, waited for.
    private static String link(String to, String subject) {
        Supplier<Stream<MailSink.Received>> arrived =
                () -> HUB.mails(to).stream().filter(mail -> mail.subject().startsWith(subject));
        eventually(() -> arrived.get().findAny().isPresent());
        return arrived.get()
                .flatMap(mail -> mail.text().lines())
                .filter(line -> line.contains("/welcome#"))
                .findFirst()
                .orElseThrow()
                .split("#")[1];
    }

    @Test
    void anAdminGivesNobodyMoreThanItHasAndOnlyTheCertGivesRolesOfTheCert() {
        for (var role : List.of("analyst", "cert-admin", "publisher", "reviewer")) {
            assertThat(write(ann, "POST", "/api/people/invitations", wish("more", "", "reader", role))
                            .statusCode())
                    .as(role)
                    .isEqualTo(403);
        }
        var at = "?organization=" + north.id();
        assertThat(write(root, "POST", "/api/people/invitations" + at, wish("more", "", "cert-admin"))
                        .statusCode())
                .as("even the CERT's admin makes no admin of the hub at a member")
                .isEqualTo(403);
        assertThat(write(root, "POST", "/api/people/invitations" + at, wish("analyst", "", "analyst"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(ann.get("/api/people").body()).contains("\"grants\":[\"reader\",\"reporter\",\"member-admin\"]");
    }

    @Test
    void aMembersAdminTouchesNobodyOfAnotherOrganisationAndNobodyWhoHasMore() {
        HUB.person(south, "sue", Set.of(Role.READER));
        HUB.person(north, "nora", Set.of(Role.READER, Role.ANALYST));
        HUB.person(HUB.organization("Third", "lab"), "tim", Set.of(Role.READER));
        var wanted = List.of(id("sue"), id("tim"), id("root"), UUID.randomUUID().toString());
        for (var call : List.of(
                "PUT ",
                "POST /disabling",
                "DELETE /disabling",
                "DELETE /sessions",
                "DELETE /lock",
                "POST /password-link")) {
            var verb = call.split(" ")[0];
            var rest = call.substring(verb.length() + 1);
            var body = rest.isEmpty() ? "{\"name\":\"x\",\"mail\":\"\",\"roles\":[\"reader\"]}" : "";
            var answers = wanted.stream()
                    .map(id -> write(ann, verb, "/api/people/" + id + rest, body))
                    .toList();
            for (var answer : answers) {
                assertThat(answer.statusCode())
                        .as("%s: %s", call, answer.body())
                        .isEqualTo(404);
                assertThat(answer.body()).isEqualTo(answers.getLast().body());
            }
            // Naming the other organisation beside its person's id is no way either.
            var named = write(ann, verb, "/api/people/" + id("sue") + rest + "?organization=" + south.id(), body);
            assertThat(named.statusCode()).as(call).isEqualTo(404);
            var mixed = write(root, verb, "/api/people/" + id("sue") + rest + "?organization=" + north.id(), body);
            assertThat(mixed.statusCode())
                    .as("%s, path and organisation do not belong together", call)
                    .isEqualTo(404);
            assertThat(write(ann, verb, "/api/people/" + id("nora") + rest, body)
                            .statusCode())
                    .as("%s of who has more", call)
                    .isEqualTo(403);
        }
        assertThat(HUB.logIn("sue").get("/api/session").statusCode()).isEqualTo(200);
        assertThat(ann.get("/api/people?organization=" + south.id()).statusCode())
                .isEqualTo(404);
        assertThat(HUB.ask(HUB.token(north, Scope.TAXII), "/api/people").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aClosedAccountsLiveSessionKeyAndLinksAreRefusedAtOnce() {
        var bob = HUB.person(north, "bob", Set.of(Role.READER));
        var key = HUB.part(Tokens.class).issueForPerson(north, "notebook", Set.of(Scope.LISTS), "bob");
        var id = id("bob");
        var link = ann.json(write(ann, "POST", "/api/people/" + id + "/password-link", ""))
                .text("secret")
                .orElseThrow();
        assertThat(HUB.ask(key.secret(), "/lists/domains.txt").statusCode()).isEqualTo(200);
        ann.json(write(ann, "POST", "/api/people/" + id + "/disabling", ""));
        assertThat(bob.get("/api/session").statusCode()).isEqualTo(401);
        assertThat(HUB.ask(key.secret(), "/lists/domains.txt").statusCode()).isEqualTo(401);
        assertThat(use(link).statusCode()).isEqualTo(404);
        ann.json(write(ann, "DELETE", "/api/people/" + id + "/disabling", ""));
        assertThat(bob.get("/api/session").statusCode())
                .as("sessions do not come back")
                .isEqualTo(401);
        assertThat(use(link).statusCode()).as("nor do links").isEqualTo(404);
        HUB.logIn("bob");
        assertThat(write(ann, "POST", "/api/people/" + id("ann") + "/disabling", "")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void rolesThatAreTakenAwayCountAtOnce() {
        var pat = HUB.person(north, "pat", Set.of(Role.READER, Role.MEMBER_ADMIN));
        assertThat(pat.get("/api/people").statusCode()).isEqualTo(200);
        ann.json(write(
                ann, "PUT", "/api/people/" + id("pat"), "{\"name\":\"Pat\",\"mail\":\"\",\"roles\":[\"reader\"]}"));
        assertThat(pat.get("/api/people").statusCode()).isEqualTo(403);
        var own = write(
                ann, "PUT", "/api/people/" + id("ann"), "{\"name\":\"Ann\",\"mail\":\"\",\"roles\":[\"reader\"]}");
        assertThat(own.statusCode()).isEqualTo(409);
    }

    @Test
    void whoForgotAPasswordLearnsNothingAndTheLinkEndsAllSessions() {
        var secret = invited(ann, wish("vera", "vera@noord.example", "reader"));
        use(secret);
        var before = HUB.logIn("vera@noord-hospital");
        var known = nobody("/api/links/forgotten", "{\"login\":\"VERA@noord-hospital\"}");
        var unknown = nobody("/api/links/forgotten", "{\"login\":\"nobody at all\"}");
        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(unknown.body()).isEqualTo(known.body());
        var link = link("vera@noord.example", "Nieuw wachtwoord");
        assertThat(before.get("/api/session").statusCode()).isEqualTo(200);
        assertThat(use(link).statusCode()).isEqualTo(200);
        assertThat(before.get("/api/session").statusCode()).isEqualTo(401);
        assertThat(use(link).statusCode()).isEqualTo(404);
    }

    @Test
    void aPersonKeepsHerOwnProfileAndSeesAndEndsHerOwnSessionsOnly() {
        var una = HUB.person(north, "una", Set.of(Role.READER));
        var other = HUB.logIn("una");
        var stranger = HUB.person(south, "sam", Set.of(Role.READER));
        una.json(write(
                una,
                "PUT",
                "/api/profile",
                "{\"name\":\"Una\",\"mail\":\"una@evil.example\",\"language\":\"en\",\"theme\":\"dark\"}"));
        var profile = una.json("/api/profile");
        assertThat(profile.text("theme")).contains("dark");
        assertThat(profile.text("mail"))
                .as("only an admin changes where links go")
                .contains("");
        assertThat(una.get("/api/session").body()).contains("\"language\":\"en\"");
        var listed = una.json("/api/profile/sessions")
                .array("sessions")
                .orElseThrow()
                .objects();
        assertThat(listed).hasSize(2);
        var elsewhere = listed.stream()
                .filter(s -> !s.toString().contains("true"))
                .findFirst()
                .orElseThrow();
        var path = "/api/profile/sessions/" + elsewhere.text("id").orElseThrow();
        assertThat(write(stranger, "DELETE", path, "").statusCode()).isEqualTo(404);
        assertThat(other.get("/api/session").statusCode()).isEqualTo(200);
        assertThat(write(una, "DELETE", path, "").statusCode()).isEqualTo(200);
        assertThat(other.get("/api/session").statusCode()).isEqualTo(401);
    }

    @Test
    void aNewPasswordNeedsTheOldOneAndEndsTheOtherSessions() {
        var eva = HUB.person(north, "eva", Set.of(Role.READER));
        var other = HUB.logIn("eva");
        var wish = "{\"old\":\"%s\",\"password\":\"another long password\"}";
        assertThat(write(eva, "PUT", "/api/profile/password", wish.formatted("guessed"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(write(eva, "PUT", "/api/profile/password", wish.formatted(RunningHub.PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(eva.get("/api/session").statusCode()).isEqualTo(200);
        assertThat(other.get("/api/session").statusCode()).isEqualTo(401);
        assertThat(HUB.part(Accounts.class).authenticate("eva", RunningHub.PASSWORD))
                .isEmpty();
        assertThat(HUB.part(Accounts.class).authenticate("eva", "another long password"))
                .isPresent();
    }

    @Test
    void aLinkWorksInABrowserThatStillHasAnOldCookie() {
        var secret = invited(ann, wish("wim", "", "reader"));
        var old = HttpRequest.newBuilder(HUB.uri("/api/links/use"))
                .header("Cookie", ann.cookie())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"secret\":\"%s\",\"password\":\"%s\"}".formatted(secret, RunningHub.PASSWORD)))
                .build();
        assertThat(HUB.send(old).statusCode()).isEqualTo(200);
        assertThat(((JsonObject) Json.read(ann.get("/api/session").body())).object("me"))
                .isPresent();
    }
}
