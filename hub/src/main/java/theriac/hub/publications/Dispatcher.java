package theriac.hub.publications;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.db.Database;
import theriac.hub.mail.Mailer;
import theriac.hub.policy.EgressGate;
import theriac.hub.store.Audiences;
import theriac.hub.vault.SigningKey;

/// The thread that empties the outbox: at once after a publication, otherwise every few seconds.
/// Several hubs on
/// one database share the work. Without a mail server nothing runs and mails wait.
public final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Optional<Outbox> outbox;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    public Dispatcher(
            Database database,
            Organizations organizations,
            Viewers viewers,
            Audiences audiences,
            EgressGate gate,
            Optional<Mailer> mailer,
            SigningKey key,
            String publicUrl,
            Clock clock) {
        this.outbox = mailer.map(
                m -> new Outbox(database, organizations, viewers, audiences, gate, m, key, publicUrl, clock));
        this.thread = Thread.ofVirtual().name("outbox").unstarted(this::loop);
    }

    /// Begins to send.
    public Dispatcher start() {
        if (outbox.isPresent()) {
            thread.start();
        }
        return this;
    }

    /// There is something new to send.
    void wake() {
        wake.release();
    }

    private void loop() {
        while (!closed) {
            try {
                while (!closed && outbox.orElseThrow().run() > 0) {
                    LOG.debug("A batch of mails was worked on.");
                }
            } catch (RuntimeException outage) {
                LOG.warn("The outbox pauses: {}", outage.getMessage());
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

    /// Stops after the mail that is being sent.
    @Override
    public void close() {
        closed = true;
        wake.release();
        if (thread.getState() == Thread.State.NEW) {
            return; // without a mail server it never began
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
