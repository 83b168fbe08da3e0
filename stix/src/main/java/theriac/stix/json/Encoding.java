package theriac.stix.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import theriac.stix.Finding;

/// STIX JSON is UTF-8 (STIX 2.1 §2.15, RFC 8259 §8.1): tells what else the bytes may be.
public final class Encoding {

    private Encoding() {}

    /// Why these first bytes of a document cannot be UTF-8 JSON; empty when they can.
    public static Optional<Finding> wide(byte[] start) {
        if (start.length < 2) {
            return Optional.empty();
        }
        int first = start[0] & 0xff;
        int second = start[1] & 0xff;
        boolean mark = first == 0xfe && second == 0xff || first == 0xff && second == 0xfe;
        if (!mark && first != 0 && second != 0) {
            return Optional.empty();
        }
        return Optional.of(Finding.error(
                "json-encoding", "", "The document looks like UTF-16 or UTF-32; STIX JSON is UTF-8 (RFC 8259 §8.1)."));
    }

    public static boolean startsWithBom(byte[] start) {
        return start.length >= 3 && start[0] == (byte) 0xef && start[1] == (byte) 0xbb && start[2] == (byte) 0xbf;
    }

    static byte[] withoutBom(byte[] bytes) {
        return startsWithBom(bytes) ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
    }

    static Finding notUtf8() {
        return Finding.error(
                "json-encoding", "", "The document holds bytes that are not UTF-8, perhaps Latin-1 (RFC 8259 §8.1).");
    }

    /// True when the bytes are well-formed UTF-8 (no overlong forms, no encoded surrogates).
    public static boolean isUtf8(byte[] bytes) {
        return decode(bytes).isPresent();
    }

    /// The bytes as text; empty when they are not well-formed UTF-8.
    public static Optional<String> decode(byte[] bytes) {
        // The JDK's own decoder is vectorised for ASCII; a replacement character is the only sign of malformed input.
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') < 0) {
            return Optional.of(text);
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
