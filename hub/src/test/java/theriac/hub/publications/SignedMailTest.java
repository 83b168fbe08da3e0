package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.mail.MailSink;
import theriac.hub.testing.TestDatabase;
import theriac.hub.vault.SigningKey;

/// Mails as they come over the wire: signed so that GnuPG says so (RFC 3156), the text before the
/// HTML, and nothing of what is TLP:AMBER in them.
class SignedMailTest {

    private static final Pattern BOUNDARY =
            Pattern.compile("multipart/signed;.*?boundary=\"([^\"]+)\"", Pattern.DOTALL);

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path data;

    private WarningFixture house;

    @BeforeEach
    void start() {
        house = new WarningFixture(DATABASE, data);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private String send(String tlp, String title, String summary) {
        return house.published(tlp, new WarningFixture.Said(title, summary));
    }

    private MailSink.Received mail(int count, String to) {
        eventually(() -> house.sink.received().size() == count);
        return house.mails(to).getLast();
    }

    /// The signed part exactly as it came: between the first two boundaries, without the line end
    /// before the second (RFC 3156 §5).
    private static byte[] signed(byte[] raw) {
        var text = new String(raw, StandardCharsets.ISO_8859_1);
        var found = BOUNDARY.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        var line = "--" + found.group(1) + "\r\n";
        int start = text.indexOf(line) + line.length();
        int end = text.indexOf("\r\n--" + found.group(1), start);
        return Arrays.copyOfRange(raw, start, end);
    }

    private static MimeMultipart parts(MailSink.Received mail) throws Exception {
        var message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail.raw()));
        assertThat(message.getContentType())
                .startsWith("multipart/signed")
                .contains("micalg=\"pgp-sha512\"", "protocol=\"application/pgp-signature\"");
        return (MimeMultipart) message.getContent();
    }

    private String verify(MailSink.Received mail, Path home) throws Exception {
        var parts = parts(mail);
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("application/pgp-signature");
        var signature = parts.getBodyPart(1).getInputStream().readAllBytes();
        return verify(signed(mail.raw()), signature, home);
    }

    private String verify(byte[] part, byte[] signature, Path home) throws IOException, InterruptedException {
        var key = house.hub.part(SigningKey.class).publicKeys("Sector-CERT").getFirst();
        Files.writeString(home.resolve("key.asc"), key.text());
        Files.write(home.resolve("part"), part);
        Files.write(home.resolve("part.asc"), signature);
        gpg(home, "--import", "key.asc");
        return gpg(home, "--verify", "part.asc", "part");
    }

    private static String gpg(Path home, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of("gpg", "--homedir", home.toString(), "--batch", "--no-autostart", "--status-fd", "1"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aMailIsTextThenHtmlAndGnuPgFindsItsSignatureGood() throws Exception {
        send(
                "green",
                "Vals <script>alert(1)</script> bericht",
                "Één regel.  \nFrom nobody, a line that servers like to change.\n\n<img src=https://track.example/x>");
        var mail = mail(2, "soc@noord.example");
        assertThat(mail.subject()).isEqualTo("[Sector-CERT] Vals <script>alert(1)</script> bericht (TLP:GREEN)");
        assertThat(mail.text())
                .contains("Één regel.", "From nobody, a line", "TLP:GREEN")
                .endsWith("TLP:GREEN");
        assertThat(mail.headers()).anyMatch(line -> line.equals("List-Id: <warnings.hub.example>"));
        var body = (MimeMultipart) parts(mail).getBodyPart(0).getContent();
        assertThat(body.getContentType()).startsWith("multipart/alternative");
        assertThat(body.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(body.getBodyPart(1).getContentType()).startsWith("text/html");
        var html = (String) body.getBodyPart(1).getContent();
        assertThat(html).doesNotContain("<script", "<img").contains("&lt;script&gt;", "<a href=\"https://hub.example/");
        assertThat(html.split("https://", -1))
                .as("nothing else is fetched or followed")
                .hasSize(4);

        Assumptions.assumeThat(Path.of("/usr/bin/gpg")).exists();
        // A socket's path is short: the folder of the keys stands near the root.
        var home = Files.createTempDirectory(
                "gpg", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThat(verify(mail, home)).contains("GOODSIG", "VALIDSIG");
        var changed = signed(mail.raw());
        changed[changed.length - 40] ^= 1;
        var signature = parts(mail).getBodyPart(1).getInputStream().readAllBytes();
        assertThat(verify(changed, signature, home)).contains("BADSIG");
    }

    @Test
    void amberSaysOnlyLogInAndRedIsNeverSent() throws Exception {
        var id = send("amber", "Very secret title", "Very secret summary");
        var mail = mail(2, "soc@south.example");
        assertThat(new String(mail.raw(), StandardCharsets.UTF_8)).doesNotContain("secret");
        assertThat(mail.text()).contains("https://hub.example/publications/" + id);
        Assumptions.assumeThat(Path.of("/usr/bin/gpg")).exists();
        var home = Files.createTempDirectory(
                "gpg", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThat(verify(mail, home)).contains("GOODSIG");
        assertThat(WarningMail.form(theriac.stix.Tlp.RED)).isEqualTo("none");
    }
}
