package theriac.stix.pattern;

/// The edition of the pattern language a text is written in.
public enum PatternVersion {
    /// STIX 2.0: `START` and `STOP` may carry a bare string instead of a `t'…'` literal.
    STIX_2_0,
    /// STIX 2.1 §9, the language that is always printed.
    STIX_2_1
}
