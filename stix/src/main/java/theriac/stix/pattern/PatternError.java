package theriac.stix.pattern;

/// Where and why a pattern text could not be read.
///
/// @param line    1-based line
/// @param column  1-based column, counted in UTF-16 units
/// @param message one or two sentences for a person: what was found, what was expected
public record PatternError(int line, int column, String message) {

    /// The error in one line, as a command line or a log shows it.
    public String text() {
        return "line " + line + ", column " + column + ": " + message;
    }
}
