package theriac.hub.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import theriac.hub.core.Problem;
import theriac.stix.value.Extraction;

/// Files of others, read in a process of its own.
class FileTextsTest {

    private static final FileTexts FILES = new FileTexts();

    private static List<String> values(FileText text) {
        return Extraction.values(text.text()).stream()
                .map(value -> value.text())
                .filter(value ->
                        !value.contains("@") && !value.equals("partner.example") && !value.equals("cert.example"))
                .toList();
    }

    @Test
    void everyKindSaysTheSame() {
        for (var file : List.of(
                FILES.read(SampleFiles.pdf(), "report.pdf"),
                FILES.read(SampleFiles.word(), "report.docx"),
                FILES.read(SampleFiles.html(), "report.html"),
                FILES.read(SampleFiles.mail(), "report.eml"),
                FILES.read(String.join("\n", SampleFiles.PAGES).getBytes(StandardCharsets.UTF_8), "report.txt"))) {
            assertThat(values(file))
                    .as("%s: %s", file.mediaType(), file.text())
                    .containsExactly("billing.invoices.example", "T1566.001", "192.0.2.77", "CVE-2026-1234");
            assertThat(file.cut()).isFalse();
        }
    }

    @Test
    void aPdfTellsItsPagesAndTitleAndItsNameIsNotBelieved() {
        var file = FILES.read(SampleFiles.pdf(), "holiday.jpg");
        assertThat(file.mediaType()).startsWith("application/pdf");
        assertThat(file.title()).isEqualTo("Night Heron report");
        assertThat(file.pages()).hasSize(2).first().isEqualTo(0);
        assertThat(FileText.page(file.pages(), file.text().indexOf("Night Heron")))
                .hasValue(1);
        assertThat(FileText.page(file.pages(), file.text().indexOf("192.0.2.77")))
                .hasValue(2);
    }

    @Test
    void aBombFillsNothing() {
        long start = System.nanoTime();
        var bomb = SampleFiles.bomb();
        try {
            var file = FILES.read(bomb, "bomb.docx");
            assertThat(file.cut()).isTrue();
            assertThat(file.text().length()).isLessThanOrEqualTo(FileTexts.LONGEST);
        } catch (Problem refused) {
            assertThat(refused.reason()).isIn("document.broken", "document.slow");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(90));
    }

    @Test
    void damagedFilesAreRefusedWithASentence() {
        var random = new Random(7);
        var pdf = SampleFiles.pdf();
        var noise = new byte[4_000];
        random.nextBytes(noise);
        for (var file : List.of(
                java.util.Arrays.copyOf(pdf, pdf.length / 3),
                java.util.Arrays.copyOf(SampleFiles.word(), 700),
                noise,
                "%PDF-1.7\n".getBytes(StandardCharsets.UTF_8))) {
            try {
                FILES.read(file, "x");
            } catch (Problem refused) {
                assertThat(refused.sentence()).containsIgnoringCase("paste").contains("file");
            }
        }
    }

    @Test
    void aFileThatTakesTooLongIsGivenUp() {
        assertThatThrownBy(() -> new FileTexts(Duration.ofMillis(5), "384m").read(SampleFiles.pdf(), "report.pdf"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.reason()).isEqualTo("document.slow"));
    }

    @Test
    void aLongTextIsCutAndSaysSo() {
        var text = "word ".repeat(FileTexts.LONGEST / 4).getBytes(StandardCharsets.UTF_8);
        var file = FILES.read(text, "long.txt");
        assertThat(file.cut()).isTrue();
        assertThat(file.text()).hasSizeLessThanOrEqualTo(FileTexts.LONGEST).hasSizeGreaterThan(FileTexts.LONGEST - 10);
    }
}
