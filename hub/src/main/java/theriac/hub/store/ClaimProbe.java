package theriac.hub.store;

/// The claims on an object, or on many, probed by the object and by nothing else.
///
/// Whether a claim stands and who may see it is asked of the rows that this gives, never inside it: OFFSET 0
/// keeps those conditions out of the choice of an index. Before PostgreSQL has figures of a freshly filled table
/// it takes an audience for as rare as an object, and would read all its claims again for each object.
final class ClaimProbe {

    private ClaimProbe() {}

    /// A subquery with all columns of `claim`; where it follows a table that it depends on, say LATERAL.
    ///
    /// @param object an expression of the key of the object
    static String of(String object) {
        return "(select * from claim x where x.object_key = " + object + " offset 0)";
    }

    /// The same for many objects: the index is walked through once.
    ///
    /// @param objects an expression of an array of keys, best in their order
    static String ofAll(String objects) {
        return "(select * from claim x where x.object_key = any(" + objects + ") offset 0)";
    }
}
