package theriac.hub.publications;

import java.util.List;
import java.util.Set;
import theriac.hub.policy.Viewer;
import theriac.stix.value.NormalValue;

/// Which organisations saw something; `app` asks where who saw it is told for a purpose that is
/// kept and that those organisations read.
public interface Witnesses {

    /// @param purpose why the person must know
    /// @return internal keys of organisations
    /// @throws theriac.hub.core.Problem when the purpose is missing, or the person is not of the CERT
    Set<Long> saw(Viewer.Party person, List<NormalValue> values, String purpose);

    /// Whether this person asked herself who saw something, for this purpose; never true for who
    /// looks through others' eyes.
    boolean asked(Viewer viewer, String purpose);
}
