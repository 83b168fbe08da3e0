package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import theriac.hub.app.Hub;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.mail.MailSink;
import theriac.hub.testing.JavaProcess;
import theriac.hub.testing.TestDatabase;

/// The hub that [MailCrashTest], [DigestCrashTest] and [StopCrashTest] kill while it sends.
///
/// Arguments: the URL, user and password of the database, the data folder, the port of the mail
/// server, how many minutes its clock is ahead.
final class SendingProcess {

    private SendingProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        var mail = new HubConfig.MailServer(
                "127.0.0.1", Integer.parseInt(arguments[4]), "", "", "cert@hub.example", false);
        var config = new HubConfig(
                Path.of(arguments[3]), "127.0.0.1", 0, "https://hub.example", Optional.empty(), Optional.of(mail));
        var clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(Long.parseLong(arguments[5])));
        try (var database = Database.open(arguments[0], arguments[1], arguments[2]);
                var hub = Hub.start(config, database, clock)) {
            System.out.println("started " + hub.port());
            System.out.flush();
            Thread.currentThread().join();
        }
    }

    /// Hubs on one database that are killed while they send, and a last one that ends the work.
    record Killed(TestDatabase database, Path data, MailSink sink) {

        private static final Duration PATIENCE = Duration.ofMinutes(2);

        /// Kills so many hubs, each after at most so many mails, and waits until nothing waits.
        ///
        /// @return the seed of the moments, for a message
        long killed(int kills, int most) throws IOException, InterruptedException {
            long seed = new Random().nextLong();
            var random = new Random(seed);
            int inTheMiddle = 0;
            for (int kill = 0; kill < kills; kill++) {
                int before = sink.count();
                try (var process = start(kill)) {
                    // Anywhere in the sending: the moment of the kill is meant to be any.
                    int until = before + 1 + random.nextInt(most);
                    eventually(PATIENCE, () -> sink.count() >= until || waiting() == 0);
                    process.kill();
                }
                inTheMiddle += sink.count() > 0 && waiting() > 0 ? 1 : 0;
            }
            assertThat(inTheMiddle).as("kills in the middle, seed %d", seed).isPositive();
            try (var last = start(kills)) {
                eventually(PATIENCE, () -> waiting() == 0);
            }
            return seed;
        }

        private long waiting() {
            return database.database()
                    .jdbc()
                    .sql("select count(*) from publication_delivery where state in ('waiting', 'leased', 'sending')")
                    .query(Long.class)
                    .single();
        }

        /// Each next hub lives later than the leases of the one before it, and than the pauses after
        /// its outages.
        JavaProcess start(int number) throws IOException {
            return JavaProcess.start(
                    SendingProcess.class,
                    database.url(),
                    database.user(),
                    database.password(),
                    data,
                    sink.port(),
                    (number + 1) * 20L);
        }
    }
}
