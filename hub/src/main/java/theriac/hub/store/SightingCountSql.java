package theriac.hub.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.hub.db.Database;
import theriac.stix.StixId;

/// Statements of [SightingCounts]: over all sightings that members tell, whoever may see them.
final class SightingCountSql {

    /// The newest sightings of each object that stand and were not revoked, and whose they are. Only what
    /// organisations tell themselves: what the CERT's feeds say is seen as the feeds are.
    private static final String STANDING = """
            from object o
            cross join lateral (select x.object_key, x.version_key, x.seen from object_reference x
                                where x.target_key = o.key and x.property = 'sighting_of_ref' and x.seen is not null
                                order by x.seen desc limit %d) r
            cross join lateral %s c
            join source q on q.id = c.source_id
            join organization m on m.id = q.organization_id and m.kind <> 'cert'
            join version v on v.key = r.version_key
            where o.stix_id = any(:objects) and c.version_key = r.version_key and c.withdrawn_seq is null
              and not exists (select from claim n join version e on e.key = n.version_key
                              where n.object_key = r.object_key and n.source_id = c.source_id
                                and n.withdrawn_seq is null and e.revoked)
            """.formatted(SightingCounts.MOST, ClaimProbe.of("r.object_key"));

    private final Database database;

    SightingCountSql(Database database) {
        this.database = database;
    }

    record Counted(int organizations, Instant lastSeen) {}

    /// @param except an organisation that is not counted; 0: none
    Optional<Counted> count(Collection<StixId> objects, long except) {
        return database.jdbc()
                .sql("select count(distinct q.organization_id), max(r.seen) " + STANDING
                        + "and q.organization_id <> :except")
                .param("objects", texts(objects))
                .param("except", except)
                .query((row, n) -> new Counted(row.getInt(1), Position.at(row.getLong(2))))
                .optional()
                .filter(counted -> counted.organizations() > 0);
    }

    /// One version of one sighting.
    ///
    /// @param sighting key of the sighting
    record Row(StixId object, long organization, long sighting, long version, long seen) {}

    /// Newest versions of a sighting first.
    List<Row> rows(Collection<StixId> objects) {
        return database.jdbc()
                .sql("select o.stix_id, q.organization_id, r.object_key, r.version_key, r.seen " + STANDING
                        + "order by r.object_key, v.modified desc nulls last, v.key desc limit " + SightingCounts.MOST)
                .param("objects", texts(objects))
                .query((row, n) -> new Row(
                        StixId.of(row.getString(1)), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .list();
    }

    private static String[] texts(Collection<StixId> objects) {
        return objects.stream().map(StixId::text).toArray(String[]::new);
    }

    /// The newest sightings of techniques themselves, and of the indicators that the viewer sees and that indicate
    /// them as a relationship says that it sees too.
    private static final String OF_TECHNIQUES = """
            , shows as materialized (
              select t.number, t.object_key from technique t
              union
              select t.number, other.target_key
              from technique t
              join object_reference one on one.target_key = t.object_key and one.property = 'target_ref'
              join version v on v.key = one.version_key and v.name = 'indicates'
              join object_reference other on other.version_key = one.version_key and other.property = 'source_ref'
              cross join lateral %1$s e
              cross join lateral %2$s i
              where e.version_key = one.version_key and not e.revoked and not i.revoked),
            told as (
              select s.number, q.organization_id, m.kind <> 'cert' and q.organization_id <> :own as other,
                     c.audience_id = any(:visible) as seen
              from shows s
              cross join lateral (select x.object_key, x.version_key from object_reference x
                                  where x.target_key = s.object_key and x.property = 'sighting_of_ref'
                                    and x.seen is not null
                                  order by x.seen desc limit %3$d) r
              cross join lateral %4$s c
              join source q on q.id = c.source_id
              join organization m on m.id = q.organization_id
              where c.version_key = r.version_key and c.withdrawn_seq is null
                and not exists (select from claim n join version e on e.key = n.version_key
                                where n.object_key = r.object_key and n.source_id = c.source_id
                                  and n.withdrawn_seq is null and e.revoked))
            select number,
                   case when count(distinct organization_id) filter (where other) >= :least
                        then count(distinct organization_id) filter (where other or seen)
                        else count(distinct organization_id) filter (where seen) end
            from told group by number""".formatted(
                    QuerySql.EFFECTIVE.formatted("one.object_key"),
                    QuerySql.EFFECTIVE.formatted("other.target_key"),
                    SightingCounts.MOST,
                    ClaimProbe.of("r.object_key"));

    /// In how many organisations each technique was seen: those whose sightings the viewer may see itself, and the
    /// others once there are at least so many of them.
    Map<String, Integer> ofTechniques(Techniques.Known known, long own, int least, long[] visible) {
        var counts = new HashMap<String, Integer>();
        var statement = database.jdbc().sql("with " + TechniqueSql.TECHNIQUE + OF_TECHNIQUES);
        TechniqueSql.with(statement, known)
                .param("own", own)
                .param("least", least)
                .param("visible", visible)
                .query(row -> {
                    if (row.getInt(2) > 0) {
                        counts.put(row.getString(1), row.getInt(2));
                    }
                });
        return counts;
    }
}
