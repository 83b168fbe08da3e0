package theriac.hub.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import theriac.hub.db.Database;

/// Statements of [History].
final class HistorySql {

    private final Database database;

    HistorySql(Database database) {
        this.database = database;
    }

    Map<Long, String> digests(Collection<Long> versions) {
        var digests = new HashMap<Long, String>();
        database.jdbc()
                .sql("""
                        select v.key, encode(v.digest, 'hex') from unnest(:versions::bigint[]) k
                        join version v on v.key = k""")
                .param("versions", versions.toArray(Long[]::new))
                .query(row -> {
                    digests.put(row.getLong(1), row.getString(2));
                });
        return digests;
    }

    /// Whose word a source is.
    record Origin(String source, String organization, char reliability) {}

    Map<Long, Origin> origins(Collection<Long> sources) {
        var origins = new HashMap<Long, Origin>();
        database.jdbc().sql("""
                        select s.id, s.name, o.name, s.reliability from source s
                        join organization o on o.id = s.organization_id
                        where s.id = any(:sources::bigint[]) limit 100000""").param("sources", sources.toArray(Long[]::new)).query(row -> {
            origins.put(
                    row.getLong(1),
                    new Origin(
                            row.getString(2), row.getString(3), row.getString(4).charAt(0)));
        });
        return origins;
    }

    /// What a source thinks of what it says.
    ///
    /// @param confidence 0 to 100
    /// @param credibility Admiralty scale 1 to 6
    record Grade(OptionalInt confidence, OptionalInt credibility) {

        static final Grade NONE = new Grade(OptionalInt.empty(), OptionalInt.empty());
    }

    /// What sources think of a version, whether their claim stands or not.
    Map<Long, Grade> grades(long object, long version) {
        var grades = new HashMap<Long, Grade>();
        database.jdbc()
                .sql("""
                        select source_id, confidence, credibility from claim
                        where object_key = :object and version_key = :version
                          and (confidence is not null or credibility is not null) limit 100000""")
                .param("object", object)
                .param("version", version)
                .query(row -> {
                    grades.put(
                            row.getLong(1),
                            new Grade(ObjectSql.number(row, "confidence"), ObjectSql.number(row, "credibility")));
                });
        return grades;
    }

    /// What sources think of the versions of many objects, by version and source.
    Map<Long, Map<Long, Integer>> confidences(Collection<Long> objects) {
        var confidences = new HashMap<Long, Map<Long, Integer>>();
        database.jdbc()
                .sql("select c.version_key, c.source_id, c.confidence from %s c where c.confidence is not null"
                        .formatted(ClaimProbe.ofAll(":objects::bigint[]")))
                .param("objects", objects.stream().sorted().toArray(Long[]::new))
                .query(row -> {
                    confidences
                            .computeIfAbsent(row.getLong(1), _ -> new HashMap<>(2))
                            .put(row.getLong(2), row.getInt(3));
                });
        return confidences;
    }
}
