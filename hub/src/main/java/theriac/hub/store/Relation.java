package theriac.hub.store;

import theriac.stix.StixId;

/// A neighbour of an object.
///
/// @param direction who points at whom
/// @param relationshipType of the relationship object (`indicates`, `uses` …), or the property that refers
///     (`created_by_ref`)
/// @param via the relationship object, or the object that holds the reference
/// @param other the neighbour
/// @param otherName its name as the viewer sees it; "" when it has none, or when the viewer may not see it
public record Relation(Direction direction, String relationshipType, StixId via, StixId other, String otherName) {

    /// Who points at whom, seen from the object that was asked about.
    public enum Direction {
        TO,
        FROM
    }
}
