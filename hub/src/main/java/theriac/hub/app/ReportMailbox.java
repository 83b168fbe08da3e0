package theriac.hub.app;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.core.HubConfig;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.fetch.Fetcher;
import theriac.hub.fetch.ImapFolder;
import theriac.hub.intake.ReportMails;

/// Reads the mailbox to which suspicious mails are forwarded, every minute, and changes nothing in it. A
/// mail that is too large is told in the log and stays where it is.
final class ReportMailbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReportMailbox.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int LARGEST = 20 << 20;

    /// The operator names this server herself, so it may stand anywhere.
    private static final AddressRules ANYWHERE = AddressRules.allowing(List.of("0.0.0.0/0", "::/0"));

    private final HubConfig.Mailbox mailbox;
    private final Fetcher fetcher;
    private final ReportMails mails;
    private final Thread thread = Thread.ofVirtual().name("report-mailbox").unstarted(this::loop);

    ReportMailbox(HubConfig.Mailbox mailbox, Fetcher fetcher, ReportMails mails) {
        this.mailbox = mailbox;
        this.fetcher = fetcher;
        this.mails = mails;
    }

    ReportMailbox start() {
        thread.start();
        return this;
    }

    private void loop() {
        try {
            while (true) {
                read();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        var who = new Credential.Basic(mailbox.user(), mailbox.password());
        var folder = new ImapFolder(URI.create(mailbox.url()), who, ANYWHERE, FetchLimits.standard());
        var place = mails.place(mailbox.url());
        try {
            folder.read(
                    fetcher, new ImapFolder.Place(place[0], place[1]), (session, message, next) -> keep(message, next));
        } catch (IOException outage) {
            LOG.warn("The desk's mailbox was not read to its end: {}", outage.getMessage());
        } catch (RuntimeException fault) {
            LOG.error("The desk's mailbox could not be read", fault);
        }
    }

    private void keep(IMAPMessage message, ImapFolder.Place place) throws MessagingException, IOException {
        if (message.getSize() > LARGEST) {
            LOG.warn(
                    "Mail {} in the desk's mailbox has more than {} MB and was left there.",
                    place.uid(),
                    LARGEST >> 20);
            return;
        }
        var path = message.getHeader("Return-Path");
        // Without the line nobody knows the envelope; what a machine says of mails has an empty one.
        var sender = path == null || path.length == 0 ? "?" : path[0].replaceAll("[<>\\s]", "");
        try (var raw = message.getMimeStream()) {
            mails.keep(mailbox.url(), place.validity(), place.uid(), sender, raw.readNBytes(LARGEST));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
