package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Test;

/// Codes in PDF files are found whatever they are drawn with, and no file keeps the process that looks.
class PdfCodesTest {

    private static final PictureCodes CODES = new PictureCodes(Duration.ofSeconds(90), Duration.ofSeconds(15));
    private static final String LINK = "https://alert-pay.example/q";

    /// What a test puts onto a page.
    @FunctionalInterface
    private interface Drawing {
        void on(PDDocument document, PDPage page, PDPageContentStream pen) throws IOException;
    }

    private static byte[] file(PDRectangle size, Drawing... pages) throws IOException {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            for (var drawing : pages) {
                var page = new PDPage(size);
                document.addPage(page);
                try (var pen = new PDPageContentStream(document, page)) {
                    drawing.on(document, page, pen);
                }
            }
            document.save(out);
            return out.toByteArray();
        }
    }

    /// A letter with a code of so many points a side, drawn as squares.
    private static Drawing drawn(String text, float side) {
        return (document, page, pen) -> {
            words(pen);
            var code = CodePictures.code(text);
            float module = side / code.getWidth();
            for (int row = 0; row < code.getHeight(); row++) {
                for (int column = 0; column < code.getWidth(); column++) {
                    if (code.get(column, row) == 1) {
                        pen.addRect(100 + column * module, 400 - row * module, module, module);
                    }
                }
            }
            pen.fill();
        };
    }

    /// A letter as a file.
    static byte[] letter(String text) throws IOException {
        return file(PDRectangle.A4, drawn(text, 60));
    }

    private static void words(PDPageContentStream pen) throws IOException {
        pen.beginText();
        pen.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 11); // which the file does not bring along
        pen.newLineAtOffset(60, 700);
        pen.showText("Scan de code om uw rekening te bevestigen.");
        pen.endText();
    }

    private static Drawing shown(BufferedImage picture, float side) {
        return (document, page, pen) -> {
            words(pen);
            pen.drawImage(LosslessFactory.createFromImage(document, picture), 100, 300, side, side);
        };
    }

    private static final Drawing EMPTY = (document, page, pen) -> words(pen);

    @Test
    void codesAreFoundDrawnAndAsPicturesOnWhateverPage() throws IOException {
        var late = CodePictures.one("op de derde", 5);
        var begin = Instant.now();
        var answers = CODES.search(List.of(
                file(PDRectangle.A4, drawn(LINK, 60)),
                file(PDRectangle.A4, shown(CodePictures.one(LINK, 5), 90)),
                file(PDRectangle.A4, EMPTY, EMPTY, shown(late, 80)),
                file(PDRectangle.A4, EMPTY, shown(CodePictures.one("zeer klein", 6), 4)),
                file(PDRectangle.A4, drawn(LINK, 60), shown(CodePictures.one("en een", 5), 90)),
                file(PDRectangle.A4, EMPTY)));
        System.out.printf(
                "six PDF files: %d ms%n", Duration.between(begin, Instant.now()).toMillis());
        assertThat(answers).extracting(PictureCodes.Searched::state).containsOnly("searched");
        assertThat(answers)
                .extracting(PictureCodes.Searched::codes)
                .containsExactly(
                        List.of(LINK),
                        List.of(LINK),
                        List.of("op de derde"),
                        List.of("zeer klein"),
                        List.of(LINK, "en een"),
                        List.of());
    }

    @Test
    void aFileIsTakenForAPdfByItsSignAlone() throws IOException {
        var whole = file(PDRectangle.A4, drawn(LINK, 60));
        assertThat(PictureKind.of(whole)).contains(PictureKind.PDF);
        var behind = new byte[whole.length + 500];
        Arrays.fill(behind, (byte) ' ');
        System.arraycopy(whole, 0, behind, 500, whole.length);
        assertThat(PictureKind.of(behind)).contains(PictureKind.PDF);
        assertThat(PictureKind.of("a %PDF".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(CODES.search(List.of(behind)).getFirst().codes()).containsExactly(LINK);
    }

    private static byte[] pages(int count) throws IOException {
        var pages = new Drawing[count];
        Arrays.fill(pages, EMPTY);
        pages[1] = drawn(LINK, 60);
        return file(PDRectangle.A6, pages);
    }

    /// A picture that says it has so many points a side and unpacks to that.
    private static Drawing bomb(int side) throws IOException {
        var points = new ByteArrayOutputStream();
        try (var squeezed = new DeflaterOutputStream(points, new Deflater(Deflater.BEST_SPEED))) {
            var row = new byte[side];
            for (int y = 0; y < side; y++) {
                squeezed.write(row);
            }
        }
        return (document, page, pen) -> {
            var small = LosslessFactory.createFromImage(document, CodePictures.one("x", 1));
            var picture = small.getCOSObject();
            picture.setInt(COSName.WIDTH, side);
            picture.setInt(COSName.HEIGHT, side);
            picture.setInt(COSName.BITS_PER_COMPONENT, 8);
            picture.setItem(COSName.COLORSPACE, COSName.DEVICEGRAY);
            try (var out = picture.createRawOutputStream()) {
                out.write(points.toByteArray());
            }
            pen.drawImage(small, 0, 0, 500, 500);
        };
    }

    /// A drawing that draws itself twice, in which each is drawn twice.
    private static byte[] circle() throws IOException {
        return file(PDRectangle.A4, (document, page, pen) -> {
            var form = new org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject(document);
            form.setBBox(PDRectangle.A4);
            form.setResources(new org.apache.pdfbox.pdmodel.PDResources());
            form.getResources().put(COSName.getPDFName("Me"), form);
            try (var out = form.getContentStream().createOutputStream()) {
                out.write("/Me Do /Me Do".getBytes(StandardCharsets.US_ASCII));
            }
            pen.drawForm(form);
        });
    }

    /// A page with more lines than anybody can tell apart.
    private static byte[] busy() throws IOException {
        return file(PDRectangle.A4, (document, page, pen) -> {
            for (int n = 0; n < 2_000_000; n++) {
                pen.moveTo(n % 500, 0);
                pen.curveTo(n % 300, 800, 500 - n % 500, 300, n % 77, 800);
                pen.stroke();
            }
        });
    }

    @Test
    void hostileFilesEndAndTheNextOneIsSearched() throws IOException {
        var locked = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            document.save(locked);
        }
        var answers = CODES.search(List.of(
                pages(25),
                file(PDRectangle.A4, bomb(24_000)),
                file(new PDRectangle(2_000_000, 2_000_000), EMPTY),
                file(new PDRectangle(0.001f, 0.001f), EMPTY),
                locked.toByteArray(),
                "%PDF-1.7 nothing".getBytes(StandardCharsets.UTF_8),
                file(PDRectangle.A4, drawn(LINK, 60))));
        assertThat(answers)
                .extracting(PictureCodes.Searched::state)
                .containsExactly("large", "large", "searched", "searched", "broken", "broken", "searched");
        assertThat(answers.getFirst().codes()).as("on its second page").containsExactly(LINK);
        assertThat(answers.getLast().codes()).as("after all of them").containsExactly(LINK);
    }

    @Test
    void aFileThatKeepsItsReaderBusyIsGivenUp() throws IOException {
        var answers = new PictureCodes(Duration.ofSeconds(80), Duration.ofSeconds(3))
                .search(List.of(circle(), busy(), CodePictures.file(CodePictures.one(LINK, 5), "png")));
        assertThat(answers.getFirst().state()).as("draws itself").isIn("late", "broken");
        assertThat(answers.get(1).state()).as("a busy page").isEqualTo("late");
        assertThat(answers.getLast().codes()).containsExactly(LINK);
    }

    @Test
    void damagedFilesBreakNothing() throws IOException {
        var random = new Random(11);
        var whole = file(PDRectangle.A6, drawn(LINK, 60));
        var files = new ArrayList<byte[]>();
        for (int n = 0; n < 25; n++) {
            var changed = whole.clone();
            for (int place = 0; place < 10; place++) {
                changed[5 + random.nextInt(changed.length - 5)] = (byte) random.nextInt(256);
            }
            files.add(n % 5 == 0 ? Arrays.copyOf(changed, random.nextInt(changed.length)) : changed);
        }
        files.add(whole);
        var answers = CODES.search(files);
        assertThat(answers).allMatch(answer -> answer.codes().stream().allMatch(LINK::equals));
        assertThat(answers.getLast().codes()).as("the process lived to the end").containsExactly(LINK);
    }
}
