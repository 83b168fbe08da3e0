package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
import theriac.hub.mail.MailSink;
import theriac.hub.testing.TestDatabase;

/// Three hundred mails: handed over in time, and each exactly once or reported when the hub that
/// sends them is killed again and again.
class MailCrashTest {

    private static final int MEMBERS = 300;
    private static final int KILLS = 4;
    private static final Duration ALL = Duration.ofSeconds(30);
    private static final Duration FIRST = Duration.ofSeconds(2);

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path data;

    /// A warning is written, approved and everything but sent; two members are there already.
    private static String approved(WarningFixture house) {
        var organizations = house.hub.part(Organizations.class);
        for (int n = 3; n <= MEMBERS; n++) {
            organizations.create(new NewOrganization("Member " + n, "gp", "nl", "soc@m%d.example".formatted(n)));
        }
        return house.approved("green", new WarningFixture.Said("t", "s"), "a.example");
    }

    @Test
    void threeHundredMailsAreHandedOverInHalfAMinuteAndTheFirstAtOnce() throws Exception {
        try (var house = new WarningFixture(DATABASE, data)) {
            var id = approved(house);
            var begin = Instant.now();
            assertThat(house.post("bram", "/api/publications/" + id + "/publication", "")
                            .status())
                    .isEqualTo(200);
            eventually(ALL, () -> house.sink.count() > 0);
            var first = Duration.between(begin, Instant.now());
            eventually(ALL, () -> house.sink.count() == MEMBERS);
            var all = Duration.between(begin, Instant.now());
            System.out.printf(
                    "approve to first mail %d ms, %d mails %d ms%n", first.toMillis(), MEMBERS, all.toMillis());
            assertThat(all).isLessThan(ALL);
            assertThat(first).isLessThan(FIRST.multipliedBy(5)); // noisy machines; the figure itself is printed
        }
    }

    @Test
    void aHubThatIsKilledWhileItSendsLeavesNoMailTwiceAndNoneUnreported() throws Exception {
        try (var sink = MailSink.start(0)) {
            try (var house = new WarningFixture(DATABASE, data)) {
                var id = approved(house);
                publishWithoutSending(house, id);
            }
            var hubs = new SendingProcess.Killed(DATABASE, data, sink);
            var seed = hubs.killed(KILLS, MEMBERS / (KILLS + 1));
            check(sink, "seed " + seed);
        }
    }

    private static void check(MailSink sink, String when) {
        Map<String, Long> arrived =
                sink.received().stream().collect(Collectors.groupingBy(MailSink.Received::to, Collectors.counting()));
        Map<String, String> states = DATABASE
                .database()
                .jdbc()
                .sql("""
                        select o.mail, d.state from publication_delivery d join organization o on o.id = d.organization_id
                        where d.channel = 'mail'""")
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(states).as(when).hasSize(MEMBERS);
        assertThat(arrived.values()).as("no mail twice, %s", when).containsOnly(1L);
        states.forEach((mail, state) -> {
            assertThat(state).as("%s, %s", mail, when).isIn("sent", "uncertain");
            if (state.equals("sent")) {
                assertThat(arrived).as("said to be sent, %s", when).containsKey(mail);
            }
        });
        long uncertain = states.values().stream().filter("uncertain"::equals).count();
        System.out.printf("%d killed hubs, %d mails uncertain%n", KILLS, uncertain);
        assertThat(uncertain).as("one for each kill at most, %s", when).isLessThanOrEqualTo(KILLS);
    }

    /// Published by a hub whose mail server does not answer: all of it waits.
    private static void publishWithoutSending(WarningFixture house, String id) {
        house.sink.close();
        assertThat(house.post("bram", "/api/publications/" + id + "/publication", "")
                        .status())
                .isEqualTo(200);
    }
}
