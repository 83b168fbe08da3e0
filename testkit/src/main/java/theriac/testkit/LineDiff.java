package theriac.testkit;

import java.util.ArrayList;
import java.util.List;

/// The difference of two texts for a person: changed lines with `-` and `+`, two lines of context, at most 120 lines.
final class LineDiff {

    private static final int CONTEXT = 2;
    private static final int SHOWN = 120;
    /// Above this many compared pairs of lines the middle is shown as one block instead of being aligned.
    private static final long ALIGNED_PAIRS = 4_000_000;

    private LineDiff() {}

    static String of(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        int head = commonHead(old, now);
        int tail = commonTail(old, now, head);
        List<String> out = new ArrayList<>();
        if (head > 0) {
            out.add("@@ line " + (head + 1));
        }
        old.subList(Math.max(0, head - CONTEXT), head).forEach(line -> out.add("  " + line));
        middle(old.subList(head, old.size() - tail), now.subList(head, now.size() - tail), out);
        int tailStart = old.size() - tail;
        old.subList(tailStart, Math.min(old.size(), tailStart + CONTEXT)).forEach(line -> out.add("  " + line));
        if (out.size() <= SHOWN) {
            return String.join("\n", out);
        }
        return String.join("\n", out.subList(0, SHOWN)) + "\n… and " + (out.size() - SHOWN) + " more lines";
    }

    private static int commonHead(List<String> old, List<String> now) {
        int head = 0;
        while (head < old.size() && head < now.size() && old.get(head).equals(now.get(head))) {
            head++;
        }
        return head;
    }

    private static int commonTail(List<String> old, List<String> now, int head) {
        int tail = 0;
        while (tail < old.size() - head
                && tail < now.size() - head
                && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
            tail++;
        }
        return tail;
    }

    private static void middle(List<String> old, List<String> now, List<String> out) {
        if ((long) old.size() * now.size() > ALIGNED_PAIRS) {
            old.forEach(line -> out.add("- " + line));
            now.forEach(line -> out.add("+ " + line));
            return;
        }
        int[][] common = commonSuffixLengths(old, now);
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                out.add("  " + old.get(i));
                i++;
                j++;
            } else if (j == now.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
                out.add("- " + old.get(i++));
            } else {
                out.add("+ " + now.get(j++));
            }
        }
    }

    /// The longest common subsequence of every pair of suffixes.
    private static int[][] commonSuffixLengths(List<String> old, List<String> now) {
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
