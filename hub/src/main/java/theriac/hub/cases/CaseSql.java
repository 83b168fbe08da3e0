package theriac.hub.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;

/// Statements over `desk_case`, its reminders, links and entries.
final class CaseSql {

    private static final String SELECT = """
            select c.id, c.public_id, c.kind, c.title, c.text, coalesce(c.organization_id, 0) as organization_id,
                   coalesce(o.name, '') as organization, c.state, c.revision, c.opened_at, b.name as opened_by,
                   k.name as keeper, c.ended_at, c.outcome, r.code, r.due_at, o.public_id
            from desk_case c
            join account b on b.id = c.opened_by
            left join account k on k.id = c.keeper_id
            left join organization o on o.id = c.organization_id
            left join lateral (select x.code, x.due_at from case_reminder x
                               where x.case_id = c.id and x.done_at is null and c.ended_at is null
                               order by x.due_at, x.code limit 1) r on true
            where c.audience_id = any(:visible)
            """;

    private final Database database;

    CaseSql(Database database) {
        this.database = database;
    }

    /// @param organization 0: none
    record NewCase(
            UUID id,
            CaseKind kind,
            String title,
            String text,
            long audience,
            long organization,
            Instant at,
            long account) {}

    /// Something that is wanted by a moment.
    ///
    /// @param doneAt empty: not yet
    record Reminder(String code, Instant due, Optional<Instant> doneAt, Optional<String> doneBy) {}

    /// @param kind `report` or `object`
    record Link(String kind, String subject) {}

    /// Something that was done; see the table for kinds.
    record Entry(Instant at, String by, String kind, String subject, String text) {}

    long insert(NewCase made) {
        return database.jdbc()
                .sql("""
                        insert into desk_case (public_id, kind, title, text, audience_id, organization_id, state,
                                               opened_at, opened_by, keeper_id)
                        values (:id, :kind, :title, :text, :audience, nullif(:organization, 0), :state, :at, :account,
                                :account)
                        returning id""")
                .param("id", made.id())
                .param("kind", made.kind().text())
                .param("title", clean(made.title()))
                .param("text", clean(made.text()))
                .param("audience", made.audience())
                .param("organization", made.organization())
                .param("state", made.kind().first())
                .param("at", at(made.at()))
                .param("account", made.account())
                .query(Long.class)
                .single();
    }

    Optional<DeskCase> find(long[] visible, UUID id) {
        return database.jdbc()
                .sql(SELECT + " and c.public_id = :id")
                .param("visible", boxed(visible))
                .param("id", id)
                .query(CaseSql::row)
                .optional();
    }

    /// Others who change it wait.
    void lock(UUID id) {
        database.jdbc()
                .sql("select id from desk_case where public_id = :id for update")
                .param("id", id)
                .query(Long.class)
                .optional();
    }

    /// What waits first: the one whose reminder is due first, then the newest.
    ///
    /// @param kind "" for every kind
    /// @param open whether only those that go on
    List<DeskCase> list(long[] visible, String kind, boolean open, int limit) {
        return database.jdbc()
                .sql(SELECT + """
                         and (:kind = '' or c.kind = :kind) and (not :open or c.ended_at is null)
                        order by c.ended_at is not null, r.due_at nulls last, c.id desc limit :limit""")
                .param("visible", boxed(visible))
                .param("kind", kind)
                .param("open", open)
                .param("limit", limit)
                .query(CaseSql::row)
                .list();
    }

    /// Cases about a thing, the newest first.
    List<DeskCase> about(long[] visible, Link link, int limit) {
        return database.jdbc()
                .sql(SELECT + """
                         and exists (select from case_link l
                                     where l.case_id = c.id and l.kind = :kind and l.subject = :subject)
                        order by c.id desc limit :limit""")
                .param("visible", boxed(visible))
                .param("kind", link.kind())
                .param("subject", clean(link.subject()))
                .param("limit", limit)
                .query(CaseSql::row)
                .list();
    }

    /// @param due how many of them have a reminder whose moment is past
    record Waiting(int open, int due) {}

    Waiting waiting(long[] visible, Instant now) {
        return database.jdbc()
                .sql("""
                        select count(*), count(*) filter (where exists (
                                   select from case_reminder r
                                   where r.case_id = c.id and r.done_at is null and r.due_at <= :now))
                        from desk_case c where c.ended_at is null and c.audience_id = any(:visible)""")
                .param("visible", boxed(visible))
                .param("now", at(now))
                .query((row, n) -> new Waiting(row.getInt(1), row.getInt(2)))
                .single();
    }

    /// @return false when somebody changed it since that revision
    boolean describe(long key, int revision, String title, String text, long organization) {
        return database.jdbc()
                        .sql("""
                                update desk_case set title = :title, text = :text, revision = revision + 1,
                                       organization_id = nullif(:organization, 0)
                                where id = :key and revision = :revision""")
                        .param("title", clean(title))
                        .param("text", clean(text))
                        .param("organization", organization)
                        .param("key", key)
                        .param("revision", revision)
                        .update()
                == 1;
    }

    /// Its public id.
    UUID id(long key) {
        return database.jdbc()
                .sql("select public_id from desk_case where id = :key")
                .param("key", key)
                .query(UUID.class)
                .single();
    }

    void keep(long key, long account) {
        database.jdbc()
                .sql("update desk_case set keeper_id = :account where id = :key")
                .param("account", account)
                .param("key", key)
                .update();
    }

    /// @param ended null: it goes on
    void move(long key, String state, @Nullable Instant ended, String outcome) {
        database.jdbc()
                .sql("""
                        update desk_case set state = :state, outcome = :outcome, ended_at = :ended, revision = revision + 1
                        where id = :key""")
                .param("state", state)
                .param("ended", ended == null ? null : at(ended), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("outcome", clean(outcome))
                .param("key", key)
                .update();
    }

    /// Sets when things are wanted; what was done stays done.
    void remind(long key, Collection<Reminders.Due> dues) {
        for (var due : dues) {
            database.jdbc()
                    .sql("""
                            insert into case_reminder (case_id, code, due_at) values (:key, :code, :at)
                            on conflict (case_id, code) do update set due_at = excluded.due_at
                            where case_reminder.done_at is null""")
                    .param("key", key)
                    .param("code", due.code())
                    .param("at", at(due.at()))
                    .update();
        }
    }

    void remindAgain(long key, Reminders.Due due) {
        database.jdbc()
                .sql("""
                        insert into case_reminder (case_id, code, due_at) values (:key, :code, :at)
                        on conflict (case_id, code) do update
                        set due_at = excluded.due_at, done_at = null, done_by = null""")
                .param("key", key)
                .param("code", due.code())
                .param("at", at(due.at()))
                .update();
    }

    /// What is no longer wanted; what was done stays.
    void forget(long key, Collection<String> codes) {
        database.jdbc()
                .sql("delete from case_reminder where case_id = :key and done_at is null and code = any(:codes)")
                .param("key", key)
                .param("codes", codes.toArray(String[]::new))
                .update();
    }

    /// @return false when there is no such reminder, or it is done already
    boolean done(long key, String code, long account, Instant now) {
        return database.jdbc()
                        .sql("""
                                update case_reminder set done_at = :now, done_by = :account
                                where case_id = :key and code = :code and done_at is null""")
                        .param("key", key)
                        .param("code", clean(code))
                        .param("account", account)
                        .param("now", at(now))
                        .update()
                == 1;
    }

    List<Reminder> reminders(long key) {
        return database.jdbc()
                .sql("""
                        select r.code, r.due_at, r.done_at, a.name
                        from case_reminder r left join account a on a.id = r.done_by
                        where r.case_id = :key order by r.due_at, r.code limit 50""")
                .param("key", key)
                .query((row, n) -> new Reminder(
                        row.getString(1), moment(row, 2), moments(row, 3), Optional.ofNullable(row.getString(4))))
                .list();
    }

    void link(long key, Link link, Instant now) {
        database.jdbc()
                .sql("""
                        insert into case_link (case_id, kind, subject, at) values (:key, :kind, :subject, :at)
                        on conflict do nothing""")
                .param("key", key)
                .param("kind", link.kind())
                .param("subject", clean(link.subject()))
                .param("at", at(now))
                .update();
    }

    void unlink(long key, Link link) {
        database.jdbc()
                .sql("delete from case_link where case_id = :key and kind = :kind and subject = :subject")
                .param("key", key)
                .param("kind", link.kind())
                .param("subject", clean(link.subject()))
                .update();
    }

    List<Link> links(long key, int limit) {
        return database.jdbc()
                .sql("select kind, subject from case_link where case_id = :key order by at, kind, subject limit :limit")
                .param("key", key)
                .param("limit", limit)
                .query((row, n) -> new Link(row.getString(1), row.getString(2)))
                .list();
    }

    void enter(long key, long account, String kind, String subject, String text, Instant now) {
        database.jdbc()
                .sql("""
                        insert into case_entry (case_id, at, account_id, kind, subject, text)
                        values (:key, :at, :account, :kind, :subject, :text)""")
                .param("key", key)
                .param("at", at(now))
                .param("account", account)
                .param("kind", kind)
                .param("subject", clean(subject))
                .param("text", clean(text))
                .update();
    }

    /// In the order in which they were done.
    List<Entry> entries(long key, int limit) {
        return database.jdbc()
                .sql("""
                        select e.at, a.name, e.kind, e.subject, e.text
                        from case_entry e join account a on a.id = e.account_id
                        where e.case_id = :key order by e.id limit :limit""")
                .param("key", key)
                .param("limit", limit)
                .query((row, n) -> new Entry(
                        moment(row, 1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)))
                .list();
    }

    /// An entry with the case in which it stands.
    record Done(Entry entry, UUID id, String title) {}

    List<Done> done(long[] visible, Instant since, int limit) {
        return database.jdbc()
                .sql("""
                        select e.at, a.name, e.kind, e.subject, e.text, c.public_id, c.title
                        from case_entry e join desk_case c on c.id = e.case_id join account a on a.id = e.account_id
                        where e.at >= :since and c.audience_id = any(:visible)
                        order by e.at, e.id limit :limit""")
                .param("visible", boxed(visible))
                .param("since", at(since))
                .param("limit", limit)
                .query((row, n) -> new Done(
                        new Entry(
                                moment(row, 1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)),
                        row.getObject(6, UUID.class),
                        row.getString(7)))
                .list();
    }

    /// PostgreSQL's text cannot hold NUL.
    static String clean(String text) {
        return text.replace("\0", "");
    }

    static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    static Long[] boxed(long[] keys) {
        return java.util.Arrays.stream(keys).boxed().toArray(Long[]::new);
    }

    static Instant moment(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Optional<Instant> moments(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static DeskCase row(ResultSet row, int number) throws SQLException {
        var due = moments(row, 16);
        var code = row.getString(15);
        return new DeskCase(
                row.getLong(1),
                row.getObject(2, UUID.class),
                CaseKind.parse(row.getString(3)).orElseThrow(),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getString(7),
                Optional.ofNullable(row.getObject(17, UUID.class)),
                row.getString(8),
                row.getInt(9),
                moment(row, 10),
                row.getString(11),
                Optional.ofNullable(row.getString(12)),
                moments(row, 13),
                row.getString(14),
                due.map(at -> new Reminders.Due(code, at)));
    }
}
