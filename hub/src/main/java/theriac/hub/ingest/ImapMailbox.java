package theriac.hub.ingest;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.angus.mail.imap.IMAPMessage;
import theriac.hub.core.Problem;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.Fetcher;
import theriac.hub.fetch.ImapFolder;
import theriac.hub.fetch.Inflated;
import theriac.hub.fetch.Shown;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;
import theriac.hub.store.Sources;
import theriac.stix.Finding;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A folder of a mailbox as a source. The place moves after what a message brought is stored. When the
/// server numbers its messages anew, all are looked at again and what was taken in already is known by
/// its digest.
///
/// A message that cannot be used stands among the deliveries with its sentence, and the next one is
/// taken.
final class ImapMailbox implements Way {

    private static final long LARGEST = 32L << 20;
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

    @Override
    public Outcome ask(Source source) throws IOException {
        var address = access.address(source, "imaps", "imap");
        if (!(access.credential(source, address) instanceof Credential.Basic who)) {
            throw Problem.badRequest("A mailbox needs a credential with user and password.");
        }
        var last = new ArrayList<Delivery>();
        new ImapFolder(address, who, Access.rules(source), access.limits())
                .read(fetcher, place(source), (session, message, place) -> {
                    take(source, session, new Mail(place.uid(), message)).ifPresent(last::add);
                    sources.moveWatermark(source.key(), text(place));
                });
        return last.isEmpty() ? new Outcome.Unchanged() : new Outcome.Taken(last.getLast());
    }

    private static ImapFolder.Place place(Source source) {
        if (source.watermark().isEmpty()) {
            return new ImapFolder.Place(0, 0);
        }
        var kept = (JsonObject) Json.read(source.watermark());
        return new ImapFolder.Place(
                kept.integer("validity").orElse(0), kept.integer("uid").orElse(0));
    }

    private static String text(ImapFolder.Place place) {
        return Json.write(JsonObject.builder()
                .put("validity", place.validity())
                .put("uid", place.uid())
                .build());
    }

    private record Mail(long uid, IMAPMessage message) {}

    private Optional<Delivery> take(Source source, Session session, Mail mail) throws MessagingException, IOException {
        var name = name(mail);
        if (mail.message().getSize() > LARGEST) {
            return Optional.of(ingest.failed(
                    source,
                    name,
                    "fetch.too-large",
                    "This mail has more than %d MB and was left in the mailbox.".formatted(LARGEST >> 20)));
        }
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
}
