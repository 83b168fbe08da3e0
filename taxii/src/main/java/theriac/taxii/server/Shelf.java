package theriac.taxii.server;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.taxii.MediaType;
import theriac.taxii.server.VersionFilter.Pick;

/// The objects of one in-memory collection, in the order in which they came. Safe for many threads.
final class Shelf {

    /// What became of an object that was put here.
    enum Put {
        ADDED,
        SAME,
        CONFLICT
    }

    private record Item(long place, Entry entry, StixObject object, String specVersion, StixTimestamp version) {

        Instant dateAdded() {
            return entry.dateAdded();
        }
    }

    private static final Comparator<Item> BY_VERSION =
            Comparator.comparing(Item::version).thenComparingLong(Item::place);

    private final List<Item> items = new ArrayList<>();
    private final Map<String, List<Item>> byId = new HashMap<>();
    private long places;

    /// Puts an object at the given time, or a microsecond after the last one when that is later: times never repeat.
    synchronized Put put(StixObject object, Instant now) {
        Instant added = now.truncatedTo(ChronoUnit.MICROS);
        if (!items.isEmpty() && !added.isAfter(items.getLast().dateAdded())) {
            added = items.getLast().dateAdded().plus(1, ChronoUnit.MICROS);
        }
        return putAt(object, added);
    }

    /// Puts an object at exactly this time, which may equal the last one but not precede it.
    synchronized Put putAt(StixObject object, Instant dateAdded) {
        if (!items.isEmpty() && dateAdded.isBefore(items.getLast().dateAdded())) {
            throw new IllegalArgumentException("Objects are added in the order of their times.");
        }
        Submission.Candidate candidate = new Submission.Candidate(object, List.of());
        String specVersion = SpecVersion.of(object);
        StixTimestamp version =
                StixTimestamp.parse(candidate.version()).orElseGet(() -> StixTimestamp.of(Instant.EPOCH));
        String id = object.id().text();
        List<Item> siblings = byId.computeIfAbsent(id, unused -> new ArrayList<>());
        for (Item sibling : siblings) {
            if (sibling.version().equals(version) && sibling.specVersion().equals(specVersion)) {
                return sameContent(sibling.object(), object) ? Put.SAME : Put.CONFLICT;
            }
        }
        byte[] json = object.text().getBytes(StandardCharsets.UTF_8);
        Entry entry = Entry.of(dateAdded, id, candidate.version(), MediaType.stix(specVersion), json);
        Item item = new Item(places++, entry, object, specVersion, version);
        items.add(item);
        siblings.add(item);
        return Put.ADDED;
    }

    /// The versions are equal already, so a missing `modified` says the same as one that repeats `created`.
    private static boolean sameContent(StixObject one, StixObject other) {
        return one.json().without("modified").equals(other.json().without("modified"));
    }

    synchronized boolean holds(String id) {
        return byId.containsKey(id);
    }

    synchronized Page<Entry> page(ObjectQuery query) {
        long after = query.cursor().map(Shelf::place).orElse(-1L);
        List<Item> from = query.ids().isEmpty() ? items : named(query.ids());
        List<Item> found = new ArrayList<>();
        for (int i = start(from, after, query.addedAfter()); i < from.size() && found.size() <= query.limit(); i++) {
            if (isWanted(from.get(i), query)) {
                found.add(from.get(i));
            }
        }
        boolean more = found.size() > query.limit();
        List<Item> page = more ? found.subList(0, query.limit()) : found;
        return new Page<>(
                page.stream().map(Item::entry).toList(),
                more ? Optional.of(Long.toString(page.getLast().place())) : Optional.empty());
    }

    /// Removes the versions that the filters choose; how many those were.
    synchronized int remove(String id, VersionFilter versions, Set<String> specVersions) {
        ObjectQuery query =
                new ObjectQuery(Optional.empty(), Optional.empty(), 1, Set.of(id), Set.of(), versions, specVersions);
        Set<Item> gone = new HashSet<>();
        for (Item item : byId.getOrDefault(id, List.of())) {
            if (isWanted(item, query)) {
                gone.add(item);
            }
        }
        items.removeAll(gone);
        byId.computeIfPresent(id, (key, siblings) -> {
            siblings.removeAll(gone);
            return siblings.isEmpty() ? null : siblings;
        });
        return gone.size();
    }

    private static long place(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException foreign) {
            throw TaxiiProblem.badRequest("The \"next\" value is not one of this server's.");
        }
    }

    private List<Item> named(Set<String> ids) {
        return ids.stream()
                .flatMap(id -> byId.getOrDefault(id, List.of()).stream())
                .sorted(Comparator.comparingLong(Item::place))
                .toList();
    }

    /// The first index whose item lies after both bounds; places and times ascend together.
    private static int start(List<Item> from, long after, Optional<Instant> addedAfter) {
        int low = 0;
        int high = from.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            Item item = from.get(middle);
            boolean before = item.place() <= after
                    || addedAfter
                            .filter(time -> !item.dateAdded().isAfter(time))
                            .isPresent();
            low = before ? middle + 1 : low;
            high = before ? high : middle;
        }
        return low;
    }

    private boolean isWanted(Item item, ObjectQuery query) {
        if (!query.types().isEmpty() && !query.types().contains(item.object().type())) {
            return false;
        }
        List<Item> candidates =
                candidates(byId.getOrDefault(item.object().id().text(), List.of()), query.specVersions());
        if (!candidates.contains(item)) {
            return false;
        }
        VersionFilter versions = query.versions();
        return versions.picks().stream().anyMatch(pick -> picks(pick, item, candidates))
                || versions.exact().contains(item.version().instant());
    }

    private static boolean picks(Pick pick, Item item, List<Item> candidates) {
        return switch (pick) {
            case ALL -> true;
            case FIRST -> java.util.Collections.min(candidates, BY_VERSION) == item;
            case LAST -> java.util.Collections.max(candidates, BY_VERSION) == item;
        };
    }

    /// The versions in the wanted spec versions; when none is named, in the newest one that there is (§3.4.1).
    private static List<Item> candidates(List<Item> siblings, Set<String> specVersions) {
        if (siblings.size() == 1 && specVersions.isEmpty()) {
            return siblings;
        }
        Set<String> wanted = specVersions.isEmpty()
                ? Set.of(java.util.Collections.max(
                        siblings.stream().map(Item::specVersion).toList()))
                : specVersions;
        return siblings.stream()
                .filter(item -> wanted.contains(item.specVersion()))
                .toList();
    }
}
