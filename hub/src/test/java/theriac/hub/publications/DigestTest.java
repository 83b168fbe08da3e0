package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.accounts.Organizations;
import theriac.hub.mail.MailSink;
import theriac.hub.policy.Role;
import theriac.hub.testing.TestDatabase;

/// A member that wants one mail a day gets one; what cannot wait does not.
class DigestTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path data;

    private WarningFixture house;

    @BeforeEach
    void start() {
        house = new WarningFixture(DATABASE, data);
        house.account(house.south, "suze", EnumSet.of(Role.READER, Role.MEMBER_ADMIN));
        var chosen = house.put("suze", path(), "{\"rhythm\":\"daily\"}");
        assertThat(chosen.status()).as(chosen.text()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private String path() {
        return "/api/organizations/" + house.south.id() + "/warning-mails";
    }

    private String sent(String title, String tlp) {
        return house.published(tlp, new WarningFixture.Said(title, "About " + title), title + ".example");
    }

    private void morning() {
        DATABASE.database()
                .jdbc()
                .sql("update publication_delivery set due_at = now() where digest")
                .update();
    }

    private List<MailSink.Received> south() {
        return house.mails("soc@south.example");
    }

    @Test
    void severalWarningsOfADayAreOneMailWithoutWhatIsConfidential() throws InterruptedException {
        sent("one", "green");
        var second = sent("two", "clear");
        sent("secret", "amber");
        var taken = sent("wrong", "green");
        house.post("bram", WarningFixture.path(taken, "withdrawal"), "{\"reason\":\"It was wrong.\"}");
        eventually(() -> house.sink.received().size() >= 3);
        assertThat(south()).as("held back until the morning").isEmpty();
        assertThat(house.get("anna", WarningFixture.path(second, "")).list("deliveries"))
                .anySatisfy(row -> {
                    assertThat(row.text("organization")).contains("South Hospital");
                    assertThat(row.text("state")).contains("waiting");
                });
        morning();
        eventually(() -> !south().isEmpty());
        Thread.sleep(300);
        assertThat(south()).hasSize(1);
        var mail = south().getFirst();
        assertThat(mail.subject()).isEqualTo("[Sector-CERT] 3 warnings of the past day (TLP:GREEN)");
        assertThat(mail.text())
                .contains(
                        "one",
                        "About two",
                        "TLP:CLEAR",
                        "1 of them",
                        "confidential",
                        "https://hub.example/publications")
                .doesNotContain("secret", "wrong", "one.example", "one[.]example");
        assertThat(house.get("anna", WarningFixture.path(second, "")).list("deliveries"))
                .filteredOn(row -> row.text("channel").orElseThrow().equals("mail"))
                .allSatisfy(row -> assertThat(row.text("state")).contains("sent"));
    }

    @Test
    void oneWarningAloneIsAnOrdinaryMail() {
        sent("alone", "green");
        morning();
        eventually(() -> !south().isEmpty());
        assertThat(south().getFirst().subject()).isEqualTo("[Sector-CERT] alone (TLP:GREEN)");
        assertThat(south().getFirst().text()).contains("alone[.]example");
    }

    @Test
    void onlyWhoAnswersForAMemberChoosesAndOnlyForItsOwn() {
        assertThat(house.get("suze", path()).text("rhythm")).isEqualTo("daily");
        assertThat(house.put("sara", path(), "{\"rhythm\":\"at-once\"}").status())
                .isEqualTo(403);
        assertThat(house.get("noor", path()).status()).isEqualTo(404);
        assertThat(house.put("suze", path(), "{\"rhythm\":\"never\"}").status()).isEqualTo(400);
        assertThat(house.put(
                                "suze",
                                path().replace(
                                                house.south.id().toString(),
                                                house.north.id().toString()),
                                "{\"rhythm\":\"daily\"}")
                        .status())
                .isEqualTo(404);
        assertThat(house.put("suze", path(), "{\"rhythm\":\"at-once\"}").text("rhythm"))
                .isEqualTo("at-once");
        sent("now", "green");
        eventually(() -> !south().isEmpty());
    }

    @Test
    void whatIsHighAndHighWaitsForNoMorningAndDigestsGoOutAtSeven() {
        var rhythms = new Rhythms(
                DATABASE.database(),
                house.hub.part(Organizations.class),
                ZoneId.of("Europe/Amsterdam"),
                Clock.systemUTC());
        var south = List.of(house.south.key(), house.north.key());
        assertThat(rhythms.digests(south, new Severity("high", "high"))).isEmpty();
        assertThat(rhythms.digests(south, new Severity("high", "medium"))).containsExactly(house.south.key());
        assertThat(rhythms.next(Instant.parse("2026-11-26T05:59:00Z"))).isEqualTo("2026-11-26T06:00:00Z");
        assertThat(rhythms.next(Instant.parse("2026-11-26T06:00:00Z"))).isEqualTo("2026-11-27T06:00:00Z");
        assertThat(rhythms.next(Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo("2026-03-29T05:00:00Z");
    }
}
