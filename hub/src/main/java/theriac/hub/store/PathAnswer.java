package theriac.hub.store;

import java.util.List;
import java.util.Optional;

/// The shortest ways between two objects.
///
/// The search goes from both ends. It never goes on from an object with more than [#HUB] references
/// in one direction (a country, the hub's own identity, a report with 200,000 references): such an
/// object connects everything with everything. A way *to* or *over* one of them is still found, as
/// long as the objects beside it are ordinary. Who wrote an object (`created_by_ref`) counts as no
/// connection.
///
/// @param paths of equal, smallest length, at most [#MAX_PATHS]; empty: none was found
/// @param complete whether nothing was left out: false when an object was passed over or the search grew too
///     large
/// @param passedOver objects with too many references, at most [#MAX_HUBS]
public record PathAnswer(List<List<Step>> paths, boolean complete, List<ObjectSummary> passedOver) {

    public static final int MAX_HOPS = 4;
    public static final int MAX_PATHS = 10;
    public static final int MAX_HUBS = 20;
    public static final int HUB = 500;

    static final PathAnswer NONE = new PathAnswer(List.of(), true, List.of());

    public PathAnswer {
        paths = List.copyOf(paths);
        passedOver = List.copyOf(passedOver);
    }

    /// One connection of a way; `direction` and `type` as in [Neighbour], seen from `from`.
    public record Step(
            ObjectSummary from, ObjectSummary to, Direction direction, String type, Optional<ObjectSummary> via) {}
}
