package theriac.hub.backup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import theriac.hub.core.Sha256;

/// Reads a backup as a stream and compares everything with its manifest. Whatever does not fit is [Damaged]: the caller
/// must not keep what it got until [#read] has returned.
final class BackupReader {

    private static final int LARGEST_DESCRIPTION = 16 << 20;

    private final EndInput input;
    private final ZipInputStream zip;
    private final Sink sink;
    private final List<Manifest.TableCount> found = new ArrayList<>();
    private @Nullable ZipEntry entry;

    private BackupReader(InputStream in, Sink sink) {
        this.input = new EndInput(in);
        this.zip = new ZipInputStream(input);
        this.sink = sink;
    }

    /// What to do with the contents on the way.
    interface Sink {
        void begin(Contents contents) throws IOException;

        /// Must read the rows to their end.
        void table(Contents.Table table, InputStream rows) throws IOException;
    }

    /// What was read, and found whole.
    record Whole(Contents contents, Manifest manifest) {}

    /// @throws Damaged when the stream is no whole, unchanged backup
    static Whole read(InputStream in, Sink sink) throws IOException {
        try {
            return new BackupReader(in, sink).read();
        } catch (ZipException | EOFException broken) {
            throw new Damaged("it was cut off or changed");
        }
    }

    private Whole read() throws IOException {
        advance();
        var first = description(Contents.ENTRY);
        var contents = Contents.parse(first);
        sink.begin(contents);
        for (var table : contents.tables()) {
            table(table);
        }
        var manifest = Manifest.parse(description(Manifest.ENTRY));
        if (entry != null) {
            throw new Damaged("something was added after its end");
        }
        if (!input.closes()) {
            throw new Damaged("it was cut off");
        }
        compare(first, manifest);
        return new Whole(contents, manifest);
    }

    private void table(Contents.Table table) throws IOException {
        if (entry == null || !entry.getName().equals(part(table.name(), 1))) {
            throw new Damaged("its table " + table.name() + " is missing: it was cut off or changed");
        }
        var rows = new Parts(table.name());
        sink.table(table, rows);
        found.add(rows.counted());
    }

    private void compare(String first, Manifest manifest) {
        var digest = HexFormat.of().formatHex(Sha256.begin().digest(first.getBytes(StandardCharsets.UTF_8)));
        if (!digest.equals(manifest.contentsSha256())) {
            throw new Damaged("its description was changed");
        }
        if (!found.equals(manifest.tables())) {
            throw new Damaged("its tables are not those of its manifest: it was changed");
        }
    }

    private String description(String name) throws IOException {
        if (entry == null || !entry.getName().equals(name)) {
            throw new Damaged(
                    name.equals(Manifest.ENTRY)
                            ? "its manifest is missing: it was cut off or changed"
                            : "it is no backup of Theriac, or it needs a passphrase that was not given");
        }
        var bytes = zip.readNBytes(LARGEST_DESCRIPTION);
        advance();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void advance() throws IOException {
        entry = zip.getNextEntry();
    }

    static String part(String table, int number) {
        return String.format(Locale.ROOT, "tables/%s/%05d", table, number);
    }

    /// COPY text ends each row with a line feed and writes those inside values as `\n`.
    static long rows(byte[] data, int offset, int length) {
        long rows = 0;
        for (int i = offset; i < offset + length; i++) {
            if (data[i] == '\n') {
                rows++;
            }
        }
        return rows;
    }

    /// The parts of one table as one stream, counted.
    private final class Parts extends InputStream {
        private final String table;
        private final MessageDigest digest = Sha256.begin();
        private long rows;
        private long bytes;
        private int part = 1;
        private boolean ended;

        Parts(String table) {
            this.table = table;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            while (!ended) {
                int read = zip.read(target, offset, length);
                if (read >= 0) {
                    digest.update(target, offset, read);
                    rows += BackupReader.rows(target, offset, read);
                    bytes += read;
                    return read;
                }
                advance();
                ended = entry == null || !entry.getName().equals(part(table, ++part));
            }
            return -1;
        }

        Manifest.TableCount counted() {
            if (!ended) {
                throw new IllegalStateException("The rows of " + table + " were not read to their end.");
            }
            return new Manifest.TableCount(table, rows, bytes, HexFormat.of().formatHex(digest.digest()));
        }
    }
}
