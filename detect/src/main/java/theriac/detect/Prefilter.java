package theriac.detect;

/// A Bloom filter whose every key lives in one 64-bit word: a probe touches one cache line. It never denies a key that
/// was added; about one absent key in thirty passes at ten bits per key.
///
/// Sized to stay in the second-level cache of a core (about 1.2 MB at a million keys). Adding is not thread-safe;
/// probing a finished filter is.
final class Prefilter {

    private static final int MAX_BITS_PER_KEY = 24;
    private static final long SMALL_BITS = 8L * 256 * 1024; // 256 KB: a quarter of a usual second-level cache
    private static final int BITS_PER_KEY = 10;

    private final long[] words;

    private Prefilter(long[] words) {
        this.words = words;
    }

    /// An empty filter for this many keys; small sets get more bits per key.
    static Prefilter forKeys(int keys) {
        long bits = Math.max(
                64L * 16, Math.max(Math.min((long) keys * MAX_BITS_PER_KEY, SMALL_BITS), (long) keys * BITS_PER_KEY));
        return new Prefilter(new long[Math.toIntExact(bits / 64)]);
    }

    Prefilter copy() {
        return new Prefilter(words.clone());
    }

    void add(long hash) {
        words[place(hash, words.length)] |= pattern(hash);
    }

    boolean mayHold(long hash) {
        long pattern = pattern(hash);
        return (words[place(hash, words.length)] & pattern) == pattern;
    }

    long[] words() {
        return words;
    }

    static int place(long hash, int length) {
        return (int) (((hash >>> 32) * length) >>> 32);
    }

    /// Three bits of the word, from the low half of the hash (the high half chose the word).
    static long pattern(long hash) {
        return 1L << hash | 1L << (hash >>> 6) | 1L << (hash >>> 12);
    }
}
