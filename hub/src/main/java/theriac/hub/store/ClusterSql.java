package theriac.hub.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.hub.store.ClusterView.Statement;

/// Statements of [Clusters].
final class ClusterSql {

    private final Database database;

    ClusterSql(Database database) {
        this.database = database;
    }

    /// An object in a statement that stands.
    ///
    /// @param id internal key of the statement: ascending in the order in which they were made
    record Member(long id, int number, long object, Statement statement) {

        Member withoutReason() {
            return new Member(id, number, object, statement.withoutReason());
        }
    }

    void insert(UUID id, long audience, @Nullable Long organization, String reason, long seq, List<Long> members) {
        database.jdbc()
                .sql("""
                        with made as (
                          insert into same_as (public_id, audience_id, organization_id, reason, made_seq)
                          values (:id, :audience, :organization::bigint, :reason, :seq) returning id)
                        insert into same_as_member (same_as_id, number, object_key)
                        select made.id, u.n - 1, u.object
                        from made, unnest(:members::bigint[]) with ordinality u (object, n)""")
                .param("id", id)
                .param("audience", audience)
                .param("organization", organization)
                .param("reason", reason)
                .param("seq", seq)
                .param("members", members.toArray(Long[]::new))
                .update();
    }

    /// All members of the statements in which one of these objects is.
    List<Member> around(Collection<Long> objects, long[] visible) {
        return database.jdbc()
                .sql("""
                        select s.id, s.public_id, s.organization_id, s.made_seq, s.reason, m.number, m.object_key
                        from same_as s join same_as_member m on m.same_as_id = s.id
                        where s.id in (select x.same_as_id from same_as_member x
                                       where x.object_key = any(:objects::bigint[]))
                          and s.ended_seq is null and s.audience_id = any(:visible)
                        order by s.id, m.number limit 20000""")
                .param("objects", objects.toArray(Long[]::new))
                .param("visible", visible)
                .query((row, n) -> new Member(
                        row.getLong("id"),
                        row.getInt("number"),
                        row.getLong("object_key"),
                        new Statement(
                                row.getObject("public_id", UUID.class),
                                Optional.ofNullable(row.getObject("organization_id", Long.class)),
                                Position.at(row.getLong("made_seq")),
                                row.getString("reason"))))
                .list();
    }

    /// The audience of a statement that stands, kept from others until the end of the transaction.
    Optional<Long> standing(UUID id, long[] visible) {
        return database.jdbc()
                .sql("""
                        select audience_id from same_as
                        where public_id = :id and ended_seq is null and audience_id = any(:visible) for update""")
                .param("id", id)
                .param("visible", visible)
                .query(Long.class)
                .optional();
    }

    Optional<Long> owner(UUID id, long[] visible) {
        return database.jdbc()
                .sql("""
                        select organization_id from same_as
                        where public_id = :id and ended_seq is null and audience_id = any(:visible)
                          and organization_id is not null""")
                .param("id", id)
                .param("visible", visible)
                .query(Long.class)
                .optional();
    }

    void end(UUID id, long seq, String reason) {
        database.jdbc()
                .sql("update same_as set ended_seq = :seq, end_reason = :reason where public_id = :id")
                .param("seq", seq)
                .param("reason", reason)
                .param("id", id)
                .update();
    }
}
