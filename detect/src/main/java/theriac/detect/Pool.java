package theriac.detect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Many short texts in one byte array: a million texts cost their bytes and one offset each. Growing is not
/// thread-safe; reading a finished pool is.
final class Pool {

    private byte[] bytes;
    private int[] ends;
    private int size;

    Pool(int expected) {
        this.bytes = new byte[Math.max(64, expected * 16)];
        this.ends = new int[Math.max(8, expected)];
    }

    Pool(byte[] bytes, int[] ends) {
        this(bytes, ends, ends.length);
    }

    /// @param size how many texts are there already; the rest of the arrays is room
    Pool(byte[] bytes, int[] ends, int size) {
        this.bytes = bytes;
        this.ends = ends;
        this.size = size;
    }

    int size() {
        return size;
    }

    int add(String text) {
        byte[] added = text.getBytes(StandardCharsets.UTF_8);
        return add(added, 0, added.length);
    }

    int add(Pool from, int place) {
        return add(from.bytes, from.start(place), from.length(place));
    }

    private int add(byte[] from, int at, int length) {
        int start = start(size);
        int end = Math.addExact(start, length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16L, Math.max(end, bytes.length * 2L)));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
        }
        System.arraycopy(from, at, bytes, start, length);
        ends[size] = end;
        return size++;
    }

    private int start(int place) {
        return place == 0 ? 0 : ends[place - 1];
    }

    /// Bytes of a text.
    int length(int place) {
        return ends[place] - start(place);
    }

    String text(int place) {
        int start = start(place);
        return new String(bytes, start, ends[place] - start, StandardCharsets.UTF_8);
    }

    boolean same(int place, byte[] text) {
        return Arrays.equals(bytes, start(place), ends[place], text, 0, text.length);
    }

    boolean same(int place, int other) {
        return Arrays.equals(bytes, start(place), ends[place], bytes, start(other), ends[other]);
    }

    /// A copy without unused room.
    Pool trimmed() {
        return new Pool(Arrays.copyOf(bytes, start(size)), Arrays.copyOf(ends, size));
    }

    byte[] bytes() {
        return bytes;
    }

    int[] ends() {
        return ends;
    }
}
