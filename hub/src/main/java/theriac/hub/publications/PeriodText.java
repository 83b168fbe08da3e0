package theriac.hub.publications;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The first words of what looks back: what was sent for everybody, and how much came in, as the hub itself
/// knows it. Pure.
final class PeriodText {

    private static final int MOST_LINES = 100;
    private static final DateTimeFormatter DUTCH = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.of("nl"));
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

    private final String cert;
    private final ZoneId zone;

    /// @param zone in which days begin
    PeriodText(String cert, ZoneId zone) {
        this.cert = cert;
        this.zone = zone;
    }

    /// When the span of a kind begins that ends now.
    ZonedDateTime from(PublicationKind kind, ZonedDateTime now) {
        LocalDate today = now.withZoneSameInstant(zone).toLocalDate();
        var first = switch (kind) {
            case END_OF_WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case END_OF_MONTH -> today.withDayOfMonth(1);
            case THREAT_PICTURE -> today.withDayOfYear(1);
            default -> today;
        };
        return first.atStartOfDay(zone);
    }

    /// What its template may ask for.
    ///
    /// @param sent warnings of this span that every member may know of
    /// @param reports how many came in, by channel
    /// @param channels what channels are called, by their code
    Map<String, String> values(
            ZonedDateTime from,
            ZonedDateTime until,
            List<Publication> sent,
            Map<String, Integer> reports,
            Map<String, String> channels,
            String language) {
        var day = language.equals("en") ? ENGLISH : DUTCH;
        var values = new HashMap<String, String>();
        values.put("cert", cert);
        values.put("from", day.format(from));
        values.put("until", day.format(until.withZoneSameInstant(zone)));
        var warnings = sent.stream()
                .limit(MOST_LINES)
                .map(p -> "- %s: %s (%s)"
                        .formatted(
                                p.reference().orElse(""),
                                p.wording(language).title(),
                                p.tlp().label()))
                .collect(Collectors.joining("\n"));
        values.put("warnings", sent.size() > MOST_LINES ? warnings + "\n- … +" + (sent.size() - MOST_LINES) : warnings);
        values.put(
                "reports",
                reports.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(entry -> "- %s: %d"
                                .formatted(
                                        channels.getOrDefault("channel-" + entry.getKey(), entry.getKey()),
                                        entry.getValue()))
                        .collect(Collectors.joining("\n")));
        return values;
    }
}
