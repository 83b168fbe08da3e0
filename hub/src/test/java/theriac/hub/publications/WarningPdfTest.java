package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import theriac.stix.Tlp;
import theriac.stix.value.Values;

/// A warning on paper, read back page by page. What it looks like: `target/warning.*.pdf`.
class WarningPdfTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    private static final Instant PUBLISHED = Instant.parse("2026-11-26T18:00:00Z");

    private static final String DUTCH = """
            Er gaat een vals bericht rond – „één klik, géén pakket” – met namen als Čapek, Łódź en Ελλάδα. Wie het \
            opent, verifieert niets: de officiële flat is fictief.

            - Infuuspomp Zuid, versie 4.1 tot en met 4.7: kwetsbaar, en een regel die zo lang is dat hij op papier op \
            de volgende regel verder gaat
            - Infuuspomp Noord: niet kwetsbaar
            """;

    private static Notice notice(String dutch, List<String> values, Optional<Notice.TakenBack> takenBack) {
        var nl = new Wording("Valse NL-Alert: één link, géén pakket", dutch, "Klik niet.\nVerwijder het bericht.");
        var en = new Wording("False NL-Alert", "A false message is going round.", "Do not click.");
        var all = values.stream()
                .map(value -> new Notice.Value(Values.recognize(value).orElseThrow(), Optional.empty()))
                .toList();
        return new Notice(
                "SECTOR-CERT-2026-0007",
                UUID.randomUUID(),
                Tlp.AMBER,
                nl,
                en,
                PUBLISHED,
                Severity.UNSAID,
                List.of(),
                takenBack,
                all);
    }

    private static byte[] paper(Notice notice, String language) {
        return new WarningPdf("Sector-CERT", language, ZONE).of(notice, List.of());
    }

    private static List<String> pages(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            var pages = new ArrayList<String>();
            for (int n = 1; n <= document.getNumberOfPages(); n++) {
                var stripper = new PDFTextStripper();
                stripper.setStartPage(n);
                stripper.setEndPage(n);
                pages.add(stripper.getText(document));
            }
            return pages;
        }
    }

    @Test
    void eachPageHasTheLabelAtItsHeadAndItsFoot() throws IOException {
        var pdf =
                paper(notice(DUTCH + "Er gaat een vals bericht rond. ".repeat(220), List.of(), Optional.empty()), "nl");
        assertThat(pages(pdf)).hasSizeGreaterThan(1).allSatisfy(page -> {
            assertThat(page.split("TLP:AMBER", -1)).hasSize(3);
            assertThat(page).contains("SECTOR-CERT-2026-0007", "bladzijde");
        });
        kept("nl", pdf);
    }

    @Test
    void itIsInTheLanguageThatWasAskedFor() throws IOException {
        var notice = notice(DUTCH, List.of(), Optional.empty());
        assertThat(String.join("", pages(paper(notice, "nl"))))
                .contains("één link, géén", "Čapek, Łódź en Ελλάδα", "26 november 2026, 19:00 CET", "Wat te doen")
                .contains("de officiële flat is fictief", "bladzijde 1 van 1");
        assertThat(String.join("", pages(paper(notice, "en"))))
                .contains("False NL-Alert", "26 November 2026, 19:00 CET", "What to do", "page 1 of 1")
                .doesNotContain("Klik niet");
    }

    @Test
    void valuesAreDefangedRowsAndNothingIsALink() throws IOException {
        var values = new ArrayList<>(List.of(
                "https://alert-pay.example/x",
                "https://" + "aanmelden.".repeat(9) + "alert.example/pakket/" + "bezorgen-en-betalen/".repeat(12)
                        + "?id=7",
                "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c"));
        IntStream.range(0, 60).forEach(n -> values.add("pakket-%d.example".formatted(n)));
        var pdf = paper(notice("Kort.", values, Optional.empty()), "nl");
        var text = String.join("\n", pages(pdf));
        assertThat(text)
                .contains("1 hxxps://alert-pay[.]example/x")
                .contains("3 b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c")
                .contains("63 pakket-59[.]example")
                .doesNotContain("https://", "pay.example");
        assertThat(text.replace("\n", ""))
                .as("a value of two lines, without hyphens")
                .contains("bezorgen-en-betalen/".repeat(12) + "?id=7");
        assertThat(new String(pdf, StandardCharsets.ISO_8859_1))
                .doesNotContain("/URI", "/Annots", "/JavaScript", "/EmbeddedFile", "/OpenAction");
        kept("values", pdf);
    }

    @Test
    void strangeLettersAndEndlessWordsBreakNothing() throws IOException {
        var strange = "中文 🚀 ok\tעברית עם ا\u0301 \u0378 " + "x".repeat(5_000) + "\n\n\n- \n-\n" + "中".repeat(9_000);
        var pdf = paper(notice(strange, List.of(), Optional.empty()), "nl");
        assertThat(String.join("", pages(pdf))).contains("□□ □ ok", "Wat te doen");
        kept("strange", pdf);
    }

    @Test
    void whatWasTakenBackSaysOnlyThat() throws IOException {
        var back = new Notice.TakenBack(Instant.parse("2026-11-27T08:00:00Z"), "Het was een oefening.");
        var notice = notice("Geheim", List.of("alert-pay.example"), Optional.of(back));
        assertThat(String.join("", pages(paper(notice, "nl"))))
                .contains("ingetrokken", "Het was een oefening.", "27 november 2026, 09:00 CET")
                .doesNotContain("Geheim", "alert-pay", "Klik niet");
    }

    private static void kept(String name, byte[] pdf) throws IOException {
        Files.write(Path.of("target", "warning." + name + ".pdf"), pdf);
    }
}
