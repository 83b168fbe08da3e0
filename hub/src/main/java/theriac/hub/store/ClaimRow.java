package theriac.hub.store;

/// One candidate on its way through a merge: what was derived beforehand and the keys that the database gives.
final class ClaimRow {

    final Derived derived;
    final int confidence;
    final int credibility;

    /// Under which it came, and then the one of the override that counts for it.
    long audience;

    int typeId;
    long objectKey;
    long versionKey;
    boolean newObject;
    LedgerEntry.Kind kind = LedgerEntry.Kind.CLAIMED;
    boolean bornWithdrawn;

    /// @param confidence 0 to 100; -1: none
    /// @param credibility 1 to 6; -1: none
    ClaimRow(Derived derived, long audience, int confidence, int credibility) {
        this.derived = derived;
        this.audience = audience;
        this.confidence = confidence;
        this.credibility = credibility;
    }

    /// Whether this version is newer than another version text; an object without versions has no newer one.
    boolean newerThan(String version) {
        return VersionOrder.compare(derived.modifiedText(), version) > 0;
    }
}
