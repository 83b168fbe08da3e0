package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.publications.WarningFixture.path;
import static theriac.hub.testing.Eventually.eventually;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.store.Store;
import theriac.hub.testing.TestDatabase;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A warning goes on in versions: who has it is told what changed, in mail, portal, CSAF, PDF and feeds.
class EditionTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final String CHANGED =
            "\"changedNl\":\"Er is een oplossing.\",\"changedEn\":\"There is a solution.\"";

    @TempDir
    Path data;

    private WarningFixture house;

    @BeforeEach
    void start() {
        house = new WarningFixture(DATABASE, data);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private String sent(String tlp) {
        return house.published(
                tlp, new WarningFixture.Said("Old title", "Old summary"), "stays.example", "goes.example");
    }

    private String begun(String id) {
        var begun = house.post("anna", path(id, "update"), "");
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        return begun.text("id");
    }

    private WarningFixture.Answer write(String draft, String tlp, String more) {
        var words = "{\"title\":\"New title\",\"summary\":\"New summary\",\"advice\":\"New advice\"}";
        return house.put(
                "anna",
                path(draft, ""),
                "{\"tlp\":\"%s\",\"nl\":%s,\"en\":%s,\"indicators\":[{\"value\":\"stays.example\"},{\"value\":\"comes.example\"}]%s}"
                        .formatted(tlp, words, words, more));
    }

    private void update(String id, String tlp) {
        var draft = begun(id);
        assertThat(write(draft, tlp, "," + CHANGED).status()).isEqualTo(200);
        house.approve(draft);
        house.publish(draft);
    }

    private List<JsonObject> versions(String login, String id) {
        return house.get(login, path(id, "versions")).list("versions");
    }

    private static List<String> states(WarningFixture.Answer warning) {
        return warning.list("indicators").stream()
                .map(i -> i.text("value").orElseThrow() + " " + i.text("state").orElseThrow())
                .toList();
    }

    @Test
    void anUpdateTakesThePlaceOfTheVersionBeforeAndTheOldOneStaysToBeRead() {
        var id = sent("green");
        eventually(() -> house.sink.count() == 2);
        var reference = house.get("sara", path(id, "")).text("reference");
        var draft = begun(id);
        assertThat(begun(id)).as("one at a time").isEqualTo(draft);
        assertThat(house.get("sara", path(draft, "")).status())
                .as("a member before it is sent")
                .isEqualTo(404);
        assertThat(write(draft, "green", "").status()).isEqualTo(200);
        var unsaid = house.post("anna", path(draft, "review"), "");
        assertThat(unsaid.status()).isEqualTo(422);
        assertThat(unsaid.text()).contains("what changed");
        assertThat(write(draft, "clear", "," + CHANGED).status())
                .as("another label")
                .isEqualTo(422);
        assertThat(write(draft, "green", "," + CHANGED).status()).isEqualTo(200);
        assertThat(house.get("sara", path(id, "")).text()).contains("Old title").doesNotContain("New title");
        house.post("anna", path(draft, "review"), "");
        assertThat(house.post("anna", path(draft, "approval"), "").status())
                .as("who wrote it")
                .isEqualTo(403);
        house.post("bram", path(draft, "approval"), "");
        var after = house.post("bram", path(draft, "publication"), "");
        assertThat(after.text("id")).isEqualTo(id);
        assertThat(after.text("version")).isEqualTo("1.01");
        assertThat(after.text("reference")).isEqualTo(reference);
        assertThat(house.get("anna", path(draft, "")).status()).isEqualTo(404);

        var read = house.get("sara", path(id, ""));
        assertThat(read.text()).contains("New title", "There is a solution.").doesNotContain("Old title");
        assertThat(states(read))
                .containsExactlyInAnyOrder("stays.example active", "goes.example withdrawn", "comes.example active");
        var versions = versions("sara", id);
        assertThat(versions).extracting(v -> v.text("version").orElseThrow()).containsExactly("1.01", "1.00");
        assertThat(versions.getFirst().array("added").orElseThrow().toString()).contains("comes[.]example");
        assertThat(versions.getFirst().array("gone").orElseThrow().toString()).contains("goes[.]example");
        assertThat(versions.getLast().toString()).contains("Old title");
        assertThat(versions.getLast().text("writtenBy"))
                .as("for its owner only")
                .isEmpty();
        assertThat(versions("anna", id).getFirst().text("publishedBy")).contains("bram");
        assertThat(house.get("noor", path(draft, "versions")).status()).isEqualTo(404);
    }

    @Test
    void whoHasItIsToldWhatChangedAndNobodyElse() {
        var id = sent("green");
        eventually(() -> house.sink.count() == 2);
        var late = house.hub
                .part(Organizations.class)
                .create(new Organizations.NewOrganization("Joined later", "hospital", "nl", "soc@later.example"));
        assertThat(late.key()).isPositive();
        update(id, "green");
        eventually(() -> house.sink.count() == 4);
        var mails = house.mails("soc@south.example");
        assertThat(mails).hasSize(2);
        assertThat(mails.getLast().subject()).isEqualTo("[Sector-CERT] Update 1.01: New title (TLP:GREEN)");
        assertThat(mails.getLast().text())
                .contains("Version 1.01", "WHAT CHANGED\nThere is a solution.", "comes[.]example")
                .doesNotContain("goes[.]example");
        assertThat(mails.getFirst().text()).contains("Version 1.00").doesNotContain("WHAT CHANGED");
        var first = mails.getFirst().headers().stream()
                .filter(line -> line.startsWith("Message-ID: "))
                .findFirst()
                .orElseThrow()
                .substring("Message-ID: ".length());
        assertThat(mails.getLast().headers()).contains("In-Reply-To: " + first);
        assertThat(house.mails("soc@later.example")).isEmpty();
        assertThat(house.get("anna", path(id, "")).list("deliveries"))
                .filteredOn(row -> row.text("organization").orElseThrow().equals("South Hospital"))
                .extracting(row -> row.text("channel").orElseThrow() + " "
                        + row.text("version").orElseThrow())
                .containsExactlyInAnyOrder("portal 1.00", "mail 1.00", "mail 1.01");
        assertThat(house.get("anna", path(id, "follow-up")).list("members"))
                .as("one line for each member")
                .hasSize(2);
    }

    @Test
    void whatIsConfidentialIsUpdatedByAMailThatSaysOnlyLogIn() {
        var id = sent("amber");
        eventually(() -> house.sink.count() == 2);
        update(id, "amber");
        eventually(() -> house.sink.count() == 4);
        var mail = house.mails("soc@south.example").getLast();
        assertThat(mail.subject()).isEqualTo("[Sector-CERT] A warning was updated");
        assertThat(mail.text()).contains("version 1.01").doesNotContain("New title", "solution");
    }

    @Test
    void machinesReadTheVersionAndValuesComeAndGo() {
        var id = sent("clear");
        update(id, "clear");
        var open = house.get("anna", path(id, "")).json().object("open").orElseThrow();
        var tracking = ((JsonObject) Json.read(
                        house.get("anna", open.text("csaf").orElseThrow()).text()))
                .object("document")
                .flatMap(document -> document.object("tracking"))
                .orElseThrow();
        assertThat(tracking.text("version"))
                .as("published, a value withdrawn, updated")
                .contains("3");
        assertThat(tracking.toString()).contains("Versie 1.01.", "Er is een oplossing.", "goes[.]example");
        assertThat(house.get("anna", "/warnings/feed.rss?lang=en").text())
                .contains("Version 1.01.", "There is a solution.", "New title");
        assertThat(house.get("anna", open.text("page").orElseThrow() + "?lang=en")
                        .text())
                .contains("Version 1.01", "What changed", "There is a solution.");

        var viewer = house.hub.part(Viewers.class).organization(house.south);
        var objects = house.hub.part(Store.class).objects();
        assertThat(objects.count(viewer, Set.of("indicator"))).isEqualTo(2);
        var report = objects.ofTypes(viewer, Set.of("report")).stream()
                .map(seen -> seen.object().json())
                .filter(json -> json.text("name").equals(Optional.of("New title")))
                .findFirst()
                .orElseThrow();
        assertThat(report.text("modified")).isNotEqualTo(report.text("created"));
        assertThat(report.array("object_refs").orElseThrow().size()).isEqualTo(5);
        assertThat(house.get("anna", "/api/activity").text()).contains("1.01");
    }

    @Test
    void whatWasTakenBackMayComeBackAndAnUpdateOfNothingIsRefused() {
        var id = sent("green");
        update(id, "green");
        var draft = begun(id);
        var words = "{\"title\":\"T\",\"summary\":\"S\",\"advice\":\"A\"}";
        house.put(
                "anna",
                path(draft, ""),
                "{\"tlp\":\"green\",\"nl\":%s,\"en\":%s,\"indicators\":[{\"value\":\"goes.example\"}],%s}"
                        .formatted(words, words, CHANGED));
        house.approve(draft);
        house.publish(draft);
        assertThat(states(house.get("sara", path(id, ""))))
                .containsExactlyInAnyOrder(
                        "stays.example withdrawn",
                        "comes.example withdrawn",
                        "goes.example withdrawn",
                        "goes.example active");
        var gone = begun(id);
        write(gone, "green", "," + CHANGED);
        house.approve(gone);
        house.post("bram", path(id, "withdrawal"), "{\"reason\":\"It was wrong.\"}");
        var refused = house.post("bram", path(gone, "publication"), "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("taken back");
        assertThat(house.post("anna", path(id, "update"), "").status()).isEqualTo(409);
        assertThat(house.post("noor", path(id, "update"), "").status()).isIn(403, 404);
    }

    @Test
    void aReRatingIsAnUpdateAndTheOldRatingStaysWithItsVersion() {
        var id = sent("green");
        var draft = begun(id);
        write(
                draft,
                "green",
                ",%s,\"answers\":%s,\"damage\":\"medium\",\"deviation\":\"Only a shell in a container.\""
                        .formatted(CHANGED, RatingTest.json(RatingTest.answers(2))));
        house.approve(draft);
        house.publish(draft);
        assertThat(house.get("sara", path(id, "")).text("chance")).isEqualTo("high");
        var versions = versions("anna", id);
        assertThat(versions).extracting(v -> v.text("chance").orElseThrow()).containsExactly("high", "");
        assertThat(versions.getFirst().text("deviation")).contains("Only a shell in a container.");
        assertThat(versions("sara", id).getFirst().text("deviation")).isEmpty();
        assertThat(DATABASE.database()
                        .jdbc()
                        .sql("select answers from publication_edition where number = 1")
                        .query(String.class)
                        .single())
                .contains("\"patient-safety\":\"harm\"");
    }
}
