package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Points of time in patterns: their form to the character, their order to the last digit.
class MomentTest {

    private static final String WHOLE = "2026-01-31T12:34:56Z";
    private static final String FINE = "2026-01-31T12:34:56.789Z";

    @Test
    void everyCharacterOfTheFormCounts() {
        for (String good : new String[] {WHOLE, FINE}) {
            assertThat(Moment.hasForm(good)).as(good).isTrue();
            for (int i = 0; i < good.length(); i++) {
                for (char other : "/: -.tzTZ;".toCharArray()) {
                    String changed = good.substring(0, i) + other + good.substring(i + 1);
                    assertThat(Moment.hasForm(changed)).as(changed).isEqualTo(changed.equals(good));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-01-31T12:34:5Z",
                "2026-01-31T12:34:56",
                "2026-01-31T12:34:56.Z",
                "2026-01-31T12:34:56.7",
                "2026-01-31T12:34:567Z",
                "2026-00-31T12:34:56Z",
                "2026-13-31T12:34:56Z",
                "2026-01-00T12:34:56Z",
                "2026-01-32T12:34:56Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T12:60:56Z",
                "2026-01-31T12:34:61Z"
            })
    void whatIsNoTimeHasNotTheForm(String text) {
        assertThat(Moment.hasForm(text)).isFalse();
        assertThat(Moment.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01T00:00:00Z",
                "2026-12-31T23:59:60Z",
                "2026-01-31T12:34:56.0Z",
                "2026-01-31T12:34:56.123456789012345678901234567890Z"
            })
    void theEndsOfEachRangeAreTimes(String text) {
        assertThat(Moment.parse(text)).isPresent();
    }

    @Test
    void aDayThatNoCalendarHasHasTheFormAndIsNoMoment() {
        assertThat(Moment.hasForm("2026-02-30T00:00:00Z")).isTrue();
        assertThat(Moment.parse("2026-02-30T00:00:00Z")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:34:56Z,     2026-01-31T12:34:56.0Z,     0",
        "2026-01-31T12:34:56.1Z,   2026-01-31T12:34:56.100Z,   0",
        "2026-01-31T12:34:56.10Z,  2026-01-31T12:34:56.1001Z, -1",
        "2026-01-31T12:34:56.9Z,   2026-01-31T12:34:57Z,      -1",
        "2026-01-31T12:34:56.01Z,  2026-01-31T12:34:56.1Z,    -1",
        "2026-01-31T12:34:60Z,     2026-01-31T12:35:00Z,       0",
        "1969-12-31T23:59:59Z,     1970-01-01T00:00:00Z,      -1"
    })
    void theOrderIsThatOfTimeToTheLastDigit(String one, String other, int order) {
        Moment first = Moment.parse(one).orElseThrow();
        Moment second = Moment.parse(other).orElseThrow();
        assertThat(Integer.signum(first.compareTo(second))).isEqualTo(order);
        assertThat(Integer.signum(second.compareTo(first))).isEqualTo(-order);
        assertThat(first.equals(second)).isEqualTo(order == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z,            0",
        "1970-01-01T00:00:01Z,            1000000000",
        "1970-01-01T00:00:00.5Z,          500000000",
        "1970-01-01T00:00:00.123456789Z,  123456789",
        "1970-01-01T00:00:00.1234567899Z, 123456789",
        "1969-12-31T23:59:59.999999999Z,  -1",
        "2262-04-11T23:47:15Z,            9223372035000000000",
        "2262-04-11T23:47:16Z,            9223372036854775807",
        "9999-12-31T23:59:59Z,            9223372036854775807",
        "1677-09-21T00:12:45Z,            -9223372035000000000",
        "1677-09-21T00:12:44Z,            -9223372036854775808",
        "0001-01-01T00:00:00Z,            -9223372036854775808"
    })
    void nanosecondsStopAtTheEndsOfTheirRange(String text, long nanos) {
        assertThat(Moment.parse(text).orElseThrow().nanos()).isEqualTo(nanos);
    }
}
