package theriac.hub.ingest;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPMessage;
import theriac.hub.core.Problem;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchFailure.Kind;
import theriac.hub.fetch.Fetcher;
import theriac.hub.fetch.Inflated;
import theriac.hub.fetch.Shown;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;
import theriac.hub.store.Sources;
import theriac.stix.Finding;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A folder of a mailbox: `imaps://mail.example.org/INBOX`. It is opened for reading only (EXAMINE) and messages are
/// asked for without marking them (BODY.PEEK, RFC 9051 §6.4.5): nothing in the mailbox changes. The place is kept as
/// UIDVALIDITY and UID (§2.3.1.1) and moves after what a message brought is stored. When the server numbers its
/// messages anew, all are looked at again and what was taken in already is known by its digest.
///
/// A message that cannot be used stands among the deliveries with its sentence, and the next one is taken.
final class ImapMailbox implements Way {

    /// Bytes that are asked for at once.
    static final int PART = 1 << 20;

    private static final long LARGEST = 32L << 20;
    private static final int MOST_MESSAGES = 1_000;
    private static final int LONGEST_NAME = 160;

    private final Access access;
    private final Fetcher fetcher;
    private final Spool spool;
    private final Ingest ingest;
    private final Sources sources;
    private final Once once;

    ImapMailbox(Feeds.Ground ground, Spool spool) {
        this.access = ground.access();
        this.fetcher = ground.fetcher();
        this.ingest = ground.ingest();
        this.sources = ground.sources();
        this.once = new Once(ingest, ground.plans());
        this.spool = spool;
    }

    /// How far a mailbox was read.
    private record Place(long validity, long uid) {

        static Place of(Source source) {
            if (source.watermark().isEmpty()) {
                return new Place(0, 0);
            }
            var kept = (JsonObject) Json.read(source.watermark());
            return new Place(
                    kept.integer("validity").orElse(0), kept.integer("uid").orElse(0));
        }

        String text() {
            return Json.write(JsonObject.builder()
                    .put("validity", validity)
                    .put("uid", uid)
                    .build());
        }
    }

    private record Mail(long uid, IMAPMessage message) {}

    @Override
    public Outcome ask(Source source) throws IOException {
        var address = access.address(source, "imaps", "imap");
        var credential = access.credential(source, address);
        if (!(credential instanceof Credential.Basic who)) {
            throw Problem.badRequest("A mailbox needs a credential with user and password.");
        }
        var session = session(source, address);
        try (var store = session.getStore("imap")) {
            store.connect(address.getHost(), port(address), who.user(), who.password());
            try (var folder = store.getFolder(folder(address))) {
                folder.open(Folder.READ_ONLY);
                return read(source, session, folder);
            }
        } catch (AuthenticationFailedException refused) {
            throw new FetchFailure(
                    Kind.STATUS, "The mail server refuses user and password: enter the credential again.");
        } catch (FolderNotFoundException absent) {
            throw new FetchFailure(
                    Kind.STATUS,
                    "The mailbox has no folder \"%s\": name one in the address."
                            .formatted(Shown.clean(folder(address), credential.secrets())));
        } catch (MessagingException broken) {
            throw new FetchFailure(
                    Kind.UNREACHABLE,
                    "The mail server %s does not answer as it should (%s). What was read is stored; the hub goes on the next time."
                            .formatted(
                                    address.getHost(),
                                    Shown.clean(String.valueOf(broken.getMessage()), credential.secrets())));
        }
    }

    private Session session(Source source, URI address) throws FetchFailure {
        var limits = access.limits();
        var settings = new Properties();
        settings.put(
                "mail.imap.socketFactory",
                fetcher.sockets(
                        address,
                        port(address),
                        address.getScheme().equals("imaps"),
                        Access.rules(source),
                        limits,
                        ImapLiterals::new));
        settings.put("mail.imap.socketFactory.fallback", "false");
        settings.put(
                "mail.imap.connectiontimeout", Long.toString(limits.connect().toMillis()));
        settings.put("mail.imap.timeout", Long.toString(limits.silence().toMillis()));
        settings.put("mail.imap.fetchsize", Integer.toString(PART));
        return Session.getInstance(settings);
    }

    private Outcome read(Source source, Session session, Folder folder) throws MessagingException, IOException {
        var numbered = (UIDFolder) folder;
        var before = Place.of(source);
        long from = before.validity() == numbered.getUIDValidity() ? before.uid() : 0;
        var mails = new ArrayList<Mail>();
        for (var message : numbered.getMessagesByUID(from + 1, UIDFolder.LASTUID)) {
            // `n:*` names the last message even when its number is lower.
            long uid = message == null ? 0 : numbered.getUID(message);
            if (uid > from && message instanceof IMAPMessage mail) {
                mails.add(new Mail(uid, mail));
            }
        }
        mails.sort(Comparator.comparingLong(Mail::uid));
        Optional<Delivery> last = Optional.empty();
        for (var mail : mails.subList(0, Math.min(MOST_MESSAGES, mails.size()))) {
            var taken = take(source, session, mail);
            last = taken.isPresent() ? taken : last;
            sources.moveWatermark(source.key(), new Place(numbered.getUIDValidity(), mail.uid()).text());
        }
        return last.map(delivery -> (Outcome) new Outcome.Taken(delivery)).orElseGet(Outcome.Unchanged::new);
    }

    private Optional<Delivery> take(Source source, Session session, Mail mail) throws MessagingException, IOException {
        var name = name(mail);
        if (mail.message().getSize() > LARGEST) {
            return Optional.of(ingest.failed(
                    source,
                    name,
                    "fetch.too-large",
                    "This mail has more than %d MB and was left in the mailbox.".formatted(LARGEST >> 20)));
        }
        mail.message().setPeek(true);
        try (var spooled = spool.keep(Inflated.capped(mail.message().getMimeStream(), LARGEST));
                var content = spooled.open()) {
            return parts(source, name, new MimeMessage(session, content));
        } catch (FetchFailure tooLarge) {
            return Optional.of(ingest.failed(source, name, tooLarge.code(), tooLarge.sentence()));
        }
    }

    private Optional<Delivery> parts(Source source, String name, MimeMessage mail) throws IOException {
        List<MailParts.Found> found;
        try {
            found = MailParts.of(mail, source.kind());
        } catch (MessagingException unreadable) {
            return Optional.of(ingest.failed(
                    source, name, "fetch.mail", "This mail cannot be read: its parts are not as mail has them."));
        }
        if (found.isEmpty()) {
            return Optional.of(nothing(source, name));
        }
        Optional<Delivery> last = Optional.empty();
        for (var part : found) {
            var taken = part(source, name + ": " + part.name(), part);
            last = taken.isPresent() ? taken : last;
        }
        return last;
    }

    private Optional<Delivery> part(Source source, String name, MailParts.Found part) throws IOException {
        try (var spooled = spool.keep(Inflated.capped(part.part().getInputStream(), LARGEST))) {
            return once.take(source, shortened(Shown.clean(name, List.of())), spooled, Map.of());
        } catch (MessagingException unreadable) {
            return Optional.of(ingest.failed(source, name, "fetch.mail", "This part of the mail cannot be decoded."));
        }
    }

    private Delivery nothing(Source source, String name) {
        return ingest.empty(
                source,
                name,
                Finding.info(
                        "mail.nothing",
                        "",
                        "The mail has no attachment that could be read, and its own text is not what this source's format reads."));
    }

    /// A subject is anybody's text.
    private static String name(Mail mail) throws MessagingException {
        var subject =
                Optional.ofNullable(((Message) mail.message()).getSubject()).orElse("");
        return shortened(Shown.clean("mail %d %s".formatted(mail.uid(), subject).strip(), List.of()));
    }

    private static String shortened(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : address.getScheme().equals("imaps") ? 993 : 143;
    }

    private static String folder(URI address) {
        var path = Optional.ofNullable(address.getPath()).orElse("").replaceFirst("^/", "");
        return path.isEmpty() ? "INBOX" : path;
    }
}
