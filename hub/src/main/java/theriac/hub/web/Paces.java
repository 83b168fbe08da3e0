package theriac.hub.web;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.policy.Viewer;

/// How often one person or machine, one organisation, and one address without a log-in may ask. The same
/// buckets serve every interface; each tells of a refusal in its own words. Kept in each hub's memory. The log
/// names one of those who were refused, once a minute. Thread-safe.
public final class Paces {

    private static final Logger LOG = LoggerFactory.getLogger(Paces.class);
    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final LongAdder refused = new LongAdder();
    private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());
    private final Buckets<Client> clients;
    private final Buckets<Long> organizations;
    private final Buckets<String> strangers;

    /// @param clients of one key, and of all keys and sessions of a person
    /// @param organizations of everybody of one organisation together
    /// @param strangers of one address: who is not logged in, or has a wrong key
    public Paces(Buckets<Client> clients, Buckets<Long> organizations, Buckets<String> strangers) {
        this.clients = clients;
        this.organizations = organizations;
        this.strangers = strangers;
    }

    /// Counts one request. Empty when it may go on, else how long to wait. `app` hands it over.
    public interface Buckets<C> {
        Optional<Duration> refusal(C caller);
    }

    /// A viewer as one client: what it may see changes, who it is does not.
    public record Client(String name, long organization) {}

    /// Counts a request of somebody known.
    public Optional<Duration> refusal(Viewer viewer) {
        return viewer instanceof Viewer.Party party
                ? noted(
                        clients.refusal(new Client(party.name(), party.organization()))
                                .or(() -> organizations.refusal(party.organization())),
                        party.name())
                : Optional.empty();
    }

    /// Counts a request of somebody who is not known.
    public Optional<Duration> stranger(String address) {
        return noted(strangers.refusal(address), address);
    }

    private Optional<Duration> noted(Optional<Duration> refusal, String who) {
        if (refusal.isPresent()) {
            refused.increment();
            long now = System.nanoTime();
            long until = quietUntil.get();
            if (now - until >= 0 && quietUntil.compareAndSet(until, now + QUIET)) {
                LOG.warn(
                        "{} asks too often and was told to wait; the hub has refused {} requests so since its start.",
                        who,
                        refused.sum());
            }
        }
        return refusal;
    }
}
