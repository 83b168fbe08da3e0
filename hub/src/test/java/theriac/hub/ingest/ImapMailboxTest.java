package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.ingest.IngestFixture.json;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.fetch.Credential;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;
import theriac.hub.testing.TestDatabase;

/// A mailbox as a source: what it brings, and that nothing in it changes.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ImapMailboxTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path folder;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private GreenMailUser user;
    private IngestFixture in;

    @BeforeEach
    void open() {
        server.start();
        user = server.setUser("feeds@cert.example", "feeds", "a-secret");
        in = new IngestFixture(DATABASE.database(), IngestFixture.SMALL);
    }

    @AfterEach
    void close() {
        in.close();
        server.stop();
    }

    private Source mailbox(String kind, int port, String allow) {
        var source = in.source(
                kind,
                json("{\"url\":\"imap://127.0.0.1:%d/INBOX\",\"credential\":\"box\",\"allow\":[%s]}"
                        .formatted(port, allow)));
        in.plans.save(source.key(), "imap", Optional.of(Duration.ofHours(1)));
        return source;
    }

    private Source mailbox(String kind) {
        return mailbox(kind, server.getImap().getPort(), "\"127.0.0.1\"");
    }

    private static Access.Keys key(String password) {
        return (name, host) -> Optional.of(new Credential.Basic("feeds", password));
    }

    private Outcome ask(Source source, String password) {
        return ask(source, in.feeds(folder, key(password)));
    }

    private Outcome ask(Source source, Feeds asked) {
        try (var feeds = asked) {
            return feeds.runNow(in.store.sources().load(source.key()));
        }
    }

    private List<Delivery> deliveries(Source source) {
        return in.store.deliveries().list(IngestFixture.ALL, Optional.of(source.key()), 100);
    }

    private MimeMessage mail(String subject, String text, String file, String content) throws MessagingException {
        var mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setFrom(new InternetAddress("partner@partner.example"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress("feeds@cert.example"));
        mail.setSubject(subject);
        var body = new MimeMultipart();
        var said = new MimeBodyPart();
        said.setText(text);
        body.addBodyPart(said);
        if (!file.isEmpty()) {
            var attached = new MimeBodyPart();
            attached.setText(content);
            attached.setFileName(file);
            body.addBodyPart(attached);
        }
        mail.setContent(body);
        mail.saveChanges();
        return mail;
    }

    private Flags flags(int message) throws Exception {
        ImapHostManager mailboxes = server.getManagers().getImapHostManager();
        return mailboxes.getInbox(user).getMessages().get(message).getFlags();
    }

    @Test
    void attachmentsAndTextBecomeDeliveriesAndNothingInTheMailboxChanges() throws Exception {
        user.deliver(mail("Two lists", "evil-text.example\n", "list.txt", "evil-file.example\nevil-more.example\n"));
        var source = mailbox("text");
        assertThat(ask(source, "a-secret")).isInstanceOf(Outcome.Taken.class);
        assertThat(deliveries(source))
                .extracting(Delivery::name)
                .containsExactlyInAnyOrder("mail 1 Two lists: text", "mail 1 Two lists: list.txt");
        assertThat(deliveries(source)).extracting(one -> one.counts().created()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(flags(0).contains(Flags.Flag.SEEN)).as("read by nobody").isFalse();
        assertThat(ask(source, "a-secret")).isInstanceOf(Outcome.Unchanged.class);
        user.deliver(mail("Later", "evil-later.example\n", "", ""));
        assertThat(ask(source, "a-secret")).isInstanceOf(Outcome.Taken.class);
        assertThat(deliveries(source)).hasSize(3);
    }

    /// What is said to the server: the mailbox is opened for reading (EXAMINE), messages are asked for without
    /// marking them (BODY.PEEK), and nothing is changed. Each of these alone leaves the mailbox as it is.
    @Test
    void theServerIsAskedForNothingThatChangesAnything() throws Exception {
        user.deliver(mail("A list", "evil-wire.example\n", "list.txt", "evil-wired.example\n"));
        try (var wire = new Wire(server.getImap().getPort())) {
            assertThat(ask(mailbox("text", wire.port(), "\"127.0.0.1\""), "a-secret"))
                    .isInstanceOf(Outcome.Taken.class);
            var said = wire.said().toUpperCase(Locale.ROOT);
            assertThat(said).contains(" EXAMINE INBOX").contains("BODY.PEEK[");
            assertThat(said)
                    .doesNotContain(
                            " SELECT ", "BODY[", "RFC822.TEXT", "RFC822)", " STORE ", " EXPUNGE", " COPY ", " MOVE ")
                    .doesNotContain(" APPEND ", " DELETE ", " RENAME ", " CREATE ");
        }
    }

    /// Passes everything on to a server and keeps what the client says.
    private static final class Wire implements AutoCloseable {
        private final ServerSocket ear = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final ByteArrayOutputStream said = new ByteArrayOutputStream();

        Wire(int server) throws IOException {
            Thread.ofVirtual().start(() -> {
                try (var client = ear.accept();
                        var behind = new Socket(InetAddress.getLoopbackAddress(), server)) {
                    var back = Thread.ofVirtual().start(() -> pass(behind, client, false));
                    pass(client, behind, true);
                    back.join();
                } catch (IOException gone) {
                    // The hub is done.
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        private void pass(Socket from, Socket to, boolean keep) {
            try {
                var bytes = new byte[8_192];
                for (int n = from.getInputStream().read(bytes);
                        n >= 0;
                        n = from.getInputStream().read(bytes)) {
                    if (keep) {
                        said.write(bytes, 0, n);
                    }
                    to.getOutputStream().write(bytes, 0, n);
                }
                to.shutdownOutput();
            } catch (IOException gone) {
                // One of both left.
            }
        }

        int port() {
            return ear.getLocalPort();
        }

        String said() {
            return said.toString(StandardCharsets.US_ASCII);
        }

        @Override
        public void close() throws IOException {
            ear.close();
        }
    }

    @Test
    void whenTheServerNumbersItsMailsAnewNothingIsTakenInTwice() throws Exception {
        user.deliver(mail("A list", "evil-again.example\n", "", ""));
        var source = mailbox("text");
        ask(source, "a-secret");
        in.store.sources().moveWatermark(source.key(), "{\"validity\":1,\"uid\":900}");
        assertThat(ask(source, "a-secret")).isInstanceOf(Outcome.Unchanged.class);
        assertThat(deliveries(source)).hasSize(1);
    }

    @Test
    void aMailWithNothingForThisSourceSaysSo() throws Exception {
        user.deliver(mail("Hello", "See you tomorrow", "", ""));
        user.deliver(mail("Table", "", "t.csv", "ioc\nevil-table.example\n"));
        var source = mailbox("csv");
        ask(source, "a-secret");
        assertThat(deliveries(source)).hasSize(2);
        var empty = deliveries(source).getLast();
        assertThat(in.findings(empty))
                .singleElement()
                .satisfies(kept -> assertThat(kept.finding().rule()).isEqualTo("mail.nothing"));
        assertThat(deliveries(source).getFirst().counts().created()).isEqualTo(1);
    }

    @Test
    void aWrongPasswordIsASentenceWithoutIt() {
        var outcome = ask(mailbox("text"), "another-secret");
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(outcome.delivery().orElseThrow().problem().orElse(""))
                .contains("refuses user and password")
                .doesNotContain("another-secret");
    }

    @Test
    void aMailServerInThisNetworkIsNotAskedUnlessAllowed() {
        var outcome = ask(mailbox("text", server.getImap().getPort(), ""), "a-secret");
        assertThat(outcome.delivery().orElseThrow().problem().orElse("")).contains("this machine");
    }

    /// A library makes room for whatever a server announces; two gigabytes would end the hub.
    @Test
    void aServerThatAnnouncesGigabytesIsLeft() throws IOException {
        try (var liar = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> lie(liar));
            var outcome = ask(mailbox("text", liar.getLocalPort(), "\"127.0.0.1\""), "a-secret");
            assertThat(outcome.delivery().orElseThrow().problem().orElse("")).contains("2000000000 bytes at once");
        }
    }

    private static void lie(ServerSocket liar) {
        try (var client = liar.accept()) {
            var out = client.getOutputStream();
            out.write("* OK ready\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            int next = client.getInputStream().read();
            if (next >= 0) {
                out.write("* CAPABILITY {2000000000}\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
            while (next >= 0) {
                next = client.getInputStream().read();
            }
        } catch (IOException gone) {
            // The hub left, as it should.
        }
    }

    @Test
    void aServerThatIsSilentOrDripsIsLeftInTime() throws IOException {
        try (var slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> drip(slow));
            long began = System.nanoTime();
            var source = mailbox("text", slow.getLocalPort(), "\"127.0.0.1\"");
            var outcome = ask(source, in.impatientFeeds(folder, key("a-secret")));
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        }
    }

    private static void drip(ServerSocket slow) {
        try (var client = slow.accept()) {
            var out = client.getOutputStream();
            out.write("* OK ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('x');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } catch (IOException gone) {
            // The hub left, as it should.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
