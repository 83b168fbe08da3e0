package theriac.hub.db;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/// The database cannot answer just now: it is stopped, restarting, unreachable, out of connections or out of disk.
/// The web edge answers 503 with `Retry-After`; jobs try again later. Nothing was committed, unless the connection
/// broke during the commit itself: then it is unknown, so callers repeat idempotent work only.
public final class DatabaseUnavailable extends DataAccessResourceFailureException {

    private static final long serialVersionUID = 1L;

    /// Why: for metrics and for the choice of sentence.
    public enum Reason {
        /// No connection, a broken connection, or a server that is starting or stopping.
        UNREACHABLE,
        /// All connections were busy for longer than the pool waits.
        BUSY,
        /// The disk of the database is full: reads go on, writes are refused.
        DISK_FULL,
        /// The server takes no writes, for example after a fail-over to a replica.
        READ_ONLY
    }

    private final Reason reason;

    DatabaseUnavailable(Reason reason, @Nullable Throwable cause) {
        super(sentence(reason), cause);
        this.reason = reason;
    }

    /// Why the database cannot answer.
    public Reason reason() {
        return reason;
    }

    /// The reason behind an SQL error, empty when the error is about the statement and not about the server.
    static Optional<Reason> reasonOf(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        // PostgreSQL, appendix A: 08 connection, 53100 disk full, 53300 too many connections, 57P01-57P05 shutdown,
        // crash,
        // starting up, 25006 read-only transaction, 58030 I/O error.
        if (state.equals("53100")) {
            return Optional.of(Reason.DISK_FULL);
        }
        if (state.equals("53300")) {
            return Optional.of(Reason.BUSY);
        }
        if (state.equals("25006")) {
            return Optional.of(Reason.READ_ONLY);
        }
        if (state.startsWith("08") || state.startsWith("57P") || state.equals("58030")) {
            return Optional.of(Reason.UNREACHABLE);
        }
        boolean connection =
                error instanceof SQLTransientConnectionException || error instanceof SQLRecoverableException;
        return connection ? Optional.of(Reason.UNREACHABLE) : Optional.empty();
    }

    private static String sentence(Reason reason) {
        return switch (reason) {
            case UNREACHABLE -> "The database does not answer. Nothing was lost; try again in a moment.";
            case BUSY -> "All connections to the database are in use. Try again in a moment.";
            case DISK_FULL ->
                "The disk of the database is full: nothing new can be stored until there is space. Reading goes on.";
            case READ_ONLY -> "The database takes no changes at the moment. Try again in a moment.";
        };
    }
}
