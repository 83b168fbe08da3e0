package theriac.detect;

/// A file of an indicator set cannot be used: cut short, altered, of another version, or not of its base. The
/// message is a sentence for people. The set must then be fetched anew.
public final class DamagedSetException extends Exception {

    private static final long serialVersionUID = 1;

    DamagedSetException(String message) {
        super(message);
    }
}
