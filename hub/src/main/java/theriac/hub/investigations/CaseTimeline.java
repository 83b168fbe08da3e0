package theriac.hub.investigations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ClaimView;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.ObjectContent;
import theriac.hub.store.Store;
import theriac.stix.StixId;
import theriac.stix.StixTimestamp;

/// What happened when: with the objects of an investigation, as far as its reader may know, and in the investigation
/// itself. Computed when it is asked for. Thread-safe.
public final class CaseTimeline {

    /// Objects of which events are told; of those behind them the page says that they are left out.
    static final int OBJECTS = 300;

    private static final int SIGHTINGS = 20;
    private static final int LEDGER = 20;

    private static final List<String> MOMENTS = List.of("first_seen", "last_seen", "valid_from", "published");

    private final Contents contents;
    private final Files files;
    private final Drafts drafts;
    private final Store store;

    public CaseTimeline(Contents contents, Files files, Drafts drafts, Store store) {
        this.contents = contents;
        this.files = files;
        this.drafts = drafts;
        this.store = store;
    }

    /// One thing that happened.
    ///
    /// @param kind of an object: `first-seen`, `last-seen`, `valid-from`, `published`,
    ///     `told`, `sighted`, `warned`, `withdrawn`; of the investigation: `object`,
    ///     `note`, `note-changed`, `task`, `task-done`, `file`, `draft`,
    ///     `draft-published`, `begun`, `closed`
    /// @param what name of the thing; the beginning of a note
    /// @param by log-in, source or organisation; "" when that is not known
    record Event(Instant at, String kind, String what, Optional<StixId> object, String by) {}

    /// @param leftOut objects of which nothing is told, because there are too many
    record Told(List<Event> events, int leftOut) {}

    /// The newest first.
    Told read(Inside inside) {
        var events = new ArrayList<Event>();
        own(inside, events);
        var shown = new ArrayList<ObjectContent>();
        var seen = new HashSet<StixId>();
        contents.objects(inside).forEach(each -> shown.add(each.content()));
        drafts.list(inside).forEach(each -> shown.add(each.content()));
        shown.removeIf(each -> !seen.add(each.summary().id()));
        shown.stream().limit(OBJECTS).forEach(each -> object(inside.person(), each, events));
        events.sort(Comparator.comparing(Event::at).reversed());
        return new Told(List.copyOf(events), Math.max(0, shown.size() - OBJECTS));
    }

    private void own(Inside inside, List<Event> events) {
        var investigation = inside.investigation();
        events.add(own(investigation.at(), "begun", investigation.title(), investigation.by()));
        investigation.closedAt().ifPresent(at -> events.add(own(at, "closed", investigation.title(), "")));
        for (var each : contents.objects(inside)) {
            events.add(new Event(
                    each.listed().at(),
                    "object",
                    name(each.content()),
                    Optional.of(each.listed().object()),
                    each.listed().by()));
        }
        for (var note : contents.notes(inside)) {
            events.add(own(note.at(), "note", beginning(note.text()), note.by()));
            if (note.revision() > 1) {
                events.add(own(note.changedAt(), "note-changed", beginning(note.text()), note.changedBy()));
            }
        }
        for (var task : contents.tasks(inside)) {
            events.add(own(task.at(), "task", task.title(), task.by()));
            task.doneAt()
                    .ifPresent(at -> events.add(
                            own(at, "task-done", task.title(), task.doneBy().orElse(""))));
        }
        files.list(inside).forEach(file -> events.add(own(file.at(), "file", file.name(), file.by())));
        for (var each : drafts.list(inside)) {
            var draft = each.draft();
            var object = Optional.of(draft.object());
            events.add(new Event(draft.at(), "draft", Drafts.name(each), object, draft.by()));
            draft.publishedAt()
                    .ifPresent(at -> events.add(new Event(at, "draft-published", Drafts.name(each), object, "")));
        }
    }

    private void object(Viewer.Party person, ObjectContent each, List<Event> events) {
        var id = each.summary().id();
        var name = name(each);
        for (var moment : MOMENTS) {
            each.object()
                    .timestamp(moment)
                    .map(StixTimestamp::instant)
                    .ifPresent(at -> events.add(new Event(at, moment.replace('_', '-'), name, Optional.of(id), "")));
        }
        // The newest comes first: what is put last is a source's first word.
        var first = new java.util.LinkedHashMap<Long, ClaimView>();
        store.objects().claims(person, id).stream()
                .filter(claim -> claim.withdrawnAt().isEmpty())
                .forEach(claim -> first.put(claim.sourceId(), claim));
        first.values()
                .forEach(claim -> events.add(new Event(claim.at(), "told", name, Optional.of(id), claim.source())));
        store.objects()
                .sightings(person, id, SIGHTINGS)
                .forEach(sighting -> events.add(new Event(
                        seenAt(sighting.lastSeen(), sighting.at()),
                        "sighted",
                        name,
                        Optional.of(id),
                        sighting.seenBy())));
        for (var row : store.ledger().about(person, id, LEDGER)) {
            kind(row.kind())
                    .ifPresent(kind -> events.add(new Event(row.at(), kind, name, Optional.of(id), row.source())));
        }
    }

    private static Optional<String> kind(LedgerEntry.Kind kind) {
        return Optional.ofNullable(
                Set.of(LedgerEntry.Kind.PUBLISHED).contains(kind)
                        ? "warned"
                        : Set.of(LedgerEntry.Kind.WITHDRAWN, LedgerEntry.Kind.REVOKED)
                                        .contains(kind)
                                ? "withdrawn"
                                : null);
    }

    private static Instant seenAt(String lastSeen, Instant told) {
        return StixTimestamp.parse(lastSeen).map(StixTimestamp::instant).orElse(told);
    }

    private static Event own(Instant at, String kind, String what, String by) {
        return new Event(at, kind, what, Optional.empty(), by);
    }

    private static String name(ObjectContent content) {
        return content.summary().named().orElse(content.summary().id().text());
    }

    private static String beginning(String text) {
        var line = text.lines().findFirst().orElse("");
        return line.length() > 120 ? line.substring(0, 120) + "…" : line;
    }
}
