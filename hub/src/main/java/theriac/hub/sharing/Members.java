package theriac.hub.sharing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import theriac.hub.formats.controls.ControlEntry;
import theriac.stix.value.NormalValue;

/// Which values a file was made of, as eight bytes each: enough to count later which of them are gone, whatever the
/// file's format, and small enough to keep with it (8 MB for a million).
public final class Members {

    /// Of a file whose lines tell by themselves.
    static final Members NONE = new Members(new long[0]);

    private final long[] sorted;

    private Members(long[] sorted) {
        this.sorted = sorted;
    }

    /// @param without values that the format could not carry
    static Members of(List<ControlEntry> entries, Set<NormalValue> without) {
        return new Members(entries.stream()
                .filter(entry -> !without.contains(entry.value()))
                .mapToLong(entry -> mark(entry.value()))
                .sorted()
                .toArray());
    }

    /// @param bytes as [#bytes] gave them
    static Members of(byte[] bytes) {
        var sorted = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(sorted);
        return new Members(sorted);
    }

    /// Of a plain list.
    static Members of(byte[] lines, BlockLists.Kind kind) {
        return new Members(new String(lines, StandardCharsets.UTF_8)
                .lines()
                .mapToLong(line -> mark(new NormalValue(kind.valueKind(line), line)))
                .sorted()
                .toArray());
    }

    /// Where in the order of all possible marks a value's own stands: from 0 to 1.
    static double place(NormalValue value) {
        return mark(value) / 0x1p64 + 0.5;
    }

    byte[] bytes() {
        var bytes = ByteBuffer.allocate(sorted.length * Long.BYTES);
        bytes.asLongBuffer().put(sorted);
        return bytes.array();
    }

    /// How many of these values are here and not in the later state.
    int gone(Members later, Collection<NormalValue> values) {
        var gone = new HashSet<Long>();
        for (var value : values) {
            long mark = mark(value);
            if (has(mark) && !later.has(mark)) {
                gone.add(mark);
            }
        }
        return gone.size();
    }

    boolean has(NormalValue value) {
        return has(mark(value));
    }

    /// What it costs in memory.
    long size() {
        return (long) sorted.length * Long.BYTES;
    }

    private boolean has(long mark) {
        return Arrays.binarySearch(sorted, mark) >= 0;
    }

    /// FNV-1a of 64 bits: of a million values no two share a mark, but for one chance in forty million.
    private static long mark(NormalValue value) {
        long mark = 0xcbf29ce484222325L;
        var text = value.kind().code() + ":" + value.text();
        for (int i = 0; i < text.length(); i++) {
            mark = (mark ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mark;
    }
}
