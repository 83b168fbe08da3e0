package theriac.taxii.server;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Which objects of a collection are wanted (TAXII 2.1 §3.4, §5.4).
///
/// The filters apply in this order: `ids`, `types` and `specVersions` choose candidates; `versions` picks among the
/// candidates of each object; `addedAfter` then drops what was added before. So an old version never stands in for the
/// newest one. The order of the answer is ascending `date_added`.
///
/// @param addedAfter strictly after this instant
/// @param cursor the port's own `next` of the page before; the server has checked that the filters are the same
/// @param limit at least 1, at most the server's page limit
/// @param ids STIX ids; empty means any
/// @param types STIX types; empty means any
/// @param versions which versions of each object
/// @param specVersions for example `2.1`; empty means: of each object only its newest spec version (§3.4.1)
public record ObjectQuery(
        Optional<Instant> addedAfter,
        Optional<String> cursor,
        int limit,
        Set<String> ids,
        Set<String> types,
        VersionFilter versions,
        Set<String> specVersions) {

    public ObjectQuery {
        ids = Set.copyOf(ids);
        types = Set.copyOf(types);
        specVersions = Set.copyOf(specVersions);
        if (limit < 1) {
            throw new IllegalArgumentException("The limit of a page is at least 1.");
        }
    }

    /// The newest version of everything, from the start.
    public static ObjectQuery everything(int limit) {
        return new ObjectQuery(
                Optional.empty(), Optional.empty(), limit, Set.of(), Set.of(), VersionFilter.NEWEST, Set.of());
    }

    /// This query for one object and for these versions of it.
    ObjectQuery forObject(String id, VersionFilter which) {
        return new ObjectQuery(addedAfter, cursor, limit, Set.of(id), Set.of(), which, specVersions);
    }
}
