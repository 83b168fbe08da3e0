package theriac.detect;

/// An open-addressing table of 32-bit fingerprints of 64-bit hashes: behind the [Prefilter] it leaves one absent key in
/// some hundred million. Adding is not thread-safe; asking a finished table is.
final class Fingerprints {

    private final int[] slots;
    private final int mask;

    private Fingerprints(int[] slots) {
        this.slots = slots;
        this.mask = slots.length - 1;
    }

    static Fingerprints forKeys(int keys) {
        int size = Integer.highestOneBit(Math.max(16, keys) * 2 - 1) << 1;
        return new Fingerprints(new int[Math.max(32, size)]);
    }

    void add(long hash) {
        int print = print(hash);
        int at = (int) (hash >>> 20) & mask;
        while (slots[at] != 0) {
            if (slots[at] == print) {
                return;
            }
            at = (at + 1) & mask;
        }
        slots[at] = print;
    }

    boolean holds(long hash) {
        int print = print(hash);
        int at = (int) (hash >>> 20) & mask;
        while (slots[at] != 0) {
            if (slots[at] == print) {
                return true;
            }
            at = (at + 1) & mask;
        }
        return false;
    }

    /// Never 0, which marks a free slot.
    private static int print(long hash) {
        int print = (int) (hash ^ hash >>> 41);
        return print == 0 ? 1 : print;
    }
}
