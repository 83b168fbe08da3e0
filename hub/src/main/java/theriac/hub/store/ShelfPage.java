package theriac.hub.store;

import java.util.List;
import java.util.Optional;

/// What a shelf holds for one viewer, in the order of its places.
///
/// @param changes their `seq` and `at` are places of the shelf, not positions of the ledger
/// @param next where to go on; empty when there was nothing more at the time of reading. The page may be short all the
///     same: one page looks at a limited number of entries that are not for this viewer
public record ShelfPage(List<Change> changes, Optional<ShelfCursor> next) {

    public ShelfPage {
        changes = List.copyOf(changes);
    }
}
