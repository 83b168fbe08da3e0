package theriac.hub.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import theriac.hub.db.Database;
import theriac.hub.query.DecayModel;

/// Statements of [DecayModels] and [Scores].
final class DecaySql {

    /// More settings than anybody keeps in mind.
    private static final int MAX_RULES = 500;

    private final Database database;

    DecaySql(Database database) {
        this.database = database;
    }

    List<DecayTable.Rule> rules() {
        return database.jdbc()
                .sql("""
                        select id, name, type, value_kind, source_id, lifetime_seconds, speed, base, threshold
                        from decay_model
                        order by (source_id <> 0) desc, (value_kind <> '') desc, (type <> '') desc, id
                        limit :limit""")
                .param("limit", MAX_RULES)
                .query((row, n) -> rule(row))
                .list();
    }

    private static DecayTable.Rule rule(ResultSet row) throws SQLException {
        return new DecayTable.Rule(
                row.getLong("id"),
                row.getString("name"),
                row.getString("type"),
                row.getString("value_kind"),
                row.getLong("source_id"),
                new DecayModel(
                        Duration.ofSeconds(row.getLong("lifetime_seconds")),
                        row.getDouble("speed"),
                        row.getInt("base"),
                        row.getInt("threshold")));
    }

    DecayTable.Rule save(DecayTable.Rule rule) {
        return database.jdbc()
                .sql("""
                        insert into decay_model (name, type, value_kind, source_id, lifetime_seconds, speed, base,
                                                 threshold)
                        values (:name, :type, :kind, :source, :lifetime, :speed, :base, :threshold)
                        on conflict (type, value_kind, source_id) do update
                        set name = excluded.name, lifetime_seconds = excluded.lifetime_seconds,
                            speed = excluded.speed, base = excluded.base, threshold = excluded.threshold
                        returning id, name, type, value_kind, source_id, lifetime_seconds, speed, base, threshold""")
                .param("name", rule.name())
                .param("type", rule.type())
                .param("kind", rule.kind())
                .param("source", rule.source())
                .param("lifetime", rule.model().lifetime().toSeconds())
                .param("speed", rule.model().speed())
                .param("base", rule.model().base())
                .param("threshold", rule.model().threshold())
                .query((row, n) -> rule(row))
                .single();
    }

    boolean delete(long key) {
        return database.jdbc()
                        .sql("delete from decay_model where id = :key")
                        .param("key", key)
                        .update()
                == 1;
    }

    /// A claim on the effective version of an object.
    ///
    /// @param confidence -1: none
    /// @param modified microseconds since 1970 of the version; the claim's position when it has none
    /// @param validUntil `Long.MAX_VALUE`: no end
    record Base(long source, int confidence, long modified, long validUntil) {}

    Map<Long, List<Base>> bases(Collection<Long> objects, Collection<Long> versions, long[] visible) {
        var bases = new HashMap<Long, List<Base>>();
        database.jdbc()
                .sql("""
                        select c.object_key, c.source_id, coalesce(c.confidence, -1),
                               coalesce((extract(epoch from v.modified) * 1000000)::bigint, c.seq),
                               coalesce(v.valid_until, 9223372036854775807)
                        from unnest(:objects::bigint[], :versions::bigint[]) u (object, version)
                        cross join lateral %s c
                        join version v on v.key = c.version_key
                        where c.version_key = u.version and c.withdrawn_seq is null
                          and c.audience_id = any(:visible)""".formatted(ClaimProbe.of("u.object")))
                .param("objects", objects.toArray(Long[]::new))
                .param("versions", versions.toArray(Long[]::new))
                .param("visible", visible)
                .query(row -> {
                    bases.computeIfAbsent(row.getLong(1), k -> new ArrayList<>())
                            .add(new Base(row.getLong(2), row.getInt(3), row.getLong(4), row.getLong(5)));
                });
        return bases;
    }

    /// The kinds of values that versions hold, by object.
    Map<Long, Set<String>> kinds(Collection<Long> objects, Collection<Long> versions) {
        var kinds = new HashMap<Long, Set<String>>();
        database.jdbc()
                .sql("""
                        select distinct x.object_key, x.kind
                        from unnest(:objects::bigint[], :versions::bigint[]) u (object, version)
                        join value_index x on x.object_key = u.object and x.version_key = u.version""")
                .param("objects", objects.toArray(Long[]::new))
                .param("versions", versions.toArray(Long[]::new))
                .query(row -> {
                    kinds.computeIfAbsent(row.getLong(1), k -> new TreeSet<>()).add(row.getString(2));
                });
        return kinds;
    }

    /// When the latest sighting that a viewer may see saw it, by object; those without one are absent.
    Map<Long, Long> lastSeen(Collection<Long> objects, long[] visible) {
        var last = new HashMap<Long, Long>();
        database.jdbc()
                .sql("""
                        select o.key, l.seen
                        from unnest(:objects::bigint[]) o (key)
                        cross join lateral %s l
                        limit :limit""".formatted(QuerySql.LAST_SEEN))
                .param("objects", objects.toArray(Long[]::new))
                .param("visible", visible)
                .param("limit", objects.size())
                .query(row -> {
                    last.put(row.getLong(1), row.getLong(2));
                });
        return last;
    }

    /// The moments of all sightings that a viewer may see, by object.
    Map<Long, List<Long>> sightings(Collection<Long> objects, long[] visible) {
        var sightings = new HashMap<Long, List<Long>>();
        database.jdbc()
                .sql("""
                        select o.key, s.seen
                        from unnest(:objects::bigint[]) o (key)
                        cross join lateral (select r.seen %s) s""".formatted(QuerySql.SIGHTINGS))
                .param("objects", objects.toArray(Long[]::new))
                .param("visible", visible)
                .query(row -> {
                    sightings
                            .computeIfAbsent(row.getLong(1), k -> new ArrayList<>())
                            .add(row.getLong(2));
                });
        return sightings;
    }
}
