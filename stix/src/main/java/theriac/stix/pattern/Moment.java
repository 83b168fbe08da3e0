package theriac.stix.pattern;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/// A point in time to the last written digit: seconds since 1970 and the fraction as digits.
///
/// @param epochSecond seconds since 1970-01-01T00:00:00Z; a second written 60 counts as the next second
/// @param fraction    the digits behind the point without trailing zeros; may be empty
record Moment(long epochSecond, String fraction) implements Comparable<Moment> {

    private static final int NANO_DIGITS = 9;
    private static final long NANOS = 1_000_000_000L;
    private static final int SHORTEST = "2026-01-31T12:00:00Z".length();
    private static final int SECONDS_PER_DAY = 86_400;

    /// Whether the text has the form that the grammar takes: months 01–12, days 01–31, seconds 00–60, `T` and
    /// `Z`.
    static boolean hasForm(String text) {
        int length = text.length();
        if (length < SHORTEST || text.charAt(length - 1) != 'Z' || !hasPunctuation(text)) {
            return false;
        }
        for (int i = 0; i < SHORTEST - 1; i++) {
            if (i != 4 && i != 7 && i != 10 && i != 13 && i != 16 && !digit(text.charAt(i))) {
                return false;
            }
        }
        int month = number(text, 5);
        int day = number(text, 8);
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= 31
                && number(text, 11) <= 23
                && number(text, 14) <= 59
                && number(text, 17) <= 60
                && hasFraction(text);
    }

    private static boolean hasPunctuation(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static boolean hasFraction(String text) {
        int last = text.length() - 1;
        if (last == SHORTEST - 1) {
            return true;
        }
        if (text.charAt(SHORTEST - 1) != '.' || last == SHORTEST) {
            return false;
        }
        for (int i = SHORTEST; i < last; i++) {
            if (!digit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// The moment, or nothing when the text has not the form or the calendar has no such day.
    static Optional<Moment> parse(String text) {
        if (!hasForm(text)) {
            return Optional.empty();
        }
        try {
            int year = number(text, 0) * 100 + number(text, 2);
            long day = LocalDate.of(year, number(text, 5), number(text, 8)).toEpochDay();
            long second = number(text, 11) * 3600L + number(text, 14) * 60L + number(text, 17);
            return Optional.of(new Moment(day * SECONDS_PER_DAY + second, fractionOf(text)));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static String fractionOf(String text) {
        int end = text.length() - 1;
        while (end > SHORTEST && text.charAt(end - 1) == '0') {
            end--;
        }
        return end <= SHORTEST ? "" : text.substring(SHORTEST, end);
    }

    /// Nanoseconds since 1970, rounded down; years outside 1678–2261 stop at the ends of the range.
    long nanos() {
        if (epochSecond >= Long.MAX_VALUE / NANOS) {
            return Long.MAX_VALUE;
        }
        if (epochSecond <= Long.MIN_VALUE / NANOS) {
            return Long.MIN_VALUE;
        }
        long nanos = 0;
        for (int i = 0; i < NANO_DIGITS; i++) {
            nanos = nanos * 10 + (i < fraction.length() ? fraction.charAt(i) - '0' : 0);
        }
        return epochSecond * NANOS + nanos;
    }

    @Override
    public int compareTo(Moment other) {
        int seconds = Long.compare(epochSecond, other.epochSecond);
        return seconds != 0 ? seconds : fraction.compareTo(other.fraction);
    }

    private static int number(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
