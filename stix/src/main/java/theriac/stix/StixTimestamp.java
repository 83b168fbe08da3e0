package theriac.stix;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A timestamp, `YYYY-MM-DDTHH:mm:ss[.s+]Z`, UTC, with every digit of the fraction as written (STIX 2.1 §2.16).
///
/// Order and equality are those of the instant to the last digit: `.5Z`, `.50Z` and `.500Z` are equal, and a tenth
/// digit still counts. The leap second `23:59:60Z` (RFC 3339 §5.7) is read as the first instant of the next day.
public final class StixTimestamp implements Comparable<StixTimestamp> {

    /// `YYYY-MM-DDTHH:mm:ss`.
    private static final int WHOLE_CHARS = 19;

    private final String text;
    private final long epochSecond;
    /// End of the fraction without trailing zeros; [#WHOLE_CHARS] when there is none.
    private final int fractionEnd;

    private StixTimestamp(String text, long epochSecond) {
        this.text = text;
        this.epochSecond = epochSecond;
        int end = text.length() - 1;
        while (end > WHOLE_CHARS && (text.charAt(end - 1) == '0' || text.charAt(end - 1) == '.')) {
            end--;
        }
        this.fractionEnd = end;
    }

    /// The timestamp in a text; empty when the text is none.
    public static Optional<StixTimestamp> parse(String text) {
        return Optional.ofNullable(parseOrNull(text));
    }

    /// An instant as STIX text: three digits, or six when it holds microseconds. Finer digits are cut off.
    public static StixTimestamp of(Instant instant) {
        Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
        boolean milli = micros.getNano() % 1_000_000 == 0;
        LocalDateTime utc = LocalDateTime.ofInstant(micros, ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() > 9999) {
            throw new IllegalArgumentException("The year " + utc.getYear() + " has no RFC 3339 form.");
        }
        String whole = "%04d-%02d-%02dT%02d:%02d:%02d"
                .formatted(
                        utc.getYear(),
                        utc.getMonthValue(),
                        utc.getDayOfMonth(),
                        utc.getHour(),
                        utc.getMinute(),
                        utc.getSecond());
        String fraction =
                milli ? "%03d".formatted(micros.getNano() / 1_000_000) : "%06d".formatted(micros.getNano() / 1_000);
        return new StixTimestamp(whole + "." + fraction + "Z", micros.getEpochSecond());
    }

    static @Nullable StixTimestamp parseOrNull(String text) {
        if (!hasForm(text)) {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        boolean leap = hour == 23 && minute == 59 && second == 60;
        if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59 && !leap) {
            return null;
        }
        if (day > 28 && day > java.time.YearMonth.of(year, month).lengthOfMonth()) {
            return null;
        }
        long seconds = epochDay(year, month, day) * 86_400 + hour * 3600L + minute * 60L + second;
        return new StixTimestamp(text, seconds);
    }

    /// Days from 1 January 1970 in the calendar of RFC 3339; years that begin in March have their leap day last.
    private static long epochDay(int year, int month, int day) {
        int y = month > 2 ? year : year - 1;
        int monthFromMarch = (month + 9) % 12;
        long leaps = Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400);
        return y * 365L + leaps + (monthFromMarch * 153 + 2) / 5 + day - 1 - 719_468;
    }

    private static boolean hasForm(String text) {
        int end = text.length() - 1;
        if (end < WHOLE_CHARS || end == WHOLE_CHARS + 1 || text.charAt(end) != 'Z') {
            return false;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean fits = switch (i) {
                case 4, 7 -> c == '-';
                case 10 -> c == 'T';
                case 13, 16 -> c == ':';
                case WHOLE_CHARS -> c == '.';
                default -> c >= '0' && c <= '9';
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    /// The text as written.
    public String text() {
        return text;
    }

    /// The instant, cut to nanoseconds.
    public Instant instant() {
        int nanos = 0;
        int digits = 0;
        for (int i = WHOLE_CHARS + 1; i < fractionEnd && digits < 9; i++, digits++) {
            nanos = nanos * 10 + text.charAt(i) - '0';
        }
        for (; digits < 9; digits++) {
            nanos *= 10;
        }
        return Instant.ofEpochSecond(epochSecond, nanos);
    }

    /// Number of digits after the point as written, 0 when there is no fraction.
    public int fractionDigits() {
        return Math.max(0, text.length() - WHOLE_CHARS - 2);
    }

    public boolean isAfter(StixTimestamp other) {
        return compareTo(other) > 0;
    }

    public boolean isBefore(StixTimestamp other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(StixTimestamp other) {
        int seconds = Long.compare(epochSecond, other.epochSecond);
        return seconds != 0 ? seconds : fraction().compareTo(other.fraction());
    }

    /// Digits of the fraction without trailing zeros: as texts of digits, a shorter prefix is the smaller fraction.
    private String fraction() {
        return fractionEnd <= WHOLE_CHARS ? "" : text.substring(WHOLE_CHARS + 1, fractionEnd);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StixTimestamp that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(epochSecond) * 31 + fraction().hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
