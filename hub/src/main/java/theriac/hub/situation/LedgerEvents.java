package theriac.hub.situation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Ledger;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.LedgerEntry.Kind;
import theriac.hub.store.Objects;
import theriac.hub.store.Sources;
import theriac.hub.store.Store;
import theriac.stix.StixId;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What has happened since a place in the ledger, as short messages: what changed, not how. Of objects
/// that come in by the thousand, one message per source and step tells how many. Who had nothing of a warning that was
/// stopped hears nothing of it, also when it comes back and asks for what it missed. Thread-safe.
final class LedgerEvents {

    /// Rows per step.
    static final int STEP = 2_000;

    private static final Set<Kind> BULK = Set.of(Kind.CLAIMED, Kind.REVISED, Kind.WITHDRAWN, Kind.RESTORED);

    private static final Set<Kind> NEW = Set.of(Kind.CLAIMED, Kind.REVISED);

    private final Ledger ledger;
    private final Sources sources;
    private final Objects objects;
    private final StoppedWarnings stopped;

    LedgerEvents(Store store, Neighbours neighbours) {
        this.ledger = store.ledger();
        this.sources = store.sources();
        this.objects = store.objects();
        this.stopped = new StoppedWarnings(neighbours);
    }

    /// @param seq place of the newest row that the message tells of
    /// @param data one line of JSON
    record Event(long seq, String data) {}

    /// @param seq where to go on
    /// @param more whether there is more at once
    record Step(List<Event> events, long seq, boolean more) {}

    Step after(Viewer viewer, long seq) {
        long head = ledger.head();
        if (head <= seq) {
            return new Step(List.of(), seq, false);
        }
        var rows = ledger.read(viewer, seq, STEP, Set.of());
        var events = events(viewer, stopped.leftOut(viewer, rows));
        boolean more = rows.size() == STEP;
        return new Step(events, more ? rows.getLast().seq() : Math.max(head, lastSeq(rows)), more);
    }

    private static long lastSeq(List<LedgerEntry> rows) {
        return rows.isEmpty() ? 0 : rows.getLast().seq();
    }

    private List<Event> events(Viewer viewer, List<LedgerEntry> rows) {
        var events = new ArrayList<Event>();
        var known = new HashMap<Long, UUID>();
        if (rows.stream().anyMatch(row -> row.sourceId().isPresent())) {
            sources.list(viewer).forEach(source -> known.put(source.key(), source.id()));
        }
        var groups = groups(rows);
        var gone = gone(viewer, groups);
        for (var group : groups) {
            var row = group.getLast();
            boolean told = row.kind() != Kind.DELIVERED || viewer.may(Permission.READ_SOURCES);
            if (told && row.object().filter(gone::contains).isEmpty()) {
                events.add(new Event(row.seq(), data(row, group.size(), known)));
            }
        }
        return events;
    }

    private static List<List<LedgerEntry>> groups(List<LedgerEntry> rows) {
        var groups = new ArrayList<List<LedgerEntry>>();
        for (int i = 0; i < rows.size(); ) {
            int end = i + 1;
            while (end < rows.size() && together(rows.get(i), rows.get(end))) {
                end++;
            }
            groups.add(rows.subList(i, end));
            i = end;
        }
        return groups;
    }

    /// Of the objects that would be named as new, those that are not for the viewer any more: a warning that was
    /// stopped took its objects back from who had not read them, and nobody is told.
    private Set<StixId> gone(Viewer viewer, List<List<LedgerEntry>> groups) {
        var named = groups.stream()
                .filter(group ->
                        group.size() == 1 && NEW.contains(group.getFirst().kind()))
                .flatMap(group -> group.getFirst().object().stream())
                .collect(Collectors.toCollection(HashSet::new));
        if (!named.isEmpty()) {
            named.removeAll(objects.known(viewer, List.copyOf(named)));
        }
        return named;
    }

    private static boolean together(LedgerEntry a, LedgerEntry b) {
        return BULK.contains(a.kind()) && a.kind() == b.kind() && a.sourceId().equals(b.sourceId());
    }

    private static String data(LedgerEntry row, int count, Map<Long, UUID> sources) {
        var data = JsonObject.builder()
                .put("seq", Long.toString(row.seq()))
                .put("at", row.at().toString())
                .put("kind", row.kind().text());
        if (count == 1) {
            row.object().ifPresent(id -> data.put("objectId", id.text()));
        } else {
            data.put("count", count);
        }
        row.sourceId()
                .flatMap(key -> Optional.ofNullable(sources.get(key)))
                .ifPresent(id -> data.put("sourceId", id.toString()));
        Map.of(
                        "report",
                        "reportId",
                        "publication",
                        "publicationId",
                        "run",
                        "runId",
                        "investigation",
                        "investigationId",
                        "case",
                        "caseId")
                .forEach((from, to) -> row.detail().text(from).ifPresent(id -> data.put(to, id)));
        return Json.write(data.build());
    }
}
