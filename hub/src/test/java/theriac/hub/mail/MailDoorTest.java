package theriac.hub.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The mail door takes mail for one address within its limits, and is open to nothing else.
class MailDoorTest {

    private static final MailDoor.Limits LIMITS = new MailDoor.Limits(
            1 << 20,
            4,
            4,
            1,
            3,
            3,
            4,
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            1);

    private record Taken(String sender, String mail) {}

    private final List<Taken> taken = Collections.synchronizedList(new ArrayList<>());
    private boolean full;
    private MailDoor door;

    @BeforeEach
    void open() throws IOException {
        var settings =
                new MailDoor.Settings(InetAddress.getLoopbackAddress(), 0, "meld@cert.example", Optional.empty());
        door = MailDoor.open(settings, LIMITS, (sender, mail) -> {
            if (full) {
                throw new IllegalStateException("The disk is full.");
            }
            taken.add(new Taken(sender, new String(mail, StandardCharsets.ISO_8859_1)));
            return Optional.empty();
        });
    }

    @AfterEach
    void close() {
        door.close();
    }

    /// One conversation, spoken by hand.
    private final class Talk implements AutoCloseable {

        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port());
        private final BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));

        Talk() throws IOException {
            socket.setSoTimeout(10_000);
            assertThat(answer()).startsWith("220 ");
        }

        String say(String line) throws IOException {
            send(line + "\r\n");
            return answer();
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /// The last line of the next answer; "" when the door hung up.
        String answer() throws IOException {
            var line = in.readLine();
            while (line != null && line.startsWith("-", 3)) {
                line = in.readLine();
            }
            return line == null ? "" : line;
        }

        void greeted() throws IOException {
            assertThat(say("EHLO member.example")).startsWith("250 SIZE");
        }

        void addressed() throws IOException {
            assertThat(say("MAIL FROM:<noor@noord.example>")).startsWith("250");
            assertThat(say("RCPT TO:<Meld@Cert.example>")).startsWith("250");
            assertThat(say("DATA")).startsWith("354");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void aMailForTheAddressIsKeptAsItCame() throws IOException {
        try (var talk = new Talk()) {
            talk.greeted();
            talk.addressed();
            talk.send("Subject: x\r\n\r\n..one\r\n.\rtwo\n.\nthree\r\n");
            assertThat(talk.say(".")).startsWith("250");
            assertThat(taken)
                    .containsExactly(new Taken("noor@noord.example", "Subject: x\r\n\r\n.one\r\n\rtwo\n.\nthree\r\n"));
            assertThat(talk.say("MAIL FROM:<>")).startsWith("250");
            assertThat(talk.say("QUIT")).startsWith("221");
        }
    }

    @Test
    void nothingIsRelayedAndNoAddressIsTold() throws IOException {
        try (var talk = new Talk()) {
            assertThat(talk.say("MAIL FROM:<a@b.example>")).as("before EHLO").startsWith("503");
            talk.greeted();
            assertThat(talk.say("MAIL FROM:<a@b.example>")).startsWith("250");
            for (var other : List.of("RCPT TO:<victim@other.example>", "RCPT TO:<meld@cert.example@other.example>")) {
                assertThat(talk.say(other)).as(other).startsWith("550");
            }
            assertThat(talk.say("DATA")).as("and then it hangs up").startsWith("503");
            assertThat(talk.answer()).startsWith("421");
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void whatIsTooLargeIsRefusedWithASentence() throws IOException {
        try (var talk = new Talk()) {
            talk.greeted();
            assertThat(talk.say("MAIL FROM:<a@b.example> SIZE=52428800"))
                    .startsWith("552")
                    .contains("1 MB");
            talk.addressed();
            var line = "x".repeat(998) + "\r\n";
            for (int sent = 0; sent < 50 << 20; sent += line.length()) {
                talk.send(line);
            }
            assertThat(talk.say(".")).startsWith("552").contains("attachments");
            assertThat(talk.say("NOOP")).as("the conversation goes on").startsWith("250");
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void aSecondMailIsNotSmuggledInAFirst() throws IOException {
        try (var talk = new Talk()) {
            talk.greeted();
            talk.addressed();
            talk.send("a\n.\nMAIL FROM:<x@y.example>\r\n\r.\r\nMAIL\r\n");
            assertThat(talk.say(".")).startsWith("250");
        }
        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst().mail()).contains("MAIL FROM:<x@y.example>", "\r.\r\nMAIL");
    }

    @Test
    void limitsHoldForConnectionsMailsRecipientsLinesAndSilence() throws IOException, InterruptedException {
        try (var one = new Talk()) {
            one.greeted();
            one.addressed();
            try (var two = new Talk()) {
                two.greeted();
                assertThat(two.say("MAIL FROM:<a@b.example>")).startsWith("250");
                for (int n = 0; n < 3; n++) {
                    assertThat(two.say("RCPT TO:<meld@cert.example>")).startsWith("250");
                }
                assertThat(two.say("RCPT TO:<meld@cert.example>")).startsWith("452");
                assertThat(two.say("DATA")).as("another mail is being read").startsWith("451");
                try (var three = new Talk();
                        var four = new Talk();
                        var five = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
                    assertThat(new BufferedReader(new InputStreamReader(five.getInputStream())).readLine())
                            .startsWith("421");
                    three.send("x".repeat(3_000));
                    assertThat(three.answer()).startsWith("500");
                    assertThat(four.answer()).as("silence ends it").isEmpty();
                }
            }
        }
        Thread.sleep(100);
        try (var after = new Talk()) {
            after.greeted();
        }
    }

    @Test
    void whatCannotBeKeptNowIsAskedForAgainAndHangingUpKeepsNothing() throws IOException {
        try (var talk = new Talk()) {
            talk.greeted();
            full = true;
            talk.addressed();
            assertThat(talk.say("x\r\n.")).startsWith("451");
            full = false;
            talk.addressed();
            talk.send("half a mail");
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void withoutAKeyThereIsNoStartTls() throws IOException {
        try (var talk = new Talk()) {
            talk.send("EHLO x\r\n");
            assertThat(talk.in.readLine()).startsWith("250-");
            assertThat(talk.in.readLine()).startsWith("250-8BITMIME");
            assertThat(talk.in.readLine()).startsWith("250 SIZE");
            assertThat(talk.say("STARTTLS")).startsWith("502");
        }
    }

    private static SSLContext key(Path file) throws Exception {
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "door",
                        "-keyalg",
                        "EC",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "a-secret",
                        "-dname",
                        "CN=hub.example",
                        "-validity",
                        "2")
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, "a-secret".toCharArray());
        }
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "a-secret".toCharArray());
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    @Test
    void withAKeyTheConversationIsEncryptedAndWhatWasSaidInClearTextIsForgotten(@TempDir Path folder) throws Exception {
        var tls = key(folder.resolve("door.p12"));
        var settings =
                new MailDoor.Settings(InetAddress.getLoopbackAddress(), 0, "meld@cert.example", Optional.of(tls));
        try (var secure = MailDoor.open(settings, LIMITS, (sender, mail) -> {
                    taken.add(new Taken(sender, new String(mail, StandardCharsets.ISO_8859_1)));
                    return Optional.empty();
                });
                var plain = new Socket(InetAddress.getLoopbackAddress(), secure.port())) {
            var in = new BufferedReader(new InputStreamReader(plain.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(in.readLine()).startsWith("220");
            plain.getOutputStream().write("EHLO x\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(List.of(in.readLine(), in.readLine(), in.readLine(), in.readLine()))
                    .contains("250-STARTTLS");
            plain.getOutputStream()
                    .write("STARTTLS\r\nMAIL FROM:<in-clear@text.example>\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(in.readLine()).startsWith("220");
            var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, "hub.example", secure.port(), true);
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var said = new StringBuilder();
            for (var line : List.of(
                    "RCPT TO:<meld@cert.example>",
                    "HELO x",
                    "MAIL FROM:<a@b.example>",
                    "RCPT TO:<meld@cert.example>",
                    "DATA",
                    "x\r\n.")) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                said.append(answers.readLine(), 0, 3).append(' ');
            }
            assertThat(said.toString().strip()).isEqualTo("503 250 250 250 354 250");
        }
        assertThat(taken).containsExactly(new Taken("a@b.example", "x\r\n"));
    }
}
