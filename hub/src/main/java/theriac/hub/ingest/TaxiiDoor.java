package theriac.hub.ingest;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import theriac.hub.core.Problem;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.Fetcher;
import theriac.hub.fetch.Shown;
import theriac.taxii.client.Auth;
import theriac.taxii.client.TaxiiClient;
import theriac.taxii.client.TaxiiClientSettings;

/// The way to a partner's TAXII server for who sends something there: the same checks of addresses and the same vault
/// as for sources. Thread-safe.
public final class TaxiiDoor {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Access access;
    private final Fetcher fetcher;
    private final DeliveryLimits limits;
    private final Clock clock;

    public TaxiiDoor(Access access, Fetcher fetcher, DeliveryLimits limits, Clock clock) {
        this.access = access;
        this.fetcher = fetcher;
        this.limits = limits;
        this.clock = clock;
    }

    /// A client for one server, to be closed after use.
    ///
    /// @param collection its address
    /// @param credential name of a secret in the vault; "" for none
    /// @param allow networks that are fine although they are not public
    /// @throws Problem with a sentence when this cannot be
    public TaxiiClient open(URI collection, String credential, List<String> allow) {
        var address = Access.address(collection.toString());
        var patience = access.limits().withTimes(limits.answer(), limits.silence(), LONGEST);
        var secret = credential.isEmpty()
                ? Credential.none()
                : access.credential(credential, address, "the destination " + Shown.address(address));
        var transport = GuardedTransport.forWriting(fetcher, secret, Access.rules(allow), patience);
        try {
            var settings = TaxiiClientSettings.of(address, Auth.none())
                    .withTimeouts(limits.answer(), limits.silence(), limits.page());
            return new TaxiiClient(settings, clock, transport);
        } catch (IllegalArgumentException unusable) {
            throw Problem.badRequest("This address cannot be used: %s".formatted(unusable.getMessage()));
        }
    }
}
