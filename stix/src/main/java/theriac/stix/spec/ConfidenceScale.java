package theriac.stix.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A scale of words for `confidence` (STIX 2.1 Appendix A, which §3.2 makes the one way to show a value in it).
///
/// `ConfidenceScale.ADMIRALTY.term(75)` is "2 - Probably True", and `value("2 - Probably True")` is 70. An absent
/// confidence has no term but "Not Specified" (on the Admiralty scale "6 - Truth cannot be judged").
public enum ConfidenceScale {
    NONE_LOW_MED_HIGH("none-low-med-high"),
    ZERO_TO_TEN("zero-to-ten"),
    /// Credibility of information, the second half of a NATO grade such as B2.
    ADMIRALTY("admiralty-credibility"),
    /// Words of Estimative Probability.
    WEP("wep"),
    /// The scale of the Director of National Intelligence.
    DNI("dni");

    /// A term of a scale.
    ///
    /// @param value the confidence that the term becomes
    /// @param least the lowest confidence shown as this term, inclusive
    /// @param most the highest, inclusive
    record Term(int value, int least, int most, String word) {}

    private static final class Holder {
        private static final Map<String, List<Term>> TERMS = read();

        private static Map<String, List<Term>> read() {
            Map<String, List<Term>> all = new LinkedHashMap<>();
            List<Term> terms = new ArrayList<>();
            for (String line : Tables.lines("confidence.txt")) {
                if (line.startsWith("  ")) {
                    String[] words = line.strip().split(" ", 3);
                    String[] range = words[1].split("\\.\\.");
                    terms.add(new Term(
                            Integer.parseInt(words[0]),
                            Integer.parseInt(range[0]),
                            Integer.parseInt(range[1]),
                            words[2]));
                } else {
                    terms = new ArrayList<>();
                    all.put(line, terms);
                }
            }
            return all;
        }
    }

    private final String table;

    ConfidenceScale(String table) {
        this.table = table;
    }

    List<Term> terms() {
        return Holder.TERMS.getOrDefault(table, List.of());
    }

    /// The term for a confidence; empty when it is not 0 to 100.
    public Optional<String> term(int confidence) {
        return terms().stream()
                .filter(t -> t.least() <= confidence && confidence <= t.most())
                .map(Term::word)
                .findFirst();
    }

    /// The confidence that a term stands for; empty for "Not Specified" and for words that are not of this scale.
    /// Upper and lower case are one.
    public OptionalInt value(String term) {
        return terms().stream()
                .filter(t -> t.word().equalsIgnoreCase(term.strip()))
                .mapToInt(Term::value)
                .findFirst();
    }
}
