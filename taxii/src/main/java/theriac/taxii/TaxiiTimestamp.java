package theriac.taxii;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import theriac.stix.StixTimestamp;

/// The timestamp of TAXII resources and headers: UTC, exactly six digits of a second (TAXII 2.1 §2).
public final class TaxiiTimestamp {

    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private TaxiiTimestamp() {}

    /// For example `2026-04-20T09:00:00.000000Z`. Digits beyond the microsecond are cut.
    public static String text(Instant instant) {
        return MICROSECONDS.format(instant);
    }

    /// Any RFC 3339 time in UTC, also with fewer or more digits than TAXII asks for: senders are not all exact.
    /// Empty when it is no such time.
    public static Optional<Instant> parse(String text) {
        return StixTimestamp.parse(text).map(StixTimestamp::instant);
    }
}
