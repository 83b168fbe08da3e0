package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/// Codes in pictures of Office files are found whatever the parts are called, and no file keeps the process that looks.
class OfficeCodesTest {

    private static final PictureCodes CODES = new PictureCodes(Duration.ofSeconds(120), Duration.ofSeconds(15));
    private static final String LINK = "https://alert-pay.example/q";
    private static final String TYPES = "[Content_Types].xml";
    private static final byte[] XML = "<Types/>".getBytes(StandardCharsets.UTF_8);

    /// A part of a file.
    private record Part(String name, byte[] content) {}

    private static byte[] file(Part... parts) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var part : parts) {
                zip.putNextEntry(new ZipEntry(part.name()));
                zip.write(part.content());
            }
        }
        return out.toByteArray();
    }

    private static byte[] code(String text, String kind) throws IOException {
        return CodePictures.file(CodePictures.one(text, 5), kind);
    }

    /// A letter as a file of Word.
    static byte[] letter(String text) throws IOException {
        return office("word/document.xml", new Part("word/media/image1.png", code(text, "png")));
    }

    private static byte[] office(String main, Part... pictures) throws IOException {
        var parts = new ArrayList<>(List.of(new Part(TYPES, XML), new Part(main, XML)));
        parts.addAll(List.of(pictures));
        return file(parts.toArray(Part[]::new));
    }

    /// As OpenDocument wants it: the kind first, as it stands.
    private static byte[] openDocument(Part... pictures) throws IOException {
        var out = new ByteArrayOutputStream();
        var kind = "application/vnd.oasis.opendocument.text".getBytes(StandardCharsets.US_ASCII);
        try (var zip = new ZipOutputStream(out)) {
            var first = new ZipEntry("mimetype");
            first.setMethod(ZipEntry.STORED);
            first.setSize(kind.length);
            var sum = new CRC32();
            sum.update(kind);
            first.setCrc(sum.getValue());
            zip.putNextEntry(first);
            zip.write(kind);
            zip.putNextEntry(new ZipEntry("content.xml"));
            zip.write(XML);
            for (var picture : pictures) {
                zip.putNextEntry(new ZipEntry(picture.name()));
                zip.write(picture.content());
            }
            zip.putNextEntry(new ZipEntry("META-INF/manifest.xml"));
            zip.write(XML);
        }
        return out.toByteArray();
    }

    @Test
    void codesAreFoundInEachKindOfFileAndUnderWhateverName() throws IOException {
        var begin = Instant.now();
        var answers = CODES.search(List.of(
                letter(LINK),
                office("xl/workbook.xml", new Part("xl/media/image1.jpeg", code(LINK, "jpg"))),
                office("ppt/presentation.xml", new Part("ppt/media/image7.gif", code(LINK, "gif"))),
                openDocument(new Part("Pictures/1000.png", code(LINK, "png"))),
                office("word/document.xml", new Part("word/theme/colours.xml", code("onder een naam", "png"))),
                office(
                        "word/document.xml",
                        new Part("word/media/image1.png", code(LINK, "png")),
                        new Part("word/media/image2.png", code(LINK, "png")),
                        new Part("word/media/image3.jpg", code("en een", "jpg"))),
                office("word/document.xml")));
        System.out.printf(
                "seven Office files: %d ms%n",
                Duration.between(begin, Instant.now()).toMillis());
        assertThat(answers).extracting(PictureCodes.Searched::state).containsOnly("searched");
        assertThat(answers)
                .extracting(PictureCodes.Searched::codes)
                .containsExactly(
                        List.of(LINK),
                        List.of(LINK),
                        List.of(LINK),
                        List.of(LINK),
                        List.of("onder een naam"),
                        List.of(LINK, "en een"),
                        List.of());
    }

    @Test
    void aFileIsTakenForOneByItsPartsAlone() throws IOException {
        assertThat(PictureKind.of(letter(LINK))).contains(PictureKind.OFFICE);
        assertThat(PictureKind.of(openDocument())).contains(PictureKind.OFFICE);
        assertThat(PictureKind.of(file(new Part("[content_types].XML", XML)))).contains(PictureKind.OFFICE);
        assertThat(PictureKind.of(file(new Part("image1.png", code(LINK, "png")))))
                .as("an archive of something else")
                .isEmpty();
        assertThat(PictureKind.of(TYPES.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    /// What one program opens as an archive another opens as a PDF file: both are looked at.
    @Test
    void aFileThatIsAlsoAPdfIsSearchedAsBoth() throws IOException {
        var pdf = PdfCodesTest.letter("in de brief");
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            var first = new ZipEntry("a");
            first.setMethod(ZipEntry.STORED);
            first.setSize(pdf.length);
            var sum = new CRC32();
            sum.update(pdf);
            first.setCrc(sum.getValue());
            zip.putNextEntry(first);
            zip.write(pdf);
            zip.putNextEntry(new ZipEntry(TYPES));
            zip.write(XML);
            zip.putNextEntry(new ZipEntry("word/media/image1.png"));
            zip.write(code("in het archief", "png"));
        }
        var answer = CODES.search(List.of(out.toByteArray())).getFirst();
        assertThat(answer.codes()).containsExactlyInAnyOrder("in de brief", "in het archief");
        assertThat(answer.state()).isEqualTo("searched");
    }

    /// A part that begins like a picture and unpacks to 200 MB.
    private static byte[] bomb() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(TYPES));
            zip.putNextEntry(new ZipEntry("word/media/image1.png"));
            zip.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
            var row = new byte[1 << 20];
            for (int n = 0; n < 200; n++) {
                zip.write(row);
            }
            zip.putNextEntry(new ZipEntry("word/media/image2.png"));
            zip.write(code(LINK, "png"));
        }
        return out.toByteArray();
    }

    private static byte[] tenThousand() throws IOException {
        var parts = new Part[10_000];
        parts[0] = new Part("word/media/image0.png", code(LINK, "png"));
        var small = CodePictures.file(CodePictures.sheet(40, 40, java.awt.Color.PINK), "png");
        for (int n = 1; n < parts.length; n++) {
            var each = Arrays.copyOf(small, small.length + 2); // behind its end: another picture to who compares
            each[small.length] = (byte) (n >> 8);
            each[small.length + 1] = (byte) n;
            parts[n] = new Part("word/media/image" + n + ".png", each);
        }
        return office("word/document.xml", parts);
    }

    /// A picture that says it has 60,000 points a side.
    private static byte[] vast() throws IOException {
        var picture = code(LINK, "png");
        java.nio.ByteBuffer.wrap(picture).putInt(16, 60_000).putInt(20, 60_000);
        var sum = new CRC32();
        sum.update(picture, 12, 17);
        java.nio.ByteBuffer.wrap(picture).putInt(29, (int) sum.getValue());
        return office("word/document.xml", new Part("word/media/image1.png", picture));
    }

    private static byte[] manyParts() throws IOException {
        var parts = new Part[OfficeSearch.MOST_PARTS + 10];
        parts[0] = new Part("word/media/image0.png", code(LINK, "png"));
        for (int n = 1; n < parts.length; n++) {
            parts[n] = new Part("word/p" + n, new byte[0]);
        }
        return office("word/document.xml", parts);
    }

    @Test
    void hostileFilesEndAndTheNextOneIsSearched() throws IOException {
        var broken = Arrays.copyOf(code(LINK, "png"), 60);
        var begin = Instant.now();
        var whole = letter(LINK);
        var answers = CODES.search(List.of(
                bomb(),
                vast(),
                tenThousand(),
                manyParts(),
                office(
                        "word/document.xml",
                        new Part("word/media/image1.png", broken),
                        new Part("word/media/image2.png", code(LINK, "png"))),
                Arrays.copyOf(whole, whole.length - 100),
                whole));
        System.out.printf(
                "hostile Office files: %d ms%n",
                Duration.between(begin, Instant.now()).toMillis());
        assertThat(answers)
                .extracting(PictureCodes.Searched::state)
                .containsExactly("large", "large", "large", "large", "broken", "broken", "searched");
        assertThat(answers.get(0).codes()).as("beside a bomb").containsExactly(LINK);
        assertThat(answers.get(2).codes()).as("first of 10,000").containsExactly(LINK);
        assertThat(answers.get(3).codes()).as("among 10,000 parts").containsExactly(LINK);
        assertThat(answers.get(4).codes()).as("beside a broken one").containsExactly(LINK);
        assertThat(answers.getLast().codes()).as("after all of them").containsExactly(LINK);
    }

    @Test
    void manyPicturesThatUnpackWellAreGivenUpTogether() throws IOException {
        var small = CodePictures.file(CodePictures.sheet(40, 40, java.awt.Color.PINK), "png");
        var parts = new Part[20];
        for (int n = 0; n < parts.length - 1; n++) {
            // A part of each packs badly, so that none of them alone is out of proportion.
            var junk = new byte[300_000];
            new Random(n).nextBytes(junk);
            var picture = Arrays.copyOf(small, 9 << 20);
            System.arraycopy(junk, 0, picture, small.length, junk.length);
            parts[n] = new Part("word/media/image" + n + ".png", picture);
        }
        parts[parts.length - 1] = new Part("word/media/last.png", code(LINK, "png"));
        var file = office("word/document.xml", parts);
        assertThat(file.length).isLessThan(Pictures.LARGEST);
        var answers = CODES.search(List.of(file, letter(LINK)));
        assertThat(answers.getFirst()).isEqualTo(new PictureCodes.Searched("large", List.of()));
        assertThat(answers.getLast().codes()).containsExactly(LINK);
    }

    @Test
    void damagedFilesBreakNothing() throws IOException {
        var random = new Random(13);
        var whole = letter(LINK);
        var files = new ArrayList<byte[]>();
        for (int n = 0; n < 25; n++) {
            var changed = whole.clone();
            for (int place = 0; place < 10; place++) {
                changed[4 + random.nextInt(changed.length - 4)] = (byte) random.nextInt(256);
            }
            files.add(n % 5 == 0 ? Arrays.copyOf(changed, random.nextInt(changed.length)) : changed);
        }
        files.add(whole);
        var answers = CODES.search(files);
        assertThat(answers).allMatch(answer -> answer.codes().stream().allMatch(LINK::equals));
        assertThat(answers.getLast().codes()).as("the process lived to the end").containsExactly(LINK);
    }
}
