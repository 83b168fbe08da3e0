package theriac.hub.formats;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// The lines of a text of unknown encoding, one at a time: UTF-8, UTF-16 by its byte order mark, else
/// Windows-1252, which old lists are written in. A line longer than the limit is cut and says so. Not
/// thread-safe.
final class TextLines {

    /// Longer than any value that a list could mean; lines of many megabytes are damage or an attack.
    static final int LONGEST = 65_536;

    private final InputStream input;
    private final int longest;
    private final Charset wide;
    private long number;

    /// One line without its end.
    ///
    /// @param number from 1
    /// @param text decoded, at most as many bytes of it as the limit
    /// @param raw as received, cut likewise
    /// @param cut whether there was more
    @SuppressWarnings("ArrayRecordComponent")
    record Line(long number, String text, byte[] raw, boolean cut) {}

    TextLines(InputStream stream) throws IOException {
        this(stream, LONGEST);
    }

    /// @param longest bytes of a line; what is longer is cut
    TextLines(InputStream stream, int longest) throws IOException {
        this.longest = longest;
        input = new BufferedInputStream(stream, 1 << 16);
        input.mark(4);
        int a = input.read();
        int b = input.read();
        int c = input.read();
        if (a == 0xFE && b == 0xFF) {
            wide = StandardCharsets.UTF_16BE;
            skipTo(2);
        } else if (a == 0xFF && b == 0xFE) {
            wide = StandardCharsets.UTF_16LE;
            skipTo(2);
        } else {
            wide = StandardCharsets.UTF_8;
            skipTo(a == 0xEF && b == 0xBB && c == 0xBF ? 3 : 0);
        }
    }

    private void skipTo(int offset) throws IOException {
        input.reset();
        input.skipNBytes(offset);
    }

    /// The next line, or null at the end.
    @org.jspecify.annotations.Nullable
    Line next() throws IOException {
        var bytes = new ByteArrayOutputStream(128);
        boolean cut = false;
        boolean any = false;
        int unit = wide == StandardCharsets.UTF_8 ? 1 : 2;
        while (true) {
            int first = input.read();
            int second = unit == 2 && first >= 0 ? input.read() : 0;
            if (first < 0) {
                break;
            }
            any = true;
            if (isNewline(first, second)) {
                break;
            }
            if (bytes.size() < longest) {
                bytes.write(first);
                if (unit == 2 && second >= 0) {
                    bytes.write(second);
                }
            } else {
                cut = true;
            }
        }
        if (!any) {
            return null;
        }
        number++;
        var raw = bytes.toByteArray();
        return new Line(number, decode(raw).stripTrailing(), raw, cut);
    }

    private boolean isNewline(int first, int second) {
        if (wide == StandardCharsets.UTF_16LE) {
            return first == '\n' && second == 0;
        }
        return wide == StandardCharsets.UTF_16BE ? first == 0 && second == '\n' : first == '\n';
    }

    private String decode(byte[] raw) {
        if (wide != StandardCharsets.UTF_8) {
            return new String(raw, wide);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException older) {
            return new String(raw, Charset.forName("windows-1252"));
        }
    }
}
