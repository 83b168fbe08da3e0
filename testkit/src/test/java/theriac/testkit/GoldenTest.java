package theriac.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {

    @TempDir
    Path folder;

    @Test
    void equalTextPassesWhateverTheLineEnds() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "one\ntwo\n");
        Golden.compare(folder, "a.txt", "one\r\ntwo");
    }

    @Test
    void aDifferenceShowsTheLinesAndTheCommandThatAcceptsIt() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "one\ntwo\nthree\nfour\n");
        assertThatThrownBy(() -> Golden.compare(folder, "a.txt", "one\n2\nthree\nfour\nfive\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("- two\n+ 2\n  three", "+ five", "./theriac golden");
    }

    @Test
    void aMissingFileFailsAndIsNotWritten() {
        assertThatThrownBy(() -> Golden.compare(folder, "new.txt", "x")).hasMessageContaining("does not exist");
        assertThat(folder.resolve("new.txt")).doesNotExist();
    }

    @Test
    void jsonIsLaidOutWithoutTouchingStringsOrNumbers() {
        assertThat(JsonLayout.lines("{\"a\":[],\"b\":{\"c\":1.10,\"d\":\"x,{\\\"}\"},\"e\":[1,2]}"))
                .isEqualTo("""
                        {
                          "a": [],
                          "b": {
                            "c": 1.10,
                            "d": "x,{\\"}"
                          },
                          "e": [
                            1,
                            2
                          ]
                        }
                        """);
    }

    @Test
    void everySampleIsThereAndUsesReservedNamesOnly() {
        assertThat(StixSamples.partnerFeed()).contains(StixSamples.PARTNER, StixSamples.PARTNER_DOMAIN_INDICATOR);
        assertThat(StixSamples.nlAlertSms()).contains(StixSamples.SMS_LINK);
        assertThat(StixSamples.bundleWithOneBadObject()).contains("halve.example");
        assertThat(StixSamples.stix20Bundle()).contains("\"spec_version\": \"2.0\"");
        for (String text : new String[] {
            StixSamples.phishingMail(), StixSamples.csvList(), StixSamples.defangedText(), StixSamples.mispEvent()
        }) {
            assertThat(text).contains("example").doesNotContainPattern("[a-z]\\.(com|net|org|nl)\\b");
        }
    }

    @Test
    void theClockMovesOnlyWhenTold() {
        FixedClock clock = FixedClock.at("2026-04-20T09:00:00Z");
        assertThat(clock.instant()).isEqualTo(clock.instant());
        clock.advance(java.time.Duration.ofSeconds(5));
        assertThat(clock.instant()).hasToString("2026-04-20T09:00:05Z");
    }
}
