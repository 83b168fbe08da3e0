package theriac.hub.query;

/// Which of our words somebody may have meant.
final class Nearness {

    private Nearness() {}

    /// At most two letters are wrong, missing, added or in the wrong order of a pair, and the word is not short.
    static boolean close(String ours, String theirs) {
        int allowed = Math.min(2, ours.length() / 3);
        if (Math.abs(ours.length() - theirs.length()) > allowed) {
            return false;
        }
        var before = new int[theirs.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= ours.length(); i++) {
            var row = new int[theirs.length() + 1];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int swap = before[j - 1] + (ours.charAt(i - 1) == theirs.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swap, Math.min(before[j], row[j - 1]) + 1);
            }
            before = row;
        }
        return before[theirs.length()] <= allowed;
    }
}
