package theriac.hub.fetch;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import theriac.hub.fetch.FetchFailure.Kind;

/// Unpacks, and stops what becomes too large or grows out of all proportion: a few kilobytes must not become gigabytes.
public final class Inflated {

    private static final int BUFFER = 1 << 16;

    /// Below this nobody is hurt, and short texts of one letter pack well.
    private static final long HARMLESS = 1L << 20;

    private static final int ZLIB_METHOD = 8;

    private Inflated() {}

    private interface Decoder {
        InputStream of(InputStream packed) throws IOException;
    }

    /// The bytes inside a gzip stream.
    ///
    /// @param most bytes after unpacking
    /// @param ratio unpacked to packed, from the first megabyte on
    public static InputStream gzip(InputStream packed, long most, int ratio) throws IOException {
        return unpack(packed, most, ratio, in -> new GZIPInputStream(in, BUFFER));
    }

    /// The bytes of the one file inside a zip. Entries are met in the order of the stream; what is skipped counts, too.
    ///
    /// @param name how the file's name ends; "": the archive must hold one file
    public static InputStream zip(InputStream packed, String name, long most, int ratio) throws IOException {
        return unpack(packed, most, ratio, in -> new OneEntry(in, name));
    }

    /// `Content-Encoding: deflate`: with the header of zlib (RFC 9110 §8.4.1.2), or without, as some servers send it.
    static InputStream deflate(InputStream packed, long most, int ratio) throws IOException {
        return unpack(packed, most, ratio, in -> {
            in.mark(2);
            int first = in.read();
            in.reset();
            return new InflaterInputStream(in, new Inflater((first & 0x0F) != ZLIB_METHOD), BUFFER);
        });
    }

    /// The same bytes, ended when there are too many.
    public static InputStream capped(InputStream input, long most) {
        return new Capped(input, new Counted(InputStream.nullInputStream()), most, 0);
    }

    private static InputStream unpack(InputStream packed, long most, int ratio, Decoder decoder) throws IOException {
        var counted = new Counted(packed);
        return new Capped(decoder.of(new BufferedInputStream(counted, BUFFER)), counted, most, ratio);
    }

    /// One file of an archive. Entries before it are read through the same limits, because skipping them inflates them.
    private static final class OneEntry extends InputStream {
        private static final int MOST_ENTRIES = 10_000;

        private final ZipInputStream zip;
        private final String wanted;
        private @Nullable ZipEntry current;
        private int entries;
        private boolean found;
        private boolean over;

        OneEntry(InputStream in, String wanted) {
            this.zip = new ZipInputStream(in);
            this.wanted = wanted;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (over) {
                return -1;
            }
            while (true) {
                if (current == null && !next()) {
                    return -1;
                }
                int got = zip.read(into, offset, length);
                if (got < 0) {
                    current = null;
                } else if (found && matches(current)) {
                    return got;
                } else {
                    // Skipped, yet unpacked: the caller's limits must see it.
                    skipped(got);
                }
            }
        }

        private long skipped;

        private void skipped(int bytes) throws IOException {
            skipped += bytes;
            if (skipped > HARMLESS * 1_000) {
                throw new FetchFailure(
                        Kind.TOO_LARGE, "The archive holds a gigabyte of other files before the one that is wanted.");
            }
        }

        private boolean next() throws IOException {
            current = zip.getNextEntry();
            if (current == null || ++entries > MOST_ENTRIES) {
                over = true;
                if (!found) {
                    throw new FetchFailure(
                            Kind.BROKEN,
                            wanted.isEmpty()
                                    ? "The archive holds no file."
                                    : "The archive holds no file whose name ends with \"%s\".".formatted(wanted));
                }
                return false;
            }
            if (matches(current)) {
                if (found && wanted.isEmpty()) {
                    throw new FetchFailure(
                            Kind.BROKEN,
                            "The archive holds several files. Say in the source's settings how the name of the wanted one ends (entry).");
                }
                over = found;
                found = true;
            }
            return !over;
        }

        private boolean matches(@Nullable ZipEntry entry) {
            return entry != null && !entry.isDirectory() && entry.getName().endsWith(wanted);
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    /// Counts what passes.
    private static final class Counted extends FilterInputStream {
        private long seen;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            seen += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            seen += Math.max(got, 0);
            return got;
        }
    }

    private static final class Capped extends FilterInputStream {
        private final Counted packed;
        private final long most;
        private final int ratio;
        private long seen;

        Capped(InputStream in, Counted packed, long most, int ratio) {
            super(in);
            this.packed = packed;
            this.most = most;
            this.ratio = ratio;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            seen += Math.max(got, 0);
            if (seen > most) {
                throw new FetchFailure(
                        Kind.TOO_LARGE,
                        "The delivery has (perhaps only after unpacking) more than %d bytes, which is the limit."
                                .formatted(most));
            }
            if (ratio > 0 && seen > HARMLESS && seen / ratio > Math.max(packed.seen, 1)) {
                throw new FetchFailure(
                        Kind.TOO_LARGE,
                        "The delivery unpacks to more than %d times its size: that is no data, that is an attack or a mistake."
                                .formatted(ratio));
            }
            return got;
        }
    }
}
