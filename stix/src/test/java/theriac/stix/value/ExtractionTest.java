package theriac.stix.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import theriac.testkit.ProcessorTime;

class ExtractionTest {

    @Test
    void tellsWhereInTheSourceAValueStandsAndHowItIsWritten() {
        String text = "Zie hxxps[:]//www.bad[.]example/inloggen?x=1#top. Bel 06 12 34 56 78!";
        List<Extracted> found = Extraction.find(text);
        assertThat(found)
                .extracting(e -> e.value().kind().code() + " " + e.value().text() + " <- " + e.asWritten())
                .containsExactly(
                        "url https://www.bad.example/inloggen?x=1 <- hxxps[:]//www.bad[.]example/inloggen?x=1#top",
                        "domain www.bad.example <- www.bad[.]example",
                        "phone +31612345678 <- 06 12 34 56 78");
        assertThat(found.getFirst().text()).isEqualTo("https://www.bad.example/inloggen?x=1#top");
        for (Extracted extracted : found) {
            assertThat(text.substring(extracted.start(), extracted.end())).isEqualTo(extracted.asWritten());
        }
    }

    @Test
    void leavesTheReadersOwnDomainsOut() {
        String text = "Echt: https://www.hub.example/nieuws en mail info@hub.example, vals: hub-nieuws.example";
        assertThat(Extraction.find(text, Set.of("hub.example")))
                .extracting(Extracted::text)
                .containsExactly("hub-nieuws.example");
    }

    @Test
    void readsDutchTelephoneAndAccountNumbers() {
        String text = "tel. 010-234 56 78, (020) 234 5678, 0031 6 12345678, +31 (0)88 123 4567, 0800-1234;"
                + " NL91 ABNA 0417 1643 00 en niet NL91 ABNA 0417 1643 01";
        assertThat(Extraction.find(text))
                .extracting(Extracted::text)
                .containsExactly(
                        "+31102345678",
                        "+31202345678",
                        "+31612345678",
                        "+31881234567",
                        "+318001234",
                        "NL91ABNA0417164300");
    }

    @Test
    void datesTimesAmountsAndVersionsAreNoValues() {
        String text =
                "Op 05-03-2025 om 12:30:45 kost het EUR 1.234,56; versie 10.2.3.4, pagina 3.14.15, nr. 2022-00871.";
        assertThat(Extraction.find(text)).isEmpty();
    }

    @Test
    void takesTimeLinearInHostileText() {
        List<String> units = List.of(
                "a.",
                "[.]",
                "http://",
                "1.1.1.",
                "@",
                "a@",
                "::",
                "0:",
                "(",
                "hxxp[:]//",
                "NL91 ",
                "+31 ",
                "CVE-",
                "bad[.]",
                "dot]",
                " AT ",
                "http://a.b",
                "h[tt]p",
                "[[[[",
                "\u200b",
                "a-dot-",
                "1,2,",
                "HKLM\\",
                "xn--",
                "%",
                "&amp;",
                "é.",
                "0x",
                "bc1q");
        for (String unit : units) {
            String text = unit.repeat(1_000_000 / unit.length());
            long before = ProcessorTime.nanos();
            Extraction.find(text);
            assertThat(Duration.ofNanos(ProcessorTime.nanos() - before))
                    .as(unit)
                    .isLessThan(Duration.ofSeconds(5));
        }
    }
}
