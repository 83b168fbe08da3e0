package theriac.hub.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/// Opens what [SealedOutput] sealed. Nothing of a chunk is given out before all of it was found unchanged.
final class SealedInput extends InputStream {

    private final InputStream in;
    private final SealHeader header;
    private byte[] open = new byte[0];
    private int place;
    private int number;
    private int nextLength;

    /// @param in behind the magic
    SealedInput(InputStream in, Passphrase passphrase) throws IOException {
        this.in = in;
        this.header = SealHeader.read(in, passphrase);
        this.nextLength = length();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (place == open.length) {
            if (nextLength < 0) {
                return -1;
            }
            openNext();
        }
        int part = Math.min(length, open.length - place);
        System.arraycopy(open, place, target, offset, part);
        place += part;
        return part;
    }

    private void openNext() throws IOException {
        var sealed = in.readNBytes(nextLength);
        boolean cut = sealed.length < nextLength;
        nextLength = length();
        try {
            open = header.cipher(Cipher.DECRYPT_MODE, number, nextLength < 0).doFinal(sealed);
        } catch (GeneralSecurityException refused) {
            throw new Damaged(
                    cut || nextLength < 0
                            ? "it was cut off or changed near its end"
                            : "it was changed after it was made");
        }
        place = 0;
        number = Math.incrementExact(number);
    }

    /// The length of the next chunk; -1 at the end of the file.
    private int length() throws IOException {
        var bytes = in.readNBytes(4);
        if (bytes.length == 0) {
            if (number == 0 && open.length == 0 && place == 0 && nextLength == 0) {
                throw new Damaged("it ends after its first line");
            }
            return -1;
        }
        int length = bytes.length < 4 ? -1 : ByteBuffer.wrap(bytes).getInt();
        if (length < SealHeader.TAG || length > SealHeader.CHUNK + SealHeader.TAG) {
            throw new Damaged("it was cut off or changed");
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
