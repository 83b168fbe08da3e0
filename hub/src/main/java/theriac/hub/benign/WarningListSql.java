package theriac.hub.benign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import theriac.hub.benign.WarningLists.Kept;
import theriac.hub.benign.WarningLists.Use;
import theriac.hub.db.Database;
import theriac.stix.value.ValueKind;

/// Statements over `warning_list`.
final class WarningListSql {

    private static final String COLUMNS =
            "id, name, description, version, type, use, entry_count, unread_count, at, by";

    private final Database database;

    WarningListSql(Database database) {
        this.database = database;
    }

    List<Kept> list() {
        return database.jdbc()
                .sql("select %s from warning_list order by folded(name), id limit :limit".formatted(COLUMNS))
                .param("limit", WarningLists.MAX_LISTS)
                .query((row, n) -> kept(row))
                .list();
    }

    Optional<Kept> find(String id) {
        return database.jdbc()
                .sql("select %s from warning_list where id = :id".formatted(COLUMNS))
                .param("id", id)
                .query((row, n) -> kept(row))
                .optional();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getString("id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("version"),
                row.getString("type"),
                Use.of(row.getString("use")),
                row.getInt("entry_count"),
                row.getInt("unread_count"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("by"));
    }

    void save(String id, WarningList list, Use use, int unread, Instant at, String by) {
        database.jdbc()
                .sql("""
                        insert into warning_list (id, name, description, version, type, kinds, use, entries, entry_count,
                                                  unread_count, at, by)
                        values (:id, :name, :description, :version, :type, :kinds, :use, :entries, :count, :unread, :at,
                                :by)
                        on conflict (id) do update
                        set name = excluded.name, description = excluded.description, version = excluded.version,
                            type = excluded.type, kinds = excluded.kinds, use = excluded.use,
                            entries = excluded.entries, entry_count = excluded.entry_count,
                            unread_count = excluded.unread_count, at = excluded.at, by = excluded.by,
                            change = nextval('warning_list_change')""")
                .param("id", id)
                .param("name", list.name())
                .param("description", list.description())
                .param("version", list.version())
                .param("type", list.type().text())
                .param("kinds", list.kinds().stream().map(ValueKind::code).toArray(String[]::new))
                .param("use", use.text())
                .param("entries", clean(list.entries()))
                .param("count", list.entries().size())
                .param("unread", unread)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
    }

    /// One a line; an entry with a line end inside is no value of any kind.
    private static String clean(List<String> entries) {
        var text = new StringBuilder();
        entries.forEach(
                entry -> text.append(entry.replace('\n', ' ').replace("\0", "")).append('\n'));
        return text.toString();
    }

    boolean use(String id, Use use, Instant at) {
        return database.jdbc()
                        .sql("""
                                update warning_list set use = :use, at = :at, change = nextval('warning_list_change')
                                where id = :id""")
                        .param("id", id)
                        .param("use", use.text())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    boolean delete(String id) {
        return database.jdbc()
                        .sql("delete from warning_list where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    /// Differs after every change, a deletion included.
    String stamp() {
        return database.jdbc()
                .sql("select count(*) || '-' || coalesce(max(change), 0) from warning_list")
                .query(String.class)
                .single();
    }

    /// The lists that are used, with their entries, one at a time.
    void each(BiConsumer<WarningList, Use> sink) {
        for (var kept : list()) {
            if (kept.use() != Use.OFF) {
                load(kept).ifPresent(list -> sink.accept(list, kept.use()));
            }
        }
    }

    private Optional<WarningList> load(Kept kept) {
        return database.jdbc()
                .sql("select kinds, entries from warning_list where id = :id")
                .param("id", kept.id())
                .query((row, n) -> {
                    var kinds = EnumSet.noneOf(ValueKind.class);
                    Arrays.stream((String[]) row.getArray(1).getArray())
                            .map(ValueKind::ofCode)
                            .flatMap(Optional::stream)
                            .forEach(kinds::add);
                    return new WarningList(
                            kept.name(),
                            kept.description(),
                            kept.version(),
                            WarningList.Type.of(kept.type()),
                            kinds,
                            row.getString(2).lines().toList());
                })
                .optional();
    }
}
