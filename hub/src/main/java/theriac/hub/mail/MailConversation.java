package theriac.hub.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One SMTP conversation at the [MailDoor]. A line ends with CR LF and a mail with CR LF `.` CR LF, and
/// with nothing that looks like it: a second mail cannot be smuggled into a first one. What came in clear
/// text before TLS began is thrown away (RFC 3207 §4.2).
final class MailConversation {

    private static final Logger LOG = LoggerFactory.getLogger(MailConversation.class);

    /// Longer than any that RFC 5321 §4.5.3.1 asks for.
    private static final int LONGEST_LINE = 2_000;

    private static final Pattern FROM = Pattern.compile("FROM: ?<([^<>\\s]{0,320})>(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TO = Pattern.compile("TO: ?<([^<>\\s]{1,320})>.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIZE = Pattern.compile("(?i).*\\sSIZE=([0-9]{1,15})(?:\\s.*)?");
    private static final String NAME = "theriac";

    private final MailDoor.Settings settings;
    private final MailDoor.Limits limits;
    private final MailPlaces places;
    private final MailDoor.Taker taker;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean secured;
    private boolean greeted;
    private @Nullable String sender;
    private boolean addressed;
    private int asked;
    private int mistakes;
    private int mails;
    private boolean ended;

    MailConversation(
            Socket socket, MailDoor.Settings settings, MailDoor.Limits limits, MailPlaces places, MailDoor.Taker taker)
            throws IOException {
        this.socket = socket;
        this.settings = settings;
        this.limits = limits;
        this.places = places;
        this.taker = taker;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    void run() throws IOException {
        say("220 " + NAME + " ESMTP");
        while (!ended) {
            var line = line();
            if (line == null) {
                return;
            }
            answer(line);
            if (mistakes >= limits.mistakes() && !ended) {
                say("421 4.7.0 Too many mistakes; goodbye.");
                return;
            }
        }
    }

    private void answer(String line) throws IOException {
        var verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        var rest = line.length() > verb.length()
                ? line.substring(verb.length() + 1).strip()
                : "";
        switch (verb) {
            case "EHLO" -> greet(true);
            case "HELO" -> greet(false);
            case "STARTTLS" -> secure();
            case "MAIL" -> from(rest);
            case "RCPT" -> to(rest);
            case "DATA" -> data();
            case "RSET" -> {
                forget();
                say("250 2.0.0 Forgotten.");
            }
            case "NOOP" -> say("250 2.0.0 Nothing done.");
            case "VRFY", "EXPN" -> mistake("252 2.5.0 Nothing is said about addresses.");
            case "QUIT" -> {
                ended = true;
                say("221 2.0.0 Goodbye.");
            }
            default -> mistake("502 5.5.1 This command is not known here.");
        }
    }

    private void greet(boolean extended) throws IOException {
        greeted = true;
        forget();
        if (!extended) {
            say("250 " + NAME);
            return;
        }
        say("250-" + NAME);
        say("250-8BITMIME");
        if (settings.tls().isPresent() && !secured) {
            say("250-STARTTLS");
        }
        say("250 SIZE " + limits.largest());
    }

    private void secure() throws IOException {
        var tls = settings.tls();
        if (tls.isEmpty() || secured) {
            mistake("502 5.5.1 STARTTLS is not offered here.");
            return;
        }
        // What stands in the buffer was said in clear text: it is left behind before anything is answered.
        in.skipNBytes(in.available());
        say("220 2.0.0 Go ahead.");
        var secure = (SSLSocket) tls.get()
                .getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        secure.setUseClientMode(false);
        secure.setSoTimeout((int) limits.silence().toMillis());
        secure.startHandshake();
        socket = secure;
        in = new BufferedInputStream(secure.getInputStream());
        out = secure.getOutputStream();
        secured = true;
        greeted = false;
        forget();
    }

    private void from(String rest) throws IOException {
        var address = FROM.matcher(rest);
        if (!greeted || sender != null) {
            mistake("503 5.5.1 Say EHLO first, and one MAIL at a time.");
        } else if (!address.matches()) {
            mistake("501 5.1.7 Write MAIL FROM:<address>.");
        } else if (mails >= limits.mails()) {
            mistake("452 4.5.3 Enough mails for one conversation; begin another.");
        } else if (size(address.group(2)) > limits.largest()) {
            say(tooLarge());
        } else {
            sender = address.group(1);
            say("250 2.1.0 Good.");
        }
    }

    private static long size(String parameters) {
        var size = SIZE.matcher(parameters);
        return size.matches() ? Long.parseLong(size.group(1)) : 0;
    }

    private String tooLarge() {
        return "552 5.3.4 A mail has at most %d MB here. Send the suspicious message without its large attachments."
                .formatted(limits.largest() >> 20);
    }

    private void to(String rest) throws IOException {
        var address = TO.matcher(rest);
        if (sender == null) {
            mistake("503 5.5.1 Say MAIL first.");
        } else if (++asked > limits.recipients()) {
            mistake("452 4.5.3 Too many recipients.");
        } else if (address.matches() && address.group(1).equalsIgnoreCase(settings.recipient())) {
            addressed = true;
            say("250 2.1.5 Good.");
        } else {
            mistake("550 5.7.1 No mail is taken for this address, and none is passed on.");
        }
    }

    private void data() throws IOException {
        if (sender == null || !addressed) {
            mistake("503 5.5.1 Say MAIL and RCPT first.");
            return;
        }
        var place = place();
        if (place.isEmpty()) {
            say("451 4.3.2 Other mails are being read; try again in a minute.");
            forget();
            return;
        }
        try {
            say("354 End with a dot on a line of its own.");
            var mail = body(place.get());
            mails++;
            say(mail.isEmpty() ? tooLarge() : taken(mail.get()));
        } finally {
            places.leave(place.get());
        }
        forget();
    }

    private Optional<MailPlaces.Place> place() throws IOException {
        try {
            return places.enter(socket.getInetAddress(), this::lose);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The mail door closes.");
        }
    }

    /// Another waits and this one sends too slowly; it says nothing itself in the middle of a mail.
    private void lose() {
        try (var slow = socket) {
            say("451 4.4.2 This mail came too slowly while others waited; try again later.");
            LOG.info("A mail from {} came too slowly and lost its place to another.", slow.getInetAddress());
        } catch (IOException gone) {
            LOG.debug("A slow sender was gone before it was told.", gone);
        }
    }

    private String taken(byte[] mail) {
        try {
            return taker.take(String.valueOf(sender), mail)
                    .map(why -> "554 5.7.1 " + why)
                    .orElse("250 2.0.0 Kept.");
        } catch (RuntimeException fault) {
            LOG.error("A mail could not be kept; its sender is asked to try again", fault);
            return "451 4.3.0 The mail could not be kept now; try again later.";
        }
    }

    /// Reads to the end of the mail.
    ///
    /// @return empty when it was larger than the limit: the rest was read and thrown away
    private Optional<byte[]> body(MailPlaces.Place place) throws IOException {
        var kept = new ByteArrayOutputStream();
        boolean fits = true;
        long octets = 0;
        // What of CR LF . CR LF was seen: a mail begins as if a line had ended.
        int seen = 2;
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("The sender hung up in the middle of a mail.");
            }
            place.read(++octets);
            if (seen == 2 && octet == '.') {
                seen = 3; // the dot of the protocol, kept only when the line goes on with another
                continue;
            }
            if (seen == 4 && octet == '\n') {
                return fits ? Optional.of(kept.toByteArray()) : Optional.empty();
            }
            if (seen == 4) {
                fits = keep(kept, '\r', fits);
                seen = 1;
            }
            if (seen == 3 && octet == '\r') {
                seen = 4;
                continue;
            }
            seen = octet == '\r' ? 1 : seen == 1 && octet == '\n' ? 2 : 0;
            fits = keep(kept, octet, fits);
        }
    }

    private boolean keep(ByteArrayOutputStream kept, int octet, boolean fits) {
        if (!fits || kept.size() >= limits.largest()) {
            kept.reset();
            return false;
        }
        kept.write(octet);
        return true;
    }

    private void forget() {
        sender = null;
        addressed = false;
        asked = 0;
    }

    private void mistake(String reply) throws IOException {
        mistakes++;
        say(reply);
    }

    private void say(String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /// A line without its end; null when the sender hung up.
    private @Nullable String line() throws IOException {
        var line = new ByteArrayOutputStream();
        int before = 0;
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                return null;
            }
            if (before == '\r' && octet == '\n') {
                var text = line.toString(StandardCharsets.ISO_8859_1);
                return text.substring(0, text.length() - 1);
            }
            if (line.size() >= LONGEST_LINE) {
                say("500 5.5.2 The line is too long; goodbye.");
                return null;
            }
            line.write(octet);
            before = octet;
        }
    }
}
