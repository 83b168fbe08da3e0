package theriac.hub.knowledge;

import java.util.List;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Audiences;
import theriac.hub.store.ObjectSummary;

/// The gate as every answer of this capability passes it: what a line of a list shows is under the rule of its own
/// word.
record WayOut(EgressGate gate, Audiences audiences) {

    /// @throws EgressGate.EgressRefused when one of them may not go
    void pass(Viewer viewer, List<ObjectSummary> summaries) {
        pass("api", viewer, summaries);
    }

    void pass(String channel, Viewer viewer, List<ObjectSummary> summaries) {
        gate.pass(
                channel,
                viewer,
                summaries,
                summary -> summary.id().text(),
                summary -> List.of(audiences.load(summary.audience())));
    }
}
