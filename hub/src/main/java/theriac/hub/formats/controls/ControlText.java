package theriac.hub.formats.controls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import theriac.stix.value.NormalValue;

/// A file as it grows. For one thread.
public final class ControlText {

    private final StringBuilder text = new StringBuilder(1 << 12);
    private int entries;
    private final Set<NormalValue> leftOut = new HashSet<>();

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
        var carried = new ArrayList<ControlEntry>();
        for (var entry : list.entries()) {
            if (Wire.carries(entry.value())) {
                carried.add(entry);
            } else {
                leaveOut(entry.value());
            }
        }
        return carried;
    }

    void leaveOut(NormalValue value) {
        leftOut.add(value);
    }

    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// How many values went in.
    public int entries() {
        return entries;
    }

    /// Values that could not be carried.
    public Set<NormalValue> leftOut() {
        return leftOut;
    }
}
