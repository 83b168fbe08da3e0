package theriac.stix;

/// How much a [Finding] weighs.
public enum Severity {
    /// A MUST of the specification is broken, or the data could not be read.
    ERROR,
    /// A SHOULD or a best practice is not followed; the data is usable.
    WARNING,
    /// Something was inferred or is worth knowing; nothing is wrong.
    INFO
}
