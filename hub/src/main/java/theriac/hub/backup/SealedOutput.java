package theriac.hub.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/// Seals what is written in chunks of a megabyte; memory stays flat. Closing writes the last chunk: a file that was not
/// closed does not open.
final class SealedOutput extends OutputStream {

    private final OutputStream out;
    private final SealHeader header;
    private final byte[] buffer = new byte[SealHeader.CHUNK];
    private int filled;
    private int number;
    private boolean closed;

    SealedOutput(OutputStream out, Passphrase passphrase) throws IOException {
        this.out = out;
        this.header = SealHeader.make(passphrase);
        out.write(header.bytes());
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == buffer.length) {
                seal(false);
            }
            int part = Math.min(left, buffer.length - filled);
            System.arraycopy(bytes, from, buffer, filled, part);
            filled += part;
            from += part;
            left -= part;
        }
    }

    private void seal(boolean last) throws IOException {
        try {
            var sealed = header.cipher(Cipher.ENCRYPT_MODE, number, last).doFinal(buffer, 0, filled);
            out.write(ByteBuffer.allocate(4).putInt(sealed.length).array());
            out.write(sealed);
            number = Math.incrementExact(number);
            filled = 0;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has AES-GCM.", impossible);
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            seal(true);
            out.close();
        }
    }
}
