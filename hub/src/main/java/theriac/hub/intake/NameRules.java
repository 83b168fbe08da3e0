package theriac.hub.intake;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import theriac.stix.value.NormalValue;

/// What the rest of the hub knows of names, before anybody outside is asked about one.
public interface NameRules {

    /// The name that somebody registered above a host; "" for an address, a public suffix or no name.
    ///
    /// @param host in lower case, as A-labels
    String registrable(String host);

    /// Why nobody outside is asked about a domain: `own` (a member's), `listed` (on a list of what is often
    /// mistaken for bad) or `internal` (no name of the public tree). Empty: nothing forbids it.
    Optional<String> withheld(String registrable);

    /// Of these values, those that a source marked PAP:AMBER or PAP:RED.
    Set<NormalValue> marked(Collection<NormalValue> values);
}
