package theriac.hub.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Objects that are one thing, for the viewer.
///
/// @param members two or more; the first is the one by which the cluster is shown
/// @param statements whose word it is, oldest first
/// @param figures of all members together
public record ClusterView(List<ObjectSummary> members, List<Statement> statements, MergedFigures figures) {

    public ClusterView {
        members = List.copyOf(members);
        statements = List.copyOf(statements);
    }

    /// Somebody says so.
    ///
    /// @param organization internal key; empty: the hub itself
    /// @param reason "" also for a viewer who does not see all members: it may name a hidden one
    public record Statement(UUID id, Optional<Long> organization, Instant at, String reason) {

        Statement withoutReason() {
            return new Statement(id, organization, at, "");
        }
    }

    public ObjectSummary primary() {
        return members.getFirst();
    }
}
