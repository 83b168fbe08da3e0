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

    /// The claims on an object that stood at a place of the ledger (the parameter `place`), as rows of [#of] that
    /// stand: their `seq` is where each came to stand.
    ///
    /// @param object an expression of the key of the object
    static String then(String object) {
        return """
                (select x.object_key, x.version_key, x.source_id, x.audience_id, x.seq, x.withdrawn_seq, x.type_id,
                        x.confidence
                 from claim x where x.object_key = %1$s and x.withdrawn_seq is null and x.seq <= :place
                 union all
                 select x.object_key, x.version_key, x.source_id, x.audience_id, x.from_seq, null, x.type_id,
                        (select y.confidence from claim y where y.object_key = x.object_key
                           and y.version_key = x.version_key and y.source_id = x.source_id)
                 from claim_end x where x.object_key = %1$s and x.from_seq <= :place and x.to_seq > :place offset 0)""".formatted(object);
    }
}
