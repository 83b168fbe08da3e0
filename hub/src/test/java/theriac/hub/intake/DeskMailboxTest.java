package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
import theriac.hub.app.Hub;
import theriac.hub.core.HubConfig;
import theriac.hub.testing.TestDatabase;

/// The mailbox of the desk is read over IMAP, each mail once, and nothing in it changes.
class DeskMailboxTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path data;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private GreenMailUser user;

    @BeforeEach
    void open() {
        server.start();
        user = server.setUser("meld@cert.example", "meld", "a-secret");
    }

    @AfterEach
    void close() {
        server.stop();
    }

    private void arrives(String mail) throws MessagingException {
        var bytes = mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        user.deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes)));
    }

    private Hub hub() {
        var mailbox =
                new HubConfig.Mailbox("imap://127.0.0.1:" + server.getImap().getPort() + "/INBOX", "meld", "a-secret");
        var config = new HubConfig(data, "127.0.0.1", 0, "https://hub.example", Optional.empty(), Optional.empty())
                .withReportMail(new HubConfig.ReportMail("meld@cert.example", Optional.empty(), Optional.of(mailbox)));
        return Hub.start(config, DATABASE.database(), Clock.systemUTC());
    }

    private static int count() {
        return DATABASE.database()
                .jdbc()
                .sql("select count(*) from report_mail where way = 'imap'")
                .query(Integer.class)
                .single();
    }

    @Test
    void eachMailBecomesAReportOnceAndStaysAsItIs() throws Exception {
        arrives(ForwardedMailTest.ATTACHED);
        arrives("From: x@y.example\nSubject: Let op\n\nhttps://alert-pay.example/\n");
        try (var hub = hub()) {
            hub.part(Organizations.class).create(new NewOrganization("Sector-CERT", "cert", "nl", ""));
            eventually(() -> count() >= 2);
        }
        arrives("From: x@y.example\nSubject: Nog een\n\nhttps://alert-pay.example/2\n");
        try (var again = hub()) {
            assertThat(again.port()).isPositive();
            eventually(() -> count() >= 3);
            Thread.sleep(300);
        }
        assertThat(count()).isEqualTo(3);
        assertThat(server.getReceivedMessages()).hasSize(3);
        for (var message : server.getReceivedMessages()) {
            assertThat(message.isSet(Flags.Flag.SEEN)).isFalse();
        }
    }
}
