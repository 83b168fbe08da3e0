package theriac.stix.value;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The text under search with what has been found so far. Each stretch of text gives one value: the finders
/// run from the most to the least specific, and a later one does not look at what an earlier one took.
final class ExtractionPage {

    private final Refanged refanged;
    private final String text;
    private final Set<String> ownDomains;
    private final BitSet taken = new BitSet();
    private final List<Extracted> found = new ArrayList<>();

    ExtractionPage(Refanged refanged, Set<String> ownDomains) {
        this.refanged = refanged;
        this.text = refanged.text();
        this.ownDomains = ownDomains;
    }

    /// The refanged text.
    String text() {
        return text;
    }

    int length() {
        return text.length();
    }

    /// The character at an offset, or a blank outside the text.
    char at(int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : ' ';
    }

    boolean isTaken(int index) {
        return taken.get(index);
    }

    /// The first offset from `start` on that an earlier finder took, at most `end`.
    int nextTaken(int start, int end) {
        int next = taken.nextSetBit(start);
        return next < 0 || next > end ? end : next;
    }

    boolean defanged(int start, int end) {
        return refanged.changedBetween(start, end);
    }

    /// Marks a stretch as read, without a value.
    void take(int start, int end) {
        taken.set(start, end);
    }

    /// Adds a value in its normal spelling and marks its stretch.
    void add(Optional<NormalValue> value, int start, int end) {
        value.ifPresent(v -> add(v, v.text(), start, end));
    }

    /// Adds a value and marks its stretch; a value of an own domain is only marked.
    void add(NormalValue value, String shown, int start, int end) {
        taken.set(start, end);
        if (isOwn(value)) {
            return;
        }
        int from = refanged.sourceStart(start);
        int to = refanged.sourceEnd(end);
        found.add(new Extracted(value, shown, refanged.source().substring(from, to), from, to));
    }

    private boolean isOwn(NormalValue value) {
        if (ownDomains.isEmpty()) {
            return false;
        }
        String host = switch (value.kind()) {
            case DOMAIN -> value.text();
            case EMAIL -> value.text().substring(value.text().lastIndexOf('@') + 1);
            case URL -> UrlParts.parse(value.text()).map(UrlParts::host).orElse("");
            default -> "";
        };
        for (int dot = -1; !host.isEmpty(); ) {
            if (ownDomains.contains(host.substring(dot + 1))) {
                return true;
            }
            dot = host.indexOf('.', dot + 1);
            if (dot < 0) {
                return false;
            }
        }
        return false;
    }

    List<Extracted> found() {
        return found;
    }

    /// Whether a letter, digit or underscore: what glues a token to its neighbour.
    static boolean glues(char c) {
        return Refanger.isLetter(c) || Refanger.isDigit(c) || c == '_';
    }
}
