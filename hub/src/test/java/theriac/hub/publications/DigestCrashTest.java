package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
import theriac.hub.mail.MailSink;
import theriac.hub.testing.TestDatabase;

/// Digests of three warnings for 150 members: all in one mail each, and each warning exactly once or
/// reported when the hub that sends them is killed again and again.
class DigestCrashTest {

    private static final int MEMBERS = 150;
    private static final int KILLS = 4;
    private static final List<String> TITLES = List.of("Warning-Alpha", "Warning-Beta", "Warning-Gamma");

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path data;

    /// Three warnings wait for the morning of members that all want one mail a day.
    private static void waiting(WarningFixture house) {
        var organizations = house.hub.part(Organizations.class);
        for (int n = 3; n <= MEMBERS; n++) {
            organizations.create(new NewOrganization("Member " + n, "gp", "nl", "soc@m%d.example".formatted(n)));
        }
        DATABASE.database().jdbc().sql("""
                        insert into publication_rhythm (organization_id, rhythm, account_id, chosen_at)
                        select o.id, 'daily', (select min(id) from account), now() from organization o
                        where o.mail is not null""").update();
        TITLES.forEach(title -> house.published("green", new WarningFixture.Said(title, "s")));
    }

    private static void morning() {
        DATABASE.database()
                .jdbc()
                .sql("update publication_delivery set due_at = now() where digest")
                .update();
    }

    @Test
    void allOfADayIsOneMailForEachHoweverManyMembersThereAre() throws InterruptedException {
        try (var house = new WarningFixture(DATABASE, data)) {
            waiting(house);
            morning();
            eventually(() -> house.sink.count() >= MEMBERS);
            Thread.sleep(300);
            assertThat(house.sink.count()).isEqualTo(MEMBERS);
            assertThat(house.sink.received())
                    .allSatisfy(mail -> assertThat(mail.text()).contains(TITLES));
        }
    }

    @Test
    void aHubThatIsKilledWhileItSendsDigestsTellsNoWarningTwiceAndLeavesNoneUnreported() throws Exception {
        try (var sink = MailSink.start(0)) {
            try (var house = new WarningFixture(DATABASE, data)) {
                house.sink.close();
                waiting(house);
            }
            morning();
            var seed = new SendingProcess.Killed(DATABASE, data, sink).killed(KILLS, MEMBERS / (KILLS + 1));
            check(sink, "seed " + seed);
        }
    }

    private static void check(MailSink sink, String when) {
        Map<String, Integer> told = new HashMap<>();
        for (var mail : sink.received()) {
            TITLES.stream()
                    .filter(mail.text()::contains)
                    .forEach(title -> told.merge(mail.to() + " " + title, 1, Integer::sum));
        }
        assertThat(told.values()).as("no warning twice, %s", when).containsOnly(1);
        var uncertain = new ArrayList<String>();
        var rows = DATABASE.database()
                .jdbc()
                .sql("""
                        select o.mail || ' ' || p.en_title, d.state from publication_delivery d
                        join organization o on o.id = d.organization_id join publication p on p.id = d.publication_id
                        where d.channel = 'mail'""")
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
                .list();
        assertThat(rows).as(when).hasSize(MEMBERS * TITLES.size());
        rows.forEach(row -> {
            assertThat(row.getValue()).as("%s, %s", row.getKey(), when).isIn("sent", "uncertain");
            if (row.getValue().equals("sent")) {
                assertThat(told).as("said to be sent, %s", when).containsKey(row.getKey());
            } else {
                uncertain.add(row.getKey());
            }
        });
        System.out.printf("%d killed hubs, %d warnings in digests uncertain%n", KILLS, uncertain.size());
        assertThat(uncertain)
                .as("those of one mail for each kill at most, %s", when)
                .hasSizeLessThanOrEqualTo(KILLS * TITLES.size());
    }
}
