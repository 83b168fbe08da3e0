package theriac.hub.documents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import theriac.hub.documents.Thing.Place;
import theriac.stix.value.Extracted;
import theriac.stix.value.Extraction;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Values that the end of a line broke: pages of print and mails wrap long addresses and hashes, and what is left on
/// the first line is often a value too, but a wrong one.
///
/// The end of a line alone says nothing, for a list has one after each value. Pieces are one value when together they
/// are one and something speaks for it: the length of a hash, or a sign at the break that an address has and a sentence
/// has not. Pure, thread-safe; linear in the text, since a value goes over at most [#MOST_LINES].
final class WrappedValues {

    /// Lines that one value takes, at most.
    static final int MOST_LINES = 6;

    /// Characters of one piece, at most: no line of print is longer.
    private static final int LONGEST_PIECE = 400;

    private static final int SHORTEST_HEX = 8;
    private static final Set<ValueKind> HASHES =
            Set.of(ValueKind.MD5, ValueKind.SHA1, ValueKind.SHA256, ValueKind.SHA512);
    private static final Set<ValueKind> ADDRESSES = Set.of(ValueKind.URL, ValueKind.DOMAIN, ValueKind.EMAIL);
    /// An address has these at a break; a sentence has not.
    private static final String AT_BREAK = "/-_?=&%+#~@[]";
    /// What ends a sentence, or brackets an address in one.
    private static final String CLOSING = ".,;:!?)]}>\"'";

    private final String text;
    private final Map<Integer, Extracted> beginnings = new HashMap<>();
    private final Map<Integer, Extracted> ends = new HashMap<>();

    private WrappedValues(String text, List<Extracted> whole) {
        this.text = text;
        for (var one : whole) {
            beginnings.putIfAbsent(one.start(), one);
            ends.putIfAbsent(one.end(), one);
        }
    }

    /// @param place in the text, the ends of lines included
    /// @param sure a hash in two pieces of which none is one; behind an address may stand what only
    ///     looks like more of it
    record Wrapped(NormalValue value, Place place, boolean sure) {}

    /// @param whole what the text has in one piece, in its order
    /// @return in the order of the text, none within another
    static List<Wrapped> find(String text, List<Extracted> whole) {
        var values = new WrappedValues(text, whole);
        var found = new ArrayList<Wrapped>();
        int after = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
            if (end >= after) {
                var one = values.at(end);
                one.ifPresent(found::add);
                after = one.map(wrapped -> wrapped.place().end()).orElse(after);
            }
        }
        return found;
    }

    private Optional<Wrapped> at(int end) {
        int digits = hexBefore(end);
        if (digits >= SHORTEST_HEX) {
            return joined(end - digits, end, true);
        }
        int start = begin(end);
        boolean begun = ends.containsKey(end)
                ? ADDRESSES.contains(ends.get(end).value().kind())
                : text.substring(start, end).chars().anyMatch(c -> ":@-]".indexOf(c) >= 0);
        return begun ? joined(start, end, false) : Optional.empty();
    }

    /// The longest value that begins in the piece before the end of a line and goes over it.
    private Optional<Wrapped> joined(int start, int firstEnd, boolean hash) {
        var pieces = new StringBuilder(text.substring(start, firstEnd));
        Optional<Wrapped> longest = Optional.empty();
        int end = firstEnd;
        boolean uneven = false;
        for (int breaks = 1; breaks < MOST_LINES; breaks++) {
            int next = hash ? end + 1 + hexFrom(end + 1) : end(end + 1);
            if (!(hash ? next > end + 1 && !beginnings.containsKey(end + 1) : goesOn(end, next))) {
                break;
            }
            // Lines of one length are a list, or a dump.
            uneven |= next - end - 1 != firstEnd - start;
            int seam = pieces.length();
            pieces.append(text, end + 1, next);
            var now = hash && !uneven ? Optional.<Extracted>empty() : across(pieces.toString(), seam, hash);
            if (now.isPresent()) {
                var value = now.get();
                longest = Optional.of(new Wrapped(
                        value.value(),
                        new Place(start + value.start(), start + value.end() + breaks),
                        hash && breaks == 1 && !ends.containsKey(firstEnd)));
            }
            boolean fillsLine = next < text.length() && text.charAt(next) == '\n';
            if (!fillsLine || hash == now.isPresent()) {
                break;
            }
            end = next;
        }
        return longest;
    }

    /// What begins in the first piece and ends behind the last seam. A hash is nothing until it has its length.
    private static Optional<Extracted> across(String pieces, int seam, boolean hash) {
        return Extraction.find(pieces).stream()
                .filter(one -> one.start() < seam && one.end() > seam)
                .filter(one -> (hash ? HASHES : ADDRESSES).contains(one.value().kind()))
                .findFirst();
    }

    /// Whether something speaks for an address that goes on behind the end of a line.
    private boolean goesOn(int lineEnd, int next) {
        if (next == lineEnd + 1) {
            return false;
        }
        char before = text.charAt(lineEnd - 1);
        boolean unfinished = text.startsWith("//", lineEnd - 2) || before == '@' || before == '-' || before == ']';
        var own = beginnings.get(lineEnd + 1);
        if (own != null && !(unfinished && !own.asWritten().contains("://"))) {
            return false;
        }
        if (AT_BREAK.indexOf(before) >= 0 || AT_BREAK.indexOf(text.charAt(lineEnd + 1)) >= 0) {
            return true;
        }
        int end = next;
        while (end > lineEnd + 1 && CLOSING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(lineEnd + 1, end)
                .chars()
                .anyMatch(c -> Character.isDigit(c) || c == '.' || AT_BREAK.indexOf(c) >= 0);
    }

    private int begin(int end) {
        int start = end;
        while (start > 0 && end - start < LONGEST_PIECE && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private int end(int start) {
        int end = start;
        while (end < text.length() && end - start < LONGEST_PIECE && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// Hexadecimal digits right before an offset; none when they are the end of a word.
    private int hexBefore(int end) {
        int start = end;
        while (start > 0 && end - start < LONGEST_PIECE && hex(start - 1)) {
            start--;
        }
        return start > 0 && Character.isLetterOrDigit(text.charAt(start - 1)) ? 0 : end - start;
    }

    /// Hexadecimal digits from an offset on; none when a word begins there.
    private int hexFrom(int start) {
        int end = start;
        while (end < text.length() && end - start < LONGEST_PIECE && hex(end)) {
            end++;
        }
        return end < text.length() && Character.isLetterOrDigit(text.charAt(end)) ? 0 : end - start;
    }

    private boolean hex(int at) {
        return Character.digit(text.charAt(at), 16) >= 0;
    }
}
