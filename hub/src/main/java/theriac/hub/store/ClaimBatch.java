package theriac.hub.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one source says in one transaction.
///
/// @param source internal key
/// @param delivery the delivery that brought it (internal key); null when it came by no delivery (the desk, a
///     publication)
/// @param candidates at most [#LIMIT]; the same object may occur several times, in several versions
public record ClaimBatch(long source, @Nullable Long delivery, List<Candidate> candidates) {

    /// Large enough to spread the cost of a commit, small enough that others wait milliseconds for the ledger.
    public static final int LIMIT = 5_000;

    public ClaimBatch {
        candidates = List.copyOf(candidates);
        if (candidates.size() > LIMIT) {
            throw new IllegalArgumentException(
                    "A batch holds at most " + LIMIT + " objects, this one has " + candidates.size() + ": split it.");
        }
    }
}
