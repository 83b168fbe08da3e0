package theriac.hub.publications;

import java.time.Instant;

/// When an approved warning goes out by itself.
///
/// @param due the moment; the hub sends it within seconds of it
/// @param account who set it (internal key): it is sent in this person's name, if she may still publish then
/// @param by that person's name
/// @param why what may go out nevertheless, as said when the time was set
/// @param decided whether two decided it, as chance and damage that are high need it
/// @param problem why it was not sent at its time, as a sentence; "" while the time stands
record Schedule(
        Instant due,
        long account,
        String by,
        Instant setAt,
        Publishing.Nevertheless why,
        boolean decided,
        String problem) {

    /// Whether it will be sent by itself.
    boolean stands() {
        return problem.isEmpty();
    }
}
