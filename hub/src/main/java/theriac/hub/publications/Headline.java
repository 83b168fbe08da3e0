package theriac.hub.publications;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One line of a list of warnings that were sent.
///
/// @param reference by which people and machines outside name it
/// @param audience for whom it is (internal key)
/// @param dutch without advice, as is the English
/// @param updated when it last changed: a new version came, or all of it or one of its values was taken
/// back
/// @param withdrawn whether all of it was taken back
/// @param update the newest; empty for a warning in its first version
record Headline(
        String reference,
        UUID id,
        long audience,
        Wording dutch,
        Wording english,
        Instant published,
        Instant updated,
        boolean withdrawn,
        Optional<Notice.Update> update) {

    /// The words in a language; Dutch unless it is English.
    Wording wording(String language) {
        return language.equals("en") ? english : dutch;
    }
}
