package theriac.scout;

/// The hub could not be reached or said no: an expected thing in the life of a scout, which keeps what it has.
final class HubFailure extends Exception {

    private static final long serialVersionUID = 1;

    HubFailure(String sentence) {
        super(sentence);
    }

    HubFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
