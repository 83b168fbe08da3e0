package theriac.hub.store;

/// Who points at whom, seen from the object that was asked about.
public enum Direction {
    /// The object points at its neighbour.
    TO,
    /// The neighbour points at the object.
    FROM
}
