package theriac.hub.web;

import java.time.Duration;
import java.util.Optional;
import theriac.hub.policy.Viewer;

/// How often one person or machine, one organisation, and one address without a log-in may ask. The same
/// buckets serve every interface; each tells of a refusal in its own words. Kept in each hub's memory.
/// Thread-safe.
public final class Paces {

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
                ? clients.refusal(new Client(party.name(), party.organization()))
                        .or(() -> organizations.refusal(party.organization()))
                : Optional.empty();
    }

    /// Counts a request of somebody who is not known.
    public Optional<Duration> stranger(String address) {
        return strangers.refusal(address);
    }
}
