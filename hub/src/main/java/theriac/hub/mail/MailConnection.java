package theriac.hub.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/// An open conversation with the mail server, for many messages one after the other. For one thread.
public final class MailConnection implements AutoCloseable {

    private final Session session;
    private final Transport transport;
    private final String from;
    private final Clock clock;

    MailConnection(Session session, Transport transport, String from, Clock clock) {
        this.session = session;
        this.transport = transport;
        this.from = from;
        this.clock = clock;
    }

    /// Sends one message; never throws for what a server or an address does.
    public MailOutcome send(MailMessage message) {
        return send(message, List.of(), message.signature());
    }

    /// The same with files, signed as a whole.
    ///
    /// @param signature who signs it; empty: nobody
    public MailOutcome send(MailMessage message, List<MailAttachment> files, Optional<MailSignature> signature) {
        if (!MailMessage.isAddress(message.to())) {
            return new MailOutcome.Refused("The organisation's mail address is not one address; correct it.");
        }
        try {
            var mime = mime(message, files, signature);
            transport.sendMessage(mime, new Address[] {new InternetAddress(message.to())});
            return new MailOutcome.Sent();
        } catch (SendFailedException refused) {
            return refused(refused);
        } catch (MessagingException broken) {
            return new MailOutcome.Unknown(
                    "The connection to the mail server broke while the message was on its way; it may have arrived.");
        }
    }

    /// Whether the next message can go over the same connection.
    public boolean alive() {
        return transport.isConnected();
    }

    private static MailOutcome refused(SendFailedException refused) {
        int code = code(refused);
        if (code <= 0) {
            return new MailOutcome.Unknown("The mail server gave no clear answer; the message may have arrived.");
        }
        var sentence = "The mail server answered %d.".formatted(code);
        return code >= 500 ? new MailOutcome.Refused(sentence) : new MailOutcome.Later(sentence);
    }

    /// The SMTP reply code, which hides at different depths; 0 when there was none.
    private static int code(Exception failure) {
        int code = 0;
        for (Exception at = failure; at instanceof MessagingException m; at = m.getNextException()) {
            code = switch (at) {
                case SMTPAddressFailedException address -> address.getReturnCode();
                case SMTPSenderFailedException sender -> sender.getReturnCode();
                case SMTPSendFailedException send -> send.getReturnCode();
                default -> code;
            };
        }
        return code;
    }

    private MimeMessage mime(MailMessage message, List<MailAttachment> files, Optional<MailSignature> signature)
            throws MessagingException {
        var domain = from.substring(from.indexOf('@') + 1);
        var mime = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + message.id() + "@" + domain + ">");
            }
        };
        mime.setFrom(new InternetAddress(from));
        mime.setRecipient(Message.RecipientType.TO, new InternetAddress(message.to()));
        mime.setSubject(message.subject(), StandardCharsets.UTF_8.name());
        mime.setSentDate(Date.from(clock.instant()));
        mime.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office answers, please
        if (!message.follows().isEmpty()) {
            var earlier = "<" + message.follows() + "@" + domain + ">";
            mime.setHeader("In-Reply-To", earlier);
            mime.setHeader("References", earlier);
        }
        if (!message.list().isEmpty()) {
            mime.setHeader("List-Id", "<" + message.list() + ">");
        }
        return MimeText.with(mime, new MimeText.Body(message.text(), message.html(), files, signature), session);
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (MessagingException gone) {
            // The server hung up first: what was sent has been answered already.
            org.slf4j.LoggerFactory.getLogger(MailConnection.class).debug("Mail server hung up: {}", gone.getMessage());
        }
    }
}
