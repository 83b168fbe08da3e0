package theriac.hub.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What members are asked, and who sees what they answer.
///
/// @param namesToCert whether the CERT reads who answered what
/// @param answersToMembers whether those who were asked read the others' answers, once enough of them answered
/// @param namesToMembers whether they read whose these are
/// @param audience internal key; 0: not asked yet
/// @param askedAt empty: not asked yet
record Question(
        Instant due,
        boolean namesToCert,
        boolean answersToMembers,
        boolean namesToMembers,
        long audience,
        Optional<Instant> askedAt) {

    /// One thing that is asked.
    ///
    /// @param choices of which one is answered; empty: free text
    record Item(String text, List<String> choices) {
        Item {
            choices = List.copyOf(choices);
        }
    }

    /// What one organisation answers.
    ///
    /// @param organization internal key
    /// @param texts one for each item; "" where it says nothing
    record Answer(long organization, String name, List<String> texts, Instant at) {}
}
