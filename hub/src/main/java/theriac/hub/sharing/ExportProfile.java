package theriac.hub.sharing;

import java.time.Instant;
import java.util.UUID;

/// What one recipient's controls load: which indicators, how sure, how many.
///
/// @param organization the recipient (internal key)
/// @param query in the query language; "" for all
/// @param minConfidence only indicators that are at least so sure, 0 to 100; 0: all
/// @param minScore the same for what is left after decay
/// @param most entries of a file; 0: what its consumer takes. The surest go first, then the newest.
/// @param shrinkPercent a file that would lose more than this share is held; 100: never
/// @param growPercent a file that would gain more than this share is held
/// @param by login of who saved it
/// @param plain it is the profile of the lists at `/lists/`, which every organisation has
public record ExportProfile(
        long key,
        UUID id,
        long organization,
        String name,
        String query,
        int minConfidence,
        int minScore,
        int most,
        int shrinkPercent,
        int growPercent,
        Instant at,
        String by,
        boolean plain) {}
