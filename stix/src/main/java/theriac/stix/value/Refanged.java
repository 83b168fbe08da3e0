package theriac.stix.value;

import java.util.Arrays;
import java.util.BitSet;

/// A text with its defanging undone, and the way back: for every character the stretch of the source it came
/// from.
final class Refanged {

    private final String source;
    private final StringBuilder out;
    private int[] from;
    private int[] to;
    private final BitSet changed = new BitSet();

    Refanged(String source) {
        this.source = source;
        this.out = new StringBuilder(source.length() + 16);
        this.from = new int[source.length() + 16];
        this.to = new int[source.length() + 16];
    }

    /// Adds one character that stands for the source from `start` to `end`.
    void add(char c, int start, int end) {
        int at = out.length();
        if (at == from.length) {
            from = Arrays.copyOf(from, at * 2);
            to = Arrays.copyOf(to, at * 2);
        }
        from[at] = start;
        to[at] = end;
        out.append(c);
    }

    /// Adds several characters that stand together for one stretch of the source; they count as refanged.
    void addChanged(String text, int start, int end) {
        changed.set(out.length(), out.length() + text.length());
        for (int i = 0; i < text.length(); i++) {
            add(text.charAt(i), start, end);
        }
    }

    /// Takes back blanks at the end, which stood before a separator in brackets.
    void dropBlanks() {
        int length = out.length();
        while (length > 0 && (out.charAt(length - 1) == ' ' || out.charAt(length - 1) == '\t')) {
            length--;
        }
        out.setLength(length);
    }

    /// Takes back the last characters.
    void drop(int count) {
        out.setLength(out.length() - count);
        changed.clear(out.length(), out.length() + count);
    }

    int length() {
        return out.length();
    }

    char last() {
        return out.isEmpty() ? ' ' : out.charAt(out.length() - 1);
    }

    char charAt(int index) {
        return out.charAt(index);
    }

    String text() {
        return out.toString();
    }

    /// Whether anything between these offsets of the refanged text was defanged in the source.
    boolean changedBetween(int start, int end) {
        int next = changed.nextSetBit(start);
        return next >= 0 && next < end;
    }

    /// Where the stretch of the refanged text begins in the source.
    int sourceStart(int start) {
        return from[start];
    }

    /// Where the stretch of the refanged text ends in the source.
    int sourceEnd(int end) {
        return end == 0 ? 0 : to[end - 1];
    }

    String source() {
        return source;
    }
}
