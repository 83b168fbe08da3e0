package theriac.hub.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a source is worth, from the claims that the viewer may see.
///
/// @param standing claims that stand, counted up to [#MOST]
/// @param lately of those, the claims of the last thirty days, counted alike
/// @param values different values among the newest claims, the sample for what follows
/// @param exclusive of those, the values that no other source has
/// @param later how much later than the first other source, at the median of the shared values; negative:
///     earlier. Empty when nothing is shared
/// @param listed claims of the sample whose values are on a warning list, as marked when they came
/// @param disputed claims of the sample that an opinion calls wrong, as far as the viewer may see it
/// @param others who shares most, at most ten
public record Scorecard(
        long standing,
        long lately,
        long values,
        long exclusive,
        Optional<Duration> later,
        long listed,
        long disputed,
        List<Overlap> others) {

    /// Counts end here.
    public static final int MOST = 100_001;

    /// @param source name of the other source
    /// @param values of the sample that it has too
    /// @param earlier of those, the values that it had first
    public record Overlap(String source, long values, long earlier) {}
}
