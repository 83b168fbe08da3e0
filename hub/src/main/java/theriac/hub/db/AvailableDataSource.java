package theriac.hub.db;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Gives connections of the pool, or says that the database is unavailable; never a plain SQL error.
final class AvailableDataSource extends DelegatingDataSource {

    AvailableDataSource(HikariDataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() {
        try {
            return super.getConnection();
        } catch (SQLException failure) {
            throw new DatabaseUnavailable(reason(failure), failure);
        }
    }

    /// The pool reports a full house and a dead server alike; only the dead server leaves a cause behind.
    private static DatabaseUnavailable.Reason reason(SQLException failure) {
        boolean full = failure instanceof SQLTransientConnectionException && failure.getCause() == null;
        return full ? DatabaseUnavailable.Reason.BUSY : DatabaseUnavailable.Reason.UNREACHABLE;
    }
}
