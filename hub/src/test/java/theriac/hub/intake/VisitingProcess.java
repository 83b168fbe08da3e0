package theriac.hub.intake;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.app.Hub;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.Fetcher;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Store;
import theriac.hub.testing.JavaProcess;

/// The hub that [CutOffVisitsTest] kills while it follows a link.
///
/// Arguments: the URL, user and password of the database, the data folder, a report, its link.
final class VisitingProcess {

    private VisitingProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (var database = Database.open(arguments[0], arguments[1], arguments[2]);
                var hub = Hub.start(config(Path.of(arguments[3])), database, Clock.systemUTC());
                var fetcher = fetcher()) {
            visits(hub, fetcher, Clock.systemUTC())
                    .follow(analyst(hub), UUID.fromString(arguments[4]), arguments[5], "to know where it leads");
            Thread.currentThread().join();
        }
    }

    static HubConfig config(Path data) {
        return config(data, null);
    }

    /// @param database on which there may be other hubs; null: one of its own
    static HubConfig config(Path data, HubConfig.@Nullable DatabaseAt database) {
        return new HubConfig(
                data, "127.0.0.1", 0, "https://hub.example", Optional.ofNullable(database), Optional.empty());
    }

    /// For whom every name is this machine.
    static Fetcher fetcher() {
        return new Fetcher(host -> List.of(InetAddress.getByName("127.0.0.1")), null);
    }

    static Viewer.Party analyst(Hub hub) {
        return hub.part(Viewers.class)
                .organization(hub.part(Organizations.class).findByName("Cert").orElseThrow());
    }

    static LinkVisits visits(Hub hub, Fetcher fetcher, Clock clock) {
        return new LinkVisits(
                hub.part(Database.class),
                hub.part(Intake.class),
                hub.part(Store.class).audiences(),
                true,
                new LinkChain(fetcher, AddressRules.allowing(List.of("127.0.0.1")), "Mozilla/5.0"),
                new LinkVisits.Around(
                        hub.part(NameRules.class),
                        page -> Optional.of(new LinkVisits.Reader.Said("A title", "read")),
                        (viewer, action, detail) -> {}),
                clock);
    }

    /// @param arguments those of [#main]
    static JavaProcess start(Object... arguments) throws IOException {
        return JavaProcess.start(VisitingProcess.class, arguments);
    }
}
