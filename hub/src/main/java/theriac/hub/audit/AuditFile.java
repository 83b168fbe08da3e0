package theriac.hub.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A copy of the audit trail in a file, one row a line: on a disk that others own, or one that takes no
/// changes.
public final class AuditFile implements AuditCopy {

    /// Longer than any row.
    private static final int TAIL = 1 << 16;

    private final Path file;
    private final String name;

    /// @param host the machine's name: hubs on one database have a file each
    public AuditFile(Path file, String host) {
        this.file = file.toAbsolutePath().normalize();
        this.name = "file " + host + " " + this.file;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(List<Sent> rows) {
        try {
            long last = lastRow();
            var text = rows.stream()
                    .filter(row -> row.seq() > last)
                    .map(row -> row.text() + "\n")
                    .collect(Collectors.joining());
            try (var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
        } catch (IOException failed) {
            throw new AuditCopyFailed(
                    "The copy of the audit trail cannot be written to %s: %s. It goes on when it can be written again."
                            .formatted(file, failed.getMessage()),
                    failed);
        }
    }

    /// The place of the last whole row; half a row at the end is cut off, because it comes again.
    private long lastRow() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
            long length = raw.length();
            int size = (int) Math.min(length, TAIL);
            var tail = new byte[size];
            raw.seek(length - size);
            raw.readFully(tail);
            int end = size;
            while (end > 0 && tail[end - 1] != '\n') {
                end--;
            }
            if (end < size) {
                raw.setLength(length - size + end);
            }
            int start = Math.max(0, end - 1);
            while (start > 0 && tail[start - 1] != '\n') {
                start--;
            }
            return AuditChain.Copied.parse(
                            new String(tail, start, Math.max(0, end - 1 - start), StandardCharsets.UTF_8))
                    .map(AuditChain.Copied::seq)
                    .orElse(0L);
        }
    }

    /// Follows the chain in such a file, which may have been moved anywhere; no database is needed.
    ///
    /// @throws UncheckedIOException when it cannot be read
    public static AuditTrail.Checked check(Path file) {
        var walk = AuditChain.Walk.anywhere();
        long rows = 0;
        long first = 0;
        try (var lines = Files.newBufferedReader(file)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var copied = AuditChain.Copied.parse(line);
                var fault = copied.isEmpty()
                        ? Optional.of("Line %d is no row of an audit trail.".formatted(rows + 1))
                        : walk.step(
                                copied.get().seq(),
                                copied.get().hash(),
                                copied.get().line());
                if (fault.isPresent()) {
                    return new AuditTrail.Checked(rows, first, 0, fault);
                }
                first = rows++ == 0 ? copied.get().seq() : first;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The file %s cannot be read.".formatted(file), unreadable);
        }
        return new AuditTrail.Checked(rows, first, 0, Optional.empty());
    }
}
