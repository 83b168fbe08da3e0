package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.core.HubConfig.MailSigning;
import theriac.hub.testing.MailAuthority;
import theriac.hub.testing.TestDatabase;

/// Warnings that leave with an S/MIME signature, as OpenSSL reads them from the mail server.
class SmimeMailTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path data;

    private WarningFixture house(Map<String, String> forms) throws Exception {
        Files.writeString(data.resolve("password"), "pass");
        return new WarningFixture(
                DATABASE,
                data,
                config -> config.withSigning(new MailSigning(
                        Optional.of(data.resolve("mail.p12")), Optional.of(data.resolve("password")), forms)));
    }

    @Test
    void aWarningIsSignedWithTheCertificateOfTheOperator() throws Exception {
        Assumptions.assumeThat(MailAuthority.OPENSSL).exists();
        var authority = new MailAuthority(Instant.now());
        authority.write(data.resolve("mail.p12"), "pass", authority.wanted("RSA", 2_048));
        try (var house = house(Map.of("end-of-day", "none"))) {
            house.published("green", new WarningFixture.Said("Vals bericht", "Één regel.\nFrom nobody."));
            eventually(() -> house.sink.received().size() == 2);
            var raw = house.mails("soc@noord.example").getLast().raw();
            assertThat(authority.verify(data, raw)).contains("CMS Verification successful", "=C3=89=C3=A9n regel.");
            var text = new String(raw, StandardCharsets.ISO_8859_1);
            raw[text.indexOf("n regel.")] ^= 1;
            assertThat(authority.verify(data, raw)).doesNotContain("successful");
            assertThat(house.get("anna", "/api/mail-signatures").status()).isEqualTo(403);
        }
    }

    @Test
    void aWarningGoesOutWithOpenPgpWhenTheCertificateHasExpired() throws Exception {
        var authority = new MailAuthority(Instant.now());
        authority.write(
                data.resolve("mail.p12"),
                "pass",
                authority.wanted("EC", 256).until(Instant.now().minusSeconds(1)));
        try (var house = house(Map.of())) {
            house.published("green", new WarningFixture.Said("Vals bericht", "Een regel."));
            eventually(() -> house.sink.received().size() == 2);
            assertThat(new String(house.mails("soc@noord.example").getLast().raw(), StandardCharsets.ISO_8859_1))
                    .contains("application/pgp-signature")
                    .doesNotContain("pkcs7");
        }
    }
}
