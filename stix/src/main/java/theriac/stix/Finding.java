package theriac.stix;

/// A defect in data, as a value: bad data never throws.
///
/// @param rule stable rule name, lower-case with hyphens (`stix-property-required`); safe to count and to filter on
/// @param severity how much it weighs
/// @param pointer JSON pointer (RFC 6901) to the place; the empty text is the whole document
/// @param message one sentence: what is wrong and, where one applies, the clause (`STIX 2.1 §3.2`)
public record Finding(String rule, Severity severity, String pointer, String message) {

    /// A broken MUST, or data that could not be read.
    public static Finding error(String rule, String pointer, String message) {
        return new Finding(rule, Severity.ERROR, pointer, message);
    }

    /// A SHOULD or a best practice not followed.
    public static Finding warning(String rule, String pointer, String message) {
        return new Finding(rule, Severity.WARNING, pointer, message);
    }

    /// Something inferred or worth knowing.
    public static Finding info(String rule, String pointer, String message) {
        return new Finding(rule, Severity.INFO, pointer, message);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
