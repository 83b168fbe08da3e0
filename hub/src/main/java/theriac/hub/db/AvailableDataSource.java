package theriac.hub.db;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Gives connections of the pool in the order in which they were asked for, or says that the database is unavailable;
/// never a plain SQL error.
///
/// The pool itself keeps no order: a connection that is handed to somebody who waits can be taken by whoever asks
/// before the waiter's thread runs again, and the waiter then stands last. On busy processors some wait for ever so.
final class AvailableDataSource extends DelegatingDataSource {

    private final Semaphore places;
    private final Duration patience;

    /// @param patience how long somebody waits for his turn
    AvailableDataSource(HikariDataSource pool, Duration patience) {
        super(pool);
        this.places = new Semaphore(pool.getMaximumPoolSize(), true);
        this.patience = patience;
    }

    @Override
    public Connection getConnection() {
        takePlace();
        try {
            return lent(super.getConnection());
        } catch (SQLException failure) {
            places.release();
            throw new DatabaseUnavailable(reason(failure), failure);
        } catch (RuntimeException failure) {
            places.release();
            throw failure;
        }
    }

    private void takePlace() {
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DatabaseUnavailable(DatabaseUnavailable.Reason.BUSY, null);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable(DatabaseUnavailable.Reason.BUSY, stopped);
        }
    }

    /// The same connection, whose place is free when it is closed.
    private Connection lent(Connection connection) {
        var open = new AtomicBoolean(true);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return switch (method.getName()) {
                            case "equals" -> proxy == arguments[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> method.invoke(connection, arguments);
                        };
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    } finally {
                        if (method.getName().equals("close") && open.getAndSet(false)) {
                            places.release();
                        }
                    }
                });
    }

    /// The pool reports a full house and a dead server alike; only the dead server leaves a cause behind.
    private static DatabaseUnavailable.Reason reason(SQLException failure) {
        boolean full = failure instanceof SQLTransientConnectionException && failure.getCause() == null;
        return full ? DatabaseUnavailable.Reason.BUSY : DatabaseUnavailable.Reason.UNREACHABLE;
    }
}
