package theriac.hub.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A link of a report that somebody followed.
///
/// @param link that was followed
/// @param by who asked
/// @param ended empty: it goes on
/// @param outcome a stable word, "" while it goes on: `page` (an answer that leads no further), `loop`,
///     `too-many`, `no-web` (it leads to a program or to no address), `refused` (an address that the hub
///     asks nobody at), `unknown-host`, `unreachable`, `untrusted`, `slow`, `too-large`, `broken`, `busy`,
///     `cut-off` (its hub stopped on the way)
/// @param page SHA-256 of the page that was kept; empty: none
/// @param title that the page gives itself; ""
/// @param words the beginning of its text; ""
record LinkVisit(
        UUID id,
        String link,
        String why,
        String by,
        Instant begun,
        Optional<Instant> ended,
        List<Hop> hops,
        String outcome,
        Optional<String> page,
        String title,
        String words) {

    LinkVisit {
        hops = List.copyOf(hops);
    }

    /// One question and its answer.
    ///
    /// @param status of HTTP; 0: there was no answer, and the visit's outcome says why
    record Hop(String address, int status) {}
}
