package theriac.hub.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The hub's own database as an operator meets it: durable, closed to strangers, one hub per folder, and a sentence
/// for everything that can be wrong with the folder.
class EmbeddedPostgresTest {

    @TempDir
    Path folder;

    private static final PgSettings SETTINGS = PgSettings.forThisMachine().withBinaries(TestBinaries.folder());

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder.resolve("database"), SETTINGS);
    }

    private static String setting(EmbeddedPostgres server, String name) throws SQLException {
        try (var connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery("select current_setting('" + name + "')")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void itIsDurableClosedToStrangersAndLeavesNoProcess() throws Exception {
        try (var server = start()) {
            for (var name : new String[] {"fsync", "synchronous_commit", "full_page_writes", "data_checksums"}) {
                assertThat(setting(server, name)).as(name).isEqualTo("on");
            }
            assertThat(setting(server, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(server, "password_encryption")).isEqualTo("scram-sha-256");
            refuses(server.url(), server.user(), "wrong");
            refuses(server.url(), server.user(), "");
            refuses(server.url("postgres"), "postgres", server.password());
            assertOwnerOnly("secrets/hub");
            assertOwnerOnly("secrets/superuser");
            assertThat(folder.resolve("database/initdb.password")).doesNotExist();
        }
        assertThat(new ClusterProcesses(folder.resolve("database/cluster")).find())
                .isEmpty();
        assertThat(folder.resolve("database/cluster/postmaster.pid")).doesNotExist();
    }

    private static void refuses(String url, String user, String password) {
        assertThatThrownBy(() -> DriverManager.getConnection(url, user, password))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password");
    }

    private void assertOwnerOnly(String file) throws IOException {
        assertThat(Files.getPosixFilePermissions(folder.resolve("database").resolve(file)))
                .as(file)
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aSecondHubOnTheSameFolderGetsOneSentenceAndTheFirstGoesOn() throws Exception {
        try (var first = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(DatabaseCannotStart.class)
                    .hasMessageStartingWith("Another Theriac (process "
                            + ProcessHandle.current().pid() + ")")
                    .hasMessageContaining(folder.toString())
                    .hasMessageEndingWith("Stop it first, or start this one with another data folder.");
            assertThat(setting(first, "fsync")).isEqualTo("on");
        }
    }

    @Test
    void aPortThatIsFixedAndTakenIsASentence() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var fixed = SETTINGS.withPort(other.getLocalPort());
            sentence(fixed, "Port " + other.getLocalPort() + " on 127.0.0.1 is in use by another program.");
        }
    }

    @Test
    void aFolderThatIsNoFolderIsASentence() throws Exception {
        Files.writeString(folder.resolve("database"), "a file");
        sentence(SETTINGS, "The database folder " + folder.resolve("database") + " cannot be used");
    }

    @Test
    void anotherProgramsFolderIsLeftAlone() throws Exception {
        var foreign = Files.createDirectories(folder.resolve("database/cluster"));
        Files.writeString(foreign.resolve("holiday.txt"), "not ours");
        sentence(SETTINGS, "no PostgreSQL database");
        try (var left = Files.list(foreign)) {
            assertThat(left).containsExactly(foreign.resolve("holiday.txt"));
        }
    }

    @Test
    void aDatabaseOfAnotherPostgresqlIsASentence() throws Exception {
        var old = Files.createDirectories(folder.resolve("database/cluster"));
        Files.writeString(old.resolve("PG_VERSION"), "17\n");
        sentence(SETTINGS, "was made by PostgreSQL 17");
    }

    @Test
    void aDamagedDatabaseIsASentenceAndLeavesNoProcess() throws Exception {
        start().close();
        var control = folder.resolve("database/cluster/global/pg_control");
        Files.write(control, new byte[100]);
        sentence(SETTINGS, "PostgreSQL did not start on " + folder.resolve("database"));
        assertThat(new ClusterProcesses(folder.resolve("database/cluster")).find())
                .isEmpty();
    }

    @Test
    void aLostPasswordIsMadeAnewAndBothLostIsASentence() throws Exception {
        start().close();
        Files.delete(folder.resolve("database/secrets/hub"));
        try (var again = start()) {
            assertThat(setting(again, "fsync")).isEqualTo("on");
        }
        Files.delete(folder.resolve("database/secrets/hub"));
        Files.delete(folder.resolve("database/secrets/superuser"));
        sentence(SETTINGS, "PostgreSQL started on " + folder.resolve("database") + " but refuses the hub");
        assertThat(new ClusterProcesses(folder.resolve("database/cluster")).find())
                .isEmpty();
    }

    private void sentence(PgSettings settings, String words) {
        assertThatThrownBy(() -> EmbeddedPostgres.start(folder.resolve("database"), settings))
                .isInstanceOf(DatabaseCannotStart.class)
                .hasMessageContaining(words);
        // What failed must not hold the folder: the next try after mending works.
        assertThat(folder.resolve("database"))
                .satisfies(path -> assertThat(lockIsFree(path)).isTrue());
    }

    private static boolean lockIsFree(Path path) {
        try {
            return !Files.isDirectory(path) || InstanceLock.isFree(path.resolve("instance.lock"));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
