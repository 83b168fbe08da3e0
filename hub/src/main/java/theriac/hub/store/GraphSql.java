package theriac.hub.store;

import java.util.Collection;
import java.util.List;
import theriac.hub.db.Database;

/// Statements of [Graph] and [Paths]. Each is bounded by a limit per object, so that an object to which
/// millions refer costs no more than another.
final class GraphSql {

    private final Database database;

    GraphSql(Database database) {
        this.database = database;
    }

    /// One reference: a version of an object names a target.
    record Row(long object, long version, long target, String property) {}

    /// What a version refers to, in the order of targets, after a place.
    List<Row> outgoing(long version, long afterTarget, String afterProperty, int limit) {
        return database.jdbc()
                .sql("""
                        select object_key, version_key, target_key, property from object_reference
                        where version_key = :version and (target_key, property) > (:target, :property)
                        order by target_key, property limit :limit""")
                .param("version", version)
                .param("target", afterTarget)
                .param("property", afterProperty)
                .param("limit", limit)
                .query((row, n) -> new Row(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4)))
                .list();
    }

    /// Only what the viewer may see counts, so that hidden references show neither as short pages nor as a
    /// crowd. OFFSET 0 keeps it from being planned as a join that walks through all claims in between.
    private static final String SEEN = """
            exists (select from claim c
                    where c.object_key = x.object_key and c.version_key = x.version_key
                      and c.withdrawn_seq is null and c.audience_id = any(:visible) offset 0)""";

    /// References to one object that a search for ways looks at, at most, whoever may see them.
    private static final int LOOKED_AT = 20_000;

    /// Who refers to an object, newest objects first, after a place.
    List<Row> incoming(long target, GraphPlace after, int limit, long[] visible) {
        return database.jdbc()
                .sql("""
                        select x.object_key, x.version_key, x.target_key, x.property from object_reference x
                        where x.target_key = :target and x.object_key <= :object
                          and (x.object_key < :object or x.version_key < :version
                               or x.version_key = :version and x.property > :property)
                          and %s
                        order by x.object_key desc, x.version_key desc, x.property limit :limit""".formatted(SEEN))
                .param("target", target)
                .param("object", after.object())
                .param("version", after.version())
                .param("property", after.property())
                .param("visible", visible)
                .param("limit", limit)
                .query((row, n) -> new Row(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4)))
                .list();
    }

    /// What many versions refer to, at most so many each.
    List<Row> outgoing(Collection<Long> versions, int each) {
        return database.jdbc()
                .sql("""
                        select r.object_key, r.version_key, r.target_key, r.property
                        from unnest(:versions::bigint[]) v cross join lateral (
                          select x.object_key, x.version_key, x.target_key, x.property from object_reference x
                          where x.version_key = v order by x.target_key, x.property limit :each) r""")
                .param("versions", versions.toArray(Long[]::new))
                .param("each", each)
                .query((row, n) -> new Row(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4)))
                .list();
    }

    /// Who refers to many objects, at most so many each, newest first.
    List<Row> incoming(Collection<Long> targets, int each, long[] visible) {
        return database.jdbc()
                .sql("""
                        select r.object_key, r.version_key, r.target_key, r.property
                        from unnest(:targets::bigint[]) t cross join lateral (
                          select x.* from (
                            select o.object_key, o.version_key, o.target_key, o.property from object_reference o
                            where o.target_key = t order by o.object_key desc limit :looked_at) x
                          where %s limit :each) r""".formatted(SEEN))
                .param("targets", targets.toArray(Long[]::new))
                .param("looked_at", LOOKED_AT)
                .param("visible", visible)
                .param("each", each)
                .query((row, n) -> new Row(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4)))
                .list();
    }
}
