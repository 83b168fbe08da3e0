package theriac.hub.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import theriac.hub.store.ClaimResult;
import theriac.hub.store.DeliveryFinding;

/// How far a delivery has come while its batches are stored side by side: up to the first that is still under way, so
/// that a report never promises more than what is durable, and keeps the order of the input. Thread-safe.
final class Progress {

    private final Report report;
    private final Map<Long, Step> ahead = new HashMap<>();
    private long next;
    private ClaimResult result = new ClaimResult(0, 0, 0, 0);

    /// A batch that is durable.
    ///
    /// @param read records read up to its end
    /// @param rejected records rejected up to there
    /// @param result what the store made of it
    /// @param findings what is to be said about it
    record Step(long read, long rejected, ClaimResult result, List<DeliveryFinding> findings) {}

    /// Told of one batch after the other, in the order of the input.
    @FunctionalInterface
    interface Report {
        /// @param stored the results of this batch and of all before it
        void reached(Step step, ClaimResult stored);
    }

    Progress(Report report) {
        this.report = report;
    }

    /// @param batch numbered from 0 in the order of the input
    synchronized void stored(long batch, Step step) {
        ahead.put(batch, step);
        for (var following = ahead.remove(next); following != null; following = ahead.remove(next)) {
            next++;
            result = result.plus(following.result());
            report.reached(following, result);
        }
    }

    synchronized ClaimResult result() {
        return result;
    }
}
