package theriac.hub.ingest;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Feeds come packed or not, whatever their name says: the first two bytes tell. A small file that unpacks to gigabytes
/// is
/// stopped.
final class Unpacked {

    private static final int BUFFER = 1 << 16;
    private static final long LARGEST = 8L << 30;

    private Unpacked() {}

    static InputStream ifGzip(InputStream input) throws IOException {
        var buffered = new BufferedInputStream(input, BUFFER);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        return first == 0x1F && second == 0x8B
                ? new Limited(new GZIPInputStream(buffered, BUFFER))
                : new Limited(buffered);
    }

    private static final class Limited extends FilterInputStream {
        private long seen;

        Limited(InputStream input) {
            super(input);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            count(Math.max(got, 0));
            return got;
        }

        private void count(int more) throws IOException {
            seen += more;
            if (seen > LARGEST) {
                throw new IOException(
                        "The delivery unpacks to more than %d bytes, which is the limit.".formatted(LARGEST));
            }
        }
    }
}
