package theriac.hub.sharing.misp;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import theriac.hub.formats.MispWriter;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Parties;
import theriac.hub.store.Cursor;
import theriac.stix.DeterministicIds;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;

/// Indicators of one recipient that are in no report and came from no MISP event, as events of its feed: one
/// for each author and day on which they were made, with a uuid that follows from recipient, author and day.
/// What belongs to a day changes with its indicators only, so a reader fetches again what has changed. A day of
/// more than forty thousand stands in sixteen events; in which of them an indicator is follows from its id
/// alone.
///
/// Those of the last thirty days are looked at, and of more than a hundred thousand the newest. Which they
/// are is kept for a few recipients and found anew when something has come, at most a third of the time.
/// Thread-safe.
final class LooseEvents {

    private static final Duration WINDOW = Duration.ofDays(30);
    private static final int MOST = 100_000;
    private static final int KEPT = 4;

    /// One event holds at most [MispEvents#MOST_PARTS].
    private static final int UNDIVIDED = 40_000;

    private static final int DIGITS = 16;
    private static final int REST = 2;
    private static final Set<String> INDICATORS = Set.of("indicator");

    private final MispEvents events;
    private final Parties parties;
    private final Clock clock;
    private final int undivided;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Index> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Index> eldest) {
            return size() > KEPT;
        }
    };

    LooseEvents(MispEvents events, Parties parties, Clock clock) {
        this(events, parties, clock, UNDIVIDED);
    }

    /// @param undivided how many a day may have in one event
    LooseEvents(MispEvents events, Parties parties, Clock clock, int undivided) {
        this.undivided = undivided;
        this.events = events;
        this.parties = parties;
        this.clock = clock;
    }

    /// What is in one event.
    ///
    /// @param author absent where the indicators name none
    /// @param part a hexadecimal digit, of a day that is divided; "" otherwise
    private record Day(Optional<StixId> author, LocalDate day, String part) {

        /// The part of the day that an indicator is in: the first digit of the MD5 of its id.
        Day part(StixId member) {
            var digit = UUID.nameUUIDFromBytes(member.text().getBytes(StandardCharsets.US_ASCII))
                    .toString()
                    .substring(0, 1);
            return new Day(author, day, digit);
        }

        String name() {
            return "Indicators of " + day + (part.isEmpty() ? "" : " (part %s of %d)".formatted(part, DIGITS));
        }
    }

    /// @param position up to which was read
    /// @param next before then it is not made anew
    private record Index(Map<UUID, Day> days, Map<Day, List<StixId>> members, Cursor position, Instant next) {}

    /// The events, without their attributes, in the order of their uuids.
    ///
    /// @param sink takes them
    /// @return the position up to which was read
    Cursor each(Viewer.Party recipient, java.util.function.Consumer<MispEvents.Whole> sink) {
        var index = index(recipient);
        new TreeMap<>(index.days())
                .forEach((uuid, day) -> whole(recipient, uuid, day, index).ifPresent(sink));
        return index.position();
    }

    /// The event of a uuid; empty when there is none, or nothing of it is left.
    Optional<MispEvents.Whole> find(Viewer.Party recipient, UUID uuid) {
        var index = index(recipient);
        return Optional.ofNullable(index.days().get(uuid)).flatMap(day -> whole(recipient, uuid, day, index));
    }

    /// The indicators of an event, to put on record that they were taken.
    List<StixId> members(Viewer.Party recipient, UUID uuid) {
        var index = index(recipient);
        return Optional.ofNullable(index.days().get(uuid))
                .map(day -> index.members().getOrDefault(day, List.of()))
                .orElse(List.of());
    }

    private Index index(Viewer.Party recipient) {
        var key = "%d %s %s %s"
                .formatted(recipient.organization(), recipient.groups(), recipient.circle(), recipient.circleGroups());
        lock.lock();
        try {
            var before = kept.get(key);
            if (before != null && (clock.instant().isBefore(before.next()) || !hasNews(recipient, before))) {
                return before;
            }
            var made = made(recipient);
            kept.put(key, made);
            return made;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasNews(Viewer.Party recipient, Index index) {
        var both = new HashSet<>(INDICATORS);
        both.addAll(MispEvents.REPORTS);
        return events.outgoing().hasNews(recipient, both, index.position().seq());
    }

    private Index made(Viewer.Party recipient) {
        long start = System.nanoTime();
        var found = new LinkedHashMap<StixId, Day>();
        var after = Outgoing.from(clock.instant().minus(WINDOW));
        Cursor position;
        do {
            var page = events.outgoing().page(recipient, INDICATORS, after);
            for (var item : page.items()) {
                found.remove(item.object().id());
                if (MispWriter.eventOf(item.object()).isEmpty()) {
                    found.put(item.object().id(), day(item.object()));
                }
            }
            trim(found);
            after = page.next();
            position = page.position();
        } while (after.isPresent());
        events.each(
                recipient,
                Instant.EPOCH,
                head -> found.keySet()
                        .removeAll(Set.copyOf(head.report().object().refs("object_refs"))));
        var members = new HashMap<Day, List<StixId>>();
        found.forEach((id, day) ->
                members.computeIfAbsent(day, _ -> new ArrayList<>()).add(id));
        divide(members);
        var days = new HashMap<UUID, Day>();
        var own = parties.load(recipient.organization()).identity().uuid();
        members.keySet().forEach(day -> days.put(uuid(own, day), day));
        var rest = Duration.ofNanos((System.nanoTime() - start) * REST);
        return new Index(days, members, position, clock.instant().plus(rest));
    }

    private void divide(Map<Day, List<StixId>> members) {
        var large = new HashMap<>(members);
        large.values().removeIf(ids -> ids.size() <= undivided);
        members.keySet().removeAll(large.keySet());
        large.forEach((day, ids) -> ids.forEach(id ->
                members.computeIfAbsent(day.part(id), _ -> new ArrayList<>()).add(id)));
    }

    /// The oldest go first: those that came longest ago.
    private static void trim(LinkedHashMap<StixId, Day> found) {
        var oldest = found.keySet().iterator();
        while (found.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }

    private static Day day(StixObject indicator) {
        return new Day(indicator.createdByRef(), made(indicator), "");
    }

    /// The day on which an indicator was made, in UTC.
    static LocalDate made(StixObject indicator) {
        return indicator
                .created()
                .map(StixTimestamp::instant)
                .orElse(Instant.EPOCH)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate();
    }

    private static UUID uuid(UUID recipient, Day day) {
        return DeterministicIds.named(
                        recipient,
                        "x-misp-loose",
                        day.author().map(StixId::text).orElse("") + "|" + day.day()
                                + (day.part().isEmpty() ? "" : "|" + day.part()))
                .uuid();
    }

    private Optional<MispEvents.Whole> whole(Viewer.Party recipient, UUID uuid, Day day, Index index) {
        var items = events.outgoing().load(recipient, index.members().getOrDefault(day, List.of()));
        if (items.isEmpty()) {
            return Optional.empty();
        }
        var objects = new ArrayList<StixObject>();
        var label = Tlp.CLEAR;
        var newest = items.getFirst();
        var changed = Instant.EPOCH;
        for (var item : items) {
            objects.add(item.object());
            label = label.strictest(item.label());
            newest = item.seq() > newest.seq() ? item : newest;
            var modified = item.object().modified().map(StixTimestamp::instant).orElse(Instant.EPOCH);
            changed = modified.isAfter(changed) ? modified : changed;
        }
        events.outgoing()
                .load(recipient, day.author().stream().toList())
                .forEach(author -> objects.add(author.object()));
        var report = report(uuid, day.name(), day.day(), day.author(), changed, items);
        return Optional.of(
                new MispEvents.Whole(uuid, MispWriter.event(report, objects, label), newest.at(), newest.seq()));
    }

    /// What holds indicators of one author and day together.
    static StixObject report(
            UUID uuid,
            String name,
            LocalDate day,
            Optional<StixId> author,
            Instant changed,
            List<Outgoing.Item> items) {
        var at = day + "T00:00:00Z";
        var report = JsonObject.builder()
                .put("type", "report")
                .put("id", "report--" + uuid)
                .put("created", at)
                .put("modified", StixTimestamp.of(changed).text())
                .put("published", at)
                .put("name", name)
                .put(
                        "object_refs",
                        items.stream().map(item -> item.object().id().text()).toList());
        author.ifPresent(by -> report.put("created_by_ref", by.text()));
        return StixObject.of(report.build());
    }
}
