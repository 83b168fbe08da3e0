package theriac.hub.store;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// A stream that keeps what is read through it: gzip in parts of about [#PART_BYTES], so that memory stays flat.
final class KeptInput extends FilterInputStream {

    /// Small enough for one row, large enough that a gigabyte is a few hundred rows.
    static final int PART_BYTES = 1 << 20;

    /// JSON shrinks to a seventh at the fastest level already; the best level costs more than all the rest of ingest.
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out, 1 << 13);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /// Takes a part of the gzip stream; parts are numbered from 0.
    @FunctionalInterface
    interface Parts {
        void keep(int part, byte[] gzip);
    }

    private final Parts parts;
    private final LongConsumer total;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final GZIPOutputStream gzip;
    private int part;
    private long bytes;
    private boolean closed;

    KeptInput(InputStream input, Parts parts, LongConsumer total) {
        super(input);
        this.parts = parts;
        this.total = total;
        try {
            this.gzip = new FastGzip(buffer);
        } catch (IOException impossible) {
            throw new IllegalStateException("Memory takes bytes without failing.", impossible);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        if (count > 0) {
            gzip.write(into, offset, count);
            bytes += count;
            if (buffer.size() >= PART_BYTES) {
                flushPart();
            }
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        // What is skipped is kept too.
        var scrap = new byte[(int) Math.clamp(count, 1, 8_192)];
        long skipped = 0;
        while (skipped < count) {
            int read = read(scrap, 0, (int) Math.min(scrap.length, count - skipped));
            if (read < 0) {
                break;
            }
            skipped += read;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            gzip.finish();
            flushPart();
            total.accept(bytes);
        } finally {
            in.close();
        }
    }

    private void flushPart() {
        if (buffer.size() > 0) {
            parts.keep(part++, buffer.toByteArray());
            buffer.reset();
        }
    }
}
