package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import theriac.hub.intake.ForwardedMail.Source;

/// What is read in a forwarded mail, and that no mail breaks its reader.
class ForwardedMailTest {

    private static ForwardedMail read(String mail) {
        return ForwardedMail.read(
                "noor@noord.example", mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static final String HEAD = "From: Noor <noor@noord.example>\nTo: meld@cert.example\nSubject: FW: let op\n";

    static final String ATTACHED = HEAD + """
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8

            Is dit echt?
            --b
            Content-Type: message/rfc822

            Received: from evil.example (192.0.2.9)
            From: "Uw bank" <bank@alert-pay.example>
            Subject: =?utf-8?Q?Blokkade_=E2=82=AC?=
            Content-Type: multipart/mixed; boundary=c

            --c
            Content-Type: text/plain; charset=utf-8

            Betaal op https://alert-pay.example/x
            --c
            Content-Type: application/zip; name="factuur.zip"
            Content-Disposition: attachment; filename="factuur.zip"
            Content-Transfer-Encoding: base64

            UEsDBBQ=
            --c--
            --b--
            """;

    @Test
    void anAttachedMailIsTheOriginalItself() {
        var mail = read(ATTACHED);
        assertThat(mail.source()).isEqualTo(Source.ATTACHED);
        assertThat(mail.reporter()).isEqualTo("noor@noord.example");
        assertThat(mail.sender()).isEqualTo("bank@alert-pay.example");
        assertThat(mail.headers()).anyMatch(line -> line.startsWith("Received: from evil.example"));
        assertThat(mail.text()).isEqualTo("Blokkade €\n\nBetaal op https://alert-pay.example/x");
        assertThat(mail.machine()).isEmpty();
        assertThat(mail.attachments()).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo("factuur.zip");
            assertThat(one.size()).isEqualTo(5);
            assertThat(one.digest()).hasSize(64);
        });
    }

    @Test
    void whatAProgramQuotedIsTheForwardersWord() {
        for (var block : new String[] {
            "-----Oorspronkelijk bericht-----\nVan: Bank <bank@alert-pay.example>\nVerzonden: maandag\nAan: Noor\nOnderwerp: Blokkade\n\nBetaal nu",
            "---------- Forwarded message ---------\nFrom: Bank <bank@alert-pay.example>\nDate: Mon\nSubject: Blokkade\nTo: <noor@noord.example>\n\n\nBetaal nu",
            "*Van:* bank@alert-pay.example [mailto:bank@alert-pay.example]\n*Verzonden:* maandag\n*Onderwerp:* Blokkade\n\nBetaal nu",
            "> From: bank@alert-pay.example\n> Date: Mon\n> Subject: Blokkade\n>\n> Betaal nu"
        }) {
            var mail = read(HEAD + "Content-Type: text/plain\n\nKijk eens.\n\n" + block + "\n");
            assertThat(mail.source()).as(block).isEqualTo(Source.TOLD);
            assertThat(mail.sender()).as(block).isEqualTo("bank@alert-pay.example");
            assertThat(mail.text()).as(block).isEqualTo("Blokkade\n\nBetaal nu");
            assertThat(mail.headers()).isEmpty();
        }
        var alone = read(HEAD + "\nIk kreeg een vreemd telefoontje.\n");
        assertThat(alone.source()).isEqualTo(Source.ITSELF);
        assertThat(alone.sender()).isEmpty();
        assertThat(alone.text()).isEqualTo("FW: let op\n\nIk kreeg een vreemd telefoontje.");
    }

    @Test
    void ofAPageTheWordsAndWhereLinksLeadAreRead() {
        var mail = read(
                HEAD
                        + "Content-Type: text/html\n\n<style>p{}</style><script>evil()</script><p>Klik &amp; <a href=\"https://alert-pay.example/y\">mijnbank.example</a></p>1 < 2 &#8364;\n");
        assertThat(mail.text())
                .contains("Klik & https://alert-pay.example/y mijnbank.example", "1 < 2 €")
                .doesNotContain("evil", "p{}", "<a");
    }

    @Test
    void machinesAndBouncesAreKnown() {
        assertThat(read(HEAD + "Auto-Submitted: auto-replied\n\nIk ben er niet.\n")
                        .bounce())
                .isTrue();
        assertThat(read(HEAD + "List-Id: <l.example>\n\nx\n").machine()).isEqualTo("list");
        assertThat(read(HEAD + "Precedence: bulk\n\nx\n").machine()).isEqualTo("list");
        assertThat(read("From: MAILER-DAEMON@x.example\nSubject: y\n\nx\n").machine())
                .isEqualTo("robot");
        assertThat(read("Received: from a\n".repeat(41) + HEAD + "\nx\n").machine())
                .isEqualTo("loop");
        assertThat(ForwardedMail.read("", (HEAD + "\nx").getBytes(StandardCharsets.UTF_8))
                        .bounce())
                .as("without a sender")
                .isTrue();
        assertThat(read(HEAD + "Auto-Submitted: no\n\nx\n").machine()).isEmpty();
        assertThat(read("From: a@b.example, c@d.example\n\nx\n").reporter())
                .as("two")
                .isEmpty();
    }

    @Test
    void mailsInMailsAndPartsWithoutEndHaveAnEnd() {
        var deep = new StringBuilder(HEAD);
        for (int n = 0; n < 3_000; n++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(n)
                    .append("\n\n--b")
                    .append(n)
                    .append('\n');
        }
        var wide = HEAD + "Content-Type: multipart/mixed; boundary=b\n\n"
                + "--b\nContent-Type: text/plain\n\nx\n".repeat(50_000);
        var inner = new StringBuilder();
        for (int n = 0; n < 500; n++) {
            inner.append("Content-Type: message/rfc822\n\n");
        }
        var zip = Base64.getMimeEncoder().encodeToString(new byte[5 << 20]);
        var bomb = HEAD + "Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n" + zip;
        var begin = Instant.now();
        for (var mail : new String[] {deep.toString(), wide, HEAD + inner, bomb, HEAD + "\n" + "<a ".repeat(60_000)}) {
            assertThat(read(mail).text().length()).isLessThanOrEqualTo(Intake.LONGEST);
        }
        assertThat(read(HEAD + "Content-Type: text/html\n\n" + "<script>".repeat(20_000) + "<a <a ".repeat(20_000))
                        .text())
                .isNotNull();
        assertThat(read(HEAD + "\n" + "To: x\n".repeat(100_000)).source()).isEqualTo(Source.ITSELF);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(read(bomb).attachments())
                .singleElement()
                .satisfies(one -> assertThat(one.size()).isEqualTo(5 << 20));
    }

    @Test
    void brokenMailsAreReadAsFarAsTheyGo() {
        for (var broken : new String[] {
            "",
            "\n",
            "no header at all",
            "From: \nSubject: =?x?Q?=\n\n\0\0",
            HEAD + "Content-Type: multipart/mixed\n\nx",
            HEAD + "Content-Type: text/plain; charset=no-such\n\nx",
            HEAD + "Content-Transfer-Encoding: base64\n\n%%%%",
            HEAD + "Content-Type: multipart/alternative; boundary=b\n\n--b--",
            HEAD + "Content-Type: ;;;\n\nx"
        }) {
            assertThat(read(broken).text()).as(broken).doesNotContain("\0");
        }
        var random = new Random(20261127);
        var whole = ATTACHED.getBytes(StandardCharsets.UTF_8);
        for (int n = 0; n < 2_000; n++) {
            var changed = whole.clone();
            for (int place = 0; place < 8; place++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            assertThat(ForwardedMail.read("x@y.example", changed).text()).isNotNull();
        }
    }
}
