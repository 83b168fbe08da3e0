package theriac.hub.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;

/// Statements over `marking_override`. What changes a standing claim is in [WithdrawalSql].
final class OverrideSql {

    private final Database database;

    OverrideSql(Database database) {
        this.database = database;
    }

    /// An override that stands.
    ///
    /// @param organization internal key of who decided
    /// @param organizationName its name
    /// @param decidedOn audiences (internal keys) with which the words came that it is about
    record Row(
            long id,
            long object,
            long owner,
            long audience,
            List<Long> decidedOn,
            long organization,
            String organizationName,
            String by,
            String reason,
            Instant at) {}

    /// Those that stand on these objects, the newest first.
    List<Row> standing(Collection<Long> objects) {
        return database.jdbc()
                .sql("""
                        select o.id, o.object_key, o.owner_id, o.audience_id,
                               array(select distinct m.audience_id from marking_override_claim m where m.override_id = o.id),
                               o.organization_id, d.name, o.by, o.reason, o.at
                        from marking_override o join organization d on d.id = o.organization_id
                        where o.ended_at is null and o.object_key = any(:objects)
                        order by o.id desc limit 1000000""")
                .param("objects", objects.toArray(Long[]::new))
                .query((row, n) -> new Row(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        Arrays.asList((Long[]) row.getArray(5).getArray()),
                        row.getLong(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getObject(10, OffsetDateTime.class).toInstant()))
                .list();
    }

    /// A claim of an owner's word.
    ///
    /// @param came for whom it would be without any override (internal key)
    /// @param now for whom it is, or was when it was withdrawn (internal key)
    record Told(long version, long source, long came, long now, boolean stands) {}

    /// What an owner says about an object, withdrawn or not.
    List<Told> told(long object, long owner) {
        return database.jdbc()
                .sql("""
                        select c.version_key, c.source_id,
                               coalesce((select m.audience_id from marking_override_claim m
                                         where m.version_key = c.version_key and m.source_id = c.source_id limit 1),
                                        c.audience_id),
                               c.audience_id, c.withdrawn_seq is null
                        from claim c join audience a on a.id = c.audience_id
                        where c.object_key = :object and a.owner_id = :owner
                        order by c.seq limit 1000000""")
                .param("object", object)
                .param("owner", owner)
                .query((row, n) ->
                        new Told(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getBoolean(5)))
                .list();
    }

    long insert(long object, long owner, long audience, Viewer.Party actor, String reason, Instant now) {
        return database.jdbc()
                .sql("""
                        insert into marking_override (object_key, owner_id, audience_id, organization_id, by, reason, at)
                        values (:object, :owner, :audience, :organization, :by, :reason, :now) returning id""")
                .param("object", object)
                .param("owner", owner)
                .param("audience", audience)
                .param("organization", actor.organization())
                .param("by", actor.name())
                .param("reason", reason)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    void end(long object, long owner, long organization, Instant now) {
        database.jdbc()
                .sql("""
                        update marking_override set ended_at = :now
                        where object_key = :object and owner_id = :owner and organization_id = :organization
                          and ended_at is null""")
                .param("object", object)
                .param("owner", owner)
                .param("organization", organization)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Remembers for whom claims would be without the override; what it knows already stays.
    ///
    /// @param overrides of each claim (internal key)
    void count(List<Long> overrides, List<Told> claims) {
        database.jdbc()
                .sql("""
                        insert into marking_override_claim (override_id, version_key, source_id, audience_id)
                        select * from unnest(:overrides::bigint[], :versions::bigint[], :sources::bigint[], :audiences::bigint[])
                        on conflict do nothing""")
                .param("overrides", overrides.toArray(Long[]::new))
                .param("versions", longs(claims, Told::version))
                .param("sources", longs(claims, Told::source))
                .param("audiences", longs(claims, Told::came))
                .update();
    }

    static Long[] longs(List<Told> claims, Function<Told, Long> number) {
        return claims.stream().map(number).toArray(Long[]::new);
    }
}
