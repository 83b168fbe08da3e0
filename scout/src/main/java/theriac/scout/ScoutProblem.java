package theriac.scout;

/// Something outside the program stands in the way: a missing file, a hub that says no. The message is one sentence or
/// two for the person at the terminal: what happened, where, what to do.
final class ScoutProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    ScoutProblem(String sentence) {
        super(sentence);
    }

    ScoutProblem(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
