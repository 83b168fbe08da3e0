package theriac.scout;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The whole loop: wait for the hub's wake, synchronise, confirm; meanwhile follow the logs and send sightings.
///
/// One thread talks to the hub about indicators, the caller's thread reads logs and sends. Ends when it is interrupted.
final class ScoutRun {

    private static final Duration PASS = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration SYNC_ANYWAY = Duration.ofMinutes(5); // in case a wake was lost
    private static final Duration NOT_AGAIN_BEFORE = Duration.ofMillis(100);

    private final ScoutHome home;
    private final ScoutConfig config;
    private final HubClient hub;
    private final Synchronizer synchronizer;
    private final Lookback lookback;
    private final Clock clock;
    private final Console console;
    private volatile @Nullable Throwable listenerEnd;
    private boolean away;

    ScoutRun(
            ScoutHome home,
            ScoutConfig config,
            HubClient hub,
            Synchronizer sync,
            Lookback lookback,
            Clock clock,
            Console console) {
        this.home = home;
        this.config = config;
        this.hub = hub;
        this.synchronizer = sync;
        this.lookback = lookback;
        this.clock = clock;
        this.console = console;
    }

    void run() throws IOException, InterruptedException {
        Thread listener = Thread.ofVirtual()
                .name("scout-sync")
                .uncaughtExceptionHandler((_, failure) -> listenerEnd = failure)
                .start(this::listen);
        try {
            watch();
        } finally {
            listener.interrupt();
        }
    }

    /// One round of everything, in order.
    void once() throws IOException, HubFailure, InterruptedException {
        Profile profile = synchronizer.profile();
        say(synchronizer.sync(profile));
        Spool spool = new Spool(home);
        new Watcher(home, config, spool, lookback, profile.identity(), clock, console).pass(synchronizer::set);
        sent(spool.send(hub, profile));
    }

    private void listen() {
        Duration pause = Duration.ZERO;
        Optional<Instant> heard = Optional.empty();
        Instant synced = Instant.MIN;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Profile profile = synchronizer.profile();
                if (pauseOver(synced)) {
                    say(synchronizer.sync(profile));
                    synced = clock.instant();
                    back();
                }
                Optional<Instant> position =
                        hub.wake(later(heard, synchronizer.state().position()));
                if (position.isPresent()
                        && isAfter(
                                position.get(),
                                later(heard, synchronizer.state().position()))) {
                    heard = position;
                    synced = Instant.MIN;
                } else {
                    synchronizer.confirm();
                }
                pause = Duration.ZERO;
                Thread.sleep(NOT_AGAIN_BEFORE);
            } catch (HubFailure failure) {
                leave(failure);
                synced = Instant.MIN;
                pause = pause.isZero() ? Duration.ofSeconds(1) : min(pause.multipliedBy(2), LONGEST_PAUSE);
                if (!slept(pause)) {
                    return;
                }
            } catch (IOException disk) {
                console.warn("The folder " + home.folder() + " cannot be written: " + disk.getMessage()
                        + ". The scout goes on with what it holds.");
                if (!slept(LONGEST_PAUSE)) {
                    return;
                }
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    private boolean pauseOver(Instant synced) {
        return synced.equals(Instant.MIN) || clock.instant().isAfter(synced.plus(SYNC_ANYWAY));
    }

    private static boolean slept(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException ended) {
            return false;
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
        return a.isPresent() && (b.isEmpty() || a.get().isAfter(b.get())) ? a : b;
    }

    private static boolean isAfter(Instant position, Optional<Instant> known) {
        return known.isEmpty() || position.isAfter(known.get());
    }

    /// One sentence at the beginning of an outage, one at its end.
    private synchronized void leave(HubFailure failure) {
        if (!away) {
            away = true;
            console.warn(Console.safe(failure.sentence()));
        }
    }

    private synchronized void back() {
        if (away) {
            away = false;
            console.say("The hub answers again.");
        }
    }

    private void say(Synchronizer.Outcome outcome) {
        if (outcome.taken() + outcome.dropped() > 0) {
            console.say(sentence(outcome, synchronizer));
        }
    }

    static String sentence(Synchronizer.Outcome outcome, Synchronizer synchronizer) {
        String dropped = outcome.dropped() == 0 ? "" : ", dropped " + outcome.dropped() + " withdrawn";
        String silent = outcome.silent() == 0 ? "" : " (" + outcome.silent() + " of them cannot be seen in logs)";
        String position = synchronizer.state().position().map(Instant::toString).orElse("the beginning");
        return "Took in " + outcome.taken() + " new or revised indicators" + silent + dropped + "; holding "
                + synchronizer.set().size() + ", confirmed up to " + position + ".";
    }

    private void watch() throws IOException, InterruptedException {
        Spool spool = new Spool(home);
        Optional<Watcher> watcher = Optional.empty();
        Instant tryAgain = Instant.MIN;
        while (true) {
            Throwable deaf = listenerEnd;
            if (deaf != null) {
                throw new ScoutProblem(lastWords(deaf));
            }
            Optional<Profile> profile = synchronizer.state().profile();
            if (watcher.isEmpty() && profile.isPresent()) {
                watcher = Optional.of(
                        new Watcher(home, config, spool, lookback, profile.get().identity(), clock, console));
            }
            if (watcher.isPresent()) {
                watcher.get().pass(synchronizer::set);
            }
            List<Path> waiting = spool.waiting();
            if (profile.isPresent() && !waiting.isEmpty() && clock.instant().isAfter(tryAgain)) {
                try {
                    sent(spool.send(hub, profile.get()));
                } catch (HubFailure failure) {
                    leave(failure);
                    tryAgain = clock.instant().plusSeconds(5);
                }
            }
            Thread.sleep(PASS);
        }
    }

    /// A scout that no longer hears the hub must not look like one that does: it ends, and says why.
    static String lastWords(Throwable failure) {
        return failure instanceof OutOfMemoryError
                ? "The scout ran out of memory (" + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MB) while it took in indicators. What it held is safe on disk. Start it with more, for"
                        + " example THERIAC_JAVA_OPTIONS=-Xmx2g."
                : "This is a fault in scout: it could not go on listening to the hub. " + failure;
    }

    private void sent(Spool.Sent sent) {
        if (sent.objects() > 0) {
            console.say("Sent sightings: " + sent.objects() + " objects in " + sent.batches() + " batches.");
        }
        refused(sent, console);
    }

    static void refused(Spool.Sent sent, Console console) {
        if (!sent.refused().isEmpty()) {
            console.warn("The hub refused " + sent.refused().size()
                    + " objects; their batches lie in spool/refused. The first: "
                    + Console.safe(sent.refused().getFirst()));
        }
    }
}
