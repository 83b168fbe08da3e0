package theriac.hub.publications;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.db.Database;
import theriac.hub.fetch.Fetcher;
import theriac.hub.mail.MailSignatures;
import theriac.hub.mail.Mailer;
import theriac.hub.policy.EgressGate;
import theriac.hub.store.Audiences;

/// The threads that empty the outbox, one for each way out, so that none waits for another: at once after a
/// publication, otherwise every few seconds. Several hubs on one
/// database share the work. Without a mail server mails wait.
public final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /// One way out and what empties it.
    private record Line(Semaphore wake, Thread thread) {}

    public Dispatcher(
            Database database,
            Organizations organizations,
            Viewers viewers,
            Audiences audiences,
            EgressGate gate,
            Optional<Mailer> mailer,
            MailSignatures signatures,
            Webhooks webhooks,
            ShortMessages messages,
            Fetcher fetcher,
            String publicUrl,
            Clock clock) {
        signatures.check(mailKinds());
        var deliveries = new Deliveries(
                new OutboxSql(database.jdbc()),
                new PublicationSql(database.jdbc()),
                new Sections(database, audiences, gate),
                organizations,
                viewers,
                audiences,
                gate,
                publicUrl,
                clock);
        mailer.map(m -> new Outbox(deliveries, m, signatures)).ifPresent(mails -> add("mail", mails::run));
        add("webhooks", new PostOutbox(deliveries, new WebhookDoor(deliveries, webhooks), fetcher)::run);
        messages.gateway()
                .ifPresent(gateway -> add(
                        "short messages",
                        new PostOutbox(deliveries, new SmsDoor(deliveries, messages, gateway), fetcher)::run));
    }

    /// What can be signed in a way of its own.
    static List<String> mailKinds() {
        return Stream.concat(
                        Arrays.stream(PublicationKind.values()).map(PublicationKind::text), Stream.of(Outbox.DIGEST))
                .toList();
    }

    private void add(String name, IntSupplier batch) {
        var wake = new Semaphore(0);
        var thread = Thread.ofVirtual().name("outbox " + name).unstarted(() -> loop(name, batch, wake));
        lines.add(new Line(wake, thread));
    }

    /// Empties another queue as well, from a thread of its own that begins at once.
    ///
    /// @param batch sends what is due and says how many there were
    public void also(String name, IntSupplier batch) {
        add(name, batch);
        lines.getLast().thread().start();
    }

    /// Begins to send.
    public Dispatcher start() {
        lines.forEach(line -> line.thread().start());
        return this;
    }

    /// There is something new to send.
    public void wake() {
        lines.forEach(line -> line.wake().release());
    }

    private void loop(String name, IntSupplier batch, Semaphore wake) {
        while (!closed) {
            try {
                while (!closed && batch.getAsInt() > 0) {
                    LOG.debug("A batch of {} was worked on.", name);
                }
            } catch (RuntimeException outage) {
                LOG.warn("The outbox of {} pauses: {}", name, outage.getMessage());
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

    /// Stops after what is being sent.
    @Override
    public void close() {
        closed = true;
        wake();
        for (var line : lines) {
            if (line.thread().getState() == Thread.State.NEW) {
                continue;
            }
            try {
                line.thread().join(Duration.ofSeconds(5));
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
