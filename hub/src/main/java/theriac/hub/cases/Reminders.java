package theriac.hub.cases;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// By when something about a case is wanted. Working days are Monday to Friday; public holidays are not known here, so
/// that a reminder comes too early rather than too late.
///
/// What the organisation owes to its authority in a significant incident (Directive (EU) 2022/2555, art. 23 (4)):
/// an early warning within 24 hours of becoming aware, a notification within 72 hours of becoming aware, a final report
/// within one month of the notification. The thresholds of a sector stand in national rules that people know.
final class Reminders {

    static final String EARLY_WARNING = "early-warning";
    static final String NOTIFICATION = "notification";
    static final String FINAL_REPORT = "final-report";
    static final String FIRST_ANSWER = "first-answer";
    static final String FOLLOW_UP = "follow-up";
    static final String REGISTRY = "registry";
    static final String ANSWERS = "answers";

    /// After this long a registry may be asked: the one of `.nl` acts at the earliest then.
    private static final Duration REGISTRY_AFTER = Duration.ofHours(66);

    private static final Duration FOLLOW_UP_AFTER = Duration.ofHours(24);
    private static final int FIRST_ANSWER_DAYS = 5;

    private Reminders() {}

    /// @param code what is wanted
    /// @param at by when
    record Due(String code, Instant at) {}

    /// @param aware since when the organisation knows of the incident
    static List<Due> ofIncident(Instant aware, ZoneId zone) {
        var notification = aware.plus(Duration.ofHours(72));
        return List.of(
                new Due(EARLY_WARNING, aware.plus(Duration.ofHours(24))),
                new Due(NOTIFICATION, notification),
                new Due(FINAL_REPORT, monthAfter(notification, zone)));
    }

    /// @param told when somebody told of the vulnerability
    static List<Due> ofVulnerability(Instant told, ZoneId zone) {
        return List.of(new Due(FIRST_ANSWER, workingDays(told, FIRST_ANSWER_DAYS, zone)));
    }

    /// @param requested when the first letter was written
    static List<Due> ofTakedown(Instant requested) {
        return List.of(
                new Due(FOLLOW_UP, requested.plus(FOLLOW_UP_AFTER)), new Due(REGISTRY, requested.plus(REGISTRY_AFTER)));
    }

    /// One calendar month later: of 31 January the last day of February.
    static Instant monthAfter(Instant moment, ZoneId zone) {
        return moment.atZone(zone).plusMonths(1).toInstant();
    }

    /// The same time of day so many working days later; what comes in a weekend counts from Monday's beginning.
    static Instant workingDays(Instant moment, int days, ZoneId zone) {
        var at = moment.atZone(zone);
        while (isWeekend(at.getDayOfWeek())) {
            at = at.toLocalDate().plusDays(1).atStartOfDay(zone);
        }
        for (int left = days; left > 0; ) {
            at = at.plusDays(1);
            left -= isWeekend(at.getDayOfWeek()) ? 0 : 1;
        }
        return at.toInstant();
    }

    private static boolean isWeekend(DayOfWeek day) {
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    }
}
