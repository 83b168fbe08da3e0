package theriac.hub.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The bytes of a stream without the spellings of one value, with a window of fixed size in memory.
final class BlankedInput extends InputStream {

    private static final int WINDOW = 1 << 18;

    private final InputStream input;
    private final ErasurePattern pattern;
    private String held = "";
    private byte[] ready = new byte[0];
    private int at;
    private long found;
    private boolean ended;

    BlankedInput(InputStream input, ErasurePattern pattern) {
        this.input = input;
        this.pattern = pattern;
    }

    /// How many spellings were replaced so far.
    long found() {
        return found;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (at == ready.length) {
            if (ended) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, into, offset, count);
        at += count;
        return count;
    }

    /// What stands in the last [ErasurePattern#LONGEST] bytes is held back until more is in sight.
    private void fill() throws IOException {
        var more = input.readNBytes(WINDOW);
        ended = more.length < WINDOW;
        var text = held + new String(more, StandardCharsets.ISO_8859_1);
        int certain = ended ? text.length() : text.length() - ErasurePattern.LONGEST;
        var out = new StringBuilder();
        int from = 0;
        var match = pattern.matcher(text);
        while (match.find() && match.start() < certain) {
            out.append(text, from, match.start()).append(ErasurePattern.BLANK);
            from = match.end();
            found++;
        }
        int upTo = Math.max(from, certain);
        out.append(text, from, upTo);
        // A character stays in sight, for what must not stand before a value.
        held = text.substring(upTo);
        ready = out.toString().getBytes(StandardCharsets.ISO_8859_1);
        at = 0;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
