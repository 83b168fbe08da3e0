package theriac.hub.store;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Statements that end, restore and redirect claims: each works on a set of any size at once, under the
/// ledger's head.
final class WithdrawalSql {

    /// Claims of a source (`:second_key`) on an object (`:first_key`).
    static final String OBJECT = "c.object_key = :first_key and c.source_id = :second_key";

    /// Claims of a source (`:second_key`) on these versions of an object (`:first_key`).
    static String versions(Collection<Long> keys) {
        return OBJECT + " and c.version_key in ("
                + keys.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }

    /// Claims of a source (`:second_key`) on these objects.
    static String objects(Collection<Long> keys) {
        return "c.source_id = :second_key and c.object_key in ("
                + keys.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }

    /// Claims that a delivery (`:first_key`) brought, after a position (`:second_key`).
    static final String DELIVERY = "c.delivery_id = :first_key and c.seq > :second_key";

    /// Claims of a source (`:first_key`), after a position (`:second_key`).
    static final String SOURCE = "c.source_id = :first_key and c.seq > :second_key";

    /// Claims that were withdrawn from one position to another.
    static final String WITHDRAWAL = "c.withdrawn_seq between :first_key and :second_key";

    /// The claims of `target` end for those who had them and stand for `audience`; `at` is the first of the
    /// two rows that tell so.
    private static final String TOLD = """
            ), ended as (
              insert into claim_end (object_key, version_key, source_id, audience_id, from_seq,
                                     to_seq, type_id, kind, reason)
              select object_key, version_key, source_id, audience_id, seq, at, type_id,
                     'audience-changed', :reason
              from target
            ), noted as (
              insert into ledger (seq, object_key, version_key, source_id, audience_id,
                                  organization_id, kind, detail)
              select at + side, object_key, version_key, source_id,
                     case side when 0 then audience_id else audience end,
                     :organization::bigint, 'audience-changed', :detail::jsonb
              from target, generate_series(0, 1) side
            )
            update claim c set audience_id = t.audience, seq = t.at
            from target t
            where c.object_key = t.object_key and c.version_key = t.version_key
              and c.source_id = t.source_id""";

    private static final int MOST_NAMED = 10_000;

    private final Database database;

    WithdrawalSql(Database database) {
        this.database = database;
    }

    long withdraw(String which, long firstKey, long secondKey, long firstSeq, Claims.Why why, long[] visible) {
        return database.jdbc()
                .sql("""
                        with target as materialized (
                          select c.object_key, c.version_key, c.source_id, c.audience_id, c.seq, c.type_id,
                                 :seq + row_number() over (order by c.seq) - 1 as at
                          from claim c
                          where %s and c.withdrawn_seq is null and c.audience_id = any(:visible)
                          order by c.seq limit :limit
                        ), ended as (
                          insert into claim_end (object_key, version_key, source_id, audience_id, from_seq, to_seq,
                                                 type_id, kind, reason)
                          select object_key, version_key, source_id, audience_id, seq, at, type_id, 'withdrawn', :reason
                          from target
                        ), noted as (
                          insert into ledger (seq, object_key, version_key, source_id, audience_id, organization_id,
                                              kind, detail)
                          select at, object_key, version_key, source_id, audience_id, :organization::bigint,
                                 'withdrawn', :detail::jsonb
                          from target
                        )
                        update claim c set withdrawn_seq = t.at
                        from target t
                        where c.object_key = t.object_key and c.version_key = t.version_key
                          and c.source_id = t.source_id""".formatted(which))
                .param("seq", firstSeq)
                .param("first_key", firstKey)
                .param("second_key", secondKey)
                .param("visible", visible)
                .param("limit", Withdrawals.PART)
                .param("reason", why.reason())
                .param("organization", why.organization().orElse(null))
                .param("detail", detail(why))
                .update();
    }

    /// Only claims that somebody once could see come back: a version that arrived too old to stand stays
    /// where it is. They come back for whom they are now: an override may have been decided, or lifted,
    /// and other people may have been named for TLP:RED, while they were away.
    ///
    /// @param named of sources, which audience another has taken the place of
    long restore(
            String which,
            long firstKey,
            long secondKey,
            long firstSeq,
            Claims.Why why,
            long[] visible,
            List<Named> named) {
        return database.jdbc()
                .sql("""
                        with named (source, before, after) as (
                          select * from unnest(:sources::bigint[], :before::bigint[], :after::bigint[])
                        ), back as materialized (
                          select c.object_key, c.version_key, c.source_id,
                                 coalesce((select case when o.ended_at is null then o.audience_id else m.audience_id end
                                           from marking_override_claim m join marking_override o on o.id = m.override_id
                                           where m.version_key = c.version_key and m.source_id = c.source_id
                                           order by (o.ended_at is null) desc, o.id desc limit 1), c.audience_id) as audience_id,
                                 :seq + row_number() over (order by c.seq) - 1 as at
                          from claim c
                          where %s and c.withdrawn_seq is not null and c.audience_id = any(:visible)
                            and exists (select from claim_end e
                                        where e.object_key = c.object_key and e.version_key = c.version_key
                                          and e.source_id = c.source_id and e.to_seq = c.withdrawn_seq)
                        ), target as materialized (
                          select b.object_key, b.version_key, b.source_id, b.at,
                                 coalesce((select n.after from named n
                                           where n.source = b.source_id and n.before = b.audience_id),
                                          b.audience_id) as audience_id
                          from back b
                        ), noted as (
                          insert into ledger (seq, object_key, version_key, source_id, audience_id, organization_id,
                                              kind, detail)
                          select at, object_key, version_key, source_id, audience_id, :organization::bigint,
                                 'restored', :detail::jsonb
                          from target
                        )
                        update claim c set withdrawn_seq = null, seq = t.at, audience_id = t.audience_id
                        from target t
                        where c.object_key = t.object_key and c.version_key = t.version_key
                          and c.source_id = t.source_id""".formatted(which))
                .param("seq", firstSeq)
                .param("first_key", firstKey)
                .param("second_key", secondKey)
                .param("visible", visible)
                .param("organization", why.organization().orElse(null))
                .param("sources", named.stream().map(Named::source).toArray(Long[]::new))
                .param("before", named.stream().map(Named::before).toArray(Long[]::new))
                .param("after", named.stream().map(Named::after).toArray(Long[]::new))
                .param("detail", detail(why))
                .update();
    }

    /// An audience of a source whose named people are others now.
    record Named(long source, long before, long after) {}

    /// TLP:RED audiences that are for other people than those whom the sources of these withdrawn claims
    /// name now. What an organisation writes itself is for whom its authors chose (ADR 032).
    List<NotNamed> notNamed(String which, long firstKey, long secondKey) {
        return database.jdbc()
                .sql("""
                        select s.id, red.id, present.people
                        from (select distinct c.source_id from claim c
                              where %s and c.withdrawn_seq is not null) c
                        join source s on s.id = c.source_id and s.kind <> 'own'
                        join audience present on present.id = s.audience_id
                        join audience red on red.tlp = :red and red.people <> present.people
                        where exists (select from claim x where x.source_id = s.id and x.audience_id = red.id)
                        limit :limit""".formatted(which))
                .param("first_key", firstKey)
                .param("second_key", secondKey)
                .param("red", Tlp.RED.ordinal())
                .param("limit", MOST_NAMED)
                .query((row, n) -> new NotNamed(row.getLong(1), row.getLong(2), new TreeSet<>(List.of((Long[])
                        row.getArray(3).getArray()))))
                .list();
    }

    /// @param people whom the source names now
    record NotNamed(long source, long audience, SortedSet<Long> people) {}

    /// Gives those of these claims on an object that stand the audience at the same place. Two positions
    /// per claim: one for those who could see it, one for those who can see it from now on. The first is
    /// where the old span ends and the new one begins.
    long redirect(long objectKey, List<OverrideSql.Told> claims, List<Long> audiences, long firstSeq, Claims.Why why) {
        return 2L
                * database.jdbc()
                        .sql("""
                                with wanted (version_key, source_id, audience) as (
                                  select * from unnest(:versions::bigint[], :sources::bigint[], :audiences::bigint[])
                                ), target as materialized (
                                  select c.object_key, c.version_key, c.source_id, c.audience_id, c.seq, c.type_id,
                                         w.audience, :seq + 2 * (row_number() over (order by c.seq) - 1) as at
                                  from wanted w join claim c on c.object_key = :object
                                    and c.version_key = w.version_key and c.source_id = w.source_id
                                  where c.withdrawn_seq is null and c.audience_id <> w.audience
                                """ + TOLD)
                        .param("object", objectKey)
                        .param("versions", OverrideSql.longs(claims, OverrideSql.Told::version))
                        .param("sources", OverrideSql.longs(claims, OverrideSql.Told::source))
                        .param("audiences", audiences.toArray(Long[]::new))
                        .param("seq", firstSeq)
                        .param("reason", why.reason())
                        .param("organization", why.organization().orElse(null))
                        .param("detail", detail(why))
                        .update();
    }

    /// Gives what a source says on some objects for one audience to another, in the order of the objects.
    ///
    /// @return ledger rows used: two for each claim
    long move(List<Long> objects, long source, long from, long to, long firstSeq, Claims.Why why) {
        return 2L
                * database.jdbc()
                        .sql("""
                                with target as materialized (
                                  select c.object_key, c.version_key, c.source_id, c.audience_id, c.seq, c.type_id,
                                         :to::bigint as audience,
                                         :seq + 2 * (row_number() over (order by o.place, c.seq) - 1) as at
                                  from unnest(:objects::bigint[]) with ordinality o (key, place)
                                       join claim c on c.object_key = o.key
                                  where c.source_id = :source and c.audience_id = :from and c.audience_id <> :to
                                    and c.withdrawn_seq is null
                                """ + TOLD)
                        .param("objects", objects.toArray(Long[]::new))
                        .param("source", source)
                        .param("from", from)
                        .param("to", to)
                        .param("seq", firstSeq)
                        .param("reason", why.reason())
                        .param("organization", why.organization().orElse(null))
                        .param("detail", detail(why))
                        .update();
    }

    /// Gives to another audience what stands of a source on these objects for one, without a word in the ledger.
    void hide(Collection<Long> objects, long source, long from, long to) {
        database.jdbc()
                .sql("""
                        update claim set audience_id = :to
                        where object_key = any(:objects) and source_id = :source and audience_id = :from
                          and withdrawn_seq is null""")
                .param("objects", objects.toArray(Long[]::new))
                .param("source", source)
                .param("from", from)
                .param("to", to)
                .update();
    }

    /// Standing TLP:RED claims of a source that are for other people than these, by object: some of them.
    Map<Long, List<OverrideSql.Told>> red(long source, SortedSet<Long> people) {
        var claims = new HashMap<Long, List<OverrideSql.Told>>();
        database.jdbc()
                .sql("""
                        select c.object_key, c.version_key, c.audience_id
                        from audience a join claim c on c.audience_id = a.id
                        where a.tlp = :red and a.people <> :people::bigint[]
                          and c.source_id = :source and c.withdrawn_seq is null
                        limit :limit""")
                .param("red", Tlp.RED.ordinal())
                .param("people", people.toArray(Long[]::new))
                .param("source", source)
                .param("limit", Withdrawals.PART)
                .query(row -> {
                    claims.computeIfAbsent(row.getLong(1), k -> new ArrayList<>())
                            .add(new OverrideSql.Told(row.getLong(2), source, row.getLong(3), row.getLong(3), true));
                });
        return claims;
    }

    /// The position of the claim that was withdrawn at a position.
    long claimedAt(long withdrawnSeq) {
        return database.jdbc()
                .sql("select seq from claim where withdrawn_seq = :seq limit 1")
                .param("seq", withdrawnSeq)
                .query(Long.class)
                .single();
    }

    /// A part of a decision: the claims that were withdrawn from one position to another.
    record Part(long firstSeq, long lastSeq) {}

    void remember(UUID id, long source, @Nullable Long delivery, Withdrawal taken, OffsetDateTime now) {
        database.jdbc()
                .sql("""
                        insert into withdrawal (last_seq, first_seq, public_id, source_id, delivery_id, at, claims)
                        values (:last, :first, :id, :source, :delivery, :now, :claims)""")
                .param("last", taken.seq())
                .param("first", taken.seq() - taken.claims() + 1)
                .param("id", id)
                .param("source", source)
                .param("delivery", delivery)
                .param("now", now)
                .param("claims", taken.claims())
                .update();
    }

    Optional<UUID> latest(long source, @Nullable Long delivery, OffsetDateTime since) {
        return database.jdbc()
                .sql("""
                        select public_id from withdrawal
                        where source_id = :source and delivery_id is not distinct from :delivery::bigint
                          and undone_at is null and at >= :since
                        order by last_seq desc limit 1""")
                .param("source", source)
                .param("delivery", delivery)
                .param("since", since)
                .query(UUID.class)
                .optional();
    }

    List<Part> parts(UUID id) {
        return database.jdbc()
                .sql("""
                        select first_seq, last_seq from withdrawal
                        where public_id = :id and undone_at is null order by last_seq limit 1000000""")
                .param("id", id)
                .query((row, n) -> new Part(row.getLong(1), row.getLong(2)))
                .list();
    }

    void undone(long lastSeq, OffsetDateTime now) {
        database.jdbc()
                .sql("update withdrawal set undone_at = :now where last_seq = :last")
                .param("now", now)
                .param("last", lastSeq)
                .update();
    }

    private static String detail(Claims.Why why) {
        // Everyone who could see the claim reads this row: the reason is for them, the person's name is for the audit
        // trail.
        return Json.write(JsonObject.builder().put("reason", why.reason()).build());
    }
}
