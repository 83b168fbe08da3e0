package theriac.hub.publications;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import theriac.hub.app.Hub;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;

/// The hub that [MailCrashTest] kills while it sends.
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
}
