package theriac.hub.mail;

/// The mail server cannot be reached or does not let us in. Nothing was sent.
public final class MailUnreachable extends Exception {

    MailUnreachable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
