package theriac.hub.sharing;

import java.util.Locale;
import java.util.Optional;

/// Who sees what readers of a collection post to it. Whatever an object says of itself narrows that and never widens
/// it.
public enum Posting {
    /// Nothing can be posted.
    NOBODY,
    /// The poster's organisation and the CERT.
    CERT,
    /// All who may read the collection, and the CERT.
    READERS;

    /// As the interface and the database write it.
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Posting> parse(String text) {
        for (var posting : values()) {
            if (posting.text().equals(text)) {
                return Optional.of(posting);
            }
        }
        return Optional.empty();
    }
}
