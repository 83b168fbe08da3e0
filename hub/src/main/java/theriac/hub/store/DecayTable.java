package theriac.hub.store;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import theriac.hub.query.DecayModel;

/// Which model of decay applies to which claim. The most special rule counts: one for the source before one for a kind
/// of value, that before one for a type; of equals the one that was made first. Immutable.
final class DecayTable {

    /// @param type STIX type; "": all
    /// @param kind code of a kind of value that the object holds; "": any
    /// @param source internal key; 0: all
    record Rule(long key, String name, String type, String kind, long source, DecayModel model) {

        private int rank() {
            return (source == 0 ? 0 : 4) + (kind.isEmpty() ? 0 : 2) + (type.isEmpty() ? 0 : 1);
        }

        private boolean fits(String ofType, Set<String> kinds, long ofSource) {
            return (type.isEmpty() || type.equals(ofType))
                    && (kind.isEmpty() || kinds.contains(kind))
                    && (source == 0 || source == ofSource);
        }
    }

    /// What applies where no rule fits: two years in a straight line.
    private static final Rule LAST_RESORT = new Rule(0, "Default", "", "", 0, DecayModel.ofDays(730, 1, 50, 30));

    private final List<Rule> rules;

    DecayTable(List<Rule> rules) {
        this.rules = java.util.stream.Stream.concat(
                        rules.stream()
                                .sorted(Comparator.comparingInt(Rule::rank)
                                        .reversed()
                                        .thenComparingLong(Rule::key)),
                        java.util.stream.Stream.of(LAST_RESORT))
                .toList();
    }

    Rule rule(String type, Set<String> kinds, long source) {
        return rules.stream()
                .filter(rule -> rule.fits(type, kinds, source))
                .findFirst()
                .orElse(LAST_RESORT);
    }

    /// The rules as arrays, the one that counts first.
    ///
    /// @param longest for each rule and each confidence from 0 to 100, how many microseconds the score lasts
    @SuppressWarnings("ArrayRecordComponent")
    record Arrays(String[] types, String[] kinds, Long[] sources, Integer[] bases, Long[] longest) {}

    Arrays arrays(int score) {
        var longest = new Long[rules.size() * 101];
        for (int i = 0; i < longest.length; i++) {
            longest[i] = rules.get(i / 101).model().longest(i % 101, score);
        }
        return new Arrays(
                rules.stream().map(Rule::type).toArray(String[]::new),
                rules.stream().map(Rule::kind).toArray(String[]::new),
                rules.stream().map(Rule::source).toArray(Long[]::new),
                rules.stream().map(rule -> rule.model().base()).toArray(Integer[]::new),
                longest);
    }
}
