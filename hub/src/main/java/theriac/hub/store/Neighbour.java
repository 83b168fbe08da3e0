package theriac.hub.store;

import java.util.Optional;

/// An object next to another one, and what connects them.
///
/// @param direction who points at whom, seen from the object that was asked about
/// @param type of the relationship (`indicates`), `sighting`, `same-as`, or the property that refers
///     (`object_refs`)
/// @param via the relationship or sighting that connects them; empty when they refer to each other directly
public record Neighbour(Direction direction, String type, Optional<ObjectSummary> via, ObjectSummary other) {}
