package theriac.hub.formats;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Dates as others write them. Without a zone they are UTC, which is what feeds mean; a date is its first moment.
final class Moments {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Pattern EPOCH = Pattern.compile("[0-9]{9,10}(?:\\.[0-9]{1,9})?|[0-9]{13}");

    private static final Pattern UTC = Pattern.compile("T?UTC$|Z$");
    private static final Pattern OFFSET = Pattern.compile("([+-][0-9]{2})([0-9]{2})$");

    private Moments() {}

    /// `2026-02-03`, `2026-02-03 10:11:12`, ISO 8601 with or without zone, seconds or milliseconds since 1970.
    /// Anything else, and a moment that STIX cannot write, is no date.
    static Optional<Instant> parse(String text) {
        var plain = text.strip();
        if (EPOCH.matcher(plain).matches()) {
            return Optional.of(
                    plain.length() == 13
                            ? Instant.ofEpochMilli(Long.parseLong(plain))
                            : Instant.ofEpochSecond(Long.parseLong(plain.split("\\.", 2)[0])));
        }
        if (plain.length() == 10) {
            return attempt(plain, date -> LocalDate.parse(date).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        if (plain.length() < 16) {
            return Optional.empty();
        }
        var iso = UTC.matcher(plain.replace(' ', 'T')).replaceFirst("");
        return attempt(iso, date -> LocalDateTime.parse(date).toInstant(ZoneOffset.UTC))
                .or(() -> attempt(
                        OFFSET.matcher(iso).replaceFirst("$1:$2"),
                        date -> OffsetDateTime.parse(date).toInstant()));
    }

    /// By the forms that the operator names (`M/d/yyyy h:mm:ss a`, as in Java's DateTimeFormatter), then by the
    /// usual.
    static Optional<Instant> parse(String text, List<DateTimeFormatter> forms) {
        for (var form : forms) {
            var found = attempt(
                    text.strip(),
                    date -> instant(form.parseBest(date, OffsetDateTime::from, LocalDateTime::from, LocalDate::from)));
            if (found.isPresent()) {
                return found;
            }
        }
        return parse(text);
    }

    /// @throws IllegalArgumentException when the form is none
    static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US);
    }

    private static Instant instant(TemporalAccessor read) {
        return switch (read) {
            case OffsetDateTime exact -> exact.toInstant();
            case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
            default -> LocalDate.from(read).atStartOfDay().toInstant(ZoneOffset.UTC);
        };
    }

    private static Optional<Instant> attempt(String text, Function<String, Instant> reading) {
        try {
            return Optional.of(reading.apply(text).truncatedTo(ChronoUnit.MICROS))
                    .filter(moment -> !moment.isBefore(FIRST) && !moment.isAfter(LAST));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
