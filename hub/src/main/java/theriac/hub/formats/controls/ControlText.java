package theriac.hub.formats.controls;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A file as it grows. For one thread.
public final class ControlText {

    private final StringBuilder text = new StringBuilder(1 << 12);
    private int entries;
    private int leftOut;

    ControlText add(CharSequence part) {
        text.append(part);
        return this;
    }

    /// Ends the line of an entry.
    void entry() {
        text.append('\n');
        entries++;
    }

    /// Ends a line that is no entry.
    void line() {
        text.append('\n');
    }

    void counted() {
        entries++;
    }

    /// The entries that a file without escapes can carry; the others are counted as left out.
    List<ControlEntry> carried(ControlList list) {
        var carried = list.entries().stream()
                .filter(entry -> Wire.carries(entry.value()))
                .toList();
        leftOut += list.entries().size() - carried.size();
        return carried;
    }

    void leaveOut() {
        leftOut++;
    }

    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// How many values went in.
    public int entries() {
        return entries;
    }

    /// How many values could not be carried.
    public int leftOut() {
        return leftOut;
    }
}
