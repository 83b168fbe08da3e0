package theriac.hub.intake;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Optional;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// What an RDAP service says of a domain (RFC 9083 §5.3), as far as the desk believes it: the answer must be
/// about that very domain, and the date neither before there were domains nor in the future. Pure.
///
/// @param registered when it was registered; empty: it does not say
/// @param sound whether it is an answer to the question at all
record RdapAnswer(Optional<Instant> registered, boolean sound) {

    private static final RdapAnswer NONSENSE = new RdapAnswer(Optional.empty(), false);
    private static final Instant FIRST_DOMAIN = Instant.parse("1985-01-01T00:00:00Z");

    /// Clocks differ.
    private static final Duration AHEAD = Duration.ofDays(1);

    /// @param domain that was asked for, as A-labels
    static RdapAnswer read(String json, String domain, Instant now) {
        try {
            return Json.read(json) instanceof JsonObject answer ? read(answer, domain, now) : NONSENSE;
        } catch (RuntimeException noJson) {
            return NONSENSE;
        }
    }

    private static RdapAnswer read(JsonObject answer, String domain, Instant now) {
        var name = answer.text("ldhName").orElse("").replaceFirst("\\.$", "");
        if (!answer.text("objectClassName").orElse("").equals("domain") || !name.equalsIgnoreCase(domain)) {
            return NONSENSE;
        }
        var registered = answer.array("events").map(JsonArray::values).orElse(java.util.List.of()).stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(event -> event.text("eventAction").orElse("").equals("registration"))
                .flatMap(event -> event.text("eventDate").stream())
                .map(RdapAnswer::moment)
                .min(Comparator.naturalOrder());
        boolean believed = registered
                .filter(at -> at.isBefore(FIRST_DOMAIN) || at.isAfter(now.plus(AHEAD)))
                .isEmpty();
        return believed ? new RdapAnswer(registered, true) : NONSENSE;
    }

    /// The beginning of time, which nobody believes, when it is none.
    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException none) {
            return Instant.EPOCH;
        }
    }
}
