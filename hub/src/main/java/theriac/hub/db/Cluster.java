package theriac.hub.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The files of the hub's own PostgreSQL:
///
/// | in the database folder | what |
/// | --- | --- |
/// | `cluster` | the data, owned by PostgreSQL; appears complete or not at all |
/// | `secrets` | passwords, readable by the hub's user only |
/// | `log` | what PostgreSQL says |
/// | `port` | the loopback port chosen at the first start |
/// | `instance.lock` | held while a hub runs |
/// | `binaries` | the PostgreSQL programs, unless the settings name another place |
final class Cluster {

    static final String SUPERUSER = "postgres";
    private static final Duration INITDB = Duration.ofMinutes(2);
    private static final long LOG_LIMIT = 8L * 1024 * 1024;

    private final Path folder;
    private final PgSettings settings;
    private final PostgresBinaries binaries;
    private final RunAs runAs;

    private Cluster(Path folder, PgSettings settings, PostgresBinaries binaries, RunAs runAs) {
        this.folder = folder;
        this.settings = settings;
        this.binaries = binaries;
        this.runAs = runAs;
    }

    /// Makes what is missing; an interrupted first start leaves nothing that this call does not clear away.
    static Cluster prepare(Path folder, PgSettings settings, RunAs.Namespaces namespaces) throws IOException {
        PostgresBinaries binaries = PostgresBinaries.in(settings.binaries().orElse(folder.resolve("binaries")));
        Path data = folder.resolve("cluster");
        RunAs runAs = RunAs.ownerOf(Files.exists(data) ? data : folder, namespaces);
        Cluster cluster = new Cluster(folder, settings, binaries, runAs);
        Path log = folder.resolve("log");
        Files.createDirectories(log);
        runAs.own(log);
        cluster.refuseForeignFolders();
        if (!Files.exists(data)) {
            cluster.initialize();
        }
        return cluster;
    }

    /// The database folder that was asked for.
    Path folder() {
        return folder;
    }

    Path data() {
        return folder.resolve("cluster");
    }

    Path logFile() {
        return folder.resolve("log").resolve("postgresql.log");
    }

    RunAs runAs() {
        return runAs;
    }

    PostgresBinaries binaries() {
        return binaries;
    }

    String secret(String name) throws IOException {
        return SecretFile.loadOrMake(folder.resolve("secrets").resolve(name));
    }

    /// `pg_ctl` on this cluster, as the right user.
    Commands.Outcome control(Duration limit, String... words) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(binaries.program("pg_ctl").toString());
        all.addAll(List.of(words));
        all.addAll(List.of("-D", data().toString()));
        return Commands.run(runAs.command(all.toArray(String[]::new)), limit);
    }

    /// Writes the configuration for a start on this port. The files are ours: each start replaces them.
    void configure(int port) throws IOException {
        Path configuration = data().resolve("postgresql.conf");
        Path hosts = data().resolve("pg_hba.conf");
        Files.writeString(configuration, settings.configuration(port));
        Files.writeString(hosts, "host all all 127.0.0.1/32 scram-sha-256\n");
        runAs.own(configuration);
        runAs.own(hosts);
    }

    /// Keeps one older log; called while PostgreSQL is stopped.
    void rotateLog() throws IOException {
        if (Files.exists(logFile()) && Files.size(logFile()) > LOG_LIMIT) {
            Files.move(logFile(), logFile().resolveSibling("postgresql.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void refuseForeignFolders() throws IOException {
        if (!Files.exists(data())) {
            return;
        }
        Path version = data().resolve("PG_VERSION");
        if (!Files.exists(version)) {
            throw new DatabaseCannotStart("The folder " + data() + " holds no PostgreSQL database (its file PG_VERSION"
                    + " is absent), and nothing in it was touched. Put the database back from a backup, or move the"
                    + " folder away to begin with an empty one.");
        }
        String found = Files.readString(version).strip();
        if (!found.equals(PostgresBinaries.MAJOR)) {
            throw new DatabaseCannotStart(
                    "The database in " + data() + " was made by PostgreSQL " + found
                            + ", and this Theriac brings PostgreSQL " + PostgresBinaries.MAJOR
                            + ". Make a backup with the Theriac that made it, and restore it into a new data folder with this one.");
        }
    }

    private void initialize() throws IOException {
        Path fresh = folder.resolve("cluster.new");
        Path password = folder.resolve("initdb.password");
        Folders.delete(fresh);
        Files.deleteIfExists(password);
        Files.createDirectories(folder.resolve("secrets"));
        Files.setPosixFilePermissions(folder.resolve("secrets"), PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(
                fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            writeOwnerOnly(password, secret("superuser"));
            runAs.own(fresh);
            runAs.own(password);
            Commands.Outcome outcome = Commands.run(runAs.command(initdb(fresh, password)), INITDB);
            if (!outcome.ok()) {
                throw StartFailures.explain(folder, outcome.output());
            }
        } finally {
            Files.deleteIfExists(password);
        }
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private String[] initdb(Path fresh, Path password) {
        List<String> words = new ArrayList<>(List.of(
                binaries.program("initdb").toString(),
                "-D",
                fresh.toString(),
                "-U",
                SUPERUSER,
                "--pwfile=" + password,
                "-A",
                "scram-sha-256",
                "-E",
                "UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        if (settings.durability() == PgSettings.Durability.THROW_AWAY) {
            words.add("--no-sync");
        }
        return words.toArray(String[]::new);
    }

    private static void writeOwnerOnly(Path file, String text) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, ownerOnly)) {
            channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII)));
        }
    }
}
