package theriac.hub.intake;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The fingerprint of a message's wording: min-hashes over runs of three words, numbers and links left out because
/// senders vary them. Two messages whose fingerprints agree in one of eight bands are worth a comparison;
/// [#likeness] estimates how much they share.
///
/// @param hashes 32 minima; all equal only for texts with the same words
record Shingles(int[] hashes) {

    static final int BANDS = 8;
    private static final int ROWS = 4;
    private static final Pattern NOISE =
            Pattern.compile("\\S{0,200}(?:://|\\[\\.]|www\\.|\\.[a-z]{2,12}/)\\S{0,2000}|\\d+");
    private static final Pattern GAPS = Pattern.compile("[^\\p{L}]+");
    private static final int MOST_WORDS = 5_000;

    static Shingles of(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var words = GAPS.split(NOISE.matcher(plain).replaceAll(" ").strip());
        var runs = runs(Arrays.copyOf(words, Math.min(words.length, MOST_WORDS)));
        int[] minima = new int[BANDS * ROWS];
        Arrays.fill(minima, Integer.MAX_VALUE);
        for (int run : runs) {
            for (int i = 0; i < minima.length; i++) {
                minima[i] = Math.min(minima[i], mixed(run, i));
            }
        }
        return new Shingles(minima);
    }

    /// One number per band; equal in two texts when the whole band agrees.
    long[] bands() {
        long[] bands = new long[BANDS];
        for (int band = 0; band < BANDS; band++) {
            long hash = 1_125_899_906_842_597L + band;
            for (int row = 0; row < ROWS; row++) {
                hash = 31 * hash + hashes[band * ROWS + row];
            }
            bands[band] = hash;
        }
        return bands;
    }

    /// The estimated share of common word runs, 0 to 1.
    double likeness(Shingles other) {
        int equal = 0;
        for (int i = 0; i < hashes.length; i++) {
            equal += hashes[i] == other.hashes[i] ? 1 : 0;
        }
        return (double) equal / hashes.length;
    }

    private static Set<Integer> runs(String[] words) {
        var runs = new HashSet<Integer>();
        for (int i = 0; i + 2 < words.length; i++) {
            runs.add((words[i] + " " + words[i + 1] + " " + words[i + 2]).hashCode());
        }
        if (runs.isEmpty()) {
            runs.add(String.join(" ", words).hashCode());
        }
        return runs;
    }

    /// A family of hash functions: a finaliser of MurmurHash3 over the value and the function's number.
    private static int mixed(int value, int function) {
        int h = value ^ (function * 0x9E3779B9);
        h = (h ^ (h >>> 16)) * 0x85EBCA6B;
        h = (h ^ (h >>> 13)) * 0xC2B2AE35;
        return h ^ (h >>> 16);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shingles s && Arrays.equals(hashes, s.hashes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hashes);
    }
}
