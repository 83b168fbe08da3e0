package theriac.hub.fetch;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPMessage;
import theriac.hub.fetch.FetchFailure.Kind;

/// A folder of a mailbox: `imaps://mail.example.org/INBOX`. It is opened for reading only (EXAMINE), so
/// that nothing in the mailbox changes; whoever takes a message asks for it without marking it
/// (BODY.PEEK, RFC 9051 §6.4.5). The place is UIDVALIDITY and UID (§2.3.1.1); when the server numbers its
/// messages anew, all are handed over again. Immutable.
///
/// @param address `imap` or `imaps`
/// @param who user and password
/// @param rules which addresses may be asked
public record ImapFolder(URI address, Credential.Basic who, AddressRules rules, FetchLimits limits) {

    /// Bytes that are asked for at once.
    public static final int PART = 1 << 20;

    private static final int MOST_MESSAGES = 1_000;

    /// How far a folder was read.
    public record Place(long validity, long uid) {}

    /// Takes messages one by one, in the order of their numbers.
    @FunctionalInterface
    public interface Taker {
        /// When it returns the message is durable, and the place may be kept.
        ///
        /// @param place behind this message
        void take(Session session, IMAPMessage message, Place place) throws MessagingException, IOException;
    }

    private record Mail(long uid, IMAPMessage message) {}

    /// Hands over what came since, at most 1,000 messages.
    ///
    /// @throws FetchFailure with a sentence for people; what was handed over before stays taken
    public void read(Fetcher fetcher, Place before, Taker taker) throws IOException {
        var session = session(fetcher);
        try (var store = session.getStore("imap")) {
            store.connect(address.getHost(), port(), who.user(), who.password());
            try (var folder = store.getFolder(name())) {
                folder.open(Folder.READ_ONLY);
                read(session, folder, before, taker);
            }
        } catch (AuthenticationFailedException refused) {
            throw new FetchFailure(
                    Kind.STATUS, "The mail server refuses user and password: enter the credential again.");
        } catch (FolderNotFoundException absent) {
            throw new FetchFailure(
                    Kind.STATUS,
                    "The mailbox has no folder \"%s\": name one in the address."
                            .formatted(Shown.clean(name(), who.secrets())));
        } catch (MessagingException broken) {
            throw new FetchFailure(
                    Kind.UNREACHABLE,
                    "The mail server %s does not answer as it should (%s). What was read is stored; the hub goes on the next time."
                            .formatted(
                                    address.getHost(),
                                    Shown.clean(String.valueOf(broken.getMessage()), who.secrets())));
        }
    }

    private Session session(Fetcher fetcher) throws FetchFailure {
        var settings = new Properties();
        settings.put(
                "mail.imap.socketFactory",
                fetcher.sockets(
                        address, port(), address.getScheme().equals("imaps"), rules, limits, ImapLiterals::new));
        settings.put("mail.imap.socketFactory.fallback", "false");
        settings.put(
                "mail.imap.connectiontimeout", Long.toString(limits.connect().toMillis()));
        settings.put("mail.imap.timeout", Long.toString(limits.silence().toMillis()));
        settings.put("mail.imap.fetchsize", Integer.toString(PART));
        return Session.getInstance(settings);
    }

    private static void read(Session session, Folder folder, Place before, Taker taker)
            throws MessagingException, IOException {
        var numbered = (UIDFolder) folder;
        long validity = numbered.getUIDValidity();
        long from = before.validity() == validity ? before.uid() : 0;
        var mails = new ArrayList<Mail>();
        for (var message : numbered.getMessagesByUID(from + 1, UIDFolder.LASTUID)) {
            // `n:*` names the last message even when its number is lower.
            long uid = message == null ? 0 : numbered.getUID(message);
            if (uid > from && message instanceof IMAPMessage mail) {
                mails.add(new Mail(uid, mail));
            }
        }
        mails.sort(Comparator.comparingLong(Mail::uid));
        for (var mail : mails.subList(0, Math.min(MOST_MESSAGES, mails.size()))) {
            mail.message().setPeek(true);
            taker.take(session, mail.message(), new Place(validity, mail.uid()));
        }
    }

    private int port() {
        return address.getPort() >= 0 ? address.getPort() : address.getScheme().equals("imaps") ? 993 : 143;
    }

    private String name() {
        var path = Optional.ofNullable(address.getPath()).orElse("").replaceFirst("^/", "");
        return path.isEmpty() ? "INBOX" : path;
    }
}
