package theriac.stix.pattern;

/// Carries a failure of matching to [PatternMatcher]; never leaves the package and costs no stack trace.
final class MatchFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    MatchFault(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
