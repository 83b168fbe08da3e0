package theriac.hub.ingest;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.core.Problem;
import theriac.hub.store.Deliveries;
import theriac.hub.store.Source;
import theriac.hub.store.Sources;
import theriac.taxii.client.TaxiiClientSettings.Protocol;

/// Asks every source when it is due: several at once, each by one hub at a time. A source that hangs holds a
/// thread of its own and a lease, nothing else; the others go on. Several hubs share the work through the
/// database.
public final class Feeds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);

    /// Sources that are asked at once by one hub. Most of the time each of them waits for its server.
    private static final int AT_ONCE = 8;

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final UUID holder = UUID.randomUUID();
    private final Sources sources;
    private final Plans plans;
    private final Ways ways;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Semaphore wake = new Semaphore(0);
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;

    Feeds(Sources sources, Plans plans, Ways ways) {
        this.sources = sources;
        this.plans = plans;
        this.ways = ways;
        this.thread = Thread.ofVirtual().name("feeds").unstarted(this::loop);
    }

    /// Begins to ask.
    public Feeds start() {
        thread.start();
        return this;
    }

    /// The names of the ways in which a source can be asked.
    public Set<String> ways() {
        return ways.names();
    }

    /// Looks for sources that are due now and not in a few seconds.
    public void wake() {
        wake.release();
    }

    /// Asks one source at once and waits for the end.
    ///
    /// @throws Problem when it cannot be asked, or is being asked
    public Outcome runNow(Source source) {
        var plan = mustBeAsked(source);
        if (!plans.claim(source.key(), holder)) {
            throw beingAsked(source);
        }
        return run(source, plan.way());
    }

    /// Has one source asked soon and waits for nothing.
    ///
    /// @throws Problem when it cannot be asked, or is being asked
    public void hurry(Source source) {
        mustBeAsked(source);
        if (!plans.hurry(source.key())) {
            throw beingAsked(source);
        }
        wake();
    }

    /// Asks one source for one of its documents alone and waits for the end. When it is asked next for all that is
    /// new, how that went last, and what is remembered of its other documents stay as they are.
    ///
    /// @param document as people name it at the other side
    /// @throws Problem when the source cannot be asked, is being asked, or as many are asked as can be at once
    public Outcome askFor(Source source, String document) {
        var plan = mustBeAsked(source);
        // What is asked counts among the others, so that its lease is kept up.
        if (!hasRoom()) {
            throw Problem.tooMany(
                    "The hub asks as many sources as it can at the same time: try again in a minute.",
                    Duration.ofMinutes(1));
        }
        try {
            if (!plans.claim(source.key(), holder)) {
                throw beingAsked(source);
            }
            try {
                return ways.ask(source, plan.way(), Optional.of(document));
            } finally {
                plans.release(source.key(), holder);
            }
        } finally {
            free.release();
        }
    }

    /// Waits a moment: whoever looks for what is due holds all places for as long as that takes.
    private boolean hasRoom() {
        try {
            return free.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Plan mustBeAsked(Source source) {
        if (!source.enabled()) {
            throw Problem.conflict("The source \"%s\" is switched off.".formatted(source.name()));
        }
        return plans.find(source.key())
                .orElseThrow(
                        () -> Problem.conflict("The source \"%s\" is not one that the hub asks; give it a file instead."
                                .formatted(source.name())));
    }

    private static Problem beingAsked(Source source) {
        return Problem.conflict("The source \"%s\" is being asked right now; its delivery appears in the list."
                .formatted(source.name()));
    }

    private Outcome run(Source source, String way) {
        boolean told = false;
        try {
            var outcome = ways.ask(source, way);
            switch (outcome) {
                case Outcome.Unchanged none -> plans.succeeded(source.key(), holder);
                case Outcome.Absent none -> plans.succeeded(source.key(), holder);
                case Outcome.Taken taken -> plans.succeeded(source.key(), holder);
                case Outcome.Failed(var failed, var asked) -> plans.failed(source.key(), holder, failed, asked);
            }
            told = true;
            return outcome;
        } finally {
            if (!told) {
                plans.release(source.key(), holder);
            }
        }
    }

    /// Takes what is due, as far as there is room, and begins with it.
    ///
    /// @return the runs that began
    List<Thread> round() {
        int room = free.drainPermits();
        if (room == 0) {
            return List.of();
        }
        var begun = new ArrayList<Thread>();
        try {
            for (long source : plans.claimDue(holder, room)) {
                begun.add(begin(source));
            }
        } finally {
            free.release(room - begun.size());
        }
        return begun;
    }

    private Thread begin(long key) {
        return Thread.ofVirtual().name("feed " + key).start(() -> {
            running.add(Thread.currentThread());
            try {
                var plan = plans.find(key);
                if (plan.isPresent()) {
                    run(sources.load(key), plan.get().way());
                }
            } catch (RuntimeException outage) {
                LOG.warn("Asking the source {} stopped: {}", key, outage.getMessage());
            } finally {
                running.remove(Thread.currentThread());
                free.release();
            }
        });
    }

    private void loop() {
        while (!closed) {
            try {
                if (free.availablePermits() < AT_ONCE) {
                    plans.extend(holder);
                }
                round();
            } catch (RuntimeException outage) {
                LOG.warn("No source is asked for the moment: {}", outage.getMessage());
            }
            try {
                if (wake.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    /// Stops asking. What was stored stays; what was under way is asked again by whoever comes next.
    @Override
    public void close() {
        closed = true;
        wake.release();
        running.forEach(Thread::interrupt);
        try {
            if (thread.isAlive()) {
                thread.join(FAREWELL);
            }
            for (var run : running) {
                run.join(FAREWELL);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /// All parts together.
    ///
    /// @param folders where answers wait and where others put files
    public static Feeds of(Ground ground, TaxiiPoll taxii, Folders folders) {
        var spool = new Spool(folders.spool());
        spool.clear(Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
        var parts = new Parts(ground, spool);
        var ways = Map.<String, Way>of(
                "http",
                new HttpFile(ground, spool),
                "taxii",
                source -> Outcome.of(taxii.poll(source)),
                "taxii-2.0",
                source -> Outcome.of(taxii.poll(source, Protocol.V20)),
                "misp-feed",
                new MispFeed(ground.access(), ground.fetcher(), parts),
                "misp-server",
                new MispServerPull(ground.access(), ground.fetcher(), parts),
                "csaf",
                new CsafProvider(ground.access(), ground.fetcher(), parts),
                "folder",
                new Folder(folders.inbox(), ground.ingest(), ground.plans(), ground.clock()),
                "imap",
                new ImapMailbox(ground, spool),
                "sftp",
                new SftpFolder(ground, spool),
                "s3",
                new S3Bucket(ground.access(), ground.fetcher(), parts, ground.clock()));
        return new Feeds(ground.sources(), ground.plans(), new Ways(ways, ground.ingest()));
    }

    /// @param spool for answers that are not whole yet
    /// @param inbox below which folders can be sources
    public record Folders(Path spool, Path inbox) {}

    /// What every way stands on.
    public record Ground(
            Ingest ingest,
            Sources sources,
            Deliveries deliveries,
            Plans plans,
            Access access,
            theriac.hub.fetch.Fetcher fetcher,
            Clock clock) {}
}
