package theriac.hub.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The open database: a pool of connections to a migrated PostgreSQL 18, and the three ways to use it: [#jdbc] for
/// statements, [#inTransaction] for what belongs together, [#withConnection] for COPY and other things of the driver.
///
/// All three join the transaction of the calling thread, if there is one. Whatever goes wrong with the server itself
/// arrives as [DatabaseUnavailable]; what is wrong with a statement arrives as Spring's `DataAccessException` (a
/// second row under a unique key: `DuplicateKeyException`). Safe for use by many threads, virtual ones too.
public final class Database implements AutoCloseable {

    private static final int POOL_SIZE = 16;

    /// How long the server has to answer.
    private static final Duration WAIT = Duration.ofSeconds(10);

    /// How long somebody waits for one of the connections: everybody comes to his turn, so this is an overload.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HikariDataSource pool;
    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final TransactionTemplate readWrite;
    private final TransactionTemplate snapshot;
    private final Optional<DiskRoom> disk;

    private Database(HikariDataSource pool, Optional<DiskRoom> disk) {
        this.pool = pool;
        this.disk = disk;
        this.dataSource = new AvailableDataSource(pool, PATIENCE);
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setExceptionTranslator(new OutageTranslator());
        this.jdbc = JdbcClient.create(template);
        JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
        transactions.setExceptionTranslator(new OutageTranslator());
        this.readWrite = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
    }

    /// Opens the hub's own database.
    public static Database open(EmbeddedPostgres server) {
        return open(
                server.url(), server.user(), server.password(), POOL_SIZE, Optional.of(new DiskRoom(server.folder())));
    }

    /// Connects to `url` (`jdbc:postgresql://host:5432/name`), brings the schema up to date and gives the open
    /// database. The role must own the database or be allowed to create in its schema `public`.
    ///
    /// @throws DatabaseCannotStart with a sentence: unreachable, wrong password, older server, newer schema
    public static Database open(String url, String user, String password) {
        return open(url, user, password, POOL_SIZE);
    }

    /// Like [#open(String, String, String)] with room for `poolSize` connections at once.
    public static Database open(String url, String user, String password, int poolSize) {
        return open(url, user, password, poolSize, Optional.empty());
    }

    private static Database open(String url, String user, String password, int poolSize, Optional<DiskRoom> disk) {
        HikariDataSource pool = connect(url, user, password, poolSize);
        try {
            Migrations.run(pool);
            return new Database(pool, disk);
        } catch (RuntimeException failure) {
            pool.close();
            throw failure;
        }
    }

    /// Opens a database as it is, without migrating it: for a copy of one that was migrated.
    public static Database openMigrated(String url, String user, String password, int poolSize) {
        return new Database(connect(url, user, password, poolSize), Optional.empty());
    }

    /// Opens a database in which nothing is yet and gives it an older schema, for a restore; [#migrate] follows.
    ///
    /// @throws DatabaseCannotStart with a sentence: not empty, a schema that this program does not know
    public static Database openEmpty(String url, String user, String password, String schemaVersion) {
        HikariDataSource pool = connect(url, user, password, 2);
        try {
            Migrations.runEmpty(pool, schemaVersion);
            return new Database(pool, Optional.empty());
        } catch (RuntimeException failure) {
            pool.close();
            throw failure;
        }
    }

    /// Brings the schema up to date.
    public void migrate() {
        Migrations.run(pool);
    }

    /// Statements in Spring's fluent form.
    public JdbcClient jdbc() {
        return jdbc;
    }

    /// The pool, for libraries that want one. Its connections join the transaction only through Spring.
    public DataSource dataSource() {
        return dataSource;
    }

    /// Runs the work in one transaction and gives its result after the commit is durable. An exception rolls back.
    /// Inside another transaction the work becomes part of that one.
    ///
    /// @throws DatabaseUnavailable also when the disk of the hub's own database is nearly full: reading goes on
    public <T> T inTransaction(Supplier<T> work) {
        disk.ifPresent(DiskRoom::check);
        return run(readWrite, work);
    }

    /// Like [#inTransaction(Supplier)] for work without a result.
    public void inTransaction(Runnable work) {
        disk.ifPresent(DiskRoom::check);
        run(readWrite, () -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    /// Does something once what the calling thread writes is durable: when its transaction has committed, and
    /// at once when it has none. For what is remembered in memory of the database; after a rollback it is not
    /// done.
    public void afterCommit(Runnable work) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            work.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }

    /// Runs reading work on one consistent picture of the database (REPEATABLE READ, read only).
    ///
    /// The level is said in the transaction itself, on its way with the beginning. Asked for through Spring
    /// it would cost three more round trips, to read, set and set back the level of the connection.
    public <T> T inSnapshot(Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return run(snapshot, work);
        }
        return run(snapshot, () -> {
            jdbc.sql("set transaction isolation level repeatable read").update();
            return work.get();
        });
    }

    /// Runs work on the plain connection of the current transaction, or on one of its own with a commit per
    /// statement.
    public <T> T withConnection(ConnectionWork<T> work) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            return work.run(connection);
        } catch (SQLException failure) {
            throw OutageTranslator.of("work on a connection", failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /// Copies rows into a table, inside the transaction of the calling thread, if there is one.
    ///
    /// @param target table and columns, as `claim (object_key, seq)`; never from outside
    /// @param writer calls [CopyRow#begin] and then writes the columns in their order
    public <T> void copyIn(String target, Iterable<T> rows, CopyRow.Writer<T> writer) {
        int columns = (int) target.chars().filter(c -> c == ',').count() + 1;
        withConnection(connection -> {
            var copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + target + " from stdin (format binary)");
            try {
                var row = new CopyRow(copy, columns);
                for (var from : rows) {
                    writer.write(row.begin(), from);
                }
                row.finish();
                return copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        });
    }

    /// Reads what a COPY writes, inside the transaction of the calling thread, if there is one: rows come
    /// while the server still makes the next ones.
    ///
    /// @param statement `copy (…) to stdout`; never from outside
    /// @param sink gets each row with the line feed at its end, in an array of its own. It asks
    ///     nothing of the database: the same connection would wait for itself
    public void copyOut(String statement, Consumer<byte[]> sink) {
        withConnection(connection -> {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement);
            try {
                for (var row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                    sink.accept(row);
                }
                return copy.getHandledRowCount();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        });
    }

    /// Whether the server answers within two seconds: for the health page.
    public boolean answers() {
        try {
            return withConnection(connection -> connection.isValid(2));
        } catch (DatabaseUnavailable outage) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private static <T> T run(TransactionTemplate template, Supplier<T> work) {
        try {
            T result = template.execute(status -> work.get());
            if (result == null) {
                throw new IllegalStateException("Work in a transaction gives a value; use the Runnable form for none.");
            }
            return result;
        } catch (CannotCreateTransactionException failure) {
            if (failure.getCause() instanceof DatabaseUnavailable outage) {
                throw outage;
            }
            throw new DatabaseUnavailable(DatabaseUnavailable.Reason.UNREACHABLE, failure);
        }
    }

    private static HikariDataSource connect(String url, String user, String password, int poolSize) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new DatabaseCannotStart(
                    "The database address must look like jdbc:postgresql://host:5432/theriac, and it"
                            + " begins with \"" + url.substring(0, Math.min(12, url.length())) + "\".");
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("theriac");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(poolSize);
        config.setMinimumIdle(Math.min(2, poolSize));
        config.setConnectionTimeout(WAIT.toMillis());
        config.setInitializationFailTimeout(1);
        config.addDataSourceProperty("ApplicationName", "theriac");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // The detail of a server error quotes rows; rows hold what sources sent and stay out of logs.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException failure) {
            throw new DatabaseCannotStart(
                    "The database at " + withoutParameters(url) + " cannot be opened as user " + user + ": "
                            + rootMessage(failure)
                            + " Check the address, the user and the password, and that PostgreSQL runs.",
                    failure);
        }
    }

    /// A URL may carry a password after the question mark.
    private static String withoutParameters(String url) {
        int question = url.indexOf('?');
        return question < 0 ? url : url.substring(0, question);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
