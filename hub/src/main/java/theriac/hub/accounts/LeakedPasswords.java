package theriac.hub.accounts;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import theriac.hub.core.Problem;

/// Passwords that stand in lists of stolen ones: a file of the operator's with their SHA-1 digests, as Have I Been
/// Pwned gives it out: a line for each, 40 hex digits, then perhaps a colon and a count, ordered by digest. It is
/// searched where it lies, some thirty short reads for a file of forty gigabytes, and asked of nobody on the
/// network. A file that is put in its place counts from the next question on. Thread-safe.
public final class LeakedPasswords {

    private static final Pattern LINE = Pattern.compile("[0-9A-Fa-f]{40}(:[0-9]{1,12})?");
    private static final int LONGEST_LINE = 64;

    private final Optional<Path> file;

    /// Without a list.
    public static final LeakedPasswords NONE = new LeakedPasswords(Optional.empty());

    private LeakedPasswords(Optional<Path> file) {
        this.file = file;
    }

    /// @param file empty: none is known
    /// @throws Problem when it cannot be read, or its first and last lines are not those of such a file
    public static LeakedPasswords of(Optional<Path> file) {
        file.ifPresent(LeakedPasswords::mustBeOne);
        return new LeakedPasswords(file);
    }

    private static void mustBeOne(Path path) {
        try (var bytes = new RandomAccessFile(path.toFile(), "r")) {
            var first = lineAt(bytes, 0);
            var last = lineAt(bytes, lineStart(bytes, Math.max(0, bytes.length() - 2)));
            if (LINE.matcher(first.strip()).matches()
                    && LINE.matcher(last.strip()).matches()
                    && digest(first).compareTo(digest(last)) <= 0) {
                return;
            }
        } catch (IOException unreadable) {
            throw Problem.badRequest(
                    "The list of leaked passwords %s cannot be read: %s".formatted(path, unreadable.getMessage()));
        }
        throw Problem.badRequest(
                "The list of leaked passwords %s does not hold SHA-1 digests, one a line and in their order."
                        .formatted(path));
    }

    /// Whether it stands in the list.
    ///
    /// @throws Problem when there is a list and it cannot be read: then no password is taken
    boolean contains(String password) {
        if (file.isEmpty()) {
            return false;
        }
        try (var bytes = new RandomAccessFile(file.get().toFile(), "r")) {
            return find(bytes, sha1(password));
        } catch (IOException unreadable) {
            throw Problem.unavailable(
                    "The list of leaked passwords cannot be read, so no new password is taken. Tell the operator of this hub.",
                    Duration.ofMinutes(5));
        }
    }

    /// By halves over the bytes: every look goes back to the beginning of the line that it fell into.
    private static boolean find(RandomAccessFile bytes, String wanted) throws IOException {
        long low = 0;
        long high = bytes.length();
        while (low < high) {
            long start = lineStart(bytes, (low + high) >>> 1);
            var line = lineAt(bytes, start);
            int order = wanted.compareTo(digest(line));
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                high = start;
            } else {
                low = start + line.length() + 1;
            }
        }
        return false;
    }

    /// Where the line begins that holds this place. Lines may end with CR LF, whose CR belongs to the line here.
    private static long lineStart(RandomAccessFile bytes, long place) throws IOException {
        long from = Math.max(0, place - LONGEST_LINE);
        var before = new byte[(int) (place - from)];
        bytes.seek(from);
        bytes.readFully(before);
        for (int i = before.length - 1; i >= 0; i--) {
            if (before[i] == '\n') {
                return from + i + 1;
            }
        }
        if (from > 0) {
            throw new IOException("there is a line of more than %d characters".formatted(LONGEST_LINE));
        }
        return 0;
    }

    private static String lineAt(RandomAccessFile bytes, long start) throws IOException {
        bytes.seek(start);
        var some = new byte[(int) Math.min(LONGEST_LINE, bytes.length() - start)];
        bytes.readFully(some);
        int end = 0;
        while (end < some.length && some[end] != '\n') {
            end++;
        }
        return new String(some, 0, end, StandardCharsets.ISO_8859_1);
    }

    private static String digest(String line) {
        return line.substring(0, Math.min(40, line.length())).toUpperCase(Locale.ROOT);
    }

    private static String sha1(String password) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-1.", impossible);
        }
    }
}
