package theriac.hub.ingest;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetched;
import theriac.hub.fetch.Fetcher;
import theriac.hub.fetch.Shown;

/// The way to a partner's MISP server for who sends something there: the same checks of addresses and the same vault as
/// for sources. Thread-safe.
public final class MispDoor {

    private final Access access;
    private final Fetcher fetcher;
    private final DeliveryLimits limits;

    public MispDoor(Access access, Fetcher fetcher, DeliveryLimits limits) {
        this.access = access;
        this.fetcher = fetcher;
        this.limits = limits;
    }

    /// Posts JSON and answers with what the server says, to be closed.
    ///
    /// @param credential name of a secret in the vault; "" for none
    /// @param allow networks that are fine although they are not public
    /// @throws Problem with a sentence when this cannot be
    /// @throws theriac.hub.fetch.FetchFailure when there is no answer to be had
    public Fetched post(URI address, String credential, List<String> allow, byte[] json) throws IOException {
        var checked = Access.address(address.toString());
        var patience = access.limits().withTimes(limits.answer(), limits.silence(), limits.page());
        var secret = credential.isEmpty()
                ? Credential.none()
                : access.credential(credential, checked, Shown.address(checked));
        var headers = Map.of("Accept", "application/json", "Content-Type", "application/json");
        return fetcher.ask(new FetchRequest(checked, headers, secret, Access.rules(allow), patience, json));
    }
}
