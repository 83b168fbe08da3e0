package theriac.hub.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// What a mail server announces before it sends it (`{1234}` at the end of a line, RFC 9051 §4.3): a
/// library makes room for it at once, so a lie of two gigabytes costs two gigabytes. More than is ever
/// asked for ends the conversation.
final class ImapLiterals extends FilterInputStream {

    /// Messages are asked for in parts of [ImapFolder#PART]; everything else is small.
    static final long MOST = 8L << 20;

    private long announced = -1;

    ImapLiterals(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        look(next);
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int got = super.read(into, offset, length);
        for (int i = 0; i < got; i++) {
            look(into[offset + i] & 0xFF);
        }
        return got;
    }

    private void look(int next) throws IOException {
        if (next == '{') {
            announced = 0;
        } else if (announced >= 0 && next >= '0' && next <= '9') {
            announced = Math.min(announced * 10 + next - '0', Integer.MAX_VALUE);
        } else {
            if (next == '}' && announced > MOST) {
                throw new IOException("The mail server announces %d bytes at once.".formatted(announced));
            }
            announced = -1;
        }
    }
}
