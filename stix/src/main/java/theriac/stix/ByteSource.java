package theriac.stix;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds where JSON values begin and end in a stream of bytes, without judging what is inside them.
///
/// It keeps its footing in broken text: a raw line end closes a string, and an object that begins where only a name
/// may stand means that the one before it was not closed.
final class ByteSource {

    enum End {
        /// The value ended where it should.
        WHOLE,
        /// The stream ended first.
        TRUNCATED,
        /// The value was not closed, but the next one begins here.
        UNCLOSED
    }

    /// One value's bytes.
    ///
    /// @param bytes as received, cut at the limit
    record Slice(byte[] bytes, End end, boolean tooLarge) {
        boolean isWhole() {
            return end == End.WHOLE && !tooLarge;
        }
    }

    private static final int BUFFER = 1 << 16;
    private static final int DEPTH_TRACKED = 1024;

    private final InputStream stream;
    private final long limit;
    private final byte[] buffer = new byte[BUFFER];
    private int pos;
    private int end;
    private long before; // bytes of the stream before buffer[0]
    private boolean tooLong;
    private @Nullable Capture capture;
    private int mark; // buffer[mark..pos) is not yet captured
    private final boolean[] isObject = new boolean[DEPTH_TRACKED];

    ByteSource(InputStream stream, long limit) {
        this.stream = stream;
        this.limit = limit;
    }

    /// Collects consumed bytes up to a limit.
    static final class Capture {
        private final int limit;
        private byte[] bytes = new byte[1024];
        private int size;
        private boolean tooLarge;

        Capture(int limit) {
            this.limit = limit;
        }

        void add(byte[] from, int start, int stop) {
            int count = stop - start;
            if (size + (long) count > limit) {
                tooLarge = true;
                count = limit - size;
            }
            if (size + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(bytes.length * 2L, size + (long) count)));
            }
            System.arraycopy(from, start, bytes, size, count);
            size += count;
        }

        int size() {
            return size;
        }

        boolean endsWith(byte[] tail) {
            return size >= tail.length && Arrays.equals(bytes, size - tail.length, size, tail, 0, tail.length);
        }

        Slice slice(End end) {
            return new Slice(Arrays.copyOf(bytes, size), end, tooLarge);
        }
    }

    /// Everything consumed from here on goes into the capture, until [#release()].
    void captureInto(Capture target) {
        capture = target;
        mark = pos;
    }

    void release() {
        flush();
        capture = null;
    }

    void flush() {
        if (capture != null) {
            capture.add(buffer, mark, pos);
        }
        mark = pos;
    }

    /// The first bytes of the stream, fewer when it is shorter; call before anything else.
    byte[] start(int count) throws IOException {
        while (end < count && fillMore()) {
            // keep reading: a socket may give one byte at a time
        }
        return Arrays.copyOf(buffer, Math.min(count, end));
    }

    private boolean fillMore() throws IOException {
        int read = stream.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }

    /// Offset in the stream of the next byte.
    long position() {
        return before + pos;
    }

    boolean tooLong() {
        return tooLong;
    }

    void skip(int count) {
        pos += count;
    }

    /// The next byte that is no white space, not consumed; -1 at the end.
    int peekToken() throws IOException {
        while (true) {
            while (pos < end) {
                byte b = buffer[pos];
                if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                    return b & 0xff;
                }
                pos++;
            }
            if (!fill()) {
                return -1;
            }
        }
    }

    private boolean fill() throws IOException {
        flush();
        before += pos;
        pos = 0;
        end = 0;
        mark = 0;
        if (before >= limit) {
            tooLong = true;
            return false;
        }
        int read = stream.read(buffer, 0, buffer.length);
        end = Math.max(read, 0);
        return read > 0;
    }

    /// Consumes the value that begins at the next byte and gives its bytes.
    Slice value(int byteLimit) throws IOException {
        Capture own = new Capture(byteLimit);
        captureInto(own);
        End how = skipValue();
        release();
        return own.slice(how);
    }

    /// Consumes the value that begins at the next byte.
    End skipValue() throws IOException {
        return switch (buffer[pos]) {
            case '{', '[' -> skipContainer();
            case '"' -> {
                pos++;
                yield skipString() ? End.WHOLE : End.TRUNCATED;
            }
            default -> skipScalar();
        };
    }

    /// Consumes up to the next `,`, `]` or the end, to find footing again.
    void skipJunk() throws IOException {
        for (int next = peekToken(); next >= 0 && next != ',' && next != ']'; next = peekToken()) {
            if (next == '"' || next == '{' || next == '[') {
                return;
            }
            pos++;
        }
        if (pos < end && buffer[pos] == ',') {
            pos++;
        }
    }

    private End skipScalar() throws IOException {
        pos++;
        while (true) {
            while (pos < end) {
                byte b = buffer[pos];
                if (b == ',' || b == ']' || b == '}' || b == '{' || b == ' ' || b == '\n' || b == '\r' || b == '\t') {
                    return End.WHOLE;
                }
                pos++;
            }
            if (!fill()) {
                return End.WHOLE;
            }
        }
    }

    /// After the opening quote. A raw line end is illegal in a string and closes it here: the reader refuses the
    /// value later, and what follows keeps its structure.
    private boolean skipString() throws IOException {
        boolean escaped = false;
        while (true) {
            while (pos < end) {
                byte b = buffer[pos];
                if (b == '\n') {
                    return true;
                }
                pos++;
                if (escaped) {
                    escaped = false;
                } else if (b == '\\') {
                    escaped = true;
                } else if (b == '"') {
                    return true;
                }
            }
            if (!fill()) {
                return false;
            }
        }
    }

    private End skipContainer() throws IOException {
        int depth = 0;
        byte previous = 0;
        while (true) {
            if (pos == end && !fill()) {
                return End.TRUNCATED;
            }
            byte b = buffer[pos];
            switch (b) {
                case '"' -> {
                    pos++;
                    if (!skipString()) {
                        return End.TRUNCATED;
                    }
                }
                case '{', '[' -> {
                    boolean nameExpected = previous == ',' || previous == '{';
                    if (b == '{' && nameExpected && inObject(depth)) {
                        return End.UNCLOSED;
                    }
                    if (depth < DEPTH_TRACKED) {
                        isObject[depth] = b == '{';
                    }
                    depth++;
                    pos++;
                }
                case '}', ']' -> {
                    int left = close(depth, b == '}');
                    if (left < 0) {
                        return End.UNCLOSED;
                    }
                    pos++;
                    depth = left;
                    if (depth == 0) {
                        return End.WHOLE;
                    }
                }
                default -> pos++;
            }
            if (b > ' ') {
                previous = b;
            }
        }
    }

    private boolean inObject(int depth) {
        return depth > 0 && depth <= DEPTH_TRACKED && isObject[depth - 1];
    }

    /// The depth after a closing bracket: it closes the nearest container of its kind and all within that were left
    /// open; -1 when there is none, so that it must belong to what surrounds the value.
    private int close(int depth, boolean object) {
        if (depth > DEPTH_TRACKED) {
            return depth - 1;
        }
        int at = depth - 1;
        while (at >= 0 && isObject[at] != object) {
            at--;
        }
        return at;
    }
}
