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

    private Unpacked() {}

    /// The delivery goes on for longer than anyone's intelligence does. Its message is a sentence for people.
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(long limit) {
            super(
                    ("The delivery has (perhaps only after unpacking) more than %d bytes, which is the limit. What came before"
                                    + " is stored; deliver the rest in smaller parts.")
                            .formatted(limit));
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /// @param limit bytes after unpacking, from 1
    /// @throws TooLarge from the stream's reads
    static InputStream ifGzip(InputStream input, long limit) throws IOException {
        var buffered = new BufferedInputStream(input, BUFFER);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        return first == 0x1F && second == 0x8B
                ? new Limited(new GZIPInputStream(buffered, BUFFER), limit)
                : new Limited(buffered, limit);
    }

    private static final class Limited extends FilterInputStream {
        private final long limit;
        private long seen;

        Limited(InputStream input, long limit) {
            super(input);
            this.limit = limit;
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
            if (seen > limit) {
                throw new TooLarge(limit);
            }
        }
    }
}
