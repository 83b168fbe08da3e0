package theriac.hub.cases;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.db.Database;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Statements over `takedown` and `takedown_letter`.
final class TakedownSql {

    private final Database database;

    TakedownSql(Database database) {
        this.database = database;
    }

    /// @param letter its key
    record Sent(long letter, String role) {}

    void insert(long key, Takedown takedown) {
        database.jdbc()
                .sql("""
                        insert into takedown (case_id, kind, value, brand, first_seen, report)
                        values (:key, :kind, :value, :brand, :seen, :report)""")
                .param("key", key)
                .param("kind", takedown.value().kind().code())
                .param("value", takedown.value().text())
                .param("brand", CaseSql.clean(takedown.brand()))
                .param("seen", CaseSql.at(takedown.firstSeen()))
                .param("report", takedown.report().orElse(null), java.sql.Types.OTHER)
                .update();
    }

    Optional<Takedown> find(long key) {
        return database.jdbc()
                .sql("select kind, value, brand, first_seen, report from takedown where case_id = :key")
                .param("key", key)
                .query((row, n) -> new Takedown(
                        new NormalValue(ValueKind.ofCode(row.getString(1)).orElseThrow(), row.getString(2)),
                        row.getString(3),
                        CaseSql.moment(row, 4),
                        Optional.ofNullable(row.getObject(5, UUID.class))))
                .optional();
    }

    void sent(long key, long letter, String role) {
        database.jdbc()
                .sql("insert into takedown_letter (case_id, letter_id, role) values (:key, :letter, :role)")
                .param("key", key)
                .param("letter", letter)
                .param("role", role)
                .update();
    }

    List<Sent> letters(long key) {
        return database.jdbc()
                .sql("select letter_id, role from takedown_letter where case_id = :key order by letter_id limit 200")
                .param("key", key)
                .query((row, n) -> new Sent(row.getLong(1), row.getString(2)))
                .list();
    }
}
