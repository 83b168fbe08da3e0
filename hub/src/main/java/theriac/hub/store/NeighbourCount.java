package theriac.hub.store;

/// How many neighbours of one sort there are, for the viewer.
///
/// @param type of the connection, as in [Neighbour]
/// @param otherType STIX type of the neighbours
/// @param atLeast there are so many references that counting stopped: it may be more
public record NeighbourCount(Direction direction, String type, String otherType, long count, boolean atLeast) {}
