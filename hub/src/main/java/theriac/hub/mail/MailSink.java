package theriac.hub.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import theriac.hub.core.HubConfig;

/// A mail server that keeps what it gets and sends nothing on: for the demo and for tests. Listens
/// on loopback only.
public final class MailSink implements AutoCloseable {

    private final GreenMail server;

    private MailSink(GreenMail server) {
        this.server = server;
    }

    /// A mail as the receiver would see it.
    ///
    /// @param text the first part that is plain text
    /// @param headers all header lines, as they came over the wire
    /// @param raw all of it, as it came over the wire
    @SuppressWarnings("ArrayRecordComponent")
    public record Received(String to, String subject, String text, List<String> headers, byte[] raw) {}

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

    /// From now on each mail is also written into a folder, for each of its receivers as a file
    /// that mail programs open: `0001 soc@hospital.example.eml`. Numbers go on after those that are
    /// there. A file appears whole; what cannot be written is refused to the sender.
    ///
    /// @param folder made when it is not there, for its owner only: mails carry links that open
    ///     accounts
    public void keepIn(Path folder) throws IOException {
        var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(folder.getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, onlyOwner);
        }
        var number = new AtomicInteger();
        try (var before = Files.list(folder)) {
            number.set((int) before.count());
        }
        var users = server.getUserManager();
        var deliver = users.getMessageDeliveryHandler();
        users.setMessageDeliveryHandler((message, to) -> {
            var name = "%04d %s.eml"
                    .formatted(number.incrementAndGet(), to.getEmail().replaceAll("[^A-Za-z0-9.@_-]", "_"));
            write(message.getMessage(), folder.resolve(name));
            return deliver.handle(message, to);
        });
    }

    private static void write(MimeMessage message, Path file) throws MessagingException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (var out = Files.newOutputStream(part)) {
                message.writeTo(out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            throw new MessagingException("The mail cannot be kept.", full);
        }
    }

    public int port() {
        return server.getSmtp().getPort();
    }

    /// The settings with which a hub sends to this sink.
    public HubConfig.MailServer settings() {
        return new HubConfig.MailServer("127.0.0.1", port(), "", "", "cert@hub.example", false);
    }

    /// How many were received so far.
    public int count() {
        return server.getReceivedMessages().length;
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
            var raw = new ByteArrayOutputStream();
            message.writeTo(raw);
            return new Received(
                    message.getHeader("To", ", "),
                    String.valueOf(message.getSubject()),
                    text(message).orElse("").replace("\r\n", "\n"),
                    List.copyOf(headers),
                    raw.toByteArray());
        } catch (MessagingException | IOException unreadable) {
            throw new IllegalStateException("The mail sink received something that is no mail.", unreadable);
        }
    }

    private static Optional<String> text(Part part) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                var found = text(parts.getBodyPart(i));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        return part.isMimeType("text/plain") ? Optional.of(String.valueOf(part.getContent())) : Optional.empty();
    }

    @Override
    public void close() {
        server.stop();
    }
}
