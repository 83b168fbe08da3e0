package theriac.hub.store;

import java.time.Instant;
import java.util.OptionalInt;

/// What is said of objects that are one thing, taken together: from what the viewer may see and from nothing else.
///
/// @param sources how many visible sources claim any of the members
/// @param confidence the mean of what they say of any member, weighed by their reliability, 0 to 100
/// @param since when the oldest of these claims arrived
/// @param addedAt when the newest of them arrived
public record MergedFigures(int sources, OptionalInt confidence, Instant since, Instant addedAt) {}
