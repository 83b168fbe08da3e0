package theriac.hub.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A message's body as it goes over the wire. The text stands first and HTML after it (RFC 2046
/// §5.1.4: the last part is the preferred one, and the first is what a plain reader shows). What is
/// signed is made once as bytes and never written again, for one changed blank breaks a signature
/// (RFC 3156 §5, RFC 8551 §3.1).
final class MimeText {

    private static final String CRLF = "\r\n";

    private MimeText() {}

    /// What a message says.
    ///
    /// @param html the same once more; "" for none
    /// @param files that go with it, after the text
    /// @param signature who signs all of it; empty: nobody
    record Body(String text, String html, List<MailAttachment> files, Optional<MailSignature> signature) {}

    /// The message with its body.
    ///
    /// @param head has all headers but those of the body
    static MimeMessage with(MimeMessage head, Body message, Session session) throws MessagingException {
        if (message.signature().isEmpty()
                && message.html().isEmpty()
                && message.files().isEmpty()) {
            head.setText(message.text(), StandardCharsets.UTF_8.name());
            head.saveChanges();
            return head;
        }
        var part = part(message, session);
        return message.signature()
                .map(signature -> signed(part, signature))
                .map(body -> joined(head, body, session))
                .orElseGet(() -> joined(head, part, session));
    }

    /// Headers of a body and the body, seven bits wide.
    private static byte[] part(Body message, Session session) throws MessagingException {
        var inner = new MimeMessage(session);
        if (!message.files().isEmpty()) {
            inner.setContent(withFiles(message));
        } else if (message.html().isEmpty()) {
            inner.setText(message.text(), StandardCharsets.UTF_8.name(), "plain");
            inner.setHeader("Content-Transfer-Encoding", "quoted-printable");
        } else {
            inner.setContent(alternatives(message));
        }
        inner.saveChanges();
        var out = new ByteArrayOutputStream();
        try {
            inner.writeTo(out, new String[] {"Message-ID", "MIME-Version", "Date"});
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        // A line that begins so is changed by some servers on the way (RFC 3156 §5).
        return out.toString(StandardCharsets.US_ASCII)
                .replaceAll("(?m)^From ", "=46rom ")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static MimeMultipart alternatives(Body message) throws MessagingException {
        return new MimeMultipart("alternative", text(message.text(), "plain"), text(message.html(), "html"));
    }

    private static MimeMultipart withFiles(Body message) throws MessagingException {
        var parts = new MimeMultipart("mixed");
        if (message.html().isEmpty()) {
            parts.addBodyPart(text(message.text(), "plain"));
        } else {
            var both = new MimeBodyPart();
            both.setContent(alternatives(message));
            parts.addBodyPart(both);
        }
        for (var file : message.files()) {
            var part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(
                    new ByteArrayDataSource(file.text().getBytes(StandardCharsets.UTF_8), file.type())));
            part.setFileName(file.name());
            part.setDisposition(Part.ATTACHMENT);
            part.setHeader("Content-Transfer-Encoding", "base64");
            parts.addBodyPart(part);
        }
        return parts;
    }

    private static BodyPart text(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    private static byte[] signed(byte[] part, MailSignature signature) {
        var boundary = "signed-" + UUID.randomUUID();
        var form = signature.form();
        var head = """
                Content-Type: multipart/signed; micalg="%2$s";
                 protocol="%3$s"; boundary="%1$s"

                %4$s
                --%1$s
                """.formatted(boundary, form.digest(), form.protocol(), form.preamble());
        var text = signature.sign(part).strip().replace(CRLF, "\n");
        var tail = """

                --%1$s
                %2$s
                %3$s
                --%1$s--
                """.formatted(boundary, form.headers(), text);
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.replace("\n", CRLF).getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(part);
        all.writeBytes(tail.replace("\n", CRLF).getBytes(StandardCharsets.US_ASCII));
        return all.toByteArray();
    }

    private static MimeMessage joined(MimeMessage head, byte[] body, Session session) {
        try {
            head.setText("");
            head.saveChanges();
            head.removeHeader("Content-Type");
            head.removeHeader("Content-Transfer-Encoding");
            var all = new ByteArrayOutputStream();
            for (var line : Collections.list(head.getAllHeaderLines())) {
                all.writeBytes((line + CRLF).getBytes(StandardCharsets.US_ASCII));
            }
            all.writeBytes(body);
            return new MimeMessage(session, new ByteArrayInputStream(all.toByteArray()));
        } catch (MessagingException impossible) {
            throw new IllegalStateException("A mail could not be put together.", impossible);
        }
    }
}
