package theriac.hub.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import theriac.hub.core.Sha256;

/// Writes a backup as a stream: [Contents], the rows of each table in parts, [Manifest]. One thread; memory
/// does not grow with the data.
final class BackupWriter implements AutoCloseable {

    /// Parts below 4 GB need no zip64, which not every tool reads from a stream.
    private static final long PART = 64L << 20;

    private final ZipOutputStream zip;
    private final List<Manifest.TableCount> counts = new ArrayList<>();
    private String contentsSha256 = "";

    BackupWriter(OutputStream out) {
        this.zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
    }

    void contents(Contents contents) throws IOException {
        var bytes = contents.text().getBytes(StandardCharsets.UTF_8);
        contentsSha256 = HexFormat.of().formatHex(Sha256.begin().digest(bytes));
        entry(Contents.ENTRY, bytes);
    }

    /// @param rows writes the rows to the stream it gets
    void table(String name, Rows rows) throws IOException {
        var parts = new Parts(name);
        rows.write(parts);
        parts.end();
        counts.add(new Manifest.TableCount(
                name, parts.rows, parts.bytes, HexFormat.of().formatHex(parts.digest.digest())));
    }

    Manifest manifest(List<Manifest.SequencePlace> sequences) throws IOException {
        var manifest = new Manifest(contentsSha256, counts, sequences);
        entry(Manifest.ENTRY, manifest.text().getBytes(StandardCharsets.UTF_8));
        return manifest;
    }

    private void entry(String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /// Gives the rows of a table.
    @FunctionalInterface
    interface Rows {
        void write(OutputStream out) throws IOException;
    }

    /// The parts of one table; its first is there even when the table is empty.
    private final class Parts extends OutputStream {
        private final String table;
        private final MessageDigest digest = Sha256.begin();
        private long rows;
        private long bytes;
        private long inPart;
        private int part;

        Parts(String table) throws IOException {
            this.table = table;
            next();
        }

        private void next() throws IOException {
            zip.putNextEntry(new ZipEntry(BackupReader.part(table, ++part)));
            inPart = 0;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] data, int offset, int length) throws IOException {
            if (inPart > PART) {
                zip.closeEntry();
                next();
            }
            zip.write(data, offset, length);
            digest.update(data, offset, length);
            rows += BackupReader.rows(data, offset, length);
            bytes += length;
            inPart += length;
        }

        void end() throws IOException {
            zip.closeEntry();
        }
    }
}
