package theriac.stix.pattern;

/// The answer of [Pattern#parse]: a pattern, or the place and the reason why the text is none.
public sealed interface PatternParsed {

    /// The text is a pattern. It may still be unwise: see [Pattern#findings].
    record Parsed(Pattern pattern) implements PatternParsed {}

    /// The text is not a pattern. A refused pattern matches nothing (STIX 2.1 §9.4).
    record Refused(PatternError error) implements PatternParsed {}
}
