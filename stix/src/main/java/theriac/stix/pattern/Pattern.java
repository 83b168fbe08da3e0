package theriac.stix.pattern;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import theriac.stix.Finding;

/// A STIX pattern (STIX 2.1 §9): immutable, safe to share between threads, free of I/O.
///
/// Theriac claims conformance level 3 of the pattern language: all observation operators and qualifiers.
///
/// @param expression the tree
public record Pattern(ObservationExpression expression) {

    /// Longest text that is read, in characters: a pattern is read whole, so its size is bounded.
    public static final int MAX_LENGTH = 4_000_000;

    /// Reads a STIX 2.1 pattern. Never throws on bad text.
    public static PatternParsed parse(String text) {
        return parse(text, PatternVersion.STIX_2_1);
    }

    /// Reads a pattern of the given edition. Never throws on bad text.
    public static PatternParsed parse(String text, PatternVersion version) {
        if (text.length() > MAX_LENGTH) {
            String message = "The pattern has " + text.length() + " characters; at most " + MAX_LENGTH + " are read.";
            return new PatternParsed.Refused(new PatternError(1, 1, message));
        }
        try {
            return new PatternParsed.Parsed(new Pattern(PatternParser.parse(text, version)));
        } catch (PatternFault fault) {
            return new PatternParsed.Refused(fault.in(text));
        }
    }

    /// Reads text that the program itself wrote.
    ///
    /// @throws IllegalArgumentException when the text is no pattern
    public static Pattern of(String text) {
        return switch (parse(text)) {
            case PatternParsed.Parsed(Pattern pattern) -> pattern;
            case PatternParsed.Refused(PatternError error) -> throw new IllegalArgumentException(error.text());
        };
    }

    /// The pattern as text with the fewest parentheses; `Pattern.of(p.print())` equals `p`.
    public String print() {
        return PatternPrinter.print(expression);
    }

    /// All constants with the place they are compared with, in the order of the text.
    public List<PatternConstant> constants() {
        var constants = new ArrayList<PatternConstant>();
        PatternWalk.comparisons(expression, comparison -> PatternWalk.constants(comparison, constants));
        return List.copyOf(constants);
    }

    /// Whether each positive constant alone is enough: alternatives joined by `OR` and nothing else. A pattern
    /// that needs two things together (`AND`, `FOLLOWEDBY`, a window, a count) is none: blocking one of the two
    /// would block what nobody called malicious.
    public boolean isAlternatives() {
        return Alternatives.are(expression);
    }

    /// A form that patterns of one meaning share in the common cases: operands sorted and flat, numbers and networks in
    /// one spelling, qualifiers without effect gone. It matches exactly what this pattern matches.
    public Pattern normalForm() {
        return new Pattern(PatternNormalizer.normalize(expression));
    }

    /// Whether both have the same normal form; then they match the same observations. Symmetric and transitive.
    /// False is no proof of a difference.
    public boolean equivalentTo(Pattern other) {
        return normalForm().equals(other.normalForm());
    }

    /// What is wrong or unwise in a pattern that parses: numbers that must be positive, sets of mixed kinds,
    /// object types that cannot be joined, times the calendar has not, expressions that cannot be read.
    /// Errors break a MUST of §9.
    public List<Finding> findings() {
        return PatternChecks.check(expression);
    }

    /// The intervals of its START and STOP qualifiers, in the order of the text.
    public List<Qualifier.StartStop> intervals() {
        List<Qualifier.StartStop> intervals = new ArrayList<>();
        PatternWalk.qualifiers(expression, qualifier -> {
            if (qualifier instanceof Qualifier.StartStop interval) {
                intervals.add(interval);
            }
        });
        return intervals;
    }

    /// The object types that the paths begin with, in the order of the text.
    public Set<String> objectTypes() {
        var types = new LinkedHashSet<String>();
        for (ObjectPath path : paths()) {
            types.add(path.objectType());
        }
        return types;
    }

    /// All paths, each once, in the order of the text.
    public Set<ObjectPath> paths() {
        var paths = new LinkedHashSet<ObjectPath>();
        PatternWalk.comparisons(expression, comparison -> paths.add(PatternWalk.path(comparison)));
        return paths;
    }
}
