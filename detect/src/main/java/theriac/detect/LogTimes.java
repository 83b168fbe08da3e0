package theriac.detect;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times as logs write them. A time without a zone is in the zone given.
final class LogTimes {

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Pattern ISO = Pattern.compile(
            "(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[T ](\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9}))?\\s?(Z|[+-]\\d\\d:?\\d\\d)?.*");
    /// `10-Mar-2025 06:00:00.936` (BIND) and `10/Mar/2025:06:00:00 +0000` (web servers).
    private static final Pattern NAMED =
            Pattern.compile("(\\d\\d?)[-/]([A-Za-z]{3})[-/](\\d{4})[: ](\\d\\d):(\\d\\d):(\\d\\d)"
                    + "(?:\\.(\\d{1,9}))?\\s?(Z|[+-]\\d\\d:?\\d\\d)?.*");
    private static final Pattern EPOCH = Pattern.compile("(\\d{9,19})(\\.\\d{1,9})?");

    private LogTimes() {}

    /// The time in a field: ISO 8601 and its relatives, or seconds, milli-, micro- or nanoseconds since 1970.
    static Optional<Instant> parse(String raw, ZoneId zone) {
        String text = raw.strip();
        if (text.length() < 9 || text.length() > 64) {
            return Optional.empty();
        }
        try {
            Matcher epoch = EPOCH.matcher(text);
            if (epoch.matches()) {
                return Optional.of(epoch(text, epoch.group(1).length()));
            }
            Matcher iso = ISO.matcher(text);
            if (iso.matches()) {
                return Optional.of(instant(iso, number(iso, 1), number(iso, 2), number(iso, 3), zone));
            }
            Matcher named = NAMED.matcher(text);
            int month = named.matches() ? MONTHS.indexOf(named.group(2).toLowerCase(Locale.ROOT)) + 1 : 0;
            return month == 0
                    ? Optional.empty()
                    : Optional.of(instant(named, number(named, 3), month, number(named, 1), zone));
        } catch (DateTimeException | ArithmeticException noSuchTime) {
            return Optional.empty();
        }
    }

    /// The time at the beginning of a line, perhaps in brackets.
    static Optional<Instant> leading(String line, ZoneId zone) {
        int start = line.startsWith("[") ? 1 : 0;
        int end = Math.min(line.length(), start + 40);
        Optional<Instant> whole = parse(line.substring(start, end), zone);
        int space = line.indexOf(' ', start);
        int tab = line.indexOf('\t', start);
        int word = space < 0 ? tab : tab < 0 ? space : Math.min(space, tab);
        return whole.isPresent() || word < 0 || word > end ? whole : parse(line.substring(start, word), zone);
    }

    /// 13 digits are milliseconds, 16 microseconds, 19 nanoseconds; fewer than 12 are seconds.
    private static Instant epoch(String text, int digits) {
        BigDecimal seconds =
                new BigDecimal(text).movePointLeft(digits < 12 ? 0 : digits < 15 ? 3 : digits < 18 ? 6 : 9);
        BigDecimal whole = new BigDecimal(seconds.toBigInteger());
        return Instant.ofEpochSecond(
                whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValue());
    }

    private static Instant instant(Matcher m, int year, int month, int day, ZoneId zone) {
        String fraction = m.group(7);
        int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
        LocalDateTime local =
                LocalDateTime.of(year, month, day, number(m, 4), number(m, 5), Math.min(59, number(m, 6)), nanos);
        String offset = m.group(8);
        return offset == null
                ? local.atZone(zone).toInstant()
                : local.toInstant(ZoneOffset.of(offset.replaceFirst("^([+-]\\d\\d)(\\d\\d)$", "$1:$2")));
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }
}
