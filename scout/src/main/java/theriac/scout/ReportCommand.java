package theriac.scout;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// Sends what waits.
@Command(name = "report", description = "Sends the sightings that wait, and confirms what the hub does not know yet.")
final class ReportCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ScoutCommand scout;

    @Override
    public Integer call() throws Exception {
        return send(Commands.parent(scout).workplace());
    }

    /// Sends what waits; the exit code.
    static int send(Workplace place) throws Exception {
        try (AutoCloseable _ = place.home().lock();
                HubClient hub = place.hub()) {
            Synchronizer synchronizer =
                    new Synchronizer(place.home(), hub, new Lookback(place.home()), place.clock(), place.load());
            Profile profile = synchronizer.profile();
            Spool.Sent sent = new Spool(place.home()).send(hub, profile);
            synchronizer.confirm();
            place.console()
                    .say(
                            sent.batches() == 0
                                    ? "No sightings waited."
                                    : "Sent sightings: " + sent.objects() + " objects in " + sent.batches()
                                            + " batches.");
            ScoutRun.refused(sent, place.console());
            return 0;
        }
    }
}
