package theriac.hub.sharing;

import java.time.Instant;
import java.util.Optional;

/// The last good state of one file of a profile, and what is held back, if anything.
///
/// @param entries how many the file has
/// @param leftOut values that its format cannot carry
/// @param stopped values that are on warning lists
/// @param heldEntries how many the next state would have; empty: nothing is held
/// @param heldAt since when
/// @param fetchedAt when a control fetched it last, to the minute; empty: not since this is kept
/// @param fetchedBy beginning of the key that it sent
public record ExportFile(
        String file,
        String etag,
        int entries,
        int leftOut,
        int stopped,
        Instant at,
        Optional<Integer> heldEntries,
        Optional<Instant> heldAt,
        Optional<Instant> fetchedAt,
        Optional<String> fetchedBy) {}
