package theriac.hub.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
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
}
