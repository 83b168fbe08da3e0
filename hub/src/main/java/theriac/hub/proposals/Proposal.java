package theriac.hub.proposals;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A proposal and what became of it.
///
/// @param organization internal key: whose people propose and decide
/// @param proposer account (internal key)
/// @param expiresAt nobody can decide from then on
/// @param decision empty while it waits
public record Proposal(
        UUID id,
        long organization,
        Wish wish,
        long proposer,
        String by,
        Instant at,
        Instant expiresAt,
        State state,
        Optional<Decision> decision) {

    /// What became of it.
    public enum State {
        WAITING,
        /// Decided, and not carried out to its end yet.
        APPROVED,
        DONE,
        /// Decided, but it could not be done any more.
        FAILED,
        REFUSED,
        /// By the one who proposed it.
        WITHDRAWN,
        EXPIRED
    }

    /// @param by log-in name
    /// @param remark why it was refused, or why it could not be done; empty for none
    public record Decision(String by, Instant at, String remark) {}
}
