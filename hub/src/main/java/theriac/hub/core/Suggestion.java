package theriac.hub.core;

import java.util.Collection;

/// "Did you mean …?": the nearest of the words that exist, for whoever mistyped one.
public final class Suggestion {

    /// More slips than this and it was another word.
    private static final int FURTHEST = 3;

    private Suggestion() {}

    /// A sentence with a leading space; "" when nothing is near.
    public static String among(Collection<String> words, String written) {
        var best = "";
        int distance = FURTHEST + 1;
        for (var word : words) {
            int d = distance(written, word);
            if (d < distance) {
                distance = d;
                best = word;
            }
        }
        return best.isEmpty() ? "" : " Did you mean \"" + best + "\"?";
    }

    /// Levenshtein.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
