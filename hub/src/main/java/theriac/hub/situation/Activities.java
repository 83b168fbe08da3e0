package theriac.hub.situation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Ledger;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.LedgerEntry.Kind;
import theriac.hub.store.Objects;
import theriac.stix.StixId;

/// What happened lately, told in sentences. Rows of one kind that follow each other and come from one
/// decision or one machine are one entry: ten thousand indicators that are withdrawn together are one
/// line. Thread-safe.
final class Activities {

    /// Rows looked at for a page, so that a long run of equal rows cannot make a page slow.
    private static final int MOST_ROWS = 2_000;

    /// Rows that say again, about a neighbouring object, what another row says.
    private static final Set<String> COMPANIONS = Set.of("relationship", "observed-data", "sighting");

    private final Ledger ledger;
    private final Objects objects;
    private final Neighbours neighbours;
    private final StoppedWarnings stopped;

    Activities(Ledger ledger, Objects objects, Neighbours neighbours) {
        this.ledger = ledger;
        this.objects = objects;
        this.neighbours = neighbours;
        this.stopped = new StoppedWarnings(neighbours);
    }

    /// Newest first.
    ///
    /// @param before exclusive; [Long#MAX_VALUE] for the newest
    Activity.Page page(Viewer viewer, long before, int limit) {
        var rows = ledger.newest(viewer, before, MOST_ROWS, kinds(viewer));
        var shown = stopped.leftOut(viewer, rows);
        var groups = grouped(shown, limit);
        var names = neighbours.names(viewer);
        var objectNames = objects.names(viewer, unnamed(groups));
        var entries = groups.stream().map(g -> tell(g, names, objectNames)).toList();
        int used = groups.stream().mapToInt(List::size).sum();
        var rest = used < shown.size() ? shown.get(used - 1) : rows.size() == MOST_ROWS ? rows.getLast() : null;
        return new Activity.Page(entries, Optional.ofNullable(rest).map(LedgerEntry::seq));
    }

    /// What arrived from a source is for people who read sources: its figures count objects that others
    /// may not see.
    private static Set<Kind> kinds(Viewer viewer) {
        var kinds = new HashSet<>(Set.of(Kind.values()));
        kinds.removeAll(Set.of(Kind.CLAIMED, Kind.REVISED, Kind.INVESTIGATED, Kind.HANDLED));
        if (!viewer.may(Permission.READ_SOURCES)) {
            kinds.remove(Kind.DELIVERED);
        }
        return kinds;
    }

    private static List<List<LedgerEntry>> grouped(List<LedgerEntry> rows, int limit) {
        var groups = new ArrayList<List<LedgerEntry>>();
        for (var row : rows) {
            if (!groups.isEmpty() && alike(groups.getLast().getLast(), row)) {
                groups.getLast().add(row);
            } else if (groups.size() == limit) {
                break;
            } else {
                groups.add(new ArrayList<>(List.of(row)));
            }
        }
        return groups;
    }

    private static boolean alike(LedgerEntry a, LedgerEntry b) {
        return switch (a.kind()) {
            case WITHDRAWN, RESTORED, REVOKED, AUDIENCE_CHANGED ->
                a.kind() == b.kind()
                        && a.sourceId().equals(b.sourceId())
                        && a.detail().text("reason").equals(b.detail().text("reason"));
            case FETCHED, RECOGNISED ->
                a.kind() == b.kind()
                        && a.organization().equals(b.organization())
                        && a.object().equals(b.object())
                        && a.detail().text("by").equals(b.detail().text("by"));
            case CLAIMED,
                    REVISED,
                    MERGED,
                    SPLIT,
                    SIGHTED,
                    REPORTED,
                    DRAFTED,
                    REVIEWED,
                    APPROVED,
                    PUBLISHED,
                    UPDATED,
                    ACKNOWLEDGED,
                    DELIVERED,
                    INVESTIGATED,
                    HANDLED -> false;
        };
    }

    private static Set<StixId> unnamed(List<List<LedgerEntry>> groups) {
        var ids = new HashSet<StixId>();
        groups.forEach(group -> {
            var row = group.getFirst();
            if (row.name().isEmpty()) {
                row.object().ifPresent(ids::add);
            }
        });
        return ids;
    }

    private static Activity tell(List<LedgerEntry> group, Map<Long, String> names, Map<StixId, String> objectNames) {
        var told =
                group.stream().filter(row -> !COMPANIONS.contains(row.type())).toList();
        var row = told.isEmpty() ? group.getFirst() : told.getFirst();
        var organization = row.organization().flatMap(key -> Optional.ofNullable(names.get(key)));
        var name = row.name().isEmpty()
                ? row.object().map(id -> objectNames.getOrDefault(id, "")).orElse("")
                : row.name();
        var sentences = new Sentences(row, organization.orElse(""), name, Math.max(1, told.size()));
        return new Activity(
                group.getFirst().seq(),
                group.getFirst().at(),
                row.kind(),
                sentences.dutch(),
                sentences.english(),
                organization,
                row.object(),
                Activity.id(row, "report"),
                Activity.id(row, "publication"),
                Activity.id(row, "run"));
    }
}
