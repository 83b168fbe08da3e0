package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.testkit.Golden;

/// Pictures are searched in a process of its own that no picture can keep, and what codes say is read as
/// text is.
class PictureCodesTest {

    private static final PictureCodes CODES = new PictureCodes();
    private static final String LINK = "https://alert-pay.example/q";

    /// A picture of so many points of which all are white: a few hundred kB of file.
    private static byte[] bomb(int side) throws IOException {
        var file = new ByteArrayOutputStream();
        var out = new DataOutputStream(file);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        var head = new ByteArrayOutputStream();
        var header = new DataOutputStream(head);
        header.writeInt(side);
        header.writeInt(side);
        header.write(new byte[] {1, 0, 0, 0, 0});
        chunk(out, "IHDR", head.toByteArray());
        var points = new ByteArrayOutputStream();
        var row = new byte[side / 8 + 2];
        try (var squeezed = new DeflaterOutputStream(points, new Deflater(Deflater.BEST_SPEED))) {
            for (int y = 0; y < side; y++) {
                squeezed.write(row);
            }
        }
        chunk(out, "IDAT", points.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(DataOutputStream out, String name, byte[] content) throws IOException {
        var sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.US_ASCII));
        sum.update(content);
        out.writeInt(content.length);
        out.writeBytes(name);
        out.write(content);
        out.writeInt((int) sum.getValue());
    }

    @Test
    void everyKindOfPictureIsSearchedAndEachAnswersForItself() throws IOException {
        var picture = CodePictures.one(LINK, 5);
        var begin = Instant.now();
        var answers = CODES.search(List.of(
                CodePictures.file(picture, "png"),
                CodePictures.file(picture, "jpg"),
                CodePictures.file(picture, "gif"),
                CodePictures.file(CodePictures.sheet(50, 50, Color.WHITE), "png"),
                bomb(50_000),
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(CodePictures.file(picture, "png"), 60),
                CodePictures.file(CodePictures.one("na de bom", 4), "png")));
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(answers)
                .extracting(PictureCodes.Searched::state)
                .containsExactly(
                        "searched", "searched", "searched", "searched", "large", "broken", "broken", "searched");
        assertThat(answers.subList(0, 3)).allMatch(answer -> answer.codes().equals(List.of(LINK)));
        assertThat(answers.get(3).codes()).isEmpty();
        assertThat(answers.getLast().codes()).containsExactly("na de bom");
    }

    /// Pictures as files, for whoever reads codes elsewhere; beside them what they say.
    @Test
    void theVectorsAreReadAsTheyAreWrittenDown() throws IOException {
        var folder = Golden.projectRoot().resolve("hub/src/test/resources/theriac/hub/intake/codes");
        var rows = Files.readAllLines(folder.resolve("expected.tsv"));
        assertThat(rows).hasSizeGreaterThan(5);
        var files = new ArrayList<byte[]>();
        for (var row : rows) {
            files.add(Files.readAllBytes(folder.resolve(row.split("\t", 2)[0])));
        }
        var answers = CODES.search(files);
        for (int n = 0; n < rows.size(); n++) {
            var cells = List.of(rows.get(n).split("\t"));
            assertThat(answers.get(n).codes())
                    .as(cells.getFirst())
                    .containsExactlyInAnyOrderElementsOf(cells.subList(1, cells.size()));
        }
    }

    @Test
    void damagedPicturesBreakNothing() {
        var random = new Random(7);
        var pictures = new ArrayList<byte[]>();
        for (var kind : List.of("png", "jpg", "gif")) {
            var whole = CodePictures.file(CodePictures.one(LINK, 3), kind);
            for (int n = 0; n < 30; n++) {
                var changed = whole.clone();
                for (int place = 0; place < 6; place++) {
                    changed[4 + random.nextInt(changed.length - 4)] = (byte) random.nextInt(256);
                }
                pictures.add(changed);
            }
        }
        var answers = CODES.search(pictures);
        assertThat(answers).hasSameSizeAs(pictures);
        assertThat(answers).allMatch(answer -> answer.codes().stream().allMatch(LINK::equals));
        assertThat(answers)
                .as("the process lived to the end")
                .noneMatch(answer -> answer.state().equals("late"));
    }

    @Test
    void aSearchThatTakesTooLongIsGivenUp() {
        var large = CodePictures.sheet(6_000, 6_000, Color.WHITE);
        CodePictures.noise(large, new Random(1), 90);
        var picture = CodePictures.file(large, "jpg");
        var one = CodePictures.file(CodePictures.one(LINK, 5), "png");
        var begin = Instant.now();
        assertThat(new PictureCodes(Duration.ofSeconds(20), Duration.ofMillis(300)).search(List.of(picture, one)))
                .extracting(PictureCodes.Searched::state)
                .first()
                .isEqualTo("late");
        assertThat(new PictureCodes(Duration.ofMillis(20), Duration.ofSeconds(9)).search(List.of(one, one)))
                .as("killed before it began")
                .hasSize(2)
                .allMatch(answer -> answer.state().equals("late"));
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }

    private static List<NormalValue> values(String code) {
        var reader = new MessageReader(BrandList.parse("[]"), TriageRule.supplied());
        var reading = reader.read("Scan dit", "mail", "", List.of(new PictureCode("foto.png", code)));
        assertThat(reading.values()).allMatch(found -> found.picture().equals(Optional.of("foto.png")));
        assertThat(reading.values()).allMatch(found -> found.start() == -1);
        return reading.values().stream().map(Reading.Found::value).toList();
    }

    @Test
    void whatCodesSayIsReadAsTextIs() {
        var payment = "BCD\n002\n1\nSCT\n\nStichting Voorbeeld\nNL91ABNA0417164300\nEUR12.50\n\n\nFactuur 7\n";
        assertThat(new PictureCode("", payment).kind()).isEqualTo("payment");
        assertThat(values(payment)).extracting(NormalValue::text).containsExactly("NL91ABNA0417164300");
        var reading = new MessageReader(BrandList.parse("[]"), TriageRule.supplied())
                .read("", "mail", "", List.of(new PictureCode("x.png", payment)));
        assertThat(reading.amounts()).containsExactly("EUR12.50");
        assertThat(reading.remarks()).extracting(Reading.Remark::rule).contains("payment-in-qr-code");
        assertThat(values(LINK)).extracting(NormalValue::text).contains(LINK, "alert-pay.example");
        for (var call : List.of("tel:+31612345678", "tel:%2B31612345678", "SMSTO:+31612345678:AKKOORD")) {
            assertThat(values(call)).as(call).extracting(NormalValue::kind).contains(ValueKind.PHONE);
        }
        assertThat(values("mailto:bank@alert-pay.example?subject=IBAN%20wijzigen"))
                .extracting(NormalValue::text)
                .contains("bank@alert-pay.example");
        assertThat(
                        values(
                                "BEGIN:VCARD\nVERSION:3.0\nN:Bank\nTEL:+31612345678\nURL:https://alert-pay.example/v\nEND:VCARD"))
                .extracting(NormalValue::kind)
                .contains(ValueKind.PHONE, ValueKind.URL);
        assertThat(values("WIFI:T:WPA;S:Gasten;P:geheim;;")).isEmpty();
        assertThat(List.of(
                        "WIFI:S:x;;",
                        "tel:1",
                        "smsto:1",
                        "mailto:a@b.example",
                        "MECARD:N:x;;",
                        "otpauth://totp/x",
                        "x"))
                .extracting(text -> new PictureCode("", text).kind())
                .containsExactly("wifi", "phone", "sms", "mail", "contact", "secret", "text");
        assertThat(new PictureCode("\0a".repeat(500), "\0" + "x".repeat(9_000)))
                .satisfies(code -> assertThat(code.picture()).hasSize(200).doesNotContain("\0"))
                .satisfies(code ->
                        assertThat(code.text()).hasSize(PictureCode.LONGEST).doesNotContain("\0"));
    }

    @Test
    void aLinkInACodeCountsForTheRules() {
        var reading = new MessageReader(BrandList.parse("[]"), TriageRule.supplied())
                .read("Uw pakket", "mail", "", List.of(new PictureCode("foto.png", LINK)));
        assertThat(reading.remarks()).extracting(Reading.Remark::rule).contains("link-in-qr-code");
    }
}
