package theriac.hub.investigations;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What some people of one organisation look into together.
///
/// @param key internal
/// @param organization internal key: all its people are of this organisation
/// @param revision of title and summary, from 1
/// @param picture of its graph, JSON for the workbench; "" for none
/// @param pictureRevision from 0, when there is none
/// @param closedAt since when nothing is changed in it; empty: it goes on
/// @param by log-in name of who began it
record Investigation(
        long key,
        UUID id,
        long organization,
        String title,
        String summary,
        int revision,
        String picture,
        int pictureRevision,
        Optional<Instant> closedAt,
        Instant at,
        String by) {}
