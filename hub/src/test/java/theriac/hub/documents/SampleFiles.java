package theriac.hub.documents;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/// One small report in each kind of file, written here.
final class SampleFiles {

    static final List<String> PAGES = List.of(
            "Night Heron hits clinics.\nThe group Night Heron (NH-7) sends mail from billing[.]invoices[.]example.",
            "It drops Heronloader and uses T1566.001. The server is 192.0.2.77, and CVE-2026-1234 is exploited.");

    private SampleFiles() {}

    static byte[] pdf() {
        try (var document = new PDDocument()) {
            document.getDocumentInformation().setTitle("Night Heron report");
            for (var text : PAGES) {
                var page = new PDPage();
                document.addPage(page);
                try (var stream = new PDPageContentStream(document, page)) {
                    stream.beginText();
                    stream.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 11);
                    stream.setLeading(15);
                    stream.newLineAtOffset(50, 700);
                    for (var line : text.split("\n")) {
                        stream.showText(line);
                        stream.newLine();
                    }
                    stream.endText();
                }
            }
            var out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static byte[] word() {
        try (var document = new XWPFDocument()) {
            for (var line : String.join("\n", PAGES).split("\n")) {
                document.createParagraph().createRun().setText(line);
            }
            var out = new ByteArrayOutputStream();
            document.write(out);
            return out.toByteArray();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static byte[] html() {
        return ("<!DOCTYPE html><html><head><title>Night Heron report</title><script>var evil = '198.51.100.9';</script>"
                        + "</head><body><h1>Report</h1><p>"
                        + String.join("</p><p>", PAGES).replace("\n", "<br>")
                        + "</p></body></html>")
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] mail() {
        return ("From: analyst@partner.example\r\nTo: desk@cert.example\r\nSubject: Night Heron report\r\n"
                        + "Date: Thu, 26 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\n\r\n"
                        + String.join("\n", PAGES).replace("\n", "\r\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /// A Word file of some kilobytes whose text is 150 MB.
    static byte[] bomb() {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write("""
                    <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                    <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                    <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
                    </Types>""".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("_rels/.rels"));
            zip.write("""
                    <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                    <Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
                    </Relationships>""".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            zip.write(
                    "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>"
                            .getBytes(StandardCharsets.UTF_8));
            var block = "bomb ".repeat(200_000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 150; i++) {
                zip.write(block);
            }
            zip.write("</w:t></w:r></w:p></w:body></w:document>".getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return out.toByteArray();
    }
}
