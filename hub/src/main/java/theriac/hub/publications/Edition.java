package theriac.hub.publications;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.core.Problem;

/// Which version of a warning this is, and what changed since the one before.
///
/// @param number 0 for the first, one more for each update; of a draft: what it will be
/// @param at when the update was published; empty for the first version and for drafts
/// @param changed what changed, in its author's words; empty words for the first
/// @param of the warning that this draft is an update of; empty for what is no such draft
record Edition(int number, Optional<Instant> at, Changed changed, Optional<Of> of) {

    /// "1.00" and 0.01 for each update.
    private static final int STEPS = 100;

    /// @param dutch "" when nothing was written yet
    record Changed(String dutch, String english) {

        static final Changed NOTHING = new Changed("", "");

        private static final int LONGEST = 2_000;

        Changed {
            dutch = Wording.cleaned(dutch);
            english = Wording.cleaned(english);
        }

        /// @throws Problem when it is longer than 2,000 characters
        void check() {
            if (dutch.length() > LONGEST || english.length() > LONGEST) {
                throw Problem.of(
                        Problem.Code.TOO_LARGE,
                        "What changed is told in at most %,d characters; the rest belongs in the warning."
                                .formatted(LONGEST));
            }
        }

        /// In a language; Dutch unless it is English.
        String text(String language) {
            return language.equals("en") ? english : dutch;
        }
    }

    /// @param key internal
    record Of(long key, UUID id) {}

    /// As people and machines read it: `1.00`, `1.01`.
    String text() {
        return text(number);
    }

    static String text(int number) {
        return "%d.%02d".formatted(1 + number / STEPS, number % STEPS);
    }
}
