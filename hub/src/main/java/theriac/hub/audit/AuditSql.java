package theriac.hub.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import theriac.hub.audit.AuditEvent.Actor;
import theriac.hub.audit.AuditEvent.Outcome;
import theriac.hub.db.Database;

/// Statements over `audit_event`, `audit_head` and `audit_copy`.
final class AuditSql {

    private static final String COLUMNS = """
            id, at, actor, account_id, organization_id, address, action, subject, outcome, detail, detail_digest,
            detail_salt, seq, hash""";

    private final Database database;

    AuditSql(Database database) {
        this.database = database;
    }

    /// A stored row.
    ///
    /// @param digest of the salt and the detail; empty: there never was a detail
    /// @param salt null: there is no detail, or it was blanked
    /// @param seq 0: not sealed yet
    /// @param hash empty: not sealed yet
    record Row(long id, AuditEvent event, byte[] digest, byte @Nullable [] salt, long seq, byte[] hash) {

        boolean blanked() {
            return digest.length > 0 && salt == null;
        }

        /// The detail is what was written.
        boolean detailFits() {
            return salt == null || java.util.Arrays.equals(digest, AuditChain.digest(salt, event.detail()));
        }
    }

    /// A row to be.
    record NewRow(AuditEvent event, byte[] salt) {}

    void insert(NewRow row) {
        var event = row.event();
        boolean detailed = !event.detail().isEmpty();
        database.jdbc()
                .sql("""
                        insert into audit_event (at, actor, account_id, organization_id, address, action, subject, outcome,
                          detail, detail_digest, detail_salt)
                        values (:at, :actor, :account, :organization, :address, :action, :subject, :outcome,
                          :detail, :digest, :salt)""")
                .param("at", event.at().atOffset(ZoneOffset.UTC))
                .param("actor", event.actor().name())
                .param("account", number(event.actor().account()))
                .param("organization", number(event.actor().organization()))
                .param("address", event.actor().address())
                .param("action", event.action())
                .param("subject", event.subject())
                .param("outcome", event.outcome().text())
                .param("detail", detailed ? event.detail() : null)
                .param("digest", detailed ? AuditChain.digest(row.salt(), event.detail()) : null)
                .param("salt", detailed ? row.salt() : null)
                .update();
    }

    private static @Nullable Long number(OptionalLong number) {
        return number.isPresent() ? Long.valueOf(number.getAsLong()) : null;
    }

    /// When an account did each of these things first; what it never did is absent.
    Map<String, Instant> firsts(long account, List<String> actions) {
        var firsts = new HashMap<String, Instant>();
        database.jdbc()
                .sql("""
                        select a, f.at from unnest(:actions::text[]) a cross join lateral (
                          select e.at from audit_event e
                          where e.account_id = :account and e.action = a and e.outcome = 'done'
                          order by e.id limit 1) f""")
                .param("account", account)
                .param("actions", actions.toArray(String[]::new))
                .query(row -> {
                    firsts.put(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant());
                });
        return firsts;
    }

    /// Whether this transaction is the one that seals; others leave it to that one.
    boolean lockSealing() {
        return Boolean.TRUE.equals(database.jdbc()
                .sql("select pg_try_advisory_xact_lock(hashtext('theriac audit'))")
                .query(Boolean.class)
                .single());
    }

    List<Row> unsealed(int limit) {
        return database.jdbc()
                .sql("select " + COLUMNS + " from audit_event where seq is null order by id limit :limit")
                .param("limit", limit)
                .query((row, n) -> row(row))
                .list();
    }

    /// An end of the chain.
    record End(long seq, byte[] hash) {}

    End head() {
        return database.jdbc()
                .sql("select seq, hash from audit_head")
                .query((row, n) -> new End(row.getLong(1), row.getBytes(2)))
                .single();
    }

    /// The last row that was removed when its time was over.
    End kept() {
        return database.jdbc()
                .sql("select kept_after, kept_hash from audit_head")
                .query((row, n) -> new End(row.getLong(1), row.getBytes(2)))
                .single();
    }

    /// Gives rows their places.
    void seal(List<Long> ids, List<Long> places, List<byte[]> hashes) {
        database.jdbc()
                .sql("""
                        update audit_event e set seq = u.seq, hash = u.hash
                        from unnest(:ids::bigint[], :places::bigint[], :hashes::bytea[]) u (id, seq, hash)
                        where e.id = u.id""")
                .param("ids", ids.toArray(Long[]::new))
                .param("places", places.toArray(Long[]::new))
                .param("hashes", hashes.toArray(byte[][]::new))
                .update();
        database.jdbc()
                .sql("update audit_head set seq = :seq, hash = :hash")
                .param("seq", places.getLast())
                .param("hash", hashes.getLast())
                .update();
    }

    /// Sealed rows after a place, oldest first.
    List<Row> after(long seq, int limit) {
        return database.jdbc()
                .sql("select " + COLUMNS + " from audit_event where seq > :seq order by seq limit :limit")
                .param("seq", seq)
                .param("limit", limit)
                .query((row, n) -> row(row))
                .list();
    }

    /// The first row with a place up to this one; empty when there is none.
    OptionalLong firstUpTo(long seq) {
        return database.jdbc()
                .sql("select seq from audit_event where seq <= :seq order by seq limit 1")
                .param("seq", seq)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /// Rows that fit, newest first.
    ///
    /// @param before only rows with a smaller id
    /// @param organization only this one's; empty: all
    List<Row> page(AuditQuestion question, OptionalLong organization, long before, int limit) {
        var conditions = new ArrayList<String>();
        conditions.add("id < :before");
        if (organization.isPresent()) {
            conditions.add("organization_id = :organization");
        }
        if (!question.actor().isEmpty()) {
            conditions.add("actor = :actor");
        }
        if (!question.action().isEmpty()) {
            conditions.add("action = :action");
        }
        if (!question.subject().isEmpty()) {
            conditions.add("subject = :subject");
        }
        question.from().ifPresent(from -> conditions.add("at >= :from"));
        question.to().ifPresent(to -> conditions.add("at < :to"));
        return database.jdbc()
                .sql("select " + COLUMNS + " from audit_event where " + String.join(" and ", conditions)
                        + " order by id desc limit :limit")
                .param("before", before)
                .param("organization", number(organization))
                .param("actor", question.actor())
                .param("action", question.action())
                .param("subject", question.subject())
                .param("from", moment(question.from().orElse(Instant.EPOCH)))
                .param("to", moment(question.to().orElse(Instant.EPOCH)))
                .param("limit", limit)
                .query((row, n) -> row(row))
                .list();
    }

    private static OffsetDateTime moment(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /// Removes the oldest sealed rows from before a moment, and remembers where the chain begins now.
    ///
    /// @return how many were removed
    int expire(Instant before, int limit) {
        var last = database.jdbc()
                .sql("""
                        select seq, hash from (
                          select seq, hash, at, max(at) over (order by seq) as latest from audit_event
                          where seq > (select kept_after from audit_head) order by seq limit :limit) r
                        where latest < :before order by seq desc limit 1""")
                .param("limit", limit)
                .param("before", moment(before))
                .query((row, n) -> new End(row.getLong(1), row.getBytes(2)))
                .optional();
        if (last.isEmpty()) {
            return 0;
        }
        database.jdbc()
                .sql("update audit_head set kept_after = :seq, kept_hash = :hash")
                .param("seq", last.get().seq())
                .param("hash", last.get().hash())
                .update();
        return database.jdbc()
                .sql("delete from audit_event where seq <= :seq")
                .param("seq", last.get().seq())
                .update();
    }

    /// How far a copy has come; its row stays locked until the transaction ends, so that one hub at a time
    /// copies.
    long copied(String target) {
        database.jdbc()
                .sql("insert into audit_copy (target, seq) values (:target, 0) on conflict (target) do nothing")
                .param("target", target)
                .update();
        return database.jdbc()
                .sql("select seq from audit_copy where target = :target for update")
                .param("target", target)
                .query(Long.class)
                .single();
    }

    void copiedTo(String target, long seq) {
        database.jdbc()
                .sql("update audit_copy set seq = :seq where target = :target")
                .param("target", target)
                .param("seq", seq)
                .update();
    }

    private static Row row(ResultSet row) throws SQLException {
        var event = new AuditEvent(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new Actor(
                        row.getString("actor"),
                        number(row, "account_id"),
                        number(row, "organization_id"),
                        row.getString("address")),
                row.getString("action"),
                row.getString("subject"),
                Outcome.of(row.getString("outcome")),
                text(row.getString("detail")));
        return new Row(
                row.getLong("id"),
                event,
                bytes(row.getBytes("detail_digest")),
                row.getBytes("detail_salt"),
                row.getLong("seq"),
                bytes(row.getBytes("hash")));
    }

    private static OptionalLong number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static byte[] bytes(byte @Nullable [] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }
}
