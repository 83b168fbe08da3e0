package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.accounts.Viewers;
import theriac.hub.store.Store;
import theriac.hub.testing.TestDatabase;
import theriac.testkit.StixSamples;

/// The story of the false NL-Alert, over HTTP, on a real database and with a mail server that keeps what it gets.
class WarningFlowTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

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

    @Test
    void fromASuspiciousMessageToEveryHospitalAndBack() {
        var report = house.report("noor", StixSamples.nlAlertSms());
        var read = house.get("anna", "/api/reports/" + report);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text())
                .contains("nl-alert-is-never-an-sms", StixSamples.SMS_DOMAIN, "homoglyph", "cell broadcast");

        var draft = house.post("anna", "/api/reports/" + report + "/draft", "");
        assertThat(draft.status()).isEqualTo(201);
        assertThat(draft.text()).contains("verwijder het bericht", "delete the message");
        assertThat(draft.list("indicators")).hasSize(2);
        var id = draft.text("id");

        assertThat(house.post("anna", WarningFixture.path(id, "review"), "").text("state"))
                .isEqualTo("review");
        assertThat(house.post("anna", WarningFixture.path(id, "approval"), "").status())
                .as("the author")
                .isEqualTo(403);
        assertThat(house.get("sara", WarningFixture.path(id, "")).status())
                .as("a member before publication")
                .isEqualTo(404);
        assertThat(house.post("bram", WarningFixture.path(id, "approval"), "").text("state"))
                .isEqualTo("approved");
        var published = house.post("bram", WarningFixture.path(id, "publication"), "");
        assertThat(published.text("state")).isEqualTo("published");
        assertThat(published.list("indicators"))
                .allMatch(i -> i.text("state").orElseThrow().equals("active"));

        assertThat(indicatorsSeenBySouth()).isEqualTo(2);
        eventually(() -> house.sink.received().size() == 2);
        var mails = house.sink.received();
        assertThat(mails).anySatisfy(mail -> {
            assertThat(mail.to()).isEqualTo("soc@south.example");
            assertThat(mail.subject()).startsWith("[Sector-CERT] False message");
            assertThat(mail.text()).contains("hxxps://gezondheidslnstituut[.]example/pakket", "delete the message");
            assertThat(mail.text()).doesNotContain("https://gezondheidslnstituut.example");
        });
        var own = house.get("sara", WarningFixture.path(id, ""));
        assertThat(own.list("deliveries"))
                .hasSize(2)
                .allMatch(d -> d.text("organization").orElseThrow().equals("South Hospital"));
        assertThat(house.post("sara", WarningFixture.path(id, "acknowledgement"), "")
                        .list("acknowledgements"))
                .hasSize(1);
        assertThat(house.get("noor", WarningFixture.path(id, "")).list("acknowledgements"))
                .as("others' answers")
                .isEmpty();

        var wrong = published.list("indicators").getFirst().text("id").orElseThrow();
        var withdrawn = house.post(
                "anna", WarningFixture.path(id, "indicators/" + wrong + "/withdrawal"), "{\"reason\":\"typo\"}");
        assertThat(withdrawn.status()).isEqualTo(200);
        assertThat(withdrawn.list("indicators"))
                .filteredOn(i -> i.text("state").orElseThrow().equals("withdrawn"))
                .hasSize(1);
        assertThat(indicatorsSeenBySouth()).isEqualTo(1);
        assertThat(house.get("sara", WarningFixture.path(id, "")).list("deliveries"))
                .extracting(d -> d.text("state").orElseThrow())
                .containsOnly("sent");
    }

    private long indicatorsSeenBySouth() {
        var viewer = house.hub.part(Viewers.class).organization(house.south);
        return house.hub.part(Store.class).objects().count(viewer, java.util.Set.of("indicator"));
    }
}
