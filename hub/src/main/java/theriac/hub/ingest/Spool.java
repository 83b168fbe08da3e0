package theriac.hub.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.core.Sha256;

/// Where answers wait until they are whole: nothing is read of what broke off, and no server keeps a reader
/// waiting. Safe between threads.
final class Spool {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final String NAME = "fetch-";

    private final Path folder;

    /// @param folder made when absent
    Spool(Path folder) {
        this.folder = folder;
    }

    /// Deletes what a hub that was killed left behind: files from before this process began.
    ///
    /// @param began when it did
    void clear(Instant began) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var left = Files.newDirectoryStream(folder, NAME + "*")) {
            for (var file : left) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(began)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException busy) {
            LOG.warn("The folder {} cannot be tidied: {}", folder, busy.getMessage());
        }
    }

    /// A whole answer in a file of its own; closing it deletes the file.
    ///
    /// @param digest SHA-256 in hexadecimal
    record Spooled(Path file, long bytes, String digest) implements Once.Content, AutoCloseable {

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        /// The beginning, to see what it is.
        byte[] head(int most) throws IOException {
            try (var in = open()) {
                return in.readNBytes(most);
            }
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /// Reads a stream to its end; a stream that fails leaves nothing behind.
    Spooled keep(InputStream input) throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve(NAME + UUID.randomUUID());
        var digest = Sha256.begin();
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var out = Files.newOutputStream(file)) {
                long bytes = new DigestInputStream(input, digest).transferTo(out);
                return new Spooled(file, bytes, HexFormat.of().formatHex(digest.digest()));
            }
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }
}
