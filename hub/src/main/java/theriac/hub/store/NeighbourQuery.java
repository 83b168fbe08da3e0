package theriac.hub.store;

import java.util.Optional;
import java.util.Set;

/// Which neighbours of an object.
///
/// @param types of the connection, as in [Neighbour]; empty: all
/// @param otherTypes STIX types of the neighbours; empty: all
/// @param limit neighbours per page, 1 to 500; a sighting by several organisations may make a page a little
///     longer
/// @param after where the page before ended
public record NeighbourQuery(Set<String> types, Set<String> otherTypes, int limit, Optional<String> after) {

    public static final int MAX_LIMIT = 500;

    public NeighbourQuery {
        types = Set.copyOf(types);
        otherTypes = Set.copyOf(otherTypes);
        limit = Math.clamp(limit, 1, MAX_LIMIT);
    }

    public static NeighbourQuery first(int limit) {
        return new NeighbourQuery(Set.of(), Set.of(), limit, Optional.empty());
    }

    boolean wants(String type, String otherType) {
        return (types.isEmpty() || types.contains(type)) && (otherTypes.isEmpty() || otherTypes.contains(otherType));
    }
}
