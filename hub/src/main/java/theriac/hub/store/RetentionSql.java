package theriac.hub.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.hub.store.Retention.Policy;
import theriac.stix.Tlp;

/// Statements of [Retention] and [LegalHolds].
final class RetentionSql {

    private static final int MAX_POLICIES = 500;

    private static final String HELD = """
            exists (select from legal_hold h where h.lifted_at is null
                    and (h.object_key = x.object_key or h.source_id = x.source_id))""";

    private static final String DUE = """
            from retention_policy p
            join claim x on x.seq < %s and x.withdrawn_seq is null
                 and (p.type = '' or x.type_id = (select t.id from object_type t where t.name = p.type))
                 and (p.source_id = 0 or x.source_id = p.source_id)
            join audience a on a.id = x.audience_id and a.tlp between p.tlp_from and p.tlp_to
            where p.id = %s and not\s""" + HELD;

    /// The oldest claims over their time, for [WithdrawalSql]: a policy (`:first_key`) and a place (`:second_key`).
    static final String EXPIRED = "(c.object_key, c.version_key, c.source_id) in (select x.object_key, x.version_key,"
            + " x.source_id " + DUE.formatted(":second_key", ":first_key") + " limit 5000)";

    private final Database database;

    RetentionSql(Database database) {
        this.database = database;
    }

    List<Policy> policies() {
        return database.jdbc()
                .sql("""
                        select id, name, subject, type, source_id, tlp_from, tlp_to, days
                        from retention_policy order by id limit :limit""")
                .param("limit", MAX_POLICIES)
                .query((row, n) -> policy(row))
                .list();
    }

    Policy save(Policy policy) {
        return database.jdbc()
                .sql("""
                        insert into retention_policy (name, subject, type, source_id, tlp_from, tlp_to, days)
                        values (:name, :subject, :type, :source, :from, :to, :days)
                        on conflict (subject, type, source_id, tlp_from, tlp_to) do update
                        set name = excluded.name, days = excluded.days
                        returning id, name, subject, type, source_id, tlp_from, tlp_to, days""")
                .param("name", policy.name())
                .param("subject", policy.subject().name().toLowerCase(Locale.ROOT))
                .param("type", policy.type())
                .param("source", policy.source().orElse(0L))
                .param("from", policy.from().ordinal())
                .param("to", policy.to().ordinal())
                .param("days", policy.days())
                .query((row, n) -> policy(row))
                .single();
    }

    boolean delete(long key) {
        return database.jdbc()
                        .sql("delete from retention_policy where id = :key")
                        .param("key", key)
                        .update()
                == 1;
    }

    private static Policy policy(ResultSet row) throws SQLException {
        long source = row.getLong("source_id");
        return new Policy(
                row.getLong("id"),
                row.getString("name"),
                Retention.Subject.valueOf(row.getString("subject").toUpperCase(Locale.ROOT)),
                row.getString("type"),
                source == 0 ? Optional.empty() : Optional.of(source),
                Tlp.values()[row.getInt("tlp_from")],
                Tlp.values()[row.getInt("tlp_to")],
                row.getInt("days"));
    }

    /// How many are due, counted up to a cap.
    long due(Policy policy, long before, int cap) {
        return database.jdbc()
                .sql("select count(*) from (select %s limit :cap) x"
                        .formatted(
                                switch (policy.subject()) {
                                    case CLAIMS -> DUE.formatted(":before", ":policy");
                                    case RAW -> RAW_DUE;
                                    case LEDGER -> LEDGER_DUE;
                                }))
                .param("before", before)
                .param("policy", policy.key())
                .param("cap", cap)
                .query(Long.class)
                .single();
    }

    /// Rows of months that are not over their time as a whole are counted too: at most a month too many.
    private static final String LEDGER_DUE =
            "from ledger l join retention_policy p on p.id = :policy where l.seq < :before";

    private static final String RAW_DUE = """
            from retention_policy p
            join delivery d on d.state <> 'running' and (p.source_id = 0 or d.source_id = p.source_id)
                 and extract(epoch from d.started_at) * 1000000 < :before
            join source s on s.id = d.source_id
            join audience a on a.id = s.audience_id and a.tlp between p.tlp_from and p.tlp_to
            where p.id = :policy and exists (select from delivery_raw r where r.delivery_id = d.id)
              and not exists (select from legal_hold h where h.lifted_at is null
                              and (h.source_id = d.source_id or h.object_key in
                                   (select c.object_key from claim c where c.delivery_id = d.id)))""";

    /// @return how many deliveries lost their raw bytes
    long deleteRaw(Policy policy, long before) {
        return database.jdbc()
                .sql("""
                        with gone as (delete from delivery_raw where delivery_id in (select d.id %s)
                                      returning delivery_id)
                        select count(distinct delivery_id) from gone""".formatted(RAW_DUE))
                .param("before", before)
                .param("policy", policy.key())
                .query(Long.class)
                .single();
    }

    LegalHolds.Hold hold(@Nullable Long object, @Nullable Long source, String reason, String by, Instant now) {
        var id = UUID.randomUUID();
        database.jdbc()
                .sql("""
                        insert into legal_hold (public_id, object_key, source_id, reason, by, at)
                        values (:id, :object::bigint, :source::bigint, :reason, :by, :at)""")
                .param("id", id)
                .param("object", object)
                .param("source", source)
                .param("reason", reason)
                .param("by", by)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
        return holds(1).getFirst();
    }

    boolean lift(UUID hold, Instant now) {
        return database.jdbc()
                        .sql("update legal_hold set lifted_at = :at where public_id = :id and lifted_at is null")
                        .param("id", hold)
                        .param("at", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    List<LegalHolds.Hold> holds(int limit) {
        return database.jdbc()
                .sql("""
                        select h.public_id, o.stix_id, s.name, h.reason, h.by, h.at, h.lifted_at
                        from legal_hold h left join object o on o.key = h.object_key
                        left join source s on s.id = h.source_id
                        order by h.id desc limit :limit""")
                .param("limit", limit)
                .query((row, n) -> new LegalHolds.Hold(
                        row.getObject(1, UUID.class),
                        Optional.ofNullable(row.getString(2)),
                        Optional.ofNullable(row.getString(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getObject(6, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject(7, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .list();
    }

    /// Takes the lease of a recurring job, for one hub on the database at a time.
    ///
    /// @return false when another hub has it, or the job ran a short while ago
    boolean lease(String job, Instant now, Instant until) {
        return database.jdbc()
                        .sql("""
                                insert into job_lease (job, until) values (:job, :until)
                                on conflict (job) do update set until = excluded.until where job_lease.until <= :now""")
                        .param("job", job)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("until", until.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
