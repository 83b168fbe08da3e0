package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
import theriac.hub.core.HubConfig;
import theriac.hub.mail.MailSink;
import theriac.hub.publications.WarningFixture.Said;
import theriac.hub.testing.TestDatabase;

/// Hubs that send are killed while somebody stops a warning and goes on, and while the times of three come:
/// nothing is doubled and nothing is lost.
class StopCrashTest {

    private static final int MEMBERS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> TITLES = List.of("Warning-Alpha", "Warning-Beta", "Warning-Gamma");

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path data;

    /// A hub that sends nothing itself.
    private WarningFixture quiet() {
        var house = new WarningFixture(
                DATABASE,
                data,
                usual ->
                        new HubConfig(data, "127.0.0.1", 0, "https://hub.example", Optional.empty(), Optional.empty()));
        var organizations = house.hub.part(Organizations.class);
        for (int n = 3; n <= MEMBERS; n++) {
            organizations.create(new NewOrganization("Member " + n, "gp", "nl", "soc@m%d.example".formatted(n)));
        }
        return house;
    }

    private static long rows(String states) {
        return DATABASE.database()
                .jdbc()
                .sql("select count(*) from publication_delivery where channel = 'mail' and state = any(:states)")
                .param("states", states.split(" "))
                .query(Long.class)
                .single();
    }

    @Test
    void aStopHoldsThroughAKillAndTheRestGoesOutOnce() throws Exception {
        try (var sink = MailSink.start(0);
                var house = quiet()) {
            var hubs = new SendingProcess.Killed(DATABASE, data, sink);
            var id = house.published("green", new Said("t", "s"), "a.example");
            try (var first = hubs.start(0)) {
                eventually(PATIENCE, () -> sink.count() > MEMBERS / 10);
                var begin = Instant.now();
                assertThat(house.put("bram", WarningFixture.path(id, "stop"), "")
                                .status())
                        .isEqualTo(200);
                System.out.printf(
                        "stopped after %d ms%n",
                        Duration.between(begin, Instant.now()).toMillis());
                first.kill();
            }
            int had = sink.count();
            assertThat(had).isLessThan(MEMBERS);
            try (var second = hubs.start(1)) {
                eventually(PATIENCE, () -> rows("leased sending") == 0);
                Thread.sleep(6_000);
                assertThat(sink.count()).as("nothing more").isEqualTo(had);
                second.kill();
            }
            assertThat(house.delete("bram", WarningFixture.path(id, "stop")).status())
                    .isEqualTo(200);
            try (var third = hubs.start(2)) {
                eventually(PATIENCE, () -> sink.count() > had + 20);
                third.kill();
            }
            try (var last = hubs.start(3)) {
                eventually(PATIENCE, () -> rows("waiting leased sending stopped") == 0);
                last.kill();
            }
            Map<String, Long> arrived = sink.received().stream()
                    .collect(Collectors.groupingBy(MailSink.Received::to, Collectors.counting()));
            assertThat(arrived.values()).containsOnly(1L);
            assertThat(rows("sent") + rows("uncertain")).isEqualTo(MEMBERS);
            assertThat(rows("uncertain")).isLessThanOrEqualTo(2);
            assertThat(arrived.size()).isGreaterThanOrEqualTo((int) rows("sent"));
        }
    }

    @Test
    void ofHubsThatAreKilledWhenTheTimeComesEachWarningIsSentOnce() throws Exception {
        try (var sink = MailSink.start(0);
                var house = quiet()) {
            var ids = new ArrayList<String>();
            for (var title : TITLES) {
                var id = house.approved("green", new Said(title, "s"), title.toLowerCase() + ".example");
                var at = Instant.now().plus(Duration.ofMinutes(10));
                assertThat(house.put("bram", WarningFixture.path(id, "schedule"), "{\"at\":\"%s\"}".formatted(at))
                                .status())
                        .isEqualTo(200);
                ids.add(id);
            }
            var hubs = new SendingProcess.Killed(DATABASE, data, sink);
            try (var one = hubs.start(0);
                    var other = hubs.start(0)) {
                eventually(PATIENCE, () -> published() > 0);
                one.kill();
                other.kill();
            }
            try (var last = hubs.start(1)) {
                eventually(PATIENCE, () -> published() == TITLES.size() && rows("waiting leased sending") == 0);
                last.kill();
            }
            ids.forEach(id -> assertThat(DATABASE.database()
                            .jdbc()
                            .sql(
                                    "select count(*) from audit_event where action = 'publication.publish' and subject = :id")
                            .param("id", id)
                            .query(Long.class)
                            .single())
                    .isEqualTo(1));
            Map<String, Long> told = sink.received().stream()
                    .flatMap(mail ->
                            TITLES.stream().filter(mail.text()::contains).map(title -> mail.to() + " " + title))
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            assertThat(told.values()).containsOnly(1L);
            assertThat(rows("sent") + rows("uncertain")).isEqualTo((long) MEMBERS * TITLES.size());
        }
    }

    private static long published() {
        return DATABASE.database()
                .jdbc()
                .sql("select count(*) from publication where state = 'published'")
                .query(Long.class)
                .single();
    }
}
