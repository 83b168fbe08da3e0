package theriac.scout;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import theriac.detect.IndicatorSet;

/// Follows logs without talking to the hub.
@Command(
        name = "watch",
        description = "Follows the configured logs without the hub; sightings wait until scout report or run.")
final class WatchCommand implements Callable<Integer> {

    private static final long PASS_MILLIS = 500;

    @ParentCommand
    private @Nullable ScoutCommand scout;

    @Option(names = "--once", description = "Look through what is new once and end.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        Workplace place = Commands.parent(scout).workplace();
        try (AutoCloseable _ = place.home().lock()) {
            ScoutHome.Loaded loaded = place.load();
            IndicatorSet set = loaded.set();
            Profile profile = loaded.state()
                    .profile()
                    .orElseThrow(() -> new ScoutProblem("This scout has never spoken with its hub. First: scout sync"));
            Spool spool = new Spool(place.home());
            Watcher watcher = new Watcher(
                    place.home(),
                    place.config(),
                    spool,
                    new Lookback(place.home()),
                    profile.identity(),
                    place.clock(),
                    place.console());
            int sightings = watcher.pass(() -> set);
            while (!once) {
                Thread.sleep(PASS_MILLIS);
                sightings += watcher.pass(() -> set);
            }
            place.console().say(sightings + " new sightings wait to be sent.");
            return 0;
        }
    }
}
