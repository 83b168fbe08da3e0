package theriac.hub.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.db.Database;

/// Statements over `request`, its questions, recipients and answers.
final class RequestSql {

    private final Database database;

    RequestSql(Database database) {
        this.database = database;
    }

    void write(long key, Question question, List<Question.Item> items, Collection<Long> recipients) {
        var jdbc = database.jdbc();
        jdbc.sql("""
                        insert into request (case_id, due_at, names_to_cert, answers_to_members, names_to_members)
                        values (:key, :due, :cert, :answers, :names)
                        on conflict (case_id) do update
                        set due_at = excluded.due_at, names_to_cert = excluded.names_to_cert,
                            answers_to_members = excluded.answers_to_members,
                            names_to_members = excluded.names_to_members
                        where request.asked_at is null""")
                .param("key", key)
                .param("due", CaseSql.at(question.due()))
                .param("cert", question.namesToCert())
                .param("answers", question.answersToMembers())
                .param("names", question.namesToMembers())
                .update();
        jdbc.sql("delete from request_question where case_id = :key")
                .param("key", key)
                .update();
        jdbc.sql("delete from request_recipient where case_id = :key")
                .param("key", key)
                .update();
        for (int i = 0; i < items.size(); i++) {
            jdbc.sql(
                            "insert into request_question (case_id, position, text, choices) values (:key, :n, :text, :choices)")
                    .param("key", key)
                    .param("n", i + 1)
                    .param("text", CaseSql.clean(items.get(i).text()))
                    .param(
                            "choices",
                            CaseSql.clean(String.join("\n", items.get(i).choices())))
                    .update();
        }
        jdbc.sql(
                        "insert into request_recipient (case_id, organization_id) select :key, o from unnest(:all::bigint[]) o")
                .param("key", key)
                .param("all", recipients.toArray(Long[]::new))
                .update();
    }

    Optional<Question> find(long key) {
        return database.jdbc()
                .sql("""
                        select due_at, names_to_cert, answers_to_members, names_to_members, coalesce(audience_id, 0), asked_at
                        from request where case_id = :key""")
                .param("key", key)
                .query((row, n) -> new Question(
                        CaseSql.moment(row, 1),
                        row.getBoolean(2),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        row.getLong(5),
                        CaseSql.moments(row, 6)))
                .optional();
    }

    void ask(long key, long audience, Instant now) {
        database.jdbc()
                .sql("update request set audience_id = :audience, asked_at = :now where case_id = :key")
                .param("audience", audience)
                .param("now", CaseSql.at(now))
                .param("key", key)
                .update();
    }

    List<Question.Item> items(long key) {
        return database.jdbc()
                .sql("select text, choices from request_question where case_id = :key order by position limit 100")
                .param("key", key)
                .query((row, n) -> new Question.Item(
                        row.getString(1), row.getString(2).lines().toList()))
                .list();
    }

    List<Long> recipients(long key) {
        return database.jdbc()
                .sql("select organization_id from request_recipient where case_id = :key order by 1 limit 10000")
                .param("key", key)
                .query(Long.class)
                .list();
    }

    /// What an organisation was asked, as it reads it.
    ///
    /// @param answered when it answered last
    record Asked(
            long key,
            UUID id,
            String title,
            String text,
            boolean ended,
            Question question,
            Optional<Instant> answered) {}

    private static final String ASKED = """
            select c.id, c.public_id, c.title, c.text, c.ended_at is not null, q.due_at, q.names_to_cert,
                   q.answers_to_members, q.names_to_members, q.audience_id, q.asked_at,
                   (select max(a.at) from request_answer a
                    where a.case_id = c.id and a.organization_id = :organization)
            from request q join desk_case c on c.id = q.case_id
            where q.asked_at is not null and q.audience_id = any(:visible)
              and exists (select from request_recipient r
                          where r.case_id = c.id and r.organization_id = :organization)
            """;

    /// Those that wait first, then the newest.
    List<Asked> asked(long organization, long[] visible, int limit) {
        return asked(organization, visible, Optional.empty(), limit);
    }

    Optional<Asked> asked(long organization, long[] visible, UUID id) {
        return asked(organization, visible, Optional.of(id), 1).stream().findFirst();
    }

    private List<Asked> asked(long organization, long[] visible, Optional<UUID> id, int limit) {
        return database.jdbc()
                .sql(ASKED + """
                         and (:id::uuid is null or c.public_id = :id)
                        order by c.ended_at is not null, c.id desc limit :limit""")
                .param("organization", organization)
                .param("visible", CaseSql.boxed(visible))
                .param("id", id.orElse(null), java.sql.Types.OTHER)
                .param("limit", limit)
                .query((row, n) -> new Asked(
                        row.getLong(1),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getString(4),
                        row.getBoolean(5),
                        new Question(
                                CaseSql.moment(row, 6),
                                row.getBoolean(7),
                                row.getBoolean(8),
                                row.getBoolean(9),
                                row.getLong(10),
                                CaseSql.moments(row, 11)),
                        CaseSql.moments(row, 12)))
                .list();
    }

    /// How many questions wait for an answer of this organisation.
    int unanswered(long organization, long[] visible) {
        return (int) asked(organization, visible, 500).stream()
                .filter(asked -> !asked.ended() && asked.answered().isEmpty())
                .count();
    }

    void answer(long key, long organization, long account, List<String> texts, Instant now) {
        for (int i = 0; i < texts.size(); i++) {
            database.jdbc()
                    .sql("""
                            insert into request_answer (case_id, organization_id, position, text, account_id, at)
                            values (:key, :organization, :n, :text, :account, :now)
                            on conflict (case_id, organization_id, position)
                            do update set text = excluded.text, account_id = excluded.account_id, at = excluded.at""")
                    .param("key", key)
                    .param("organization", organization)
                    .param("n", i + 1)
                    .param("text", CaseSql.clean(texts.get(i)))
                    .param("account", account)
                    .param("now", CaseSql.at(now))
                    .update();
        }
    }

    /// In the order of the organisations' keys, which tells nothing of when they answered.
    List<Question.Answer> answers(long key) {
        var found = new LinkedHashMap<Long, Question.Answer>();
        database.jdbc().sql("""
                        select a.organization_id, o.name, a.text, a.at
                        from request_answer a join organization o on o.id = a.organization_id
                        where a.case_id = :key order by a.organization_id, a.position limit 100000""").param("key", key).query((java.sql.ResultSet row) -> {
            var before = found.get(row.getLong(1));
            var texts = new ArrayList<>(before == null ? List.<String>of() : before.texts());
            texts.add(row.getString(3));
            found.put(
                    row.getLong(1),
                    new Question.Answer(row.getLong(1), row.getString(2), texts, CaseSql.moment(row, 4)));
        });
        return List.copyOf(found.values());
    }
}
