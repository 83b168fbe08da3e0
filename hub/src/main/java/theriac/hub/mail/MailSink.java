package theriac.hub.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import theriac.hub.core.HubConfig;

/// A mail server that keeps what it gets and sends nothing on: for the demo and for tests. Listens on loopback only.
public final class MailSink implements AutoCloseable {

    private final GreenMail server;

    private MailSink(GreenMail server) {
        this.server = server;
    }

    /// A mail as the receiver would see it.
    ///
    /// @param headers all header lines, as they came over the wire
    public record Received(String to, String subject, String text, List<String> headers) {}

    /// Starts on a port.
    ///
    /// @param port 0 for a free one
    public static MailSink start(int port) {
        var setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(10_000);
        var server = new GreenMail(setup);
        server.start();
        return new MailSink(server);
    }

    public int port() {
        return server.getSmtp().getPort();
    }

    /// The settings with which a hub sends to this sink.
    public HubConfig.MailServer settings() {
        return new HubConfig.MailServer("127.0.0.1", port(), "", "", "cert@hub.example", false);
    }

    /// Everything received so far, in order of arrival.
    public List<Received> received() {
        var all = new ArrayList<Received>();
        for (MimeMessage message : server.getReceivedMessages()) {
            all.add(received(message));
        }
        return List.copyOf(all);
    }

    private static Received received(MimeMessage message) {
        try {
            var headers = java.util.Collections.list(message.getAllHeaderLines());
            return new Received(
                    message.getHeader("To", ", "),
                    String.valueOf(message.getSubject()),
                    String.valueOf(message.getContent()).replace("\r\n", "\n"),
                    List.copyOf(headers));
        } catch (MessagingException | IOException unreadable) {
            throw new IllegalStateException("The mail sink received something that is no mail.", unreadable);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
