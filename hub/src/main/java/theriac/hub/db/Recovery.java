package theriac.hub.db;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server that was killed writes again what its log holds before it answers: seconds for most, minutes for
/// gigabytes. Who loses patience and kills it makes it begin anew, for ever.
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /// `cannot_connect_now`: the server is there and is starting, recovering or stopping.
    private static final String NOT_YET = "57P03";

    /// It answers, though not to somebody without a password: `invalid_password` and its like, `invalid_catalog_name`,
    /// and what the driver says when it is asked for a password that it does not have.
    private static final List<String> REFUSED = List.of("28", "3D", "08004");

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int TOLD_EVERY = 30;

    private Recovery() {}

    /// Waits as long as the server says that it is not ready yet.
    ///
    /// @return whether it answers now; false: it says nothing at all
    static boolean ended(String url, String user) {
        for (int looked = 0; ; looked++) {
            var state = state(url, user);
            if (!state.equals(NOT_YET)) {
                return state.isEmpty() || REFUSED.stream().anyMatch(state::startsWith);
            }
            if (looked % TOLD_EVERY == 0) {
                LOG.info(
                        "PostgreSQL was not stopped cleanly and recovers what was written; this may take minutes. Please wait.");
            }
            LockSupport.parkNanos(LOOK.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
    }

    /// The SQL state of an attempt to connect without a password; empty: it worked.
    private static String state(String url, String user) {
        try (var connection = DriverManager.getConnection(url, user, "")) {
            return connection.isClosed() ? NOT_YET : "";
        } catch (SQLException refused) {
            return refused.getSQLState() == null ? "?" : refused.getSQLState();
        }
    }
}
