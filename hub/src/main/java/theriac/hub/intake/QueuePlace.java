package theriac.hub.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a page of the queue ended: when its last report is late, and that report's key. A report that keeps
/// its place stands on one page whatever comes and goes meanwhile.
///
/// @param due to the microsecond, as the database keeps moments
record QueuePlace(Instant due, long key) {

    private static final Pattern TEXT = Pattern.compile("(-?\\d{1,17})\\.(\\d{1,18})");

    /// As handed out: `next`.
    String text() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, due) + "." + key;
    }

    /// Empty when the text was not made by [#text].
    static Optional<QueuePlace> parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            var due = Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS);
            return Optional.of(new QueuePlace(due, Long.parseLong(parts.group(2))));
        } catch (DateTimeException outOfTime) {
            return Optional.empty();
        }
    }
}
