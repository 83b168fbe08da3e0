package theriac.hub.store;

/// What a batch changed, from the point of view of its source: what others had claimed before does not show in these
/// counts.
///
/// @param created objects that this source had never claimed
/// @param revised further versions of objects that it had claimed
/// @param unchanged versions that it had claimed already, withdrawn ones included
/// @param lastSeq the position of the last ledger row written; when nothing was written, the head at that moment or
///     before
public record ClaimResult(int created, int revised, int unchanged, long lastSeq) {

    public ClaimResult plus(ClaimResult more) {
        return new ClaimResult(
                created + more.created,
                revised + more.revised,
                unchanged + more.unchanged,
                Math.max(lastSeq, more.lastSeq));
    }
}
