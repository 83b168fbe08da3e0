package theriac.hub.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/// By when things are wanted.
class RemindersTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    @Test
    void theClocksOfAnIncidentRunFromWhenItWasKnown() {
        assertThat(Reminders.ofIncident(at("2026-03-27T10:00:00Z"), ZONE))
                .containsExactly(
                        new Reminders.Due("early-warning", at("2026-03-28T10:00:00Z")),
                        new Reminders.Due("notification", at("2026-03-30T10:00:00Z")),
                        new Reminders.Due("final-report", at("2026-04-30T10:00:00Z")));
    }

    @Test
    void aMonthIsACalendarMonthByTheClockOnTheWall() {
        assertThat(Reminders.monthAfter(at("2026-01-31T23:30:00Z"), ZONE)).isEqualTo(at("2026-02-28T23:30:00Z"));
        assertThat(Reminders.monthAfter(at("2026-01-31T10:00:00Z"), ZONE)).isEqualTo(at("2026-02-28T10:00:00Z"));
        assertThat(Reminders.monthAfter(at("2026-03-10T10:00:00Z"), ZONE))
                .as("summer time began between")
                .isEqualTo(at("2026-04-10T09:00:00Z"));
    }

    @Test
    void fiveWorkingDaysLeaveWeekendsOut() {
        assertThat(Reminders.workingDays(at("2026-11-23T09:00:00Z"), 5, ZONE))
                .as("Monday to Monday")
                .isEqualTo(at("2026-11-30T09:00:00Z"));
        assertThat(Reminders.workingDays(at("2026-11-27T09:00:00Z"), 5, ZONE))
                .as("Friday to Friday")
                .isEqualTo(at("2026-12-04T09:00:00Z"));
        assertThat(Reminders.workingDays(at("2026-11-28T15:00:00Z"), 5, ZONE))
                .as("what comes on Saturday counts from Monday")
                .isEqualTo(at("2026-12-06T23:00:00Z"));
    }

    @Test
    void aRegistryIsAskedAfterSixtySixHours() {
        assertThat(Reminders.ofTakedown(at("2026-11-27T00:00:00Z")))
                .containsExactly(
                        new Reminders.Due("follow-up", at("2026-11-28T00:00:00Z")),
                        new Reminders.Due("registry", at("2026-11-29T18:00:00Z")));
    }
}
