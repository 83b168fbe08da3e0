package theriac.hub.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Remembers the last bytes that went through, to tell whether a zip was read to its true end: a reader of streams
/// needs no table of contents and would not miss one that was cut off.
final class EndInput extends FilterInputStream {

    /// The end record of a zip without a comment (PKWARE APPNOTE 4.3.16).
    private static final int LENGTH = 22;

    private static final byte[] SIGNATURE = {'P', 'K', 5, 6};
    private static final int BUFFER = 1 << 13;

    private final byte[] last = new byte[LENGTH];

    EndInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0) {
            int fresh = Math.min(read, LENGTH);
            System.arraycopy(last, fresh, last, 0, LENGTH - fresh);
            System.arraycopy(target, offset + read - fresh, last, LENGTH - fresh, fresh);
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /// Reads what is left and says whether a zip's end record closes it.
    boolean closes() throws IOException {
        var rest = new byte[BUFFER];
        while (read(rest, 0, rest.length) >= 0) {
            // Only the end counts.
        }
        return java.util.Arrays.equals(last, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }
}
