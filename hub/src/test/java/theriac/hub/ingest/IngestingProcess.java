package theriac.hub.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import theriac.hub.db.Database;
import theriac.hub.db.EmbeddedPostgres;
import theriac.hub.db.PgSettings;

/// The process that [IngestCrashTest] kills: it starts the hub's own database, takes a feed in and says `started` and,
/// when it got that far, `done` with what it stored.
///
/// Arguments: the database folder, the folder of the programs, the feed.
final class IngestingProcess {

    private IngestingProcess() {}

    public static void main(String[] arguments) throws IOException {
        var settings = PgSettings.forThisMachine().withBinaries(Path.of(arguments[1]));
        try (var server =
                        EmbeddedPostgres.start(Path.of(arguments[0]), settings).stopWithJvm();
                var database = Database.open(server);
                var in = new IngestFixture(database, DeliveryLimits.standard());
                var feed = Files.newInputStream(Path.of(arguments[2]))) {
            var source = in.source("stix", "The feed");
            say("started");
            say("done " + in.take(source, feed).counts());
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
