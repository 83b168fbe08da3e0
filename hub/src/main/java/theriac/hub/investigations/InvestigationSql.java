package theriac.hub.investigations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Role;

/// Statements over `investigation` and its people.
final class InvestigationSql {

    /// More people than this is a department, not a case.
    static final int MOST_PEOPLE = 100;

    private static final String COLUMNS = """
            select i.id, i.public_id, i.organization_id, i.title, i.summary, i.revision, i.picture, i.picture_at,
                   i.closed_at, i.at, i.by
            from investigation i
            """;

    /// The one condition of every way in.
    private static final String HERS = """
             i.organization_id = :organization
               and exists (select 1 from investigation_person p
                           where p.investigation_id = i.id and p.account_id = :account)""";

    private final Database database;

    InvestigationSql(Database database) {
        this.database = database;
    }

    /// One line of the list.
    ///
    /// @param changedAt the newest thing that was done in it
    record Row(Investigation investigation, int people, int objects, int openTasks, int drafts, Instant changedAt) {}

    /// Those that go on before those that are closed, the newest first.
    List<Row> list(long organization, long account, int limit) {
        return database.jdbc()
                .sql("""
                        select i.id, i.public_id, i.organization_id, i.title, i.summary, i.revision, '' as picture,
                               i.picture_at, i.closed_at, i.at, i.by,
                               (select count(*) from investigation_person x where x.investigation_id = i.id),
                               (select count(*) from investigation_object x where x.investigation_id = i.id),
                               (select count(*) from investigation_task x
                                where x.investigation_id = i.id and x.state <> 'done'),
                               (select count(*) from investigation_draft x
                                where x.investigation_id = i.id and x.published_at is null and x.removed_at is null),
                               greatest(i.at,
                                        (select max(v.at) from investigation_note n
                                         join investigation_note_version v on v.note_id = n.id
                                         where n.investigation_id = i.id),
                                        (select max(x.at) from investigation_object x where x.investigation_id = i.id),
                                        (select max(greatest(x.at, x.done_at)) from investigation_task x
                                         where x.investigation_id = i.id),
                                        (select max(x.changed_at) from investigation_draft x
                                         where x.investigation_id = i.id))
                        from investigation i where\s""" + HERS + " order by i.closed_at is not null, i.id desc limit :limit")
                .param("organization", organization)
                .param("account", account)
                .param("limit", limit)
                .query((row, n) -> new Row(
                        investigation(row),
                        row.getInt(12),
                        row.getInt(13),
                        row.getInt(14),
                        row.getInt(15),
                        row.getObject(16, OffsetDateTime.class).toInstant()))
                .list();
    }

    /// Empty when it is absent or not hers: the two are one.
    Optional<Investigation> find(long organization, long account, UUID id) {
        return database.jdbc()
                .sql(COLUMNS + "where i.public_id = :id and " + HERS)
                .param("id", id)
                .param("organization", organization)
                .param("account", account)
                .query((row, n) -> investigation(row))
                .optional();
    }

    /// Until the transaction ends nobody else changes anything in it.
    void lock(UUID id) {
        database.jdbc()
                .sql("select id from investigation where public_id = :id for update")
                .param("id", id)
                .query(Long.class)
                .optional();
    }

    long insert(UUID id, long organization, String title, String summary, Instant now, String by) {
        return database.jdbc()
                .sql("""
                        insert into investigation (public_id, organization_id, title, summary, at, by)
                        values (:id, :organization, :title, :summary, :now, :by) returning id""")
                .param("id", id)
                .param("organization", organization)
                .param("title", title)
                .param("summary", summary)
                .param("now", at(now))
                .param("by", by)
                .query(Long.class)
                .single();
    }

    void change(long key, String title, String summary) {
        database.jdbc()
                .sql("""
                        update investigation set title = :title, summary = :summary, revision = revision + 1
                        where id = :key""")
                .param("key", key)
                .param("title", title)
                .param("summary", summary)
                .update();
    }

    void close(long key, @Nullable Instant now) {
        database.jdbc()
                .sql("update investigation set closed_at = :now where id = :key")
                .param("key", key)
                .param("now", now == null ? null : at(now), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    void draw(long key, String picture) {
        database.jdbc()
                .sql("update investigation set picture = :picture, picture_at = picture_at + 1 where id = :key")
                .param("key", key)
                .param("picture", picture)
                .update();
    }

    List<Inside.Member> people(long key) {
        return database.jdbc()
                .sql("""
                        select a.id, a.public_id, a.login, a.name, a.roles, a.disabled_at is null
                        from investigation_person p join account a on a.id = p.account_id
                        where p.investigation_id = :key order by a.name, a.id limit :limit""")
                .param("key", key)
                .param("limit", MOST_PEOPLE)
                .query((row, n) -> member(row))
                .list();
    }

    /// Who of the organisation could be in one.
    List<Inside.Member> colleagues(long organization) {
        return database
                .jdbc()
                .sql("""
                        select a.id, a.public_id, a.login, a.name, a.roles, a.disabled_at is null
                        from account a where a.organization_id = :organization and a.disabled_at is null
                        order by a.name, a.id limit 10000""")
                .param("organization", organization)
                .query((row, n) -> member(row))
                .list()
                .stream()
                .filter(Inside.Member::active)
                .toList();
    }

    void add(long key, long account, Instant now, String by) {
        database.jdbc()
                .sql("""
                        insert into investigation_person (investigation_id, account_id, at, by)
                        values (:key, :account, :now, :by) on conflict do nothing""")
                .param("key", key)
                .param("account", account)
                .param("now", at(now))
                .param("by", by)
                .update();
    }

    void remove(long key, long account) {
        database.jdbc()
                .sql("delete from investigation_person where investigation_id = :key and account_id = :account")
                .param("key", key)
                .param("account", account)
                .update();
    }

    /// @param active may log in and has a role that works in investigations
    private static Inside.Member member(ResultSet row) throws SQLException {
        boolean investigates = Arrays.stream((String[]) row.getArray("roles").getArray())
                .flatMap(text -> Role.parse(text).stream())
                .anyMatch(role -> role.permissions().contains(Permission.INVESTIGATE));
        return new Inside.Member(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                investigates && row.getBoolean(6));
    }

    private static Investigation investigation(ResultSet row) throws SQLException {
        return new Investigation(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                row.getString(7),
                row.getInt(8),
                moment(row, 9),
                row.getObject(10, OffsetDateTime.class).toInstant(),
                row.getString(11));
    }

    static Optional<Instant> moment(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
