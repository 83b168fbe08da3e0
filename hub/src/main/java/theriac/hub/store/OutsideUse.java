package theriac.hub.store;

import java.util.Collection;
import java.util.Set;
import theriac.hub.db.Database;
import theriac.stix.value.NormalValue;

/// What somebody's marking forbids to ask others about, whoever may see it: PAP:AMBER and PAP:RED. Thread-safe.
public final class OutsideUse {

    private final OutsideUseSql sql;

    public OutsideUse(Database database) {
        this.sql = new OutsideUseSql(database.jdbc());
    }

    /// Those of the values that a standing claim with such a label holds.
    public Set<NormalValue> forbidden(Collection<NormalValue> values) {
        return values.isEmpty() ? Set.of() : sql.forbidden(values);
    }
}
