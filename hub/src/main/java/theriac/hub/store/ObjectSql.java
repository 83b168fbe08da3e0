package theriac.hub.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import theriac.hub.db.Database;
import theriac.hub.store.Timeline.Presence;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// Statements of [Objects] and [Summaries].
final class ObjectSql {

    private final Database database;

    ObjectSql(Database database) {
        this.database = database;
    }

    /// What a list shows of a version.
    record Head(String id, String name, boolean revoked) {}

    Map<Long, Head> heads(Collection<Long> versions) {
        var heads = new HashMap<Long, Head>();
        database.jdbc()
                .sql("""
                        select v.key, o.stix_id, v.name, v.revoked
                        from unnest(:versions::bigint[]) k
                        join version v on v.key = k
                        join object o on o.key = v.object_key""")
                .param("versions", versions.toArray(Long[]::new))
                .query(row -> {
                    heads.put(row.getLong(1), new Head(row.getString(2), row.getString(3), row.getBoolean(4)));
                });
        return heads;
    }

    /// Keys of the objects whose ids begin so, in the order of the ids (C collation).
    List<Long> beginning(String text, int limit) {
        return database.jdbc()
                .sql("""
                        select key from object where stix_id >= :from and stix_id < :to
                        order by stix_id limit :limit""")
                .param("from", text)
                .param("to", text + "\uffff")
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /// Keys of objects of narrow types of which a claim stands that the viewer may see.
    List<Long> ofTypes(Integer[] types, long[] visible) {
        return database.jdbc()
                .sql("""
                        select distinct c.object_key from claim c
                        where c.type_id = any(:types::int[]) and c.type_id >= %d and c.withdrawn_seq is null
                          and c.audience_id = any(:visible)
                        order by 1""".formatted(ObjectTypes.NARROW))
                .param("types", types)
                .param("visible", visible)
                .query(Long.class)
                .list();
    }

    /// Those of these ids on which something stands, or stood, for these audiences.
    Set<String> known(Collection<String> ids, long[] visible) {
        return new HashSet<>(database.jdbc()
                .sql("""
                        select o.stix_id from object o
                        where o.stix_id = any(:ids) and (
                          exists (select from %s c
                                  where c.withdrawn_seq is null and c.audience_id = any(:visible))
                          or exists (select from claim_end e
                                     where e.object_key = o.key and e.audience_id = any(:visible)))""".formatted(ClaimProbe.of("o.key")))
                .param("ids", ids.toArray(String[]::new))
                .param("visible", visible)
                .query(String.class)
                .list());
    }

    /// Admiralty scale as weights: A (completely reliable) counts five times as much as E (unreliable); F (cannot be
    /// judged) counts half. The source has the alias `q`. Whole numbers, so that Java and SQL round alike.
    static final String WEIGHT = """
            (case q.reliability when 'A' then 10 when 'B' then 8 when 'C' then 6 when 'D' then 4 when 'E' then 2
                  else 5 end)""";

    /// A confidence that a source gives.
    record Weight(int confidence, int weight) {

        /// The same weights as [#WEIGHT].
        static Weight of(int confidence, char reliability) {
            return new Weight(
                    confidence,
                    switch (reliability) {
                        case 'A' -> 10;
                        case 'B' -> 8;
                        case 'C' -> 6;
                        case 'D' -> 4;
                        case 'E' -> 2;
                        default -> 5;
                    });
        }
    }

    /// The confidences that visible, standing claims give to the effective versions, by version.
    Map<Long, List<Weight>> weights(Map<Long, Presence> effective, long[] visible) {
        var objects = new ArrayList<Long>(effective.size());
        var versions = new ArrayList<Long>(effective.size());
        effective.forEach((object, presence) -> {
            objects.add(object);
            versions.add(presence.version());
        });
        var weights = new HashMap<Long, List<Weight>>();
        database.jdbc()
                .sql("""
                        select c.version_key, c.confidence, %s
                        from unnest(:objects::bigint[], :versions::bigint[]) u (object, version)
                        cross join lateral %s c
                        join source q on q.id = c.source_id
                        where c.version_key = u.version and c.withdrawn_seq is null
                          and c.audience_id = any(:visible) and c.confidence is not null""".formatted(WEIGHT, ClaimProbe.of("u.object")))
                .param("objects", objects.toArray(Long[]::new))
                .param("versions", versions.toArray(Long[]::new))
                .param("visible", visible)
                .query(row -> {
                    weights.computeIfAbsent(row.getLong(1), k -> new ArrayList<>())
                            .add(new Weight(row.getInt(2), row.getInt(3)));
                });
        return weights;
    }

    /// A row of a list: where it stands in the order, the object, and the version that was found (0: any).
    record Hit(long seq, long object, long version) {}

    /// Standing claims before a position, newest first.
    List<Hit> newest(long[] visible, long before, int limit) {
        return database.jdbc()
                .sql("""
                        select n.seq, n.object_key
                        from unnest(:visible::bigint[]) a cross join lateral (
                          select x.seq, x.object_key from claim x
                          where x.audience_id = a and x.seq < :before and x.withdrawn_seq is null
                          order by x.seq desc limit :limit) n
                        order by n.seq desc limit :limit""")
                .param("visible", visible)
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> new Hit(row.getLong(1), row.getLong(2), 0))
                .list();
    }

    /// Claims on an object before a position, newest first, withdrawn ones included.
    List<ClaimView> claims(long object, long[] visible, long before, int limit) {
        return database.jdbc()
                .sql("""
                        select s.name as source, c.source_id, o.name as organization, s.reliability, a.tlp, c.seq,
                               v.modified_text, c.version_key, c.confidence, c.credibility, c.withdrawn_seq,
                               c.audience_id
                        from claim c
                        join source s on s.id = c.source_id
                        join organization o on o.id = s.organization_id
                        join audience a on a.id = c.audience_id
                        join version v on v.key = c.version_key
                        where c.object_key = :object and c.audience_id = any(:visible) and c.seq < :before
                          and (c.withdrawn_seq is null or exists (
                                 select from claim_end e
                                 where e.object_key = c.object_key and e.version_key = c.version_key
                                   and e.source_id = c.source_id and e.to_seq = c.withdrawn_seq))
                        order by c.seq desc limit :limit""")
                .param("object", object)
                .param("visible", visible)
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> claim(row))
                .list();
    }

    private static ClaimView claim(ResultSet row) throws SQLException {
        return new ClaimView(
                row.getString("source"),
                row.getLong("source_id"),
                row.getString("organization"),
                row.getString("reliability").charAt(0),
                Tlp.values()[row.getInt("tlp")],
                Position.at(row.getLong("seq")),
                row.getString("modified_text"),
                row.getLong("version_key"),
                number(row, "confidence"),
                number(row, "credibility"),
                Optional.ofNullable(row.getObject("withdrawn_seq", Long.class)).map(Position::at),
                row.getLong("audience_id"));
    }

    static OptionalInt number(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /// Who refers to an object, newest objects first.
    record Referrer(long object, long version, String property) {}

    ///
    /// @param property only references by this property; "": by any
    List<Referrer> referrers(long target, String property, long[] visible, int limit) {
        return database.jdbc()
                .sql("""
                        select r.object_key, r.version_key, r.property
                        from object_reference r
                        where r.target_key = :target and (:property = '' or r.property = :property) and exists (
                          select from claim c
                          where c.object_key = r.object_key and c.version_key = r.version_key
                            and c.withdrawn_seq is null and c.audience_id = any(:visible) offset 0)
                        order by r.object_key desc limit :limit""")
                .param("target", target)
                .param("property", property)
                .param("visible", visible)
                .param("limit", limit)
                .query((row, n) -> new Referrer(row.getLong(1), row.getLong(2), row.getString(3)))
                .list();
    }

    /// The objects of some types that refer to one of these so, of which something stands.
    List<StixId> referring(long[] targets, String property, Integer[] types, long[] visible, int limit) {
        return database
                .jdbc()
                .sql("""
                        select distinct o.stix_id
                        from object_reference r join object o on o.key = r.object_key
                        where r.target_key = any(:targets) and r.property = :property
                          and o.type_id = any(:types::int[])
                          and exists (
                            select from claim c
                            where c.object_key = r.object_key and c.version_key = r.version_key
                              and c.withdrawn_seq is null and c.audience_id = any(:visible) offset 0)
                        order by o.stix_id limit :limit""")
                .param("targets", targets)
                .param("property", property)
                .param("types", types)
                .param("visible", visible)
                .param("limit", limit)
                .query(String.class)
                .list()
                .stream()
                .map(StixId::of)
                .toList();
    }

    /// Those of these objects to which one of some types refers so, of which something stands.
    Set<StixId> referred(long[] targets, String property, Integer[] types, long[] visible) {
        return database
                .jdbc()
                .sql("""
                        select t.stix_id from object t
                        where t.key = any(:targets) and exists (
                          select from object_reference r join object o on o.key = r.object_key
                          where r.target_key = t.key and r.property = :property and o.type_id = any(:types::int[])
                            and exists (
                              select from claim c
                              where c.object_key = r.object_key and c.version_key = r.version_key
                                and c.withdrawn_seq is null and c.audience_id = any(:visible) offset 0))""")
                .param("targets", targets)
                .param("property", property)
                .param("types", types)
                .param("visible", visible)
                .query(String.class)
                .list()
                .stream()
                .map(StixId::of)
                .collect(Collectors.toSet());
    }

    /// Those of these objects of which something stands, and nothing that another source says.
    Set<StixId> saidOnlyBy(long[] targets, long[] sources, long[] visible) {
        return database
                .jdbc()
                .sql("""
                        select o.stix_id from claim c join object o on o.key = c.object_key
                        where c.object_key = any(:targets) and c.withdrawn_seq is null and c.audience_id = any(:visible)
                        group by o.stix_id having bool_and(c.source_id = any(:sources))""")
                .param("targets", targets)
                .param("sources", sources)
                .param("visible", visible)
                .query(String.class)
                .list()
                .stream()
                .map(StixId::of)
                .collect(Collectors.toSet());
    }

    /// The sightings of these objects, and the opinions about them, of which something stands.
    ///
    /// @param opinion the number of their type; empty when nobody ever sent one
    List<StixId> said(long[] targets, Integer[] opinion, long[] visible, int limit) {
        return database
                .jdbc()
                .sql("""
                        select distinct o.stix_id
                        from object_reference r join object o on o.key = r.object_key
                        where r.target_key = any(:targets)
                          and (r.property = 'sighting_of_ref'
                            or r.property = 'object_refs' and o.type_id = any(:opinion::int[]))
                          and exists (
                            select from claim c
                            where c.object_key = r.object_key and c.version_key = r.version_key
                              and c.withdrawn_seq is null and c.audience_id = any(:visible) offset 0)
                        order by o.stix_id limit :limit""")
                .param("targets", targets)
                .param("opinion", opinion)
                .param("visible", visible)
                .param("limit", limit)
                .query(String.class)
                .list()
                .stream()
                .map(StixId::of)
                .toList();
    }

    Map<Long, String> sourceNames(Collection<Long> sources) {
        var names = new HashMap<Long, String>();
        database.jdbc()
                .sql("select id, name from source where id = any(:sources::bigint[]) limit 100000")
                .param("sources", sources.toArray(Long[]::new))
                .query(row -> {
                    names.put(row.getLong(1), row.getString(2));
                });
        return names;
    }

    /// How much the store holds for a viewer.
    long countNarrow(long[] visible, Integer[] types) {
        return database.jdbc()
                .sql("""
                        select count(distinct c.object_key) from claim c
                        where c.type_id = any(:types::int[]) and c.withdrawn_seq is null
                          and c.audience_id = any(:visible)""")
                .param("types", types)
                .param("visible", visible)
                .query(Long.class)
                .single();
    }

    long count(long[] visible) {
        return database.jdbc()
                .sql("""
                        select count(distinct c.object_key) from claim c
                        where c.withdrawn_seq is null and c.audience_id = any(:visible)""")
                .param("visible", visible)
                .query(Long.class)
                .single();
    }
}
