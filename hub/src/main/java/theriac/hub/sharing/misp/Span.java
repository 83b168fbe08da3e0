package theriac.hub.sharing.misp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import theriac.hub.core.Problem;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// A span of time as MISP's parameters write it: seconds since 1970 (also as text, also broken), how long ago
/// (`7d`, `24h`, `30m`, `45s`), a day, or a moment; two of them are its edges, both inclusive.
///
/// @param to empty for no end
record Span(Instant from, Optional<Instant> to) {

    /// @throws Problem when it is none of these
    static Span of(String name, JsonValue value, Instant now) {
        if (value instanceof JsonArray list && list.size() == 2) {
            return new Span(
                    moment(name, list.values().get(0), now, false),
                    Optional.of(moment(name, list.values().get(1), now, true)));
        }
        var only = value instanceof JsonArray list && list.size() == 1
                ? list.values().getFirst()
                : value;
        return new Span(moment(name, only, now, false), Optional.empty());
    }

    boolean holds(Instant at) {
        return !at.isBefore(from) && (to.isEmpty() || !at.isAfter(to.get()));
    }

    /// @param last whether a day means its end
    static Instant moment(String name, JsonValue value, Instant now, boolean last) {
        var text = switch (value) {
            case JsonString(String said) -> said.strip();
            case JsonNumber(String said) -> said;
            default -> "";
        };
        try {
            if (text.matches("[0-9]{1,12}(\\.[0-9]+)?")) {
                return Instant.ofEpochSecond(Long.parseLong(text.split("\\.")[0]));
            }
            if (text.matches("[0-9]{1,6}[smhdw]")) {
                return now.minusSeconds(Long.parseLong(text.substring(0, text.length() - 1)) * unit(text));
            }
            if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                var day = LocalDate.parse(text).plusDays(last ? 1 : 0);
                return day.atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(last ? 1 : 0);
            }
            return OffsetDateTime.parse(text.contains("+") || text.endsWith("Z") ? text : text.replace(' ', 'T') + "Z")
                    .toInstant();
        } catch (DateTimeException none) {
            throw Problem.badRequest(
                    "The parameter \"%s\" is no moment: give seconds since 1970, a day, or how long ago (7d, 24h, 30m)."
                            .formatted(name));
        }
    }

    private static long unit(String text) {
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> 1;
            case 'm' -> 60;
            case 'h' -> 3_600;
            case 'd' -> 86_400;
            default -> 604_800;
        };
    }

    /// The moment of a member that holds seconds since 1970; empty when it has none.
    static Optional<Instant> seconds(List<String> scalar) {
        return scalar.stream()
                .filter(text -> text.matches("[1-9][0-9]{0,11}"))
                .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
                .findFirst();
    }
}
