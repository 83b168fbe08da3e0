package theriac.hub.store;

import java.util.List;
import theriac.hub.db.Database;

/// Statements of [Suggestions].
final class SuggestionSql {

    private final Database database;

    SuggestionSql(Database database) {
        this.database = database;
    }

    /// Objects of one type whose texts hold the words, in any version.
    ///
    /// @param words in the syntax of `to_tsquery`
    List<Long> named(String type, String words, int limit) {
        return database.jdbc()
                .sql("""
                        select distinct n.object_key from narrative n join object o on o.key = n.object_key
                        where n.words @@ to_tsquery('simple', :words)
                          and o.type_id = (select id from object_type where name = :type)
                        limit :limit""")
                .param("words", words)
                .param("type", type)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }
}
