package theriac.hub.store;

import java.util.List;
import java.util.Optional;

/// Changes in ledger order.
///
/// @param next where to go on; empty when there was nothing more at the time of reading
/// @param position everything up to here has been read: a reader may remember it even when the page is empty
public record ChangePage(List<Change> changes, Optional<Cursor> next, Cursor position) {

    public ChangePage {
        changes = List.copyOf(changes);
    }
}
