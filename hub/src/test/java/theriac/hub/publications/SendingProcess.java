package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import theriac.hub.app.Hub;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.mail.MailSink;
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

    static void await(BooleanSupplier condition, Duration most) throws InterruptedException {
        var end = Instant.now().plus(most);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("in time").isBefore(end);
            Thread.sleep(10);
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
                var process = start(kill);
                // Anywhere in the sending: the moment of the kill is meant to be any.
                int until = before + 1 + random.nextInt(most);
                await(() -> sink.count() >= until || waiting() == 0, PATIENCE);
                process.destroyForcibly().waitFor();
                inTheMiddle += sink.count() > 0 && waiting() > 0 ? 1 : 0;
            }
            assertThat(inTheMiddle).as("kills in the middle, seed %d", seed).isPositive();
            var last = start(kills);
            try {
                await(() -> waiting() == 0, PATIENCE);
            } finally {
                last.destroyForcibly().waitFor();
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
        Process start(int number) throws IOException {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            SendingProcess.class.getName(),
                            database.url(),
                            database.user(),
                            database.password(),
                            data.toString(),
                            Integer.toString(sink.port()),
                            Long.toString((number + 1) * 20L))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }
    }
}
