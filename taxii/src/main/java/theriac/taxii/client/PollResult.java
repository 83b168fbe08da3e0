package theriac.taxii.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import theriac.stix.Finding;

/// How a poll ended.
///
/// @param failure why it ended early; empty when everything was read
/// @param watermark the last one given to [PollSink#pageEnd], or the one that the poll began with
/// @param pages whole pages
/// @param objects delivered, also those of a page that broke off
/// @param repeated objects that the server sent again within this poll; they were not delivered twice
/// @param findings about the server's manners and about pages, at most [#MOST_FINDINGS]; those about objects went to
///     the sink
public record PollResult(
        Optional<TaxiiFailure> failure,
        Optional<Instant> watermark,
        int pages,
        long objects,
        long repeated,
        List<Finding> findings) {

    /// More would only fill a report with the same sentence.
    public static final int MOST_FINDINGS = 1_000;

    public PollResult {
        findings = List.copyOf(findings);
    }

    public boolean isComplete() {
        return failure.isEmpty();
    }
}
