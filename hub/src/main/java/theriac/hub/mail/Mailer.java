package theriac.hub.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Clock;
import java.util.Properties;
import theriac.hub.core.HubConfig;

/// Speaks to the operator's mail server. Thread-safe; every [#open] is a connection of its own.
public final class Mailer {

    private static final String CONNECT_MILLIS = "10000";
    private static final String READ_MILLIS = "30000";

    private final HubConfig.MailServer server;
    private final Session session;
    private final Clock clock;

    /// @throws theriac.hub.core.Problem when the sender's address is not an address
    public Mailer(HubConfig.MailServer server, Clock clock) {
        if (!MailMessage.isAddress(server.from())) {
            throw theriac.hub.core.Problem.badRequest(
                    "The setting \"mail-from\" must be one mail address, for example cert@hub.example.");
        }
        this.server = server;
        this.clock = clock;
        this.session = Session.getInstance(properties(server));
    }

    /// Opens a conversation.
    ///
    /// @throws MailUnreachable with a sentence for the operator; nothing was sent
    public MailConnection open() throws MailUnreachable {
        try {
            var transport = session.getTransport("smtp");
            if (server.user().isEmpty()) {
                transport.connect();
            } else {
                transport.connect(server.host(), server.port(), server.user(), server.password());
            }
            return new MailConnection(session, transport, server.from(), clock);
        } catch (AuthenticationFailedException wrong) {
            throw new MailUnreachable(
                    "The mail server %s does not accept the user %s; check mail-user and mail-password."
                            .formatted(server.host(), server.user()),
                    wrong);
        } catch (MessagingException unreachable) {
            throw new MailUnreachable(
                    "The mail server %s:%d does not answer%s; mails wait and are tried again."
                            .formatted(server.host(), server.port(), server.startTls() ? " or offers no STARTTLS" : ""),
                    unreachable);
        }
    }

    private static Properties properties(HubConfig.MailServer server) {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", server.host());
        properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
        properties.setProperty("mail.smtp.auth", Boolean.toString(!server.user().isEmpty()));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(server.startTls()));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(server.startTls()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.connectiontimeout", CONNECT_MILLIS);
        properties.setProperty("mail.smtp.timeout", READ_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", READ_MILLIS);
        return properties;
    }
}
