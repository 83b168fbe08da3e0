package theriac.hub.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The words of what people read, with their places: what a full-text index holds, and what [Matcher] looks into.
/// Both are made here, so they hold the same.
///
/// The limits are those of PostgreSQL's `tsvector`: places up to [#LAST_PLACE], [#PLACES] places per word; what
/// stands behind them is not searched. Immutable.
public final class Words {

    static final int LAST_PLACE = 16_383;
    static final int PLACES = 255;

    /// Longer words are cut; a lexeme may have 2,046 bytes.
    static final int WORD_CHARS = 300;

    /// Two texts of one object are no neighbours: a phrase never reaches from one into the next.
    private static final int GAP = 2;

    /// A place of a word.
    ///
    /// @param name it stands in the name or in an alias
    private record Place(int number, boolean name) {}

    private final Map<String, List<Place>> places = new LinkedHashMap<>();
    private int next = 1;

    private Words() {}

    /// @param names the name and the aliases: what `name:` looks into
    /// @param texts everything else
    public static Words of(List<String> names, List<String> texts) {
        var words = new Words();
        names.forEach(text -> words.add(text, true));
        texts.forEach(text -> words.add(text, false));
        return words;
    }

    public static final Words NONE = new Words();

    /// The words of one text, folded, in order.
    public static List<String> split(String text) {
        var folded = Folding.fold(text).strip();
        if (folded.isEmpty()) {
            return List.of();
        }
        var words = new ArrayList<String>();
        for (var word : folded.split(" ", -1)) {
            words.add(cut(word));
        }
        return List.copyOf(words);
    }

    private static String cut(String word) {
        if (word.length() <= WORD_CHARS) {
            return word;
        }
        int end = Character.isHighSurrogate(word.charAt(WORD_CHARS - 1)) ? WORD_CHARS - 1 : WORD_CHARS;
        return word.substring(0, end);
    }

    private void add(String text, boolean name) {
        for (var word : split(text)) {
            if (next > LAST_PLACE) {
                return;
            }
            var of = places.computeIfAbsent(word, w -> new ArrayList<>(1));
            if (of.size() < PLACES) {
                of.add(new Place(next, name));
            }
            next++;
        }
        next += GAP;
    }

    /// Each word once, in no particular order.
    java.util.Set<String> all() {
        return places.keySet();
    }

    /// The words as PostgreSQL reads a `tsvector`: names have weight A.
    public String tsvector() {
        var out = new StringBuilder();
        places.forEach((word, at) -> {
            out.append('\'').append(word).append("':");
            for (int i = 0; i < at.size(); i++) {
                out.append(i == 0 ? "" : ",").append(at.get(i).number());
                if (at.get(i).name()) {
                    out.append('A');
                }
            }
            out.append(' ');
        });
        return out.toString();
    }

    /// Whether these words follow each other.
    ///
    /// @param phrase not empty
    /// @param prefix the last word may be the beginning of a longer one
    /// @param inName only places in names count
    boolean holds(List<String> phrase, boolean prefix, boolean inName) {
        var last = phrase.getLast();
        for (var entry : places.entrySet()) {
            boolean fits =
                    prefix ? entry.getKey().startsWith(last) : entry.getKey().equals(last);
            if (fits && entry.getValue().stream().anyMatch(place -> endsAt(place, phrase, inName))) {
                return true;
            }
        }
        return false;
    }

    private boolean endsAt(Place place, List<String> phrase, boolean inName) {
        if (inName && !place.name()) {
            return false;
        }
        for (int i = phrase.size() - 2, at = place.number() - 1; i >= 0; i--, at--) {
            int wanted = at;
            var of = places.getOrDefault(phrase.get(i), List.of());
            if (of.stream().noneMatch(p -> p.number() == wanted && (p.name() || !inName))) {
                return false;
            }
        }
        return true;
    }
}
