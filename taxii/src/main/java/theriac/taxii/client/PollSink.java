package theriac.taxii.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import theriac.stix.Finding;
import theriac.stix.StixObject;

/// Takes what a poll brings, in the server's order, on the poller's thread. What it throws ends the poll and passes
/// through.
public interface PollSink {

    /// One object with its exact source text. The same version may come again in a later poll: storing it twice must
    /// change nothing.
    void object(StixObject object, List<Finding> findings);

    /// One entry that is no STIX object, with its bytes for replay.
    void rejected(byte[] raw, List<Finding> findings);

    /// A page came whole. Store its objects first, then this watermark; a poll that begins with it misses nothing.
    /// A page that breaks off has no end: what came of it may be stored, the watermark stays.
    ///
    /// @param watermark the `added_after` of the next poll; empty when the server told no dates
    void pageEnd(Optional<Instant> watermark);
}
