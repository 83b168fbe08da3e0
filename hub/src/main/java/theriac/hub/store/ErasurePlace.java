package theriac.hub.store;

/// A column that may hold a personal value, beside those of the store: capabilities name theirs, and [Erasure] blanks
/// them all. The names are written by us and never by a person.
///
/// @param key a column that names a row
/// @param bytes the column is `bytea` and holds text; otherwise it is `text`
public record ErasurePlace(String table, String key, String column, boolean bytes) {

    public ErasurePlace {
        for (var name : new String[] {table, key, column}) {
            if (!name.matches("[a-z_]+")) {
                throw new IllegalArgumentException("\"" + name + "\" is no name of a table or column.");
            }
        }
    }
}
