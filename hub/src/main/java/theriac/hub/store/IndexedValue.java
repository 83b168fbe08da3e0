package theriac.hub.store;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import theriac.stix.value.NormalValue;

/// A value as the value index holds it: PostgreSQL's b-tree takes 2,700 bytes, a URL may have 65,536 characters.
/// Longer ones become their beginning and a digest, so that equality and prefix search stay right.
final class IndexedValue {

    static final int CHARS = 600;

    private IndexedValue() {}

    static String of(NormalValue value) {
        var text = value.text();
        if (text.length() <= CHARS) {
            return Derived.clean(text, CHARS);
        }
        return Derived.clean(text, CHARS - 80) + "\u2026"
                + HexFormat.of().formatHex(Derived.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Whether a text of the index may be the beginning of a longer one: a value that only looks so counts as well.
    static boolean mayBeShortened(String indexed) {
        int cut = indexed.length() - 65;
        return indexed.length() > CHARS - 80 && indexed.charAt(cut) == '\u2026';
    }
}
