package theriac.hub.sharing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.db.Database;

/// Statements over `export_profile` and `export_file`.
final class ExportSql {

    private static final int MOST = 2_000;
    private static final String PROFILE =
            "id, public_id, organization_id, name, query, min_confidence, min_score, most,"
                    + " shrink_percent, grow_percent, at, by, plain";

    private final Database database;

    ExportSql(Database database) {
        this.database = database;
    }

    /// @param organization 0: of all
    List<ExportProfile> list(long organization) {
        return database.jdbc()
                .sql("""
                        select %s from export_profile where :organization = 0 or organization_id = :organization
                        order by folded(name), id limit :limit""".formatted(PROFILE))
                .param("organization", organization)
                .param("limit", MOST)
                .query((row, n) -> profile(row))
                .list();
    }

    Optional<ExportProfile> find(UUID id) {
        return database.jdbc()
                .sql("select %s from export_profile where public_id = :id".formatted(PROFILE))
                .param("id", id)
                .query((row, n) -> profile(row))
                .optional();
    }

    /// The profile of an organisation's plain lists.
    Optional<ExportProfile> plain(long organization) {
        return database.jdbc()
                .sql("select %s from export_profile where organization_id = :organization and plain".formatted(PROFILE))
                .param("organization", organization)
                .query((row, n) -> profile(row))
                .optional();
    }

    /// Nothing happens when another hub, or somebody who asked at the same time, has added it.
    void addPlain(long organization, int shrinkPercent, int growPercent, Instant now) {
        database.jdbc()
                .sql("""
                        insert into export_profile (public_id, organization_id, name, query, min_confidence, min_score,
                                                    most, shrink_percent, grow_percent, at, by, plain)
                        values (:id, :organization, '/lists/', '', 0, 0, 0, :shrink, :grow, :at, '', true)
                        on conflict do nothing""")
                .param("id", UUID.randomUUID())
                .param("organization", organization)
                .param("shrink", shrinkPercent)
                .param("grow", growPercent)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static ExportProfile profile(ResultSet row) throws SQLException {
        return new ExportProfile(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                row.getLong("organization_id"),
                row.getString("name"),
                row.getString("query"),
                row.getInt("min_confidence"),
                row.getInt("min_score"),
                row.getInt("most"),
                row.getInt("shrink_percent"),
                row.getInt("grow_percent"),
                moment(row, "at"),
                row.getString("by"),
                row.getBoolean("plain"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /// Adds a profile, or changes the one of the same id.
    void save(ExportProfile profile) {
        database.jdbc()
                .sql("""
                        insert into export_profile (public_id, organization_id, name, query, min_confidence, min_score,
                                                    most, shrink_percent, grow_percent, at, by)
                        values (:id, :organization, :name, :query, :confidence, :score, :most, :shrink, :grow, :at, :by)
                        on conflict (public_id) do update
                        set name = excluded.name, query = excluded.query, min_confidence = excluded.min_confidence,
                            min_score = excluded.min_score, most = excluded.most,
                            shrink_percent = excluded.shrink_percent, grow_percent = excluded.grow_percent,
                            at = excluded.at, by = excluded.by""")
                .param("id", profile.id())
                .param("organization", profile.organization())
                .param("name", profile.name())
                .param("query", profile.query())
                .param("confidence", profile.minConfidence())
                .param("score", profile.minScore())
                .param("most", profile.most())
                .param("shrink", profile.shrinkPercent())
                .param("grow", profile.growPercent())
                .param("at", profile.at().atOffset(ZoneOffset.UTC))
                .param("by", profile.by())
                .update();
    }

    void delete(long profile) {
        database.jdbc()
                .sql("delete from export_profile where id = :id")
                .param("id", profile)
                .update();
    }

    List<ExportFile> files(long profile) {
        return database.jdbc()
                .sql("""
                        select f.file, f.etag, f.entries, f.left_out, f.stopped, f.at, f.held_entries, f.held_at,
                               l.at as fetched_at, l.by as fetched_by
                        from export_file f left join lateral (
                          select e.at, e.by from export_fetch e
                          where e.profile_id = f.profile_id and e.file = f.file order by e.at desc limit 1) l on true
                        where f.profile_id = :profile order by f.file limit 100""")
                .param("profile", profile)
                .query((row, n) -> new ExportFile(
                        row.getString("file"),
                        row.getString("etag"),
                        row.getInt("entries"),
                        row.getInt("left_out"),
                        row.getInt("stopped"),
                        moment(row, "at"),
                        Optional.ofNullable(row.getObject("held_entries", Integer.class)),
                        Optional.ofNullable(row.getObject("held_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        Optional.ofNullable(row.getObject("fetched_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        Optional.ofNullable(row.getString("fetched_by"))))
                .list();
    }

    /// What is kept of a file, without its bytes.
    ///
    /// @param released a person has said that the next state is right, whatever its size
    /// @param held the next state is held back
    record State(int entries, Instant at, boolean released, boolean held) {

        /// Whether the next good state must be kept, however new this one is.
        boolean unsettled() {
            return released || held;
        }
    }

    Optional<State> state(long profile, String file) {
        return database.jdbc()
                .sql("""
                        select entries, at, released, held_at is not null as held from export_file
                        where profile_id = :profile and file = :file""")
                .param("profile", profile)
                .param("file", file)
                .query((row, n) -> new State(
                        row.getInt("entries"), moment(row, "at"), row.getBoolean("released"), row.getBoolean("held")))
                .optional();
    }

    /// The last good bytes.
    ///
    /// @param members see [Members]; empty for a file that was made before they were kept
    @SuppressWarnings("ArrayRecordComponent")
    record Good(byte[] zipped, int entries, long head, Instant at, byte[] members) {}

    Optional<Good> good(long profile, String file) {
        return database.jdbc()
                .sql("""
                        select zipped, entries, head, at, members from export_file
                        where profile_id = :profile and file = :file""")
                .param("profile", profile)
                .param("file", file)
                .query((row, n) -> new Good(
                        row.getBytes("zipped"),
                        row.getInt("entries"),
                        row.getLong("head"),
                        moment(row, "at"),
                        row.getBytes("members")))
                .optional();
    }

    void keep(long profile, String file, Rendering good, Exports.Counts counts, Members members) {
        database.jdbc()
                .sql("""
                        insert into export_file (profile_id, file, etag, zipped, entries, left_out, stopped, head, at,
                                                 members)
                        values (:profile, :file, :etag, :zipped, :entries, :left, :stopped, :head, :at, :members)
                        on conflict (profile_id, file) do update
                        set etag = excluded.etag, zipped = excluded.zipped, entries = excluded.entries,
                            left_out = excluded.left_out, stopped = excluded.stopped, head = excluded.head,
                            at = excluded.at, members = excluded.members, held_entries = null, held_at = null,
                            released = false""")
                .param("profile", profile)
                .param("file", file)
                .param("etag", good.etag())
                .param("zipped", good.zipped())
                .param("entries", counts.entries())
                .param("left", counts.leftOut())
                .param("stopped", counts.stopped())
                .param("members", members.bytes())
                .param("head", good.head())
                .param("at", good.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    /// @return whether it was not held before
    boolean hold(long profile, String file, int entries, Instant now) {
        boolean first = database.jdbc()
                        .sql("""
                                update export_file set held_entries = :entries, held_at = :now
                                where profile_id = :profile and file = :file and held_at is null""")
                        .param("profile", profile)
                        .param("file", file)
                        .param("entries", entries)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
        if (!first) {
            database.jdbc()
                    .sql("""
                            update export_file set held_entries = :entries
                            where profile_id = :profile and file = :file""")
                    .param("profile", profile)
                    .param("file", file)
                    .param("entries", entries)
                    .update();
        }
        return first;
    }

    /// @return false when nothing is held
    boolean release(long profile, String file) {
        return database.jdbc()
                        .sql("""
                                update export_file set released = true, held_entries = null, held_at = null
                                where profile_id = :profile and file = :file and held_at is not null""")
                        .param("profile", profile)
                        .param("file", file)
                        .update()
                == 1;
    }
}
