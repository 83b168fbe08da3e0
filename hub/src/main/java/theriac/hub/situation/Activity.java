package theriac.hub.situation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.store.LedgerEntry;
import theriac.stix.StixId;

/// One thing that happened, as a person reads it: a row of the ledger, or several alike that followed each other.
///
/// @param seq place of the newest row
/// @param dutch a whole sentence; `english` says the same
/// @param organization who did or received it, if the viewer may know it
/// @param run the delivery it was
record Activity(
        long seq,
        Instant at,
        LedgerEntry.Kind kind,
        String dutch,
        String english,
        Optional<String> organization,
        Optional<StixId> object,
        Optional<UUID> report,
        Optional<UUID> publication,
        Optional<UUID> run) {

    /// @param next where the next page begins; empty on the last one
    record Page(List<Activity> entries, Optional<Long> next) {}

    /// An id that a ledger row names.
    static Optional<UUID> id(LedgerEntry row, String name) {
        return row.detail().text(name).map(UUID::fromString);
    }
}
