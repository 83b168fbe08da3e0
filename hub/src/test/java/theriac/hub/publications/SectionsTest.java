package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.publications.WarningFixture.path;
import static theriac.hub.testing.Eventually.eventually;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
import theriac.hub.policy.Role;
import theriac.hub.testing.TestDatabase;
import theriac.stix.DeterministicIds;
import theriac.stix.StixId;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Sections of warnings with a stricter label (ADR 045): who reads them, who does not, and that nothing tells those
/// who do not.
class SectionsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final String SUMMARY = "Somebody calls wards.";
    private static final String AMBER = "It was the third floor of Noord.";
    private static final String STRICT = "The caller knew the name of Jansen.";
    private static final String ADVICE = "Hang up and call the desk.";

    @TempDir
    Path data;

    private WarningFixture house;
    private Organization firm;

    @BeforeEach
    void start() {
        house = new WarningFixture(DATABASE, data);
        var organizations = house.hub.part(Organizations.class);
        firm = organizations.create(new NewOrganization("Wakers", "security-firm", "nl", ""));
        organizations.delegate(firm, house.north, Set.of("detection"));
        house.hub
                .part(Accounts.class)
                .create(firm, "fred", "fred", WarningFixture.PASSWORD, EnumSet.of(Role.READER, Role.ANALYST));
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private static String fenced(String label, String text) {
        return "::: %s\n%s\n:::".formatted(label, text);
    }

    private static JsonObject words(String title, String summary, String advice) {
        return JsonObject.builder()
                .put("title", title)
                .put("summary", summary)
                .put("advice", advice)
                .build();
    }

    private static String wish(String tlp, JsonObject dutch, JsonObject english) {
        return Json.write(JsonObject.builder()
                .put("tlp", tlp)
                .put("nl", dutch)
                .put("en", english)
                .put("changedNl", "Er is meer bekend.")
                .put("indicators", JsonArray.of(List.of()))
                .put("changedEn", "More is known.")
                .build());
    }

    private static String wish(String tlp, String summary, String advice) {
        var words = words("Calls", summary, advice);
        return wish(tlp, words, words);
    }

    private static String both() {
        return SUMMARY + "\n\n" + fenced("TLP:AMBER", AMBER) + "\n\nMore follows.";
    }

    private static String hidden() {
        return ADVICE + "\n" + fenced("TLP:AMBER+STRICT", STRICT);
    }

    private String drafted(String tlp) {
        var draft = house.post("anna", "/api/publications", wish(tlp, both(), hidden()));
        assertThat(draft.status()).as(draft.text()).isEqualTo(201);
        return draft.text("id");
    }

    private String sent(String tlp) {
        var id = drafted(tlp);
        house.approve(id);
        house.publish(id);
        return id;
    }

    /// CLEAR for everybody, and sent to the one hospital only.
    private String sentToNorth() {
        var id = drafted("clear");
        var rule = "{\"targets\":[{\"rule\":\"organization\",\"subject\":\"%s\"}]}".formatted(house.north.id());
        assertThat(house.put("anna", path(id, "targets"), rule).status()).isEqualTo(200);
        house.approve(id);
        house.publish(id);
        return id;
    }

    private static List<String> texts(WarningFixture.Answer warning) {
        return warning.list("sections").stream()
                .filter(section -> section.text("language").orElseThrow().equals("en"))
                .map(section -> section.text("text").orElseThrow())
                .toList();
    }

    @Test
    void eachReaderHasTheSectionsThatItsLabelGivesItAndTheStrictestLabelForTheWhole() {
        var id = sent("green");
        var member = house.get("noor", path(id, ""));
        assertThat(texts(member)).containsExactly(AMBER, STRICT);
        assertThat(member.text("tlp")).isEqualTo("TLP:GREEN");
        assertThat(member.text("whole")).isEqualTo("TLP:AMBER+STRICT");
        assertThat(member.text()).doesNotContain(":::");
        var acting = house.get("fred", path(id, ""));
        assertThat(texts(acting))
                .as("a firm has AMBER of its client, not AMBER+STRICT")
                .containsExactly(AMBER);
        assertThat(acting.text("whole")).isEqualTo("TLP:AMBER");
        assertThat(acting.text()).doesNotContain(STRICT);
        assertThat(Json.write(
                        house.get("anna", path(id, "")).json().object("written").orElseThrow()))
                .contains("::: TLP:AMBER\\n" + AMBER + "\\n:::", "::: TLP:AMBER+STRICT");
        assertThat(member.json().object("written")).isEmpty();
    }

    @Test
    void whoMayNotHaveASectionFindsNoSignOfIt() throws Exception {
        var id = sentToNorth();
        assertThat(texts(house.get("noor", path(id, "")))).containsExactly(AMBER, STRICT);
        var other = house.get("sara", path(id, ""));
        assertThat(texts(other)).isEmpty();
        assertThat(other.text("whole")).isEqualTo("TLP:CLEAR");
        var nl = other.json().object("nl").orElseThrow();
        assertThat(nl.text("summary")).contains(SUMMARY + "\n\nMore follows.");
        assertThat(nl.text("advice")).contains(ADVICE);
        for (var said :
                List.of(other.text(), house.get("sara", path(id, "versions")).text(), paper("sara", id))) {
            assertThat(said).doesNotContain(AMBER, STRICT, "AMBER", ":::");
        }
        assertThat(paper("noor", id)).contains(AMBER, STRICT, "TLP:AMBER — only", "TLP:AMBER+STRICT — end");
        assertThat(Pattern.compile("TLP:AMBER\\+STRICT(?! —)")
                        .matcher(paper("noor", id))
                        .results())
                .as("the label at head and foot")
                .hasSize(2);
    }

    @Test
    void mailCarriesTheOpenWordsAndTellsWhoHasMoreThatThereIsMore() {
        var id = sent("green");
        eventually(() -> house.sink.count() == 2);
        var mail = house.mails("soc@south.example").getFirst();
        assertThat(mail.text())
                .contains(SUMMARY + "\n\nMore follows.", "another part with a stricter label", id)
                .doesNotContain(AMBER, STRICT, "AMBER");
        var without = house.published("green", new WarningFixture.Said("Plain", "Nothing more"));
        eventually(() -> house.sink.count() == 4);
        assertThat(house.mails("soc@south.example").getLast().text())
                .contains(without)
                .doesNotContain("another part");
    }

    @Test
    void eachSectionIsANoteOfItsOwnThatTheReportKnowsNothingOf() {
        var id = sent("green");
        var report = house.get("noor", "/api/objects/report--" + id + "/json");
        assertThat(report.text()).contains("More follows.").doesNotContain(AMBER, STRICT, "note--");
        var amber = note(id, 0, "summary");
        var strict = note(id, 0, "advice");
        assertThat(house.get("noor", "/api/objects/" + amber + "/json").text())
                .contains(AMBER, "report--" + id, "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421");
        assertThat(house.get("noor", "/api/objects/" + strict + "/json").status())
                .isEqualTo(200);
        assertThat(house.get("fred", "/api/objects/" + amber + "/json").status())
                .isEqualTo(200);
        assertThat(house.get("fred", "/api/objects/" + strict + "/json").status())
                .isEqualTo(404);
        assertThat(withdrawn(amber)).isFalse();
        house.post("bram", path(id, "withdrawal"), "{\"reason\":\"It was a drill.\"}");
        assertThat(withdrawn(amber)).isTrue();
        assertThat(withdrawn(strict)).isTrue();
    }

    private static StixId note(String warning, int edition, String part) {
        return DeterministicIds.named(
                java.util.UUID.fromString(warning), "note", "section/%d/%s/1".formatted(edition, part));
    }

    private boolean withdrawn(StixId note) {
        return house.get("noor", "/api/objects/" + note)
                .json()
                .object("summary")
                .orElseThrow()
                .bool("revoked")
                .orElseThrow();
    }

    @Test
    void versionsCarryTheirSectionsAndANoteThatStaysIsNotSentAnew() {
        var id = sent("green");
        var before = house.get("noor", "/api/objects/" + note(id, 0, "summary") + "/json")
                .text();
        var draft = house.post("anna", path(id, "update"), "").text("id");
        assertThat(texts(house.get("anna", path(draft, "")))).containsExactly(AMBER, STRICT);
        var more = "The second floor was called as well.";
        var edit = house.put("anna", path(draft, ""), wish("green", both() + "\n" + fenced("TLP:AMBER", more), ADVICE));
        assertThat(edit.status()).as(edit.text()).isEqualTo(200);
        house.approve(draft);
        house.publish(draft);
        assertThat(texts(house.get("fred", path(id, "")))).containsExactly(AMBER, more);
        assertThat(house.get("noor", "/api/objects/" + note(id, 0, "summary") + "/json")
                        .text())
                .isEqualTo(before);
        assertThat(withdrawn(note(id, 0, "advice")))
                .as("it is in no version any more")
                .isTrue();
        var versions = house.get("fred", path(id, "versions")).list("versions");
        assertThat(versions).hasSize(2);
        assertThat(versions.getFirst().array("sections").orElseThrow().toString())
                .contains(more, AMBER);
        assertThat(versions.getLast().array("sections").orElseThrow().toString())
                .contains(AMBER)
                .doesNotContain(more, STRICT);
        assertThat(house.get("noor", path(id, "versions"))
                        .list("versions")
                        .getLast()
                        .toString())
                .contains(STRICT);
    }

    @Test
    void whatLoosensASectionIsApprovedOnlyByWhoSaysSo() {
        var id = sent("green");
        var draft = house.post("anna", path(id, "update"), "").text("id");
        var looser = SUMMARY + "\n\n" + AMBER + "\n\n" + fenced("TLP:AMBER", STRICT);
        assertThat(house.put("anna", path(draft, ""), wish("green", looser, ADVICE))
                        .status())
                .isEqualTo(200);
        house.post("anna", path(draft, "review"), "");
        assertThat(house.get("bram", path(draft, ""))
                        .json()
                        .array("loosened")
                        .orElseThrow()
                        .texts())
                .containsExactly(AMBER, STRICT);
        var silent = house.post("bram", path(draft, "approval"), "");
        assertThat(silent.status()).isEqualTo(409);
        assertThat(silent.text()).contains("shows more people", AMBER);
        assertThat(house.post("bram", path(draft, "approval"), "{\"loosens\":true}")
                        .status())
                .isEqualTo(200);
        house.publish(draft);
        assertThat(texts(house.get("fred", path(id, "")))).containsExactly(STRICT);
        assertThat(withdrawn(note(id, 0, "advice"))).isTrue();
        assertThat(house.get("fred", "/api/objects/" + note(id, 1, "summary") + "/json")
                        .text())
                .contains(STRICT);
    }

    @Test
    void whatCannotBeReadAsSectionsIsRefusedWithItsLine() {
        var misspelt = house.post("anna", "/api/publications", wish("green", "a\n::: TLP:AMBR\nb\n:::", "c"));
        assertThat(misspelt.status()).isEqualTo(422);
        assertThat(misspelt.text()).contains("NL, line 2, \\\"::: TLP:AMBR\\\"");
        var looser = house.post("anna", "/api/publications", wish("amber", fenced("TLP:GREEN", "b"), "c"));
        assertThat(looser.status()).isEqualTo(422);
        assertThat(looser.text()).contains("no stricter than the warning");
        var same = house.post("anna", "/api/publications", wish("amber", fenced("TLP:AMBER", "b"), "c"));
        assertThat(same.status()).isEqualTo(422);
        var red = house.post("anna", "/api/publications", wish("amber", fenced("TLP:RED", "b"), "c"));
        assertThat(red.text()).contains("named people");
        var title = house.post(
                "anna", "/api/publications", wish("green", words("::: TLP:AMBER", "b", "c"), words("a", "b", "c")));
        assertThat(title.status()).isEqualTo(422);
    }

    @Test
    void bothLanguagesHaveTheSameSectionsAndNoneIsQuotedOutside() {
        var id = drafted("green");
        var one = house.put(
                "anna", path(id, ""), wish("green", words("Calls", both(), ADVICE), words("Calls", SUMMARY, ADVICE)));
        assertThat(one.status()).as("a draft may wait for its translation").isEqualTo(200);
        var unready = house.post("anna", path(id, "review"), "");
        assertThat(unready.status()).isEqualTo(422);
        assertThat(unready.text()).contains("different sections: TLP:AMBER in Dutch, - in English");
        house.put("anna", path(id, ""), wish("green", both() + "\nSo: " + AMBER, ADVICE));
        var quoted = house.post("anna", path(id, "review"), "");
        assertThat(quoted.status()).isEqualTo(422);
        assertThat(quoted.text()).contains("also stands where everybody reads it");
    }

    @Test
    void aDraftsSectionsAreItsOwnersAlone() {
        var id = drafted("green");
        assertThat(house.get("noor", path(id, "")).status()).isEqualTo(404);
        house.approve(id);
        assertThat(house.get("fred", path(id, "versions")).status()).isEqualTo(404);
    }

    private String paper(String login, String id) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(house.uri(path(id, "pdf?lang=en"))).GET();
        var answer = house.http().send(house.signed(login, request).build(), HttpResponse.BodyHandlers.ofByteArray());
        try (var document = Loader.loadPDF(answer.body())) {
            return new PDFTextStripper().getText(document);
        }
    }
}
