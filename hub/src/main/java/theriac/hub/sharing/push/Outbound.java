package theriac.hub.sharing.push;

import java.net.URI;
import java.util.List;
import theriac.taxii.client.TaxiiClient;

/// The way to other TAXII servers; `app` hands it over, with its checks of addresses and the secrets.
public interface Outbound {

    /// A client for one server, closed by who asked for it.
    ///
    /// @param collection its address
    /// @param credential name of a secret in the vault; "" for none
    /// @param allow networks that are fine although they are not public
    /// @throws theriac.hub.core.Problem with a sentence when this cannot be
    TaxiiClient open(URI collection, String credential, List<String> allow);
}
