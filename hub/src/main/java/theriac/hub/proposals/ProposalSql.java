package theriac.hub.proposals;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Statements over `proposal`. That the one who decides is another than the one who proposed is a
/// condition of the statement and a constraint of the table as well.
final class ProposalSql {

    private static final String COLUMNS = """
            public_id, organization_id, kind, subject, name, shown, what, reason, proposer_id, by, at, expires_at,
            case when state = 'waiting' and expires_at <= :now then 'expired' else state end, decider, decided_at,
            remark""";

    private final Database database;

    ProposalSql(Database database) {
        this.database = database;
    }

    void insert(UUID id, Viewer.Party proposer, Wish wish, Instant now, Instant until) {
        database.jdbc()
                .sql("""
                        insert into proposal (public_id, organization_id, kind, subject, name, shown, what, reason,
                                              proposer_id, by, at, expires_at)
                        values (:id, :organization, :kind, :subject, :name, :shown, :what, :reason,
                                :account, :by, :now, :until)""")
                .param("id", id)
                .param("organization", proposer.organization())
                .param("kind", wish.kind())
                .param("subject", wish.subject())
                .param("name", wish.name())
                .param("shown", wish.shown().toArray(String[]::new))
                .param("what", Json.write(wish.what()))
                .param("reason", wish.reason())
                .param("account", proposer.account())
                .param("by", proposer.name())
                .param("now", at(now))
                .param("until", at(until))
                .update();
    }

    /// Makes whoever proposes the same wait until this transaction ends.
    void alone(Viewer.Party proposer, Wish wish) {
        database.jdbc()
                .sql("select pg_advisory_xact_lock(hashtextextended(:wish, 0))")
                .param("wish", "proposal\n%d\n%s\n%s".formatted(proposer.organization(), wish.kind(), wish.subject()))
                .query((row, n) -> n)
                .single();
    }

    /// Whether the same is waiting already.
    boolean waits(Viewer.Party proposer, Wish wish, Instant now) {
        return database.jdbc()
                .sql("""
                        select exists (select 1 from proposal
                          where organization_id = :organization and kind = :kind and subject = :subject
                            and what = :what and state = 'waiting' and expires_at > :now)""")
                .param("organization", proposer.organization())
                .param("kind", wish.kind())
                .param("subject", wish.subject())
                .param("what", Json.write(wish.what()))
                .param("now", at(now))
                .query(Boolean.class)
                .single();
    }

    boolean waits(long organization, String kind, String subject, Instant now) {
        return database.jdbc()
                .sql("""
                        select exists (select 1 from proposal
                          where organization_id = :organization and kind = :kind and subject = :subject
                            and state = 'waiting' and expires_at > :now)""")
                .param("organization", organization)
                .param("kind", kind)
                .param("subject", subject)
                .param("now", at(now))
                .query(Boolean.class)
                .single();
    }

    /// Newest first, those that wait before all others.
    ///
    /// @param kinds of which the viewer may know; its own are always among them
    List<Proposal> list(Viewer.Party viewer, Set<String> kinds, Instant now, int limit) {
        return database.jdbc()
                .sql("select " + COLUMNS + """
                         from proposal
                        where organization_id = :organization and (kind = any(:kinds) or proposer_id = :account)
                        order by (state = 'waiting' and expires_at > :now) desc, id desc limit :limit""")
                .param("organization", viewer.organization())
                .param("account", viewer.account())
                .param("kinds", kinds.toArray(String[]::new))
                .param("now", at(now))
                .param("limit", limit)
                .query((row, n) -> proposal(row))
                .list();
    }

    /// Empty when it is absent or another organisation's.
    Optional<Proposal> find(Viewer.Party viewer, UUID id, Instant now) {
        return database.jdbc()
                .sql("select " + COLUMNS + " from proposal where public_id = :id and organization_id = :organization")
                .param("id", id)
                .param("organization", viewer.organization())
                .param("now", at(now))
                .query((row, n) -> proposal(row))
                .optional();
    }

    /// @param again a moment: what was decided before it and did not end may be decided again
    /// @return false when it does not wait, was proposed by the same person, or is over its time
    boolean decide(Viewer.Party decider, UUID id, Proposal.State state, String remark, Instant now, Instant again) {
        return database.jdbc()
                        .sql("""
                                update proposal set state = :state, decider_id = :account, decider = :by,
                                       decided_at = :now, remark = :remark
                                where public_id = :id and organization_id = :organization and proposer_id <> :account
                                  and (state = 'waiting' and expires_at > :now
                                       or state = 'approved' and decided_at < :again)""")
                        .param("state", text(state))
                        .param("account", decider.account())
                        .param("by", decider.name())
                        .param("now", at(now))
                        .param("again", at(again))
                        .param("remark", remark)
                        .param("id", id)
                        .param("organization", decider.organization())
                        .update()
                == 1;
    }

    boolean withdraw(Viewer.Party proposer, UUID id, Instant now) {
        return database.jdbc()
                        .sql("""
                                update proposal set state = 'withdrawn', decider = by, decided_at = :now
                                where public_id = :id and proposer_id = :account and state = 'waiting'
                                  and expires_at > :now""")
                        .param("id", id)
                        .param("account", proposer.account())
                        .param("now", at(now))
                        .update()
                == 1;
    }

    /// Says what became of a decision, unless another person decided again meanwhile.
    ///
    /// @param decidedAt of the decision
    void end(UUID id, Instant decidedAt, Proposal.State state, String remark) {
        database.jdbc()
                .sql("""
                        update proposal set state = :state, remark = :remark
                        where public_id = :id and state = 'approved' and decided_at = :decided""")
                .param("decided", at(decidedAt))
                .param("state", text(state))
                .param("remark", remark)
                .param("id", id)
                .update();
    }

    private static Proposal proposal(ResultSet row) throws SQLException {
        var decidedAt = row.getObject(15, OffsetDateTime.class);
        return new Proposal(
                row.getObject(1, UUID.class),
                row.getLong(2),
                new Wish(
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        List.of((String[]) row.getArray(6).getArray()),
                        (JsonObject) Json.read(row.getString(7)),
                        row.getString(8)),
                row.getLong(9),
                row.getString(10),
                row.getObject(11, OffsetDateTime.class).toInstant(),
                row.getObject(12, OffsetDateTime.class).toInstant(),
                Proposal.State.valueOf(row.getString(13).toUpperCase(Locale.ROOT)),
                decidedAt == null
                        ? Optional.empty()
                        : Optional.of(
                                new Proposal.Decision(row.getString(14), decidedAt.toInstant(), row.getString(16))));
    }

    private static String text(Proposal.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
