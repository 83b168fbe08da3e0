package theriac.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class StixTimestampTest {

    private static StixTimestamp time(String text) {
        return StixTimestamp.parse(text).orElseThrow();
    }

    @Test
    void everyDigitCountsAndTrailingZerosDoNot() {
        assertThat(time("2026-01-01T00:00:00.5Z")).isEqualTo(time("2026-01-01T00:00:00.500Z"));
        assertThat(time("2026-01-01T00:00:00Z")).isEqualTo(time("2026-01-01T00:00:00.000Z"));
        assertThat(time("2026-01-01T00:00:00.1234567890Z")).isLessThan(time("2026-01-01T00:00:00.1234567891Z"));
        assertThat(time("2026-01-01T00:00:00.5Z")).isGreaterThan(time("2026-01-01T00:00:00.499999Z"));
        assertThat(time("2026-01-01T00:00:00.500Z").text()).isEqualTo("2026-01-01T00:00:00.500Z");
    }

    @Test
    void instantsKeepNineDigits() {
        assertThat(time("2026-01-01T00:00:00.1234567899Z").instant())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00.123456789Z"));
        assertThat(time("1969-12-31T23:59:59.5Z").instant()).isEqualTo(Instant.parse("1969-12-31T23:59:59.5Z"));
    }

    @Test
    void anInstantIsWrittenWithThreeOrSixDigits() {
        assertThat(StixTimestamp.of(Instant.parse("2026-01-01T00:00:00Z")).text())
                .isEqualTo("2026-01-01T00:00:00.000Z");
        assertThat(StixTimestamp.of(Instant.parse("2026-01-01T00:00:00.123456789Z"))
                        .text())
                .isEqualTo("2026-01-01T00:00:00.123456Z");
    }

    @Test
    void aLeapSecondIsTheNextDaysFirst() {
        assertThat(time("2016-12-31T23:59:60Z").instant()).isEqualTo(Instant.parse("2017-01-01T00:00:00Z"));
        assertThat(StixTimestamp.parse("2016-12-31T22:59:60Z")).isEmpty();
    }

    @Test
    void everyDayOfTheCalendarHasItsInstant() {
        for (LocalDate day = LocalDate.of(0, 1, 1); day.getYear() < 10_000; day = day.plusDays(13)) {
            String text = "%04d-%02d-%02dT00:00:00Z".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
            assertThat(StixTimestamp.parse(text).orElseThrow().instant().getEpochSecond())
                    .as(text)
                    .isEqualTo(day.toEpochDay() * 86_400);
        }
    }
}
