package theriac.hub.sharing;

import java.util.List;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;
import theriac.stix.value.NormalValue;

/// Of which warnings it is asked whom they have reached; `app` answers.
public interface Awaited {

    /// @param report the object that carries it; ledger rows about the warning are about this object
    /// @param values of its indicators, in an order that stays the same, also of those that were taken back
    record Warning(StixId report, List<NormalValue> values) {

        public Warning {
            values = List.copyOf(values);
        }
    }

    /// Those that went to this recipient, the newest first. They are no more than a fetch may cost to look at.
    List<Warning> of(Viewer.Party recipient);
}
