package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.testing.TestDatabase;

/// Who gets a warning on paper: exactly those who may read it, once it was sent.
class PaperTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path data;

    private static final String WORDS = """
            {"title":"Pomp %s","summary":"Samenvatting","advice":"Advies"}""";

    @Test
    void aMemberPrintsWhatItWasSentAndNobodyElseDoes() throws Exception {
        try (var house = new WarningFixture(DATABASE, data)) {
            var id = house.post(
                            "anna", "/api/publications", """
                            {"tlp":"amber","nl":%s,"en":%s,"indicators":[{"value":"pomp[.]example"}]}""".formatted(WORDS.formatted("één"), WORDS.formatted("one")))
                    .text("id");
            var target = "{\"targets\":[{\"rule\":\"organization\",\"subject\":\"%s\"}]}".formatted(house.south.id());
            assertThat(house.put("anna", "/api/publications/" + id + "/targets", target)
                            .status())
                    .isEqualTo(200);
            assertThat(paper(house, "anna", id, "nl").statusCode())
                    .as("a draft")
                    .isEqualTo(409);
            house.post("anna", WarningFixture.path(id, "review"), "");
            house.post("bram", WarningFixture.path(id, "approval"), "");
            var reference = house.post("bram", WarningFixture.path(id, "publication"), "")
                    .text("reference");

            var paper = paper(house, "sara", id, "en");
            assertThat(paper.statusCode()).isEqualTo(200);
            assertThat(paper.headers().firstValue("Content-Type")).contains("application/pdf");
            assertThat(paper.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"" + reference + ".pdf\"");
            assertThat(text(paper.body())).contains("Pomp one", reference, "pomp[.]example", "TLP:AMBER");
            assertThat(text(paper(house, "sara", id, "nl").body())).contains("Pomp één");
            assertThat(paper(house, "noor", id, "nl").statusCode())
                    .as("a member that it is not for")
                    .isEqualTo(404);
        }
    }

    private static HttpResponse<byte[]> paper(WarningFixture house, String login, String id, String language)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(house.uri("/api/publications/" + id + "/pdf?lang=" + language))
                .GET();
        return house.http().send(house.signed(login, request).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
