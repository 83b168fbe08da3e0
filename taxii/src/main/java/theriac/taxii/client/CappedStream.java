package theriac.taxii.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A decompressed body that ends with an exception when it is longer than allowed.
final class CappedStream extends FilterInputStream {

    /// The body is longer than allowed; the rest was not read.
    static final class TooLarge extends IOException {
        TooLarge(long most) {
            super("The server sent more than " + most + " bytes at once; the rest was not read.");
        }
    }

    private final long most;
    private long read;

    CappedStream(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        read += Math.max(count, 0);
        if (read > most) {
            throw new TooLarge(most);
        }
        return count;
    }
}
