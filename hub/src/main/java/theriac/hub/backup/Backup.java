package theriac.hub.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;

/// Makes a backup, and tells whether a file is one. What is in the file is one moment of the database (one REPEATABLE
/// READ snapshot), whatever is written meanwhile; writers are not held up.
///
/// A plain backup shows damage; only a sealed one (with a passphrase) shows that somebody changed it on purpose.
public final class Backup {

    private static final int BUFFER = 1 << 16;

    private Backup() {}

    /// Writes the backup, then reads the whole file again and compares it with its manifest. The file appears under its
    /// name only when it is whole, readable by its owner alone; an existing file is never replaced.
    ///
    /// @param database migrated or not: any schema of this hub
    /// @throws Problem with a sentence
    public static BackupReport write(Database database, Path file, Optional<Passphrase> passphrase, Clock clock) {
        var target = file.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw Problem.conflict(
                    "There is already a file %s. Choose another name: a backup never replaces a file.".formatted(file));
        }
        var part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            try {
                writePart(database, part, passphrase, clock);
                var report = check(part, passphrase);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                return report;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException | UncheckedIOException failed) {
            throw Problem.of(
                    Problem.Code.UNPROCESSABLE,
                    "The backup %s cannot be written: %s. Nothing was left there.".formatted(file, reason(failed)));
        }
    }

    /// Reads the whole file and compares it with its manifest; writes nothing.
    ///
    /// @throws Problem with a sentence when it is no whole, unchanged backup
    public static BackupReport check(Path file, Optional<Passphrase> passphrase) {
        var whole = read(file, passphrase, new BackupReader.Sink() {
            @Override
            public void begin(Contents contents) {
                // Nothing to prepare.
            }

            @Override
            public void table(Contents.Table table, InputStream rows) throws IOException {
                rows.transferTo(OutputStream.nullOutputStream());
            }
        });
        return BackupReport.of(whole.contents(), whole.manifest(), passphrase.isPresent());
    }

    static BackupReader.Whole read(Path file, Optional<Passphrase> passphrase, BackupReader.Sink sink) {
        try (var in = open(file, passphrase)) {
            return BackupReader.read(in, sink);
        } catch (Damaged damaged) {
            throw Problem.of(
                    Problem.Code.UNPROCESSABLE,
                    "The file %s cannot be used: %s. Nothing was restored from it."
                            .formatted(file, damaged.getMessage()));
        } catch (IOException | UncheckedIOException failed) {
            throw Problem.badRequest("The file %s cannot be read: %s.".formatted(file, reason(failed)));
        }
    }

    private static InputStream open(Path file, Optional<Passphrase> passphrase) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        in.mark(SealHeader.MAGIC.length);
        if (!Arrays.equals(in.readNBytes(SealHeader.MAGIC.length), SealHeader.MAGIC)) {
            in.reset();
            if (passphrase.isPresent()) {
                in.close();
                // A plain file in the place of a sealed one is what somebody without the passphrase would put there.
                throw new Damaged("it is not sealed, although a passphrase was given");
            }
            return in;
        }
        if (passphrase.isEmpty()) {
            in.close();
            throw new Damaged("it is sealed; give its passphrase with --password-file");
        }
        return new SealedInput(in, passphrase.get());
    }

    private static void writePart(Database database, Path part, Optional<Passphrase> passphrase, Clock clock)
            throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            // Closing the zip would close the channel before its bytes are forced to disk.
            var kept = new Unclosed(out);
            try (var sealed = passphrase.isPresent() ? new SealedOutput(kept, passphrase.get()) : kept;
                    var writer = new BackupWriter(sealed)) {
                var done = database.inSnapshot(() -> {
                    try {
                        return copy(new BackupSql(database), writer, clock);
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                });
                if (done.tables().isEmpty()) {
                    throw Problem.conflict("The database is empty: there is nothing to back up.");
                }
            }
            out.flush();
            channel.force(true);
        }
    }

    private static Manifest copy(BackupSql sql, BackupWriter writer, Clock clock) throws IOException {
        var tables = inOrder(sql.tables(), sql.dependencies());
        if (!tables.isEmpty()) {
            sql.hold(tables);
        }
        writer.contents(new Contents(clock.instant().toString(), sql.schemaVersion(), tables, sql.partitions()));
        for (var table : tables) {
            writer.table(table.name(), out -> sql.copyOut(table, out));
        }
        return writer.manifest(sql.sequences());
    }

    /// Each table after those that it refers to, so that rows find what they need when they come back.
    static List<Contents.Table> inOrder(List<Contents.Table> tables, List<BackupSql.Dependency> dependencies) {
        var needs = new HashMap<String, Set<String>>();
        dependencies.forEach(
                d -> needs.computeIfAbsent(d.table(), k -> new TreeSet<>()).add(d.on()));
        var ordered = new ArrayList<Contents.Table>();
        var placed = new HashSet<String>();
        while (ordered.size() < tables.size()) {
            int before = ordered.size();
            for (var table : tables) {
                if (!placed.contains(table.name()) && placed.containsAll(needs.getOrDefault(table.name(), Set.of()))) {
                    placed.add(table.name());
                    ordered.add(table);
                }
            }
            if (ordered.size() == before) {
                throw new IllegalStateException("Tables refer to each other in a circle: no order restores them.");
            }
        }
        return ordered;
    }

    private static String reason(Exception failed) {
        var cause = failed instanceof UncheckedIOException && failed.getCause() != null ? failed.getCause() : failed;
        return cause.getClass().getSimpleName() + ", " + cause.getMessage();
    }

    /// Passes everything on but the end.
    private static final class Unclosed extends java.io.FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
