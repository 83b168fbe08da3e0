package theriac.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import theriac.hub.policy.Viewer;
import theriac.hub.testing.CapturedLog;

/// Who is refused for asking too often stands in the log, and does not fill it (ASVS 16.3.3).
class PacesLogTest {

    private static final Optional<Duration> REFUSED = Optional.of(Duration.ofSeconds(3));

    @Test
    void oneOfThoseWhoAreRefusedIsNamedOnceAMinute() {
        var paces = new Paces(_ -> REFUSED, _ -> Optional.empty(), _ -> REFUSED);
        try (var log = new CapturedLog(Paces.class)) {
            for (int n = 0; n < 1_000; n++) {
                assertThat(paces.stranger("198.51.100.7")).isEqualTo(REFUSED);
            }
            assertThat(log.lines()).singleElement().asString().startsWith("WARN 198.51.100.7 asks too often");
        }
        var others = new Paces(_ -> REFUSED, _ -> Optional.empty(), _ -> Optional.empty());
        try (var log = new CapturedLog(Paces.class)) {
            assertThat(others.stranger("198.51.100.8")).isEmpty();
            assertThat(log.lines()).as("who may go on is nobody's business").isEmpty();
            var ann = new Viewer.Party("ann", 1, 2, Set.of(), Set.of(), Set.of(), Set.of());
            assertThat(others.refusal(ann)).isEqualTo(REFUSED);
            assertThat(log.lines()).singleElement().asString().contains("ann asks too often", "refused 1 requests");
        }
    }
}
