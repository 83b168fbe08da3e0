package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
import theriac.hub.accounts.Viewers;
import theriac.hub.app.Hub;
import theriac.hub.core.HubConfig;
import theriac.hub.mail.MailSink;
import theriac.hub.policy.Role;
import theriac.hub.policy.Viewer;
import theriac.hub.testing.TestDatabase;

/// From a forwarded mail at the hub's own port to a report at the desk and a receipt, and what gets none.
class ReportMailsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path data;

    private MailSink sink;
    private Hub hub;
    private int port;
    private Organization cert;
    private Organization north;

    @BeforeEach
    void start() throws IOException {
        sink = MailSink.start(0);
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var way = new HubConfig.ReportMail(
                "meld@cert.example",
                Optional.of(new HubConfig.MailListener(InetAddress.getLoopbackAddress(), port, Optional.empty(), "")),
                Optional.empty());
        var config = new HubConfig(
                        data, "127.0.0.1", 0, "https://hub.example", Optional.empty(), Optional.of(sink.settings()))
                .withReportMail(way);
        hub = Hub.start(config, DATABASE.database(), Clock.systemUTC());
        var organizations = hub.part(Organizations.class);
        cert = organizations.create(new NewOrganization("Sector-CERT", "cert", "nl", ""));
        north = organizations.create(new NewOrganization("Ziekenhuis Noord", "hospital", "nl", "soc@noord.example"));
        hub.part(Accounts.class)
                .create(cert, "anna", "anna", "correct horse battery", EnumSet.of(Role.READER, Role.ANALYST));
        var noor = hub.part(Accounts.class)
                .create(north, "noor", "noor", "correct horse battery", EnumSet.of(Role.READER, Role.REPORTER));
        DATABASE.database()
                .jdbc()
                .sql("update account set mail = 'noor@noord.example' where id = :id")
                .param("id", noor.key())
                .update();
    }

    @AfterEach
    void stop() {
        hub.close();
        sink.close();
    }

    private void send(String envelope, String mail) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var out = socket.getOutputStream();
            assertThat(in.readLine()).startsWith("220");
            for (var line : new String[] {
                "HELO x",
                "MAIL FROM:<" + envelope + ">",
                "RCPT TO:<meld@cert.example>",
                "DATA",
                mail.replace("\n", "\r\n") + "\r\n.",
                "QUIT"
            }) {
                out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
                assertThat(in.readLine()).as(line).matches("[23].*");
            }
        }
    }

    private long count(String condition) {
        return DATABASE.database()
                .jdbc()
                .sql("select count(*) from report_mail where " + condition)
                .query(Long.class)
                .single();
    }

    private Viewer.Party eyes(Organization organization) {
        return hub.part(Viewers.class).organization(organization);
    }

    private Report newest(Organization organization) {
        return hub.part(Intake.class)
                .list(eyes(organization), Optional.empty(), Long.MAX_VALUE)
                .getFirst()
                .report();
    }

    @Test
    void aForwardedMailIsAReportOfItsMemberAndItsSenderGetsOneReceipt() throws Exception {
        send("noor@noord.example", ForwardedMailTest.ATTACHED);
        send("noor@noord.example", ForwardedMailTest.ATTACHED);
        eventually(() -> sink.count() == 1);
        assertThat(count("true")).as("the same mail twice").isEqualTo(1);
        var report = newest(cert);
        assertThat(report.channel()).isEqualTo("mail");
        assertThat(report.sender()).isEqualTo("bank@alert-pay.example");
        assertThat(report.organizationName()).isEqualTo("Ziekenhuis Noord");
        assertThat(newest(north).id()).as("the member sees its own report").isEqualTo(report.id());
        var mails = hub.part(ReportMails.class);
        var row = mails.of(eyes(cert), report.id()).orElseThrow();
        assertThat(row.source()).isEqualTo("attached");
        assertThat(row.known()).isTrue();
        assertThat(row.headers()).anyMatch(line -> line.contains("evil.example"));
        assertThat(row.attachments()).hasSize(1);
        assertThat(new String(mails.raw(eyes(cert), report.id()), StandardCharsets.UTF_8))
                .as("exactly as it came")
                .isEqualTo(ForwardedMailTest.ATTACHED.replace("\n", "\r\n") + "\r\n");
        var receipt = sink.received().getFirst();
        assertThat(receipt.to()).isEqualTo("noor@noord.example");
        assertThat(receipt.text())
                .contains("https://hub.example/desk/" + report.id())
                .doesNotContain("alert-pay");
        assertThat(receipt.headers()).contains("Auto-Submitted: auto-generated");
    }

    @Test
    void aStrangerMayReportAndIsNeitherTrustedNorWrittenTo() throws Exception {
        send("x@y.example", "From: Vreemd <x@y.example>\nSubject: Let op\n\nIk zag https://alert-pay.example/\n");
        eventually(() -> count("state = 'reported'") == 1);
        assertThat(newest(cert).text()).contains("alert-pay.example");
        assertThat(hub.part(ReportMails.class)
                        .of(eyes(cert), newest(cert).id())
                        .orElseThrow()
                        .known())
                .isFalse();
        assertThat(hub.part(Intake.class).list(eyes(north), Optional.empty(), Long.MAX_VALUE))
                .isEmpty();
        Thread.sleep(300);
        assertThat(sink.count()).isZero();
    }

    @Test
    void machinesGetNoReceiptAndWhatTellsOfOtherMailsIsNoReport() throws Exception {
        var from = "From: noor@noord.example\nSubject: x\n";
        send("noor@noord.example", from + "List-Id: <l.example>\n\nNieuwsbrief\n");
        send("", from + "\nUw mail kwam niet aan.\n");
        send("noor@noord.example", from + "Auto-Submitted: auto-replied\n\nIk ben er niet.\n");
        send("noor@noord.example", "Received: from a\n".repeat(50) + from + "\nRond en rond.\n");
        eventually(() -> count("state = 'waiting'") == 0);
        assertThat(count("state = 'ignored'")).isEqualTo(3);
        assertThat(count("letter_id is not null")).isZero();
        assertThat(hub.part(Intake.class).list(eyes(cert), Optional.empty(), Long.MAX_VALUE))
                .hasSize(1);
    }

    @Test
    void twoMachinesThatAnswerEachOtherComeToAnEnd() throws Exception {
        for (int n = 0; n < 12; n++) {
            send(
                    "noor@noord.example",
                    "From: noor@noord.example\nSubject: Re: uw melding\n\nBericht %d\n".formatted(n));
        }
        eventually(() -> count("state = 'reported'") == 12 && sink.count() == 5);
        Thread.sleep(300);
        assertThat(sink.count()).as("five a day to one address").isEqualTo(5);
        send("soc@noord.example", sinkMail());
        eventually(() -> count("state = 'waiting'") == 0);
        assertThat(sink.count()).as("its own receipt coming back").isEqualTo(5);
    }

    /// As mail programs send it: the picture belongs to the page, and the words beside it do not show it.
    @Test
    void aQrCodeInAPicturePdfOrWordFileOfAForwardedMailIsReadAsItsWordsAre() throws Exception {
        var picture = base64(CodePictures.file(CodePictures.one("https://alert-pay.example/qr", 4), "png"));
        var letter = base64(PdfCodesTest.letter("https://alert-pay.example/brief"));
        var word = base64(OfficeCodesTest.letter("https://alert-pay.example/word"));
        send("noor@noord.example", """
                From: noor@noord.example
                Subject: Fwd: uw pas
                Content-Type: multipart/alternative; boundary=a

                --a
                Content-Type: text/plain

                Scan de code.
                --a
                Content-Type: multipart/related; boundary=r

                --r
                Content-Type: text/html

                <p>Scan de code.</p><img src="cid:1">
                --r
                Content-Type: application/octet-stream; name="pas.png"
                Content-ID: <1>
                Content-Transfer-Encoding: base64

                %s
                --r
                Content-Type: application/pdf; name="brief.pdf"
                Content-Transfer-Encoding: base64

                %s
                --r
                Content-Type: application/octet-stream; name="factuur.docx"
                Content-Transfer-Encoding: base64

                %s
                --r--
                --a--
                """.formatted(picture, letter, word));
        eventually(() -> count("state = 'reported'") == 1);
        var report = newest(cert);
        assertThat(report.codes())
                .containsExactly(
                        new PictureCode("pas.png", "https://alert-pay.example/qr"),
                        new PictureCode("brief.pdf", "https://alert-pay.example/brief"),
                        new PictureCode("factuur.docx", "https://alert-pay.example/word"));
        var read = hub.part(Intake.class).load(eyes(cert), report.id());
        assertThat(read.reading().values())
                .filteredOn(found -> found.value().text().equals("https://alert-pay.example/qr"))
                .singleElement()
                .satisfies(found -> assertThat(found.picture()).contains("pas.png"));
        assertThat(read.reading().hint()).isNotEqualTo("none");
        var mail = hub.part(ReportMails.class).of(eyes(cert), report.id()).orElseThrow();
        assertThat(mail.attachments())
                .extracting(ForwardedMail.Attachment::searched)
                .containsExactly("searched", "searched", "searched");
    }

    private static String base64(byte[] file) {
        return Base64.getMimeEncoder().encodeToString(file).replace("\r\n", "\n");
    }

    private String sinkMail() {
        return new String(sink.received().getFirst().raw(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
