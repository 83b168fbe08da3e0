package theriac.hub.situation;

import java.util.List;
import java.util.stream.Collectors;
import theriac.hub.policy.Viewer;
import theriac.hub.store.LedgerEntry;

/// Warnings that were stopped before somebody had anything of them, kept out of what this person reads of the ledger,
/// which remembers that they were published and for whom they were meant then (ADR 050). Thread-safe.
record StoppedWarnings(Neighbours neighbours) {

    /// The rows that name none of them, in their order.
    List<LedgerEntry> leftOut(Viewer viewer, List<LedgerEntry> rows) {
        var named = rows.stream()
                .flatMap(row -> Activity.id(row, "publication").stream())
                .collect(Collectors.toSet());
        if (named.isEmpty()) {
            return rows;
        }
        var hidden = neighbours.hidden(viewer, named);
        return rows.stream()
                .filter(row ->
                        Activity.id(row, "publication").filter(hidden::contains).isEmpty())
                .toList();
    }
}
