package theriac.hub.benign;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Texts with a small number each: open addressing over one array of bytes, so half a million entries are some twenty
/// megabytes. Filled by one thread, then read by many.
final class TextTable {

    private byte[] bytes = new byte[1 << 12];
    private int used = 1;
    private int[] slots = new int[1 << 8];
    private int size;

    /// The number of a text; 0: it is not here.
    int find(String text) {
        var key = text.getBytes(StandardCharsets.UTF_8);
        int place = slots[slot(slots, key)];
        return place == 0 ? 0 : number(place);
    }

    /// @param number above 0
    void put(String text, int number) {
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        var key = text.getBytes(StandardCharsets.UTF_8);
        int slot = slot(slots, key);
        if (slots[slot] == 0) {
            slots[slot] = append(key);
            size++;
        }
        write(slots[slot], number);
    }

    int size() {
        return size;
    }

    /// What it takes in memory.
    long memory() {
        return bytes.length + 4L * slots.length;
    }

    /// Gives back what growing has left over.
    void trim() {
        bytes = Arrays.copyOf(bytes, used);
    }

    private void grow() {
        var larger = new int[slots.length * 2];
        for (int place : slots) {
            if (place != 0) {
                larger[slot(larger, Arrays.copyOfRange(bytes, place + 6, place + 6 + length(place)))] = place;
            }
        }
        slots = larger;
    }

    /// An entry: its number (4), its length (2), its bytes.
    private int append(byte[] key) {
        int place = used;
        used = Math.addExact(used, key.length + 6);
        if (used > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(used, bytes.length + (bytes.length >> 1)));
        }
        bytes[place + 4] = (byte) (key.length >>> 8);
        bytes[place + 5] = (byte) key.length;
        System.arraycopy(key, 0, bytes, place + 6, key.length);
        return place;
    }

    private int slot(int[] in, byte[] key) {
        int mask = in.length - 1;
        int slot = mixed(Arrays.hashCode(key)) & mask;
        while (in[slot] != 0 && !equal(in[slot], key)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean equal(int place, byte[] key) {
        return length(place) == key.length
                && Arrays.equals(bytes, place + 6, place + 6 + key.length, key, 0, key.length);
    }

    private int length(int place) {
        return (bytes[place + 4] & 0xFF) << 8 | bytes[place + 5] & 0xFF;
    }

    private int number(int place) {
        return bytes[place] << 24
                | (bytes[place + 1] & 0xFF) << 16
                | (bytes[place + 2] & 0xFF) << 8
                | bytes[place + 3] & 0xFF;
    }

    private void write(int place, int number) {
        bytes[place] = (byte) (number >>> 24);
        bytes[place + 1] = (byte) (number >>> 16);
        bytes[place + 2] = (byte) (number >>> 8);
        bytes[place + 3] = (byte) number;
    }

    private static int mixed(int hash) {
        int h = hash * 0x9E3779B1;
        return h ^ h >>> 15;
    }
}
