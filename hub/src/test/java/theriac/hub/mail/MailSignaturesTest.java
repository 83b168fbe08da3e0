package theriac.hub.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import theriac.hub.core.HubConfig.MailSigning;
import theriac.hub.core.Problem;
import theriac.hub.testing.MailAuthority;

/// Who signs which mail, what is said of a certificate, and that OpenSSL finds S/MIME signatures good.
class MailSignaturesTest {

    private static final Instant NOW = Instant.now();
    private static final String PASSWORD = "very secret pass";

    @TempDir
    Path folder;

    private MailAuthority authority;

    @BeforeEach
    void authority() throws Exception {
        authority = new MailAuthority(NOW);
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    }

    private MailSignatures signatures(Map<String, String> forms) {
        var settings = new MailSigning(
                Optional.of(folder.resolve("mail.p12")), Optional.of(folder.resolve("password")), forms);
        return signatures(settings);
    }

    private static MailSignatures signatures(MailSigning settings) {
        return new MailSignatures(
                settings, "cert@hub.example", (owner, part, at) -> "openpgp", Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void write(MailAuthority.Wanted wanted) throws Exception {
        authority.write(folder.resolve("mail.p12"), PASSWORD, wanted);
    }

    private static byte[] mail(String text, MailSignature signature) throws Exception {
        var session = Session.getInstance(new Properties());
        var head = new MimeMessage(session);
        head.setFrom("cert@hub.example");
        head.setSubject("Één waarschuwing");
        var html = "<p>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</p>";
        var file = new MailAttachment("data.json", "application/json", "{\"é\": 1}");
        var body = new MimeText.Body(text, html, List.of(file), Optional.of(signature));
        var out = new ByteArrayOutputStream();
        MimeText.with(head, body, session).writeTo(out);
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"RSA,2048", "EC,256", "EC,384"})
    void openSslFindsTheSignatureGoodAndTheWordsWhole(String algorithm, int bits) throws Exception {
        Assumptions.assumeThat(MailAuthority.OPENSSL).exists();
        write(authority.wanted(algorithm, bits));
        var signature = signatures(Map.of()).of("advisory", "CERT", NOW).orElseThrow();
        var text = "Één regel – €5, 漢字, \uD83D\uDC89.\nFrom nobody\n.\n" + "x".repeat(5_000)
                + "\nblank at the end   \n\ttab";
        var raw = mail(text, signature);
        var ascii = new String(raw, StandardCharsets.ISO_8859_1);
        assertThat(ascii)
                .contains("micalg=\"sha-256\"", "protocol=\"application/pkcs7-signature\"", "smime.p7s")
                .doesNotContain("\nFrom nobody", "Bcc");
        assertThat(ascii.chars()).as("seven bits").allMatch(c -> c < 128);
        assertThat(ascii.lines().mapToInt(String::length).max().orElseThrow()).isLessThanOrEqualTo(998);
        assertThat(authority.verify(folder, raw))
                .contains("CMS Verification successful", "=C3=89=C3=A9n regel", "blank at the end  =20");
        int at = ascii.indexOf("xxxx");
        raw[at] ^= 1;
        assertThat(authority.verify(folder, raw)).doesNotContain("successful").contains("CMS Verification failure");
        raw[at] ^= 1;
        assertThat(new MailAuthority(NOW).verify(folder, raw))
                .as("signed under another authority")
                .doesNotContain("successful");
    }

    @Test
    void whatIsWrongWithACertificateIsSaidAndOpenPgpTakesItsPlace() throws Exception {
        var good = authority.wanted("EC", 256);
        said("missing", false);
        write(good);
        said("", true);
        renewed(good.until(NOW.plus(Duration.ofDays(29))), "expires-soon", true);
        renewed(good.address("other@hub.example"), "other-sender", true);
        renewed(good.until(NOW.minusSeconds(1)), "expired", false);
        renewed(good.from(NOW.plusSeconds(60)), "not-yet", false);
        renewed(good.forServers(), "other-purpose", false);
        renewed(authority.wanted("RSA", 1_024), "weak-key", false);
        Files.writeString(folder.resolve("password"), "another");
        said("password", false);
        Files.writeString(folder.resolve("mail.p12"), "no such file");
        said("unreadable", false);
    }

    private void renewed(MailAuthority.Wanted wanted, String fault, boolean usable) throws Exception {
        write(wanted);
        said(fault, usable);
    }

    private void said(String fault, boolean usable) {
        var signatures = signatures(Map.of());
        assertThat(signatures.state().orElseThrow().fault()).isEqualTo(fault);
        assertThat(signatures.state().orElseThrow().usable()).isEqualTo(usable);
        assertThat(signatures.of("advisory", "CERT", NOW).orElseThrow().form())
                .isEqualTo(usable ? MailSignature.Form.SMIME : MailSignature.Form.PGP);
        assertThat(signatures.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void aNewFileIsTakenWithoutANewStart() throws Exception {
        write(authority.wanted("EC", 256).until(NOW.minusSeconds(1)));
        var signatures = signatures(Map.of());
        assertThat(signatures.state().orElseThrow().fault()).isEqualTo("expired");
        write(authority.wanted("EC", 256));
        Files.setLastModifiedTime(folder.resolve("mail.p12"), FileTime.from(NOW.plusSeconds(5)));
        assertThat(signatures.state().orElseThrow().fault()).isEmpty();
    }

    @Test
    void eachKindIsSignedAsItIsSet() throws Exception {
        write(authority.wanted("EC", 256));
        var signatures = signatures(Map.of("end-of-day", "none", "letter", "pgp"));
        assertThat(signatures.of("end-of-day", "CERT", NOW)).isEmpty();
        assertThat(signatures.of("letter", "CERT", NOW).orElseThrow().form()).isEqualTo(MailSignature.Form.PGP);
        assertThat(signatures.of("advisory", "CERT", NOW).orElseThrow().form()).isEqualTo(MailSignature.Form.SMIME);
        signatures.check(List.of("end-of-day"));
        assertThatThrownBy(() -> signatures.check(List.of("advisory")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("\"end-of-day\", which is no kind of mail; there are advisory, letter");
        var own = signatures(MailSigning.OWN_KEY);
        assertThat(own.state()).isEmpty();
        assertThat(own.of("advisory", "CERT", NOW).orElseThrow().form()).isEqualTo(MailSignature.Form.PGP);
    }
}
