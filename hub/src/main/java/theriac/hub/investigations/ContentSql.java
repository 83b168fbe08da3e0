package theriac.hub.investigations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.stix.StixId;

/// Statements over the objects, notes and tasks of an investigation. All of them take the key of one that was entered.
final class ContentSql {

    private final Database database;

    ContentSql(Database database) {
        this.database = database;
    }

    /// An object that the investigation is about.
    ///
    /// @param by log-in name of who brought it
    record Listed(StixId object, Instant at, String by) {}

    List<Listed> objects(long investigation, int limit) {
        return database.jdbc()
                .sql("""
                        select object_id, at, by from investigation_object
                        where investigation_id = :key order by at, object_id limit :limit""")
                .param("key", investigation)
                .param("limit", limit)
                .query((row, n) -> new Listed(
                        StixId.of(row.getString(1)),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3)))
                .list();
    }

    void addObjects(long investigation, List<String> objects, Instant now, String by) {
        database.jdbc()
                .sql("""
                        insert into investigation_object (investigation_id, object_id, at, by)
                        select :key, id, :now, :by from unnest(:objects::text[]) id on conflict do nothing""")
                .param("key", investigation)
                .param("objects", objects.toArray(String[]::new))
                .param("now", InvestigationSql.at(now))
                .param("by", by)
                .update();
    }

    boolean removeObject(long investigation, String object) {
        return database.jdbc()
                        .sql("delete from investigation_object where investigation_id = :key and object_id = :object")
                        .param("key", investigation)
                        .param("object", object)
                        .update()
                == 1;
    }

    /// Those of these investigations that are about an object.
    List<UUID> about(long account, String object, int limit) {
        return database.jdbc()
                .sql("""
                        select i.public_id from investigation_object o
                        join investigation i on i.id = o.investigation_id
                        join investigation_person p on p.investigation_id = i.id and p.account_id = :account
                        where o.object_id = :object order by i.id desc limit :limit""")
                .param("account", account)
                .param("object", object)
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /// A note as it stands.
    ///
    /// @param at when it was begun
    /// @param changedAt when this text was written
    record Note(
            long key, UUID id, int revision, String text, Instant at, String by, Instant changedAt, String changedBy) {}

    /// @param by who wrote this text
    record NoteVersion(int revision, String text, Instant at, String by) {}

    private static final String NOTES = """
            select n.id, n.public_id, n.revision, v.text, n.at, n.by, v.at, v.by
            from investigation_note n
            join investigation_note_version v on v.note_id = n.id and v.revision = n.revision
            where n.investigation_id = :key and n.removed_at is null
            """;

    List<Note> notes(long investigation, int limit) {
        return database.jdbc()
                .sql(NOTES + "order by n.id desc limit :limit")
                .param("key", investigation)
                .param("limit", limit)
                .query((row, n) -> note(row))
                .list();
    }

    Optional<Note> note(long investigation, UUID id) {
        return database.jdbc()
                .sql(NOTES + "and n.public_id = :id")
                .param("key", investigation)
                .param("id", id)
                .query((row, n) -> note(row))
                .optional();
    }

    long insertNote(long investigation, UUID id, Instant now, String by) {
        return database.jdbc()
                .sql("""
                        insert into investigation_note (public_id, investigation_id, at, by)
                        values (:id, :key, :now, :by) returning id""")
                .param("id", id)
                .param("key", investigation)
                .param("now", InvestigationSql.at(now))
                .param("by", by)
                .query(Long.class)
                .single();
    }

    void writeNote(long note, int revision, String text, Instant now, String by) {
        database.jdbc()
                .sql("""
                        with written as (
                          insert into investigation_note_version (note_id, revision, text, at, by)
                          values (:note, :revision, :text, :now, :by) returning revision)
                        update investigation_note set revision = :revision where id = :note""")
                .param("note", note)
                .param("revision", revision)
                .param("text", text)
                .param("now", InvestigationSql.at(now))
                .param("by", by)
                .update();
    }

    void removeNote(long note, Instant now, String by) {
        database.jdbc()
                .sql("update investigation_note set removed_at = :now, removed_by = :by where id = :note")
                .param("note", note)
                .param("now", InvestigationSql.at(now))
                .param("by", by)
                .update();
    }

    /// The newest first.
    List<NoteVersion> versions(long note, int limit) {
        return database.jdbc()
                .sql("""
                        select revision, text, at, by from investigation_note_version
                        where note_id = :note order by revision desc limit :limit""")
                .param("note", note)
                .param("limit", limit)
                .query((row, n) -> new NoteVersion(
                        row.getInt(1),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getString(4)))
                .list();
    }

    /// @param state `open`, `doing` or `done`
    record Task(
            long key,
            UUID id,
            String title,
            Optional<UUID> assignee,
            Optional<String> assigneeName,
            Optional<LocalDate> due,
            String state,
            int revision,
            Instant at,
            String by,
            Optional<Instant> doneAt,
            Optional<String> doneBy) {}

    /// What is open before what is done, by due day.
    List<Task> tasks(long investigation, int limit) {
        return database.jdbc()
                .sql("""
                        select t.id, t.public_id, t.title, a.public_id, a.name, t.due, t.state, t.revision, t.at, t.by,
                               t.done_at, t.done_by
                        from investigation_task t left join account a on a.id = t.assignee_id
                        where t.investigation_id = :key
                        order by t.state = 'done', t.due nulls last, t.id limit :limit""")
                .param("key", investigation)
                .param("limit", limit)
                .query((row, n) -> task(row))
                .list();
    }

    /// A task of somebody, and the investigation in which it is.
    record OwnTask(
            UUID investigation, String title, String investigationTitle, Optional<LocalDate> due, String state) {}

    /// What this person is to do in investigations that she is in and that go on, by due day.
    List<OwnTask> tasksOf(long organization, long account, int limit) {
        return database.jdbc()
                .sql("""
                        select i.public_id, t.title, i.title, t.due, t.state
                        from investigation_task t
                        join investigation i on i.id = t.investigation_id and i.closed_at is null
                          and i.organization_id = :organization
                        join investigation_person p on p.investigation_id = i.id and p.account_id = :account
                        where t.assignee_id = :account and t.state <> 'done'
                        order by t.due nulls last, t.id limit :limit""")
                .param("organization", organization)
                .param("account", account)
                .param("limit", limit)
                .query((row, n) -> new OwnTask(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        Optional.ofNullable(row.getObject(4, LocalDate.class)),
                        row.getString(5)))
                .list();
    }

    void insertTask(
            long investigation,
            UUID id,
            String title,
            @Nullable Long assignee,
            Optional<LocalDate> due,
            Instant now,
            String by) {
        database.jdbc()
                .sql("""
                        insert into investigation_task (public_id, investigation_id, title, assignee_id, due, state, at, by)
                        values (:id, :key, :title, :assignee, :due, 'open', :now, :by)""")
                .param("id", id)
                .param("key", investigation)
                .param("title", title)
                .param("assignee", assignee, Types.BIGINT)
                .param("due", due.orElse(null), Types.DATE)
                .param("now", InvestigationSql.at(now))
                .param("by", by)
                .update();
    }

    /// When it is done for the first time, by whom is kept; when it is opened again, that is forgotten.
    void changeTask(
            Task was,
            String title,
            @Nullable Long assignee,
            Optional<LocalDate> due,
            String state,
            Instant now,
            String by) {
        boolean done = state.equals("done");
        database.jdbc()
                .sql("""
                        update investigation_task set title = :title, assignee_id = :assignee, due = :due, state = :state,
                          revision = revision + 1,
                          done_at = case when :done then coalesce(done_at, :now) end,
                          done_by = case when :done then coalesce(done_by, :by) end
                        where id = :task""")
                .param("task", was.key())
                .param("title", title)
                .param("assignee", assignee, Types.BIGINT)
                .param("due", due.orElse(null), Types.DATE)
                .param("state", state)
                .param("done", done)
                .param("now", InvestigationSql.at(now))
                .param("by", by)
                .update();
    }

    void removeTask(long task) {
        database.jdbc()
                .sql("delete from investigation_task where id = :task")
                .param("task", task)
                .update();
    }

    private static Note note(ResultSet row) throws SQLException {
        return new Note(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getInt(3),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getString(6),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                row.getString(8));
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                Optional.ofNullable(row.getObject(4, UUID.class)),
                Optional.ofNullable(row.getString(5)),
                Optional.ofNullable(row.getObject(6, LocalDate.class)),
                row.getString(7),
                row.getInt(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getString(10),
                InvestigationSql.moment(row, 11),
                Optional.ofNullable(row.getString(12)));
    }
}
