package theriac.stix.pattern;

/// One constant of a pattern with the place it is compared with: what the value index and the indicator set
/// read.
///
/// @param objectType the object type of the path, for example `file`
/// @param path       the rest of the path as it is written, for example `hashes.'SHA-256'`
/// @param operator   the comparison; `IN` gives one entry for each member of the set
/// @param negated    whether `NOT` stands before the operator
/// @param constant   the constant itself
public record PatternConstant(
        String objectType, String path, ComparisonOperator operator, boolean negated, Constant constant) {

    /// The constant as plain text: a string without its apostrophes, a number in digits, octets as they are
    /// written.
    public String text() {
        return constant.text();
    }

    /// Whether the pattern claims that this very value, or something inside this network, was seen: `=`, `IN`
    /// or `ISSUBSET`, not negated.
    public boolean positive() {
        return !negated
                && (operator == ComparisonOperator.EQUAL
                        || operator == ComparisonOperator.IN
                        || operator == ComparisonOperator.ISSUBSET);
    }
}
