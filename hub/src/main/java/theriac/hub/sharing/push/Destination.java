package theriac.hub.sharing.push;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Where the hub sends a collection of its own: a collection on another TAXII server, or a MISP server. It sends what
/// one organisation, which stands for the partner, may read of it, and nothing else.
///
/// @param key internal; 0 before it is stored
/// @param kind what the other server speaks
/// @param address of the other server's collection, or of the MISP server
/// @param credential name of a secret in the vault; "" for none
/// @param allow networks that are fine although they are not public
/// @param collection what is sent
/// @param organization for whom (internal key)
/// @param every how long between two times
/// @param on whether it is sent at all
/// @param place up to where the other server has accepted everything; empty: nothing yet
/// @param sent how many objects it was sent so far
/// @param nextAt when it is sent next
/// @param running whether it is being sent now
/// @param lastAt when sending last came to its end
/// @param problem why it failed last; empty when it did not
/// @param failures in a row
public record Destination(
        long key,
        UUID id,
        String title,
        Kind kind,
        URI address,
        String credential,
        List<String> allow,
        UUID collection,
        long organization,
        Duration every,
        boolean on,
        Optional<Instant> place,
        long sent,
        Instant nextAt,
        boolean running,
        Optional<Instant> lastAt,
        Optional<String> problem,
        int failures) {

    /// What another server speaks.
    public enum Kind {
        TAXII,
        /// Events, sightings and deletions over MISP's REST interface.
        MISP;

        /// As it is written in requests and in the database.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String text) {
            return Arrays.stream(values())
                    .filter(kind -> kind.text().equals(text))
                    .findFirst();
        }
    }

    public Destination {
        allow = List.copyOf(allow);
    }

    /// The other server's API root.
    URI root() {
        var text = address.toString();
        return URI.create(text.endsWith("/") ? text : text + "/").resolve("../../");
    }

    /// What the other server made of an envelope.
    ///
    /// @param id as it names the status
    /// @param messages of objects that it did not take, the first few
    public record Receipt(
            String id,
            Instant at,
            boolean pending,
            long successes,
            long failures,
            long pendings,
            List<String> messages) {

        public Receipt {
            messages = List.copyOf(messages);
        }
    }
}
