package theriac.hub.store;

import java.util.Comparator;
import java.util.Optional;

/// A place in the order of [SearchRequest.Sort#BEST], which is also where a page ends.
///
/// @param moment at which the scores were computed, microseconds since 1970
/// @param named the words stand in the name
/// @param seq place of the object's newest claim
record Rank(long moment, boolean named, int score, long seq) implements Comparable<Rank> {

    private static final Comparator<Rank> BEST_FIRST = Comparator.comparing(Rank::named)
            .thenComparing(Rank::score)
            .thenComparing(Rank::seq)
            .reversed();

    String text() {
        return moment + "." + (named ? 1 : 0) + "." + score + "." + seq;
    }

    /// Empty when the text was not made by [#text].
    static Optional<Rank> parse(String text) {
        if (!text.matches("\\d{1,18}\\.[01]\\.\\d{1,3}\\.\\d{1,18}")) {
            return Optional.empty();
        }
        var parts = text.split("\\.", -1);
        return Optional.of(new Rank(
                Long.parseLong(parts[0]), parts[1].equals("1"), Integer.parseInt(parts[2]), Long.parseLong(parts[3])));
    }

    @Override
    public int compareTo(Rank other) {
        return BEST_FIRST.compare(this, other);
    }
}
