package theriac.hub.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import theriac.stix.StixId;

/// Which changes to read.
///
/// @param addedAfter only what was added after this moment (exclusive)
/// @param cursor where the page before ended; the later of the two counts
/// @param limit changes per page, 1 to 10,000
/// @param types STIX types; empty: all
/// @param ids STIX ids; empty: all
/// @param source only what this source says (internal key), as if there were no other; empty: all that is
///     visible
/// @param turn the last change of its memberships that the viewer knows of ([Outlooks.Reader]):
///     what came after a later one is left to a reader who knows that; empty: everything is read
/// @param lane whether what warning lists stop is held back
public record ChangeQuery(
        Optional<Instant> addedAfter,
        Optional<Cursor> cursor,
        int limit,
        Set<String> types,
        Set<StixId> ids,
        VersionFilter versions,
        OptionalLong source,
        OptionalLong turn,
        Lane lane) {

    public static final int MAX_LIMIT = 10_000;

    public ChangeQuery {
        limit = Math.clamp(limit, 1, MAX_LIMIT);
        types = Set.copyOf(types);
        ids = Set.copyOf(ids);
    }

    /// Whoever says so, and whatever warning lists say.
    public ChangeQuery(
            Optional<Instant> addedAfter,
            Optional<Cursor> cursor,
            int limit,
            Set<String> types,
            Set<StixId> ids,
            VersionFilter versions) {
        this(addedAfter, cursor, limit, types, ids, versions, OptionalLong.empty(), OptionalLong.empty(), Lane.OPEN);
    }

    /// Everything from the beginning, newest versions only.
    public static ChangeQuery first(int limit) {
        return new ChangeQuery(Optional.empty(), Optional.empty(), limit, Set.of(), Set.of(), VersionFilter.LAST);
    }

    public ChangeQuery after(Cursor place) {
        return new ChangeQuery(addedAfter, Optional.of(place), limit, types, ids, versions, source, turn, lane);
    }

    public ChangeQuery ofTypes(Set<String> wanted) {
        return new ChangeQuery(addedAfter, cursor, limit, wanted, ids, versions, source, turn, lane);
    }

    public ChangeQuery ofIds(Set<StixId> wanted) {
        return new ChangeQuery(addedAfter, cursor, limit, types, wanted, versions, source, turn, lane);
    }

    public ChangeQuery withVersions(VersionFilter wanted) {
        return new ChangeQuery(addedAfter, cursor, limit, types, ids, wanted, source, turn, lane);
    }

    /// As if this source (internal key) were the only one.
    public ChangeQuery ofSource(long only) {
        return new ChangeQuery(addedAfter, cursor, limit, types, ids, versions, OptionalLong.of(only), turn, lane);
    }

    /// As this reader may read.
    public ChangeQuery of(Outlooks.Reader reader) {
        return new ChangeQuery(
                addedAfter, cursor, limit, types, ids, versions, source, OptionalLong.of(reader.turn()), lane);
    }

    /// As a machine is given it: what warning lists stop is held back.
    public ChangeQuery in(Lane wanted) {
        return new ChangeQuery(addedAfter, cursor, limit, types, ids, versions, source, turn, wanted);
    }

    /// Only what came after this position.
    public long afterSeq() {
        long moment = addedAfter.map(Position::of).orElse(0L);
        return Math.max(moment, cursor.map(Cursor::seq).orElse(0L));
    }
}
