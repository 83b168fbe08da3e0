package theriac.hub.sharing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// Texts as lines in the order of their UTF-8 bytes, each once: a list of a million can be changed in a few places
/// without sorting it again.
final class Lines {

    private Lines() {}

    /// @param texts without line ends, in any order
    static byte[] of(List<String> texts) {
        return ofRows(texts.stream().map(Lines::utf8).toList());
    }

    /// @param texts UTF-8, without line ends, in any order
    static byte[] ofRows(List<byte[]> texts) {
        var rows = texts.toArray(byte[][]::new);
        int length = 0;
        for (var row : rows) {
            length += row.length + 1;
        }
        ByteRows.sort(rows);
        var lines = new byte[length];
        int end = 0;
        byte[] last = null;
        for (var row : rows) {
            if (last == null || !Arrays.equals(row, last)) {
                System.arraycopy(row, 0, lines, end, row.length);
                end += row.length;
                lines[end++] = '\n';
                last = row;
            }
        }
        return end == length ? lines : Arrays.copyOf(lines, end);
    }

    /// The lines of a text in their order, each once: the same bytes when they are so already.
    static byte[] inOrder(byte[] text) {
        return isInOrder(text)
                ? text
                : of(new String(text, StandardCharsets.UTF_8).lines().toList());
    }

    private static boolean isInOrder(byte[] text) {
        if (text.length > 0 && text[text.length - 1] != '\n') {
            return false;
        }
        int last = 0;
        int lastEnd = -1;
        for (int start = 0; start < text.length; ) {
            int end = end(text, start);
            if (lastEnd >= 0 && Arrays.compareUnsigned(text, last, lastEnd, text, start, end) >= 0) {
                return false;
            }
            last = start;
            lastEnd = end;
            start = end + 1;
        }
        return true;
    }

    static int count(byte[] lines) {
        int count = 0;
        for (byte b : lines) {
            count += b == '\n' ? 1 : 0;
        }
        return count;
    }

    /// @param lines as [#of] gave them
    static boolean has(byte[] lines, String text) {
        var line = utf8(text);
        return isAt(lines, place(lines, 0, line), line);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Lines to take out and to put in. For one thread.
    static final class Changes {
        private final TreeMap<byte[], Boolean> lines = new TreeMap<>(Arrays::compareUnsigned);

        /// Not there any more, unless it is said to stand as well.
        void leaves(String text) {
            lines.putIfAbsent(utf8(text), false);
        }

        void stands(String text) {
            lines.put(utf8(text), true);
        }

        /// @param before as [Lines#of] gave it
        byte[] applyTo(byte[] before) {
            var out = new ByteArrayOutputStream(before.length + 64 * lines.size());
            int from = 0;
            for (var change : lines.entrySet()) {
                var line = change.getKey();
                int place = place(before, from, line);
                out.write(before, from, place - from);
                if (change.getValue()) {
                    out.writeBytes(line);
                    out.write('\n');
                }
                from = isAt(before, place, line) ? place + line.length + 1 : place;
            }
            out.write(before, from, before.length - from);
            return out.toByteArray();
        }
    }

    /// What makes one state of lines another.
    record Difference(List<String> gone, List<String> came) {

        int size() {
            return gone.size() + came.size();
        }
    }

    /// @param before both as [#of] gave them
    static Difference difference(byte[] before, byte[] after) {
        var gone = new ArrayList<String>();
        var came = new ArrayList<String>();
        int old = 0;
        int now = 0;
        while (old < before.length || now < after.length) {
            int oldEnd = old < before.length ? end(before, old) : old;
            int nowEnd = now < after.length ? end(after, now) : now;
            int order = old == before.length
                    ? 1
                    : now == after.length ? -1 : Arrays.compareUnsigned(before, old, oldEnd, after, now, nowEnd);
            if (order < 0) {
                gone.add(new String(before, old, oldEnd - old, StandardCharsets.UTF_8));
            } else if (order > 0) {
                came.add(new String(after, now, nowEnd - now, StandardCharsets.UTF_8));
            }
            old = order <= 0 ? oldEnd + 1 : old;
            now = order >= 0 ? nowEnd + 1 : now;
        }
        return new Difference(gone, came);
    }

    /// Where the first line that does not come before a text begins.
    private static int place(byte[] lines, int from, byte[] text) {
        int low = from;
        int high = lines.length;
        while (low < high) {
            int start = start(lines, low, low + (high - low) / 2);
            int end = end(lines, start);
            if (Arrays.compareUnsigned(lines, start, end, text, 0, text.length) < 0) {
                low = end + 1;
            } else {
                high = start;
            }
        }
        return low;
    }

    private static int start(byte[] lines, int low, int place) {
        int start = place;
        while (start > low && lines[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static int end(byte[] lines, int start) {
        int end = start;
        while (lines[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean isAt(byte[] lines, int place, byte[] text) {
        int end = place + text.length;
        return end < lines.length && lines[end] == '\n' && Arrays.equals(lines, place, end, text, 0, text.length);
    }
}
