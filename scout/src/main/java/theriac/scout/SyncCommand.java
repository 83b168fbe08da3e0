package theriac.scout;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// Fetches what is new, once.
@Command(name = "sync", description = "Fetches what is new from the hub, stores it and confirms it, once.")
final class SyncCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ScoutCommand scout;

    @Override
    public Integer call() throws Exception {
        Workplace place = Commands.parent(scout).workplace();
        try (AutoCloseable _ = place.home().lock();
                HubClient hub = place.hub()) {
            Synchronizer synchronizer =
                    new Synchronizer(place.home(), hub, new Lookback(place.home()), place.clock(), place.load());
            Synchronizer.Outcome outcome = synchronizer.sync(synchronizer.profile());
            place.console().say(ScoutRun.sentence(outcome, synchronizer));
            return 0;
        }
    }
}
