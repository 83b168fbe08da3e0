package theriac.hub.db;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hub's own PostgreSQL 18, started from the programs on the class path as a process of its own on a loopback
/// port.
///
/// - One hub per folder: a second one gets a sentence.
/// - Whatever an earlier hub left running (it, or PostgreSQL, or both were killed) is ended and recovered by
///   [#start].
/// - The hub's role owns the database `theriac` and is no superuser; the superuser's password never leaves this
///   package.
///
/// [#close] stops PostgreSQL and waits for it. Nothing stops it when the caller forgets: use [#stopWithJvm] unless
/// something else (the web server's own shutdown) decides the order. Safe for use by several threads.
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String NAME = "theriac";
    private static final int ATTEMPTS = 4;
    /// How long a server may say nothing; one that recovers is waited for.
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final InstanceLock lock;
    private final int port;
    private final String password;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPostgres(Cluster cluster, InstanceLock lock, int port, String password) {
        this.cluster = cluster;
        this.lock = lock;
        this.port = port;
        this.password = password;
    }

    /// Starts the database in `folder`, which is made when absent (first start: 2 to 5 s; later ones under 1 s, plus
    /// the replay of the log after a crash).
    ///
    /// @throws DatabaseCannotStart with a sentence for a person
    public static EmbeddedPostgres start(Path folder, PgSettings settings) {
        return start(folder, settings, RunAs.Namespaces.IF_ALLOWED, START);
    }

    /// @param patience how long a server may take that says nothing; one that is recovering is waited for
    static EmbeddedPostgres start(Path folder, PgSettings settings, RunAs.Namespaces namespaces, Duration patience) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            InstanceLock lock = InstanceLock.take(absolute.resolve("instance.lock"));
            try {
                return startLocked(absolute, settings, namespaces, patience, lock);
            } catch (IOException | RuntimeException failure) {
                lock.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new DatabaseCannotStart(
                    "The database folder " + absolute + " cannot be used: " + Failures.words(failure), failure);
        }
    }

    /// Where a database is reached.
    ///
    /// @param url a JDBC URL without user or password
    public record Reachable(String url, String user, String password) {
        @Override
        public String toString() {
            return "Reachable[" + url + ", " + user + ", ***]";
        }
    }

    /// How to reach the database that another process runs in this folder; empty when nobody runs it.
    ///
    /// @throws DatabaseCannotStart when there is no database in the folder, or when it is just being started
    public static Optional<Reachable> running(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute.resolve("cluster"))) {
            throw new DatabaseCannotStart(
                    "There is no database in " + absolute + ". Name the data folder with --data=…");
        }
        try {
            if (InstanceLock.isFree(absolute.resolve("instance.lock"))) {
                return Optional.empty();
            }
            int port =
                    Integer.parseInt(Files.readString(absolute.resolve("port")).strip());
            String password = SecretFile.loadOrMake(absolute.resolve("secrets").resolve("hub"));
            return Optional.of(new Reachable(url(port, NAME), NAME, password));
        } catch (IOException | NumberFormatException failure) {
            throw new DatabaseCannotStart(
                    "The hub that uses " + absolute + " is just being started; try again in a moment.", failure);
        }
    }

    private static EmbeddedPostgres startLocked(
            Path folder, PgSettings settings, RunAs.Namespaces namespaces, Duration patience, InstanceLock lock)
            throws IOException {
        Cluster cluster = Cluster.prepare(folder, settings, namespaces);
        if (new ClusterProcesses(cluster.data()).endLeftovers(cluster.runAs(), cluster.binaries())) {
            LOG.warn(
                    "PostgreSQL of an earlier start was still running and has been stopped; its data is recovered now.");
        }
        cluster.rotateLog();
        int port = run(cluster, folder.resolve("port"), settings.port(), patience);
        try {
            String password = cluster.secret("hub");
            ensureDatabase(port, password, cluster.secret("superuser"));
            ensureExtension(port, password, cluster.secret("superuser"));
            return new EmbeddedPostgres(cluster, lock, port, password);
        } catch (SQLException failure) {
            stop(cluster);
            throw new DatabaseCannotStart(
                    "PostgreSQL started on " + folder + " but refuses the hub: " + failure.getMessage(), failure);
        }
    }

    /// The folder of its files.
    Path folder() {
        return cluster.folder();
    }

    /// The JDBC URL of the hub's database, without user or password.
    public String url() {
        return url(port, NAME);
    }

    /// The JDBC URL of another database on the same server, for tests and restore drills.
    public String url(String database) {
        return url(port, database);
    }

    /// The role of the hub: owner of its database, may create further ones, no superuser.
    public String user() {
        return NAME;
    }

    /// The password of [#user], random, from `secrets/hub` in the database folder.
    public String password() {
        return password;
    }

    /// The process id of the postmaster; empty when it is not running.
    public OptionalInt processId() {
        try {
            Path file = cluster.data().resolve("postmaster.pid");
            return OptionalInt.of(Integer.parseInt(Files.readAllLines(file).getFirst()));
        } catch (IOException | RuntimeException absent) {
            return OptionalInt.empty();
        }
    }

    /// Stops PostgreSQL when the JVM ends by itself or by a signal that can be caught.
    public EmbeddedPostgres stopWithJvm() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-postgresql"));
        return this;
    }

    /// Stops PostgreSQL: open transactions are rolled back, everything else is on disk. Calling it again does
    /// nothing.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            stop(cluster);
            lock.close();
        } catch (IOException failure) {
            LOG.warn("PostgreSQL did not stop cleanly; the next start recovers its data.", failure);
        }
    }

    private static void stop(Cluster cluster) throws IOException {
        Commands.Outcome outcome =
                cluster.control(STOP.plusSeconds(1), "stop", "-m", "fast", "-w", "-t", Long.toString(STOP.toSeconds()));
        if (!outcome.ok()) {
            new ClusterProcesses(cluster.data()).endLeftovers(cluster.runAs(), cluster.binaries());
        }
    }

    /// Runs the server and gives the port it listens on. A remembered port that is taken is replaced by a free one; a
    /// port that the operator fixed is not.
    private static int run(Cluster cluster, Path portFile, OptionalInt fixed, Duration patience) throws IOException {
        String said = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            int port = fixed.isPresent() ? fixed.getAsInt() : rememberedOrFree(portFile);
            if (!isFree(port)) {
                throw new DatabaseCannotStart(
                        "Port " + port + " on 127.0.0.1 is in use by another program. Choose another"
                                + " port for the database, or leave the setting out: Theriac then finds a free one.");
            }
            cluster.configure(port);
            long mark = Files.exists(cluster.logFile()) ? Files.size(cluster.logFile()) : 0;
            Commands.Outcome outcome = cluster.control(
                    patience.plusSeconds(5),
                    "start",
                    "-w",
                    "-s",
                    "-t",
                    Long.toString(patience.toSeconds()),
                    "-l",
                    cluster.logFile().toString());
            if (outcome.ok() || Recovery.ended(url(port, NAME), NAME)) {
                Files.writeString(portFile, port + "\n");
                return port;
            }
            said = outcome.output() + "\n" + logSince(cluster.logFile(), mark);
            boolean again = StartFailures.leftovers(said) || (StartFailures.portTaken(said) && fixed.isEmpty());
            new ClusterProcesses(cluster.data()).endLeftovers(cluster.runAs(), cluster.binaries());
            if (!again) {
                break;
            }
        }
        throw StartFailures.explain(cluster.folder(), said);
    }

    private static int rememberedOrFree(Path portFile) throws IOException {
        if (Files.exists(portFile)) {
            String text = Files.readString(portFile).strip();
            if (text.matches("[0-9]{4,5}") && isFree(Integer.parseInt(text))) {
                return Integer.parseInt(text);
            }
        }
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static String logSince(Path log, long mark) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.min(mark, file.length()));
            byte[] bytes = new byte[(int) Math.min(64 * 1024, file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /// `pg_prewarm` lets the hub ask for the indexes of look-ups before anybody looks up; only a superuser may add it.
    private static void ensureExtension(int port, String password, String superPassword) throws SQLException {
        String known = "select 1 from pg_extension where extname = 'pg_prewarm'";
        try (Connection ready = DriverManager.getConnection(url(port, NAME), NAME, password);
                Statement statement = ready.createStatement()) {
            if (exists(statement, known)) {
                return;
            }
        }
        try (Connection connection = DriverManager.getConnection(url(port, NAME), Cluster.SUPERUSER, superPassword);
                Statement statement = connection.createStatement()) {
            statement.execute("create extension pg_prewarm");
        }
    }

    private static void ensureDatabase(int port, String password, String superPassword) throws SQLException {
        try (Connection ready = DriverManager.getConnection(url(port, NAME), NAME, password)) {
            return;
        } catch (SQLException notYet) {
            LOG.debug("The hub's database is not there yet: {}", notYet.getMessage());
        }
        try (Connection connection =
                        DriverManager.getConnection(url(port, "postgres"), Cluster.SUPERUSER, superPassword);
                Statement statement = connection.createStatement()) {
            String verb =
                    exists(statement, "select 1 from pg_roles where rolname = '" + NAME + "'") ? "alter" : "create";
            // The password is hexadecimal, and is logged nowhere: statements are not logged.
            statement.execute(verb + " role " + NAME + " login createdb password '" + password + "'");
            if (!exists(statement, "select 1 from pg_database where datname = '" + NAME + "'")) {
                statement.execute("create database " + NAME + " owner " + NAME);
            }
            statement.execute("revoke connect on database postgres from public");
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
