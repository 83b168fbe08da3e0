package theriac.scout;

import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// Says how things stand, without the hub and beside a running scout.
@Command(name = "status", description = "Says what this scout holds, how far it is, and what waits.")
final class StatusCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ScoutCommand scout;

    @Override
    public Integer call() throws Exception {
        Workplace place = Commands.parent(scout).workplace();
        ScoutHome.Loaded loaded = place.load();
        ScoutState state = loaded.state();
        Console console = place.console();
        console.say("Hub:        " + place.hubName());
        console.say("Member:     "
                + state.profile().map(p -> Console.safe(p.organization())).orElse("not yet known"));
        console.say(
                "Indicators: " + loaded.set().size() + " held, " + loaded.set().values() + " values searched for");
        console.say("Position:   " + moment(state.position()) + ", confirmed " + moment(state.confirmed()));
        console.say("Last sync:  " + moment(state.syncedAt()));
        if (!Files.isDirectory(place.home().data())) {
            return 0;
        }
        Spool spool = new Spool(place.home());
        console.say("Waiting:    " + spool.waiting().size() + " batches of sightings");
        for (Tail tail : new Tails(place.home(), spool.tails()).all()) {
            console.say("Log:        " + Console.safe(tail.path()) + ", read to byte " + tail.offset() + ", line "
                    + (tail.line() - 1));
        }
        return 0;
    }

    private static String moment(Optional<Instant> moment) {
        return moment.map(Instant::toString).orElse("never");
    }
}
