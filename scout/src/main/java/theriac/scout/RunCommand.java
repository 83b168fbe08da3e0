package theriac.scout;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import theriac.detect.IndicatorSet;

/// The daemon.
@Command(
        name = "run",
        description = "Stays: takes in what is published, follows the configured logs, reports sightings.")
final class RunCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ScoutCommand scout;

    @Option(names = "--once", description = "Do one round of everything and end.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        Workplace place = Commands.parent(scout).workplace();
        try (AutoCloseable _ = place.home().lock();
                HubClient hub = place.hub()) {
            Lookback lookback = new Lookback(place.home());
            ScoutHome.Loaded loaded = place.load();
            Synchronizer synchronizer = new Synchronizer(place.home(), hub, lookback, place.clock(), loaded);
            ScoutRun run = new ScoutRun(
                    place.home(), place.config(), hub, synchronizer, lookback, place.clock(), place.console());
            if (once) {
                run.once();
            } else {
                IndicatorSet set = loaded.set();
                place.console()
                        .say("Holding " + set.size() + " indicators, following "
                                + place.config().watch().size() + " logs. Stop with Ctrl-C.");
                run.run();
            }
            return 0;
        }
    }
}
