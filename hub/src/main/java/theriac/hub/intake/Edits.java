package theriac.hub.intake;

/// Edit distance with swaps (optimal string alignment), given up as soon as it exceeds what is asked.
final class Edits {

    private Edits() {}

    /// The distance if it is at most `most`, otherwise `most + 1`.
    static int distance(String a, String b, int most) {
        if (most <= 0 || Math.abs(a.length() - b.length()) > most || lettersApart(a, b) > 2 * most) {
            return a.equals(b) ? 0 : most + 1;
        }
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int smallest = i;
            for (int j = 1; j <= b.length(); j++) {
                row[j] = cell(a, b, i, j, before, last, row);
                smallest = Math.min(smallest, row[j]);
            }
            if (smallest > most) {
                return most + 1;
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return Math.min(last[b.length()], most + 1);
    }

    private static int cell(String a, String b, int i, int j, int[] before, int[] last, int[] row) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + change);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, before[j - 2] + 1) : best;
    }

    /// How many kinds of letters only one of the two has: a lower bound for twice the distance, in a few
    /// instructions.
    private static int lettersApart(String a, String b) {
        return Long.bitCount(letters(a) ^ letters(b));
    }

    private static long letters(String text) {
        long set = 0;
        for (int i = 0; i < text.length(); i++) {
            set |= 1L << (text.charAt(i) & 63);
        }
        return set;
    }
}
