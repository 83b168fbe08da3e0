package theriac.hub.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The proof that a value was erased, without the value.
///
/// @param kind what kind of value it was
/// @param salt hex; with it and the value, [Erasure#digest] gives the digest again
/// @param digest hex; slow to compute on purpose, for there are few telephone numbers
/// @param by who did it
/// @param finishedAt empty: it was interrupted, and must be asked for again
/// @param places what was blanked where
public record ErasureRecord(
        UUID id,
        String kind,
        String salt,
        String digest,
        String by,
        String reason,
        Instant at,
        Optional<Instant> finishedAt,
        List<Blanked> places) {

    /// @param place table and column
    /// @param rows how many rows were blanked
    public record Blanked(String place, long rows) {}
}
