package theriac.hub.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import theriac.hub.db.Database;

/// Statements of [Subjects].
final class SubjectSql {

    private final Database database;

    SubjectSql(Database database) {
        this.database = database;
    }

    /// A visible source of an object.
    record From(String name, char reliability) {}

    Map<Long, List<From>> sources(Collection<Long> objects, long[] visible) {
        var sources = new HashMap<Long, List<From>>();
        database.jdbc()
                .sql("""
                        select distinct c.object_key, s.name, s.reliability
                        from unnest(:objects::bigint[]) k cross join lateral %s c
                        join source s on s.id = c.source_id
                        where c.withdrawn_seq is null and c.audience_id = any(:visible)""".formatted(ClaimProbe.of("k")))
                .param("objects", objects.toArray(Long[]::new))
                .param("visible", visible)
                .query(row -> {
                    sources.computeIfAbsent(row.getLong(1), k -> new ArrayList<>())
                            .add(new From(row.getString(2), row.getString(3).charAt(0)));
                });
        return sources;
    }

    /// A link of an object, whoever may see it.
    ///
    /// @param via the object that says so: the object itself, or a relationship
    /// @param version of that object
    /// @param end the other end
    record Link(long object, long via, long version, long end) {}

    List<Link> links(Collection<Long> objects) {
        return database.jdbc()
                .sql("""
                        select k, r.object_key, r.version_key, r.target_key
                        from unnest(:objects::bigint[]) k
                        join version v on v.object_key = k
                        join object_reference r on r.version_key = v.key
                        union
                        select k, one.object_key, one.version_key, other.target_key
                        from unnest(:objects::bigint[]) k
                        join object_reference one on one.target_key = k
                        join object o on o.key = one.object_key and o.type_id = :relationship
                        join object_reference other on other.version_key = one.version_key
                        where one.property in ('source_ref', 'target_ref')
                          and other.property in ('source_ref', 'target_ref') and other.property <> one.property""")
                .param("objects", objects.toArray(Long[]::new))
                .param("relationship", ObjectTypes.RELATIONSHIP)
                .query((row, n) -> new Link(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .list();
    }
}
