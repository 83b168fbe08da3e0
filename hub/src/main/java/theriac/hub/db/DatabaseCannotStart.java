package theriac.hub.db;

import org.jspecify.annotations.Nullable;

/// The database cannot be started or opened, and a person has to do something about it. The message is a sentence for
/// that person: what happened, where, what to do. It never holds a password.
public final class DatabaseCannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseCannotStart(String sentence) {
        super(sentence);
    }

    DatabaseCannotStart(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
