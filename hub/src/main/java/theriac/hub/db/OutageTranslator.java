package theriac.hub.db;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/// Tells an outage of the server from a fault in a statement.
final class OutageTranslator implements SQLExceptionTranslator {

    private final SQLExceptionTranslator statements = new SQLExceptionSubclassTranslator();

    @Override
    public @Nullable DataAccessException translate(String task, @Nullable String sql, SQLException error) {
        var reason = DatabaseUnavailable.reasonOf(error);
        return reason.isPresent()
                ? new DatabaseUnavailable(reason.get(), error)
                : statements.translate(task, sql, error);
    }

    static DataAccessException of(String task, SQLException error) {
        DataAccessException known = new OutageTranslator().translate(task, null, error);
        return known == null ? new UncategorizedSQLException(task, null, error) : known;
    }
}
