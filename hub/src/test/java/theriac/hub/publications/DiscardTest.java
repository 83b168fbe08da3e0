package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.policy.Role;
import theriac.hub.testing.TestDatabase;
import theriac.testkit.StixSamples;

/// Drafts of warnings and of their updates are thrown away and come back with every word.
class DiscardTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path data;

    private WarningFixture house;

    @BeforeEach
    void start() {
        house = new WarningFixture(DATABASE, data);
        house.account(house.cert, "cees", EnumSet.of(Role.READER, Role.ANALYST));
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private static String bin(String id) {
        return "/api/discarded-drafts/" + id;
    }

    private String state(String id) {
        return house.get("anna", WarningFixture.path(id, "")).text("state");
    }

    private boolean listed(String id) {
        return house.get("anna", "/api/publications").text().contains(id);
    }

    @Test
    void aDraftIsThrownAwayByItsAuthorOrAPublisherAndComesBackWithEveryWord() {
        var report = house.report("noor", StixSamples.nlAlertSms());
        var draft = house.post("anna", "/api/reports/" + report + "/draft", "");
        var id = draft.text("id");
        assertThat(house.put("cees", bin(id), "").status())
                .as("neither wrote in it nor may publish")
                .isEqualTo(403);
        assertThat(house.put("sara", bin(id), "").status()).as("a member").isEqualTo(404);
        assertThat(house.put("anna", bin(id), "").status()).isEqualTo(204);
        assertThat(state(id)).isEqualTo("discarded");
        assertThat(listed(id)).isFalse();
        assertThat(house.get("anna", "/api/overview").text())
                .as("nothing waits")
                .contains("\"drafts\":0");
        assertThat(house.get("anna", "/api/reports/" + report).text("state"))
                .as("the report waits again")
                .isEqualTo("new");
        for (var step : List.of("review", "approval", "publication", "update")) {
            assertThat(house.post("bram", WarningFixture.path(id, step), "").status())
                    .as("it goes no further: %s", step)
                    .isEqualTo(409);
        }
        for (var path : List.of("", "pdf", "recipients", "versions", "sending")) {
            assertThat(house.get("sara", WarningFixture.path(id, path)).status())
                    .as("a member, %s", path)
                    .isIn(403, 404);
        }
        assertThat(house.get("anna", "/api/discarded-drafts").list("drafts"))
                .singleElement()
                .satisfies(row -> assertThat(row.text("by")).contains("anna"));
        assertThat(house.get("sara", "/api/discarded-drafts").list("drafts")).isEmpty();
        assertThat(house.delete("cees", bin(id)).status()).isEqualTo(403);
        assertThat(house.delete("bram", bin(id)).status()).as("may publish").isEqualTo(204);
        assertThat(state(id)).isEqualTo("draft");
        assertThat(listed(id)).isTrue();
        assertThat(house.get("anna", WarningFixture.path(id, "")).json().object("nl"))
                .isEqualTo(draft.json().object("nl"));
        assertThat(house.get("anna", "/api/reports/" + report).text("state")).isEqualTo("drafted");
    }

    /// What was said of a time that it had goes with it.
    @Test
    void whatIsFetchedBackHasNoTime() {
        var id = house.approved("green", new WarningFixture.Said("Title", "Summary"), "bad.example");
        var at = "{\"at\":\"%s\"}".formatted(Instant.now().plus(Duration.ofHours(1)));
        assertThat(house.put("bram", WarningFixture.path(id, "schedule"), at).status())
                .isEqualTo(200);
        house.post("bram", WarningFixture.path(id, "return"), "");
        assertThat(house.get("anna", WarningFixture.path(id, "")).json().object("schedule"))
                .as("it went back to draft, says its time")
                .isPresent();
        assertThat(house.put("anna", bin(id), "").status()).isEqualTo(204);
        assertThat(house.delete("anna", bin(id)).status()).isEqualTo(204);
        assertThat(house.get("anna", WarningFixture.path(id, "")).json().object("schedule"))
                .isEmpty();
    }

    @Test
    void whatIsUnderReviewOrSentIsNotThrownAway() {
        var id = house.approved("green", new WarningFixture.Said("Title", "Summary"), "bad.example");
        assertThat(house.put("anna", bin(id), "").status()).isEqualTo(409);
        house.publish(id);
        assertThat(house.put("anna", bin(id), "").status()).isEqualTo(409);
        assertThat(house.delete("anna", bin(id)).status()).isEqualTo(409);
    }

    @Test
    void anUpdateIsThrownAwayAndAnotherBegunAndThereIsOneAtATime() {
        var id = house.approved("green", new WarningFixture.Said("Title", "Summary"), "bad.example");
        house.publish(id);
        var first = house.post("anna", WarningFixture.path(id, "update"), "").text("id");
        assertThat(house.put("anna", bin(first), "").status()).isEqualTo(204);
        assertThat(house.get("anna", WarningFixture.path(id, "")).json().text("nextDraft"))
                .isEmpty();
        var second = house.post("anna", WarningFixture.path(id, "update"), "").text("id");
        assertThat(second).isNotEqualTo(first);
        var refused = house.delete("anna", bin(first));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("another update");
        assertThat(house.put("anna", bin(second), "").status()).isEqualTo(204);
        assertThat(house.delete("anna", bin(first)).status()).isEqualTo(204);
        assertThat(house.post("anna", WarningFixture.path(id, "update"), "").text("id"))
                .isEqualTo(first);
    }
}
