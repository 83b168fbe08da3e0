package theriac.hub.db;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/// Work that needs the plain JDBC connection: COPY, cursors, notifications.
///
/// @param <T> what it gives
@FunctionalInterface
public interface ConnectionWork<T> {

    /// Runs on a connection that belongs to the surrounding transaction, if there is one. Neither closes nor commits
    /// it.
    T run(Connection connection) throws SQLException, IOException;
}
