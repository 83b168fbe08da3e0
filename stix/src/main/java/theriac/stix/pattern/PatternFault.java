package theriac.stix.pattern;

/// Carries a parse error out of the recursive descent; never leaves the package and costs no stack trace.
final class PatternFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    PatternFault(int offset, String message) {
        super(message, null, false, false);
        this.offset = offset;
    }

    /// The error with the offset turned into line and column of the text.
    PatternError in(String text) {
        int line = 1;
        int lineStart = 0;
        int end = Math.min(offset, text.length());
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        String message = getMessage();
        return new PatternError(line, end - lineStart + 1, message == null ? "The pattern is not readable." : message);
    }
}
