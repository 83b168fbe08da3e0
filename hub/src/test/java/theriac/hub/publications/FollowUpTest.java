package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Role;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What becomes of a warning after it was sent: opened, answered by members and by the firms that
/// acknowledge for them, chased, called by one person at a time, and counted.
class FollowUpTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization north;
    private static Organization south;
    private static RunningHub.Browser ann;
    private static RunningHub.Browser bob;
    private static RunningHub.Browser nora;
    private static RunningHub.Browser sam;
    private static RunningHub.Browser fay;

    @BeforeAll
    static void people() {
        var cert = HUB.organization("Cert", "cert");
        ann = HUB.person(cert, "ann");
        bob = HUB.person(cert, "bob");
        north = HUB.organization("North", "hospital");
        south = HUB.organization("South", "hospital");
        nora = HUB.person(north, "nora", Set.of(Role.READER, Role.MEMBER_ADMIN));
        sam = HUB.person(south, "sam", Set.of(Role.READER));
        var firm = HUB.organization("Firm", "security-firm");
        fay = HUB.person(firm, "fay", Set.of(Role.READER));
        HUB.part(Organizations.class).delegate(firm, south, Set.of("monitoring", "acknowledgement"));
        HUB.part(Organizations.class).delegate(firm, north, Set.of("monitoring"));
        var contacts = """
                {"contacts":[{"name":"Night desk","role":"on-call","mail":"","phone":"+31 20 555 0100","always":true,"sms":false},
                 {"name":"Mail only","role":"it","mail":"it@north.example","phone":"","always":false,"sms":false},
                 {"name":"Boss","role":"management","mail":"","phone":"+31 20 555 0101","always":false,"sms":false}]}""";
        ann.json(ann.write("PUT", "/api/organizations/" + north.id() + "/contacts", contacts, "application/json"));
    }

    private static String sent(String tlp, String chance) {
        var id = ann.json(ann.post("/api/publications", content(tlp, chance, "")))
                .text("id")
                .orElseThrow();
        var path = "/api/publications/" + id;
        publish(path, chance);
        return path;
    }

    private static JsonObject content(String tlp, String chance, String more) {
        var words = "{\"title\":\"=cmd|' /C calc'!A0\",\"summary\":\"s\",\"advice\":\"a\"}";
        return (JsonObject) Json.read(
                "{\"tlp\":\"%s\",\"nl\":%s,\"en\":%s,\"indicators\":[],\"chance\":\"%s\",\"damage\":\"high\"%s}"
                        .formatted(tlp, words, words, chance, more));
    }

    /// An update of a warning of high chance and high damage.
    private static void update(String path, boolean again) {
        var draft = "/api/publications/"
                + ann.json(ann.post(path + "/update", JsonObject.empty()))
                        .text("id")
                        .orElseThrow();
        var changed = content("green", "high", ",\"changedNl\":\"Anders.\",\"changedEn\":\"Other.\"");
        ann.json(ann.write("PUT", draft, Json.write(changed), "application/json"));
        ann.json(ann.write("PUT", draft + "/asks-anew", "{\"again\":" + again + "}", "application/json"));
        publish(draft, "high");
    }

    private static void publish(String path, String chance) {
        ann.json(ann.post(path + "/review", JsonObject.empty()));
        bob.json(bob.post(path + "/approval", JsonObject.empty()));
        ann.json(ann.write("POST", path + "/publication", "{\"reason\":\"All of them run it.\"}", "application/json"));
        if (chance.equals("high")) {
            var proposal = bob.json("/api/proposals").array("proposals").orElseThrow().objects().stream()
                    .filter(each -> each.text("kind").orElseThrow().equals("warning-high-high")
                            && each.text("state").orElseThrow().equals("waiting"))
                    .findFirst()
                    .orElseThrow();
            bob.json(bob.post("/api/proposals/" + proposal.text("id").orElseThrow() + "/approval", JsonObject.empty()));
        }
    }

    private static JsonObject row(JsonObject answer, String list, String name) {
        return answer.array(list).orElseThrow().objects().stream()
                .filter(row -> row.text("organization").equals(Optional.of(name)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(Json.write(answer)));
    }

    private static JsonObject answer(String answer, Organization of) {
        var wish = JsonObject.builder().put("answer", answer).put("note", "Two pumps.");
        return of == null
                ? wish.build()
                : wish.put("organization", of.id().toString()).build();
    }

    @Test
    void theCertSeesWhoOpenedAndWhatTheyAnsweredAndAMemberOnlyItself() {
        var path = sent("green", "low");
        nora.json(path);
        assertThat(row(ann.json(path + "/follow-up"), "members", "North").text("openedAt"))
                .isPresent();
        assertThat(row(ann.json(path + "/follow-up"), "members", "South").text("openedAt"))
                .isEmpty();
        nora.json(nora.post(path + "/answers", answer("affected", null)));
        nora.json(nora.post(path + "/answers", answer("mitigated", null)));
        var all = ann.json(path + "/follow-up");
        assertThat(all.array("members").orElseThrow().objects())
                .as("who still has to be chased comes first")
                .extracting(row -> row.text("organization").orElseThrow())
                .containsExactly("South", "North");
        var north = row(all, "members", "North");
        assertThat(north.text("answer")).contains("mitigated");
        assertThat(north.text("note")).contains("Two pumps.");
        assertThat(north.text("acknowledgedAt")).isPresent();
        assertThat(Json.write(nora.json(path + "/follow-up"))).contains("North").doesNotContain("South");
        assertThat(nora.json(path).array("acknowledgements").orElseThrow().size())
                .isEqualTo(1);
        assertThat(nora.post(path + "/answers", answer("whatever", null)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aFirmAnswersForMembersThatLetItAndForNobodyElse() {
        var path = sent("amber", "low");
        assertThat(Json.write(fay.json(path + "/follow-up"))).contains("South").doesNotContain("North");
        assertThat(fay.post(path + "/answers", answer("affected", north)).statusCode())
                .isEqualTo(403);
        assertThat(fay.post(path + "/answers", answer("affected", null)).statusCode())
                .as("the firm itself received nothing")
                .isEqualTo(409);
        fay.json(fay.post(path + "/answers", answer("affected", south)));
        var row = row(ann.json(path + "/follow-up"), "members", "South");
        assertThat(row.text("answer")).contains("affected");
        assertThat(row.text("answeredBy")).contains("fay (Firm)");
        assertThat(sam.json(path).array("acknowledgements").orElseThrow().size())
                .isEqualTo(1);
        assertThat(ann.post(path + "/answers", answer("affected", south)).statusCode())
                .as("the CERT answers for nobody")
                .isEqualTo(403);
    }

    @Test
    void aMemberIsCalledByOnePersonAtATimeInTheOrderOfItsContacts() {
        var path = sent("green", "high");
        var before = ann.json(path + "/calls");
        assertThat(row(before, "calls", "North").array("contacts").orElseThrow().objects())
                .extracting(contact -> contact.text("name").orElseThrow())
                .containsExactly("Night desk", "Boss");
        var call = path + "/calls/" + north.id();
        var informed = JsonObject.builder()
                .put("outcome", "informed")
                .put("contact", "Night desk")
                .build();
        assertThat(ann.post(call, informed).statusCode())
                .as("she did not take them")
                .isEqualTo(409);
        ann.json(ann.write("PUT", call + "/holder", "", "application/json"));
        var refused = bob.write("PUT", call + "/holder", "", "application/json");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("ann is calling them now");
        assertThat(row(bob.json(path + "/calls"), "calls", "North").bool("mine"))
                .contains(false);
        ann.json(ann.write("DELETE", call + "/holder", "", "application/json"));
        bob.json(bob.write("PUT", call + "/holder", "", "application/json"));
        var after = bob.json(bob.post(call, informed));
        var north = row(after, "calls", "North");
        assertThat(north.text("outcome")).contains("informed");
        assertThat(north.text("calledBy")).contains("bob");
        assertThat(north.text("holder")).contains("");
        assertThat(after.array("calls").orElseThrow().objects().getFirst().text("organization"))
                .as("who is not done comes first")
                .contains("South");
        assertThat(nora.get(path + "/calls").statusCode()).isEqualTo(403);
    }

    private static JsonObject called(RunningHub.Browser who, String path, Organization member, String outcome) {
        var wish = JsonObject.builder().put("outcome", outcome).put("contact", "Boss");
        return who.json(who.post(path + "/calls/" + member.id(), wish.build()));
    }

    private static int take(RunningHub.Browser who, String path, Organization member) {
        return who.write("PUT", path + "/calls/" + member.id() + "/holder", "", "application/json")
                .statusCode();
    }

    private static List<String> earlier(JsonObject calls, String member) {
        return row(calls, "calls", member).array("earlier").orElseThrow().objects().stream()
                .map(each -> each.text("version").orElseThrow()
                        + " "
                        + each.text("outcome").orElseThrow()
                        + " "
                        + each.text("calledBy").orElseThrow())
                .toList();
    }

    @Test
    void aVersionThatAsksAnewIsCalledAboutAnewAndEarlierCallsStayWithTheirs() {
        var path = sent("green", "high");
        assertThat(take(ann, path, north)).isEqualTo(200);
        called(ann, path, north, "informed");
        assertThat(take(bob, path, south)).isEqualTo(200);
        update(path, true);
        var fresh = ann.json(path + "/calls");
        assertThat(row(fresh, "calls", "North").text("outcome")).contains("");
        assertThat(row(fresh, "calls", "North").integer("attempts")).hasValue(0);
        assertThat(earlier(fresh, "North")).containsExactly("1.00 informed ann");
        assertThat(row(fresh, "calls", "South").text("holder"))
                .as("a call that goes on")
                .contains("bob");
        assertThat(take(ann, path, south)).as("nobody is called by two").isEqualTo(409);
        var ended = called(bob, path, south, "informed");
        assertThat(row(ended, "calls", "South").text("outcome"))
                .as("he told them of the version before")
                .contains("");
        assertThat(earlier(ended, "South")).containsExactly("1.00 informed bob");

        assertThat(take(ann, path, south)).isEqualTo(200);
        assertThat(take(bob, path, south)).isEqualTo(409);
        called(ann, path, south, "informed");
        update(path, false);
        var same = ann.json(path + "/calls");
        assertThat(row(same, "calls", "South").text("outcome"))
                .as("nobody is asked anew")
                .contains("informed");
        assertThat(earlier(same, "South")).containsExactly("1.00 informed bob");
        assertThat(earlier(same, "North")).containsExactly("1.00 informed ann");
    }

    @Test
    void nobodyIsCalledAboutLesserWarnings() {
        assertThat(ann.get(sent("green", "low") + "/calls").statusCode()).isEqualTo(409);
    }

    @Test
    void howWarningsFaredIsCounted() {
        var path = sent("green", "medium");
        nora.json(nora.post(path + "/answers", answer("not-applicable", null)));
        var id = path.substring(path.lastIndexOf('/') + 1);
        var row = ann.json("/api/publications/statistics?days=1").array("publications").orElseThrow().objects().stream()
                .filter(each -> each.text("id").equals(Optional.of(id)))
                .findFirst()
                .orElseThrow();
        assertThat(row.integer("recipients").orElseThrow()).isEqualTo(2);
        assertThat(row.integer("acknowledged").orElseThrow()).isEqualTo(1);
        assertThat(row.integer("notApplicable").orElseThrow()).isEqualTo(1);
        assertThat(row.array("acknowledgedWithin").orElseThrow().toString()).contains("1");
        assertThat(Json.write(row)).as("South has not").contains("\"allAcknowledgedSeconds\":null");
        for (var wrong : List.of("0", "99999", "x")) {
            assertThat(ann.get("/api/publications/statistics?days=" + wrong).statusCode())
                    .isEqualTo(400);
        }
        assertThat(nora.get("/api/publications/statistics").statusCode()).isEqualTo(403);
    }
}
