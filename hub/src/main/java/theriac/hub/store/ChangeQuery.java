package theriac.hub.store;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import theriac.stix.StixId;

/// Which changes to read.
///
/// @param addedAfter only what was added after this moment (exclusive)
/// @param cursor where the page before ended; the later of the two counts
/// @param limit changes per page, 1 to 10,000
/// @param types STIX types; empty: all
/// @param ids STIX ids; empty: all
public record ChangeQuery(
        Optional<Instant> addedAfter,
        Optional<Cursor> cursor,
        int limit,
        Set<String> types,
        Set<StixId> ids,
        VersionFilter versions) {

    public static final int MAX_LIMIT = 10_000;

    public ChangeQuery {
        limit = Math.clamp(limit, 1, MAX_LIMIT);
        types = Set.copyOf(types);
        ids = Set.copyOf(ids);
    }

    /// Everything from the beginning, newest versions only.
    public static ChangeQuery first(int limit) {
        return new ChangeQuery(Optional.empty(), Optional.empty(), limit, Set.of(), Set.of(), VersionFilter.LAST);
    }

    public ChangeQuery after(Cursor place) {
        return new ChangeQuery(addedAfter, Optional.of(place), limit, types, ids, versions);
    }

    public ChangeQuery ofTypes(Set<String> wanted) {
        return new ChangeQuery(addedAfter, cursor, limit, wanted, ids, versions);
    }

    public ChangeQuery withVersions(VersionFilter wanted) {
        return new ChangeQuery(addedAfter, cursor, limit, types, ids, wanted);
    }

    long afterSeq() {
        long moment = addedAfter.map(Position::of).orElse(0L);
        return Math.max(moment, cursor.map(Cursor::seq).orElse(0L));
    }
}
