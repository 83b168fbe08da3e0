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

    /// `told`: the newest sightings of each object that stand and were not revoked by whom they come
    /// from. Tables are walked once for all of them, and what belongs together is found by grouping and
    /// by hashed lists: whatever PostgreSQL takes for many or few, it has no join to choose badly.
    private static final String TOLD =
            """
            with r as materialized (
              select o.key as target, x.object_key, x.version_key, x.seen
              from object o cross join lateral (
                select x.object_key, x.version_key, x.seen from object_reference x
                where x.target_key = o.key and x.property = 'sighting_of_ref' and x.seen is not null
                order by x.seen desc limit %d) x
              where o.stix_id = any(:objects)),
            c as materialized (
              select c.object_key, c.version_key, c.source_id from %s c where c.withdrawn_seq is null),
            revoked as materialized (
              select v.key from (select * from version x
                                 where x.key = any(array(select version_key from c)) offset 0) v
              where v.revoked),
            over as materialized (
              select object_key, source_id from c
              group by 1, 2 having bool_or(version_key in (select key from revoked))),
            told as materialized (
              select target, object_key, version_key, seen, unnest(sources) as source_id
              from (select max(target) as target, object_key, version_key, max(seen) as seen,
                           array_agg(source_id) filter (where source_id is not null) as sources
                    from (select target, object_key, version_key, seen, null::bigint as source_id from r
                          union all
                          select null, object_key, version_key, null, source_id from c
                          where (object_key, source_id) not in (select object_key, source_id from over)) u
                    group by object_key, version_key) g
              where target is not null)
            """.formatted(SightingCounts.MOST, ClaimProbe.ofAll("array(select object_key from r)"));

    /// Only what organisations tell themselves: what the CERT's feeds say is seen as the feeds are.
    private static final String BY_OTHERS_THAN_THE_CERT = """
            join source q on q.id = t.source_id
            join organization m on m.id = q.organization_id and m.kind <> 'cert'
            """;

    private final Database database;

    SightingCountSql(Database database) {
        this.database = database;
    }

    record Counted(int organizations, Instant lastSeen) {}

    /// @param except an organisation that is not counted; 0: none
    Optional<Counted> count(Collection<StixId> objects, long except) {
        return database.jdbc()
                .sql(TOLD + "select count(distinct q.organization_id), max(t.seen)"
                        + " from (select source_id, max(seen) as seen from told group by 1) t "
                        + BY_OTHERS_THAN_THE_CERT + "where q.organization_id <> :except")
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
                .sql(TOLD + "select o.stix_id, q.organization_id, t.object_key, t.version_key, t.seen"
                        + " from told t join object o on o.key = t.target join version v on v.key = t.version_key "
                        + BY_OTHERS_THAN_THE_CERT
                        + "order by t.object_key, v.modified desc nulls last, v.key desc limit " + SightingCounts.MOST)
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
