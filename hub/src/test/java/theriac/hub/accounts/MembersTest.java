package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.JsonObject;

/// Organisations, groups, contacts and delegations over HTTP: the CERT's admin cares for all, a member's for its own
/// contacts, and nobody learns of others.
class MembersTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization north;
    private static Organization south;
    private static RunningHub.Browser admin;
    private static RunningHub.Browser second;
    private static RunningHub.Browser analyst;
    private static RunningHub.Browser ann;

    @BeforeAll
    static void people() {
        var cert = HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        south = HUB.organization("South", "hospital");
        admin = HUB.person(cert, "admin", Set.of(Role.READER, Role.CERT_ADMIN));
        second = HUB.person(cert, "second", Set.of(Role.CERT_ADMIN));
        analyst = HUB.person(cert, "analyst", Set.of(Role.READER, Role.ANALYST));
        // Even with every role, a member's person is no admin of the CERT.
        ann = HUB.person(north, "ann", EnumSet.allOf(Role.class));
    }

    private static HttpResponse<String> write(RunningHub.Browser who, String method, String path, String body) {
        return who.write(method, path, body, "application/json");
    }

    private static String organization(String name, String kind, String size) {
        return """
                {"name":"%s","kind":"%s","size":"%s","language":"nl","mail":"soc@new.example"}""".formatted(name, kind, size);
    }

    private static JsonObject made(String name, String kind) {
        return admin.json(write(admin, "POST", "/api/organizations", organization(name, kind, "small")));
    }

    private static String id(JsonObject detail) {
        return detail.object("organization").orElseThrow().text("id").orElseThrow();
    }

    /// One admin proposes it, another one decides.
    private static void close(String id) {
        var waiting = admin.json(
                write(admin, "POST", "/api/organizations/" + id + "/closure", "{\"reason\":\"It merged.\"}"));
        second.json(write(second, "POST", "/api/proposals/" + waiting.text("id").orElseThrow() + "/approval", ""));
    }

    private static final String CONTACTS = """
            {"contacts":[{"name":"Night shift","role":"on-call","mail":"","phone":"+31 20 555 0100","always":true,"sms":false},
                         {"name":"Kim","role":"security","mail":"kim@north.example","phone":"","always":false,"sms":false}]}""";

    @Test
    void theAdminMakesChangesClosesAndReopensAMember() {
        var id = id(made("Lab", "lab"));
        var changed =
                admin.json(write(admin, "PUT", "/api/organizations/" + id, organization("Big lab", "lab", "large")));
        var row = changed.object("organization").orElseThrow();
        assertThat(row.text("name")).contains("Big lab");
        assertThat(row.text("size")).contains("large");
        assertThat(changed.text("mail")).contains("soc@new.example");
        assertThat(admin.get("/api/organizations").body()).contains("Big lab");
        close(id);
        var closed = admin.json("/api/organizations/" + id);
        assertThat(closed.object("organization").orElseThrow().text("closedAt")).isPresent();
        var reopened = admin.json(write(admin, "DELETE", "/api/organizations/" + id + "/closure", ""));
        assertThat(reopened.object("organization").orElseThrow().text("closedAt"))
                .isEmpty();
    }

    @Test
    void aClosedMembersLiveSessionAndKeyAreRefusedAtOnce() {
        var organization = HUB.organization("Closing", "pharmacy");
        var person = HUB.person(organization, "closing", Set.of(Role.READER));
        var token = HUB.token(organization, Scope.LISTS);
        assertThat(person.get("/api/session").statusCode()).isEqualTo(200);
        assertThat(HUB.ask(token, "/lists/domains.txt").statusCode()).isEqualTo(200);
        close(organization.id().toString());
        assertThat(person.get("/api/session").statusCode()).isEqualTo(401);
        assertThat(HUB.ask(token, "/lists/domains.txt").statusCode()).isEqualTo(401);
    }

    @Test
    void onlyTheCertsAdminChangesWhoTakesPart() {
        var body = organization("Mine", "hospital", "small");
        for (var who : new RunningHub.Browser[] {ann, analyst}) {
            for (var id : new Object[] {north.id(), south.id(), UUID.randomUUID()}) {
                refused(write(who, "PUT", "/api/organizations/" + id, body));
                refused(write(who, "POST", "/api/organizations/" + id + "/closure", "{\"reason\":\"x\"}"));
                refused(write(who, "DELETE", "/api/organizations/" + id + "/closure", ""));
                refused(write(who, "PUT", "/api/delegations/" + id + "/" + north.id(), "{}"));
                refused(write(who, "DELETE", "/api/delegations/" + id + "/" + north.id(), ""));
                refused(write(who, "PUT", "/api/groups/" + id, "{}"));
            }
            refused(write(who, "POST", "/api/organizations", body));
            refused(write(who, "POST", "/api/groups", "{}"));
        }
        refused(ann.get("/api/groups"));
        refused(ann.get("/api/delegations"));
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.uri() + ": " + answer.body()).isEqualTo(403);
    }

    @Test
    void aMembersAdminCaresForItsOwnContactsAndFindsNoOthers() {
        var detail = ann.json(write(ann, "PUT", "/api/organizations/" + north.id() + "/contacts", CONTACTS));
        assertThat(detail.array("contacts").orElseThrow().size()).isEqualTo(2);
        var absent = UUID.randomUUID().toString();
        for (var path : new String[] {"", "/contacts"}) {
            var other = path.isEmpty()
                    ? ann.get("/api/organizations/" + south.id())
                    : write(ann, "PUT", "/api/organizations/" + south.id() + path, CONTACTS);
            var nothing = path.isEmpty()
                    ? ann.get("/api/organizations/" + absent)
                    : write(ann, "PUT", "/api/organizations/" + absent + path, CONTACTS);
            assertThat(other.statusCode()).isEqualTo(404);
            assertThat(nothing.body()).isEqualTo(other.body());
        }
        assertThat(analyst.get("/api/organizations/" + north.id()).body()).contains("+31 20 555 0100");
        refused(write(analyst, "PUT", "/api/organizations/" + north.id() + "/contacts", CONTACTS));
        // A machine of the organisation needs no telephone numbers of people; the route is for who is logged in.
        assertThat(HUB.ask(HUB.token(north, Scope.TAXII), "/api/organizations/" + north.id())
                        .statusCode())
                .isEqualTo(403);
        var mute = CONTACTS.replace("+31 20 555 0100", "");
        var answer = write(ann, "PUT", "/api/organizations/" + north.id() + "/contacts", mute);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("cannot be reached");
        assertThat(ann.get("/api/organizations/" + north.id()).body())
                .as("nothing was lost")
                .contains("Night shift");
    }

    @Test
    void aGroupIsMadeAndChangedAndTheHubsOwnGroupIsNot() {
        var group = """
                {"name":"%s","description":"meet monthly","organizations":["%s"]}""";
        var made = write(admin, "POST", "/api/groups", group.formatted("Northern", north.id()));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(write(admin, "POST", "/api/groups", group.formatted("Northern", north.id()))
                        .statusCode())
                .isEqualTo(409);
        assertThat(write(admin, "POST", "/api/groups", group.formatted("Other", UUID.randomUUID()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(ann.get("/api/organizations/" + north.id()).body()).contains("Northern");
        for (var row : admin.json("/api/groups").array("groups").orElseThrow().objects()) {
            var path = "/api/groups/" + row.text("id").orElseThrow();
            boolean kept = row.text("name").orElseThrow().equals(Organizations.MEMBERS);
            assertThat(write(admin, "PUT", path, group.formatted("Northern", south.id()))
                            .statusCode())
                    .isEqualTo(kept ? 409 : 200);
        }
        assertThat(ann.get("/api/organizations/" + north.id()).body()).doesNotContain("Northern");
        assertThat(write(admin, "POST", "/api/groups", group.formatted("members ", north.id()))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void whoIsNoMemberJoinsAGroupAfterASecondPersonDecidedAndLeavesItAtOnce() {
        var partner = HUB.organization("Partner", "partner");
        var group = """
                {"name":"Mixed","description":"","organizations":["%s","%s"],"reason":"They bring half of it."}""".formatted(north.id(), partner.id());
        var made = admin.json(write(admin, "POST", "/api/groups", group));
        assertThat(made.array("proposed").orElseThrow().objects()).hasSize(1);
        assertThat(inMixed()).contains("North").doesNotContain("Partner");
        var waiting = second.json("/api/proposals").array("proposals").orElseThrow().objects().stream()
                .filter(each -> each.text("kind").orElse("").equals("group-joining"))
                .findFirst()
                .orElseThrow();
        var path = "/api/proposals/" + waiting.text("id").orElseThrow() + "/approval";
        refused(write(admin, "POST", path, ""));
        second.json(write(second, "POST", path, ""));
        assertThat(inMixed()).contains("North", "Partner");
        var id = mixed().text("id").orElseThrow();
        var same = admin.json(write(admin, "PUT", "/api/groups/" + id, group));
        assertThat(same.array("proposed").orElseThrow().size())
                .as("it is in already")
                .isZero();
        assertThat(inMixed()).contains("North", "Partner");
        admin.json(write(admin, "PUT", "/api/groups/" + id, group.replace(",\"" + partner.id() + "\"", "")));
        assertThat(inMixed()).contains("North").doesNotContain("Partner");
    }

    private static JsonObject mixed() {
        return admin.json("/api/groups").array("groups").orElseThrow().objects().stream()
                .filter(row -> row.text("name").orElseThrow().equals("Mixed"))
                .findFirst()
                .orElseThrow();
    }

    private static java.util.List<String> inMixed() {
        return mixed().array("organizations").orElseThrow().objects().stream()
                .map(row -> row.text("name").orElseThrow())
                .toList();
    }

    @Test
    void whoActsForAMemberIsShownToBothAndEndsAtOnce() {
        var firm = HUB.organization("Firm", "security-firm");
        var fay = HUB.person(firm, "fay", Set.of(Role.READER));
        var until = Instant.now().plus(30, ChronoUnit.DAYS);
        var path = "/api/delegations/" + firm.id() + "/" + north.id();
        var body = "{\"purposes\":[\"monitoring\"],\"until\":\"%s\"}".formatted(until);
        assertThat(write(admin, "PUT", path, "{\"purposes\":[\"anything\"],\"until\":\"%s\"}".formatted(until))
                        .statusCode())
                .isEqualTo(400);
        assertThat(write(admin, "PUT", path, body).statusCode()).isEqualTo(200);
        assertThat(fay.get("/api/organizations/" + firm.id()).body()).contains("\"counts\":true", "North");
        assertThat(ann.get("/api/organizations/" + north.id()).body()).contains("\"counts\":true", "Firm");
        assertThat(write(admin, "DELETE", path, "").statusCode()).isEqualTo(200);
        assertThat(ann.get("/api/organizations/" + north.id()).body()).contains("\"counts\":false");
        assertThat(write(admin, "DELETE", path, "").statusCode()).isEqualTo(404);
    }
}
