package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import theriac.hub.core.HubConfig.MailSigning;
import theriac.hub.mail.Letters;
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

    /// The form of one kind is not that of the other, both ways round.
    @ParameterizedTest
    @CsvSource({"letter,pkcs7-signature,pgp-signature", "operational-alert,pgp-signature,pkcs7-signature"})
    void eachKindOfMailGoesOutInItsOwnForm(String withOpenPgp, String warning, String letter) throws Exception {
        var authority = new MailAuthority(Instant.now());
        authority.write(data.resolve("mail.p12"), "pass", authority.wanted("EC", 256));
        try (var house = house(Map.of(withOpenPgp, "pgp"))) {
            house.published("green", new WarningFixture.Said("Vals bericht", "Een regel."));
            var posted = new Letters.Letter(
                    UUID.randomUUID(), "abuse@host.example", "Please remove", "A page.", Optional.empty());
            DATABASE.database()
                    .inTransaction(() -> house.hub.part(Letters.class).post(posted));
            eventually(() -> house.sink.received().size() == 3);
            assertThat(form(house, "soc@noord.example")).isEqualTo("application/" + warning);
            assertThat(form(house, "soc@south.example")).isEqualTo("application/" + warning);
            assertThat(form(house, "abuse@host.example")).isEqualTo("application/" + letter);
        }
    }

    /// The kind of the signature of the one mail to an address.
    private static String form(WarningFixture house, String to) {
        assertThat(house.mails(to)).hasSize(1);
        var raw = new String(house.mails(to).getFirst().raw(), StandardCharsets.ISO_8859_1);
        var named = Pattern.compile("multipart/signed;[^\\n]*\\n protocol=\"([^\"]+)\"")
                .matcher(raw.replace("\r", ""));
        return named.find() ? named.group(1) : "";
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
