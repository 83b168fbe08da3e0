package theriac.hub.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.mail.MailOutcome;
import theriac.hub.mail.MailUnreachable;
import theriac.hub.mail.Mailer;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ErasurePlace;

/// Mails that were forwarded to the desk. A mail is durable first, then read by a thread of its own and
/// becomes a report: of the member whose person has the address in From, otherwise of the CERT alone,
/// because anybody can write any address. Such a person gets a receipt that promises nothing; nobody else
/// does, so that no stranger is written to in the name of another (backscatter), no machine is answered,
/// and no two machines answer each other. Thread-safe.
public final class ReportMails implements AutoCloseable {

    /// Where mails keep what people wrote.
    public static final List<ErasurePlace> PERSONAL = List.of(
            new ErasurePlace("report_mail", "id", "raw", true),
            new ErasurePlace("report_mail", "id", "sender", false),
            new ErasurePlace("report_mail", "id", "reporter", false),
            new ErasurePlace("report_mail", "id", "headers", false),
            new ErasurePlace("report_mail", "id", "attachments", false));

    private static final Logger LOG = LoggerFactory.getLogger(ReportMails.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /// Longer than one conversation with a mail server can take.
    private static final Duration CUT_OFF = Duration.ofMinutes(5);

    private static final int MOST_TRIES = 50;
    private static final int RECEIPTS_A_DAY = 5; // to one address
    private static final int RECEIPTS_AN_HOUR = 100; // to everybody

    private final Database database;
    private final ReportMailSql sql;
    private final Intake intake;
    private final Reporters reporters;
    private final Optional<Mailer> mailer;
    private final ReceiptLetter letter;
    private final Clock clock;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("report-mails").unstarted(this::loop);
    private volatile boolean closed;

    /// @param mailer for receipts; empty: none go out
    public ReportMails(
            Database database,
            Intake intake,
            Reporters reporters,
            Optional<Mailer> mailer,
            String publicUrl,
            Clock clock) {
        this.database = database;
        this.sql = new ReportMailSql(database.jdbc());
        this.intake = intake;
        this.reporters = reporters;
        this.mailer = mailer;
        this.letter = new ReceiptLetter(publicUrl);
        this.clock = clock;
    }

    /// Who may be behind an address. `app` hands it over.
    public interface Reporters {

        /// @param language `nl` or `en`
        record Reporter(Viewer.Party person, String language) {}

        /// The one person who may report and has this address; empty when there is none, or more than one.
        Optional<Reporter> of(String address);

        /// In whose name a stranger's mail is kept: the CERT's own.
        ///
        /// @throws Problem before the hub was set up
        Viewer.Party desk();

        /// The name of the CERT.
        String certName();
    }

    /// Keeps a mail as it came; when this returns it is durable. The same mail a second time is known.
    ///
    /// @param way `smtp` or `imap`
    /// @param sender of the envelope; "" for what machines say of mails
    public void keep(String way, String sender, byte[] raw) {
        if (sql.keep(way, sender.replace("\0", ""), raw, clock.instant())) {
            wake.release();
        }
    }

    /// How far a mailbox was read: UIDVALIDITY and UID; two zeros for one that is new.
    public long[] place(String mailbox) {
        return sql.place(mailbox)
                .map(place -> new long[] {place.validity(), place.uid()})
                .orElseGet(() -> new long[2]);
    }

    /// Keeps a mail of a mailbox, and that the mailbox was read so far, together.
    ///
    /// @param mailbox its address
    public void keep(String mailbox, long validity, long uid, String sender, byte[] raw) {
        database.inTransaction(() -> {
            sql.keep("imap", sender.replace("\0", ""), raw, clock.instant());
            sql.place(mailbox, new ReportMailSql.Place(validity, uid), clock.instant());
        });
        wake.release();
    }

    /// Begins to read.
    public ReportMails start() {
        thread.start();
        return this;
    }

    /// What is told of the mail behind a report; empty when it came another way.
    ///
    /// @throws Problem when the report is absent or hidden
    Optional<ReportMailSql.Row> of(Viewer viewer, UUID report) {
        return sql.find(intake.load(viewer, report).report().key());
    }

    /// The mail behind a report, exactly as it came.
    ///
    /// @throws Problem when the report is absent or hidden, or came another way
    byte[] raw(Viewer viewer, UUID report) {
        return sql.raw(intake.load(viewer, report).report().key())
                .orElseThrow(() -> Problem.notFound("This report did not come by mail."));
    }

    private void loop() {
        while (!closed) {
            try {
                while (!closed && (read() || send())) {
                    LOG.debug("A mail at the desk was worked on.");
                }
            } catch (RuntimeException fault) {
                LOG.error("Mails at the desk wait", fault);
            }
            try {
                if (wake.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    /// Makes a report of the oldest mail; false when none waits.
    boolean read() {
        return database.inTransaction(() -> {
            var waiting = sql.next();
            waiting.ifPresent(this::read);
            return waiting.isPresent();
        });
    }

    private void read(ReportMailSql.Waiting waiting) {
        var mail = ForwardedMail.read(waiting.sender(), waiting.raw());
        if (mail.bounce() || mail.machine().equals("loop")) {
            sql.ignore(
                    waiting.key(),
                    mail.bounce() ? "It tells of another mail, or that somebody is away." : "It wanders in a circle.",
                    mail.reporter());
            return;
        }
        if (mail.text().isBlank() && mail.attachments().isEmpty()) {
            sql.ignore(waiting.key(), "It has neither words nor attachments.", mail.reporter());
            return;
        }
        var known = reporters.of(mail.reporter());
        var reporter = known.map(Reporters.Reporter::person).orElseGet(reporters::desk);
        var text = mail.text().isBlank() ? names(mail) : mail.text();
        var report = intake.report(reporter, text, "mail", mail.sender());
        var due = known.filter(someone -> mail.machine().isEmpty())
                .filter(someone -> mailer.isPresent() && fewReceipts(mail.reporter()))
                .map(someone -> clock.instant());
        sql.reported(
                waiting.key(),
                report,
                mail,
                known.isPresent(),
                due,
                known.map(Reporters.Reporter::language).orElse("nl"));
    }

    /// Of a mail without words.
    private static String names(ForwardedMail mail) {
        return String.join(
                "\n",
                mail.attachments().stream()
                        .map(one -> (one.name().isEmpty() ? one.type() : one.name()) + " " + one.digest())
                        .toList());
    }

    private boolean fewReceipts(String to) {
        var now = clock.instant();
        return sql.receipts(to, now.minus(Duration.ofDays(1))) < RECEIPTS_A_DAY
                && sql.receipts("", now.minus(Duration.ofHours(1))) < RECEIPTS_AN_HOUR;
    }

    /// Sends the oldest receipt that is due; false when none is.
    private boolean send() {
        if (mailer.isEmpty()) {
            return false;
        }
        var now = clock.instant();
        sql.recover(now.minus(CUT_OFF));
        var begun = sql.begin(now);
        if (begun.isEmpty()) {
            return false;
        }
        var receipt = begun.get();
        try (var connection = mailer.get().open()) {
            switch (connection.send(letter.of(receipt, reporters.certName()))) {
                case MailOutcome.Sent sent -> sql.end(receipt.key(), "sent", now);
                case MailOutcome.Later later -> later(receipt, now);
                case MailOutcome.Refused refused -> sql.end(receipt.key(), "failed", now);
                case MailOutcome.Unknown unknown -> sql.end(receipt.key(), "uncertain", now);
            }
        } catch (MailUnreachable outage) {
            LOG.warn("{}", outage.getMessage());
            later(receipt, now);
        }
        return true;
    }

    private void later(ReportMailSql.Receipt receipt, Instant now) {
        if (receipt.tries() >= MOST_TRIES) {
            sql.end(receipt.key(), "failed", now);
        } else {
            sql.end(receipt.key(), "waiting", now.plus(Duration.ofSeconds(15L << Math.min(receipt.tries(), 6))));
        }
    }

    @Override
    public void close() {
        closed = true;
        wake.release();
        if (thread.getState() != Thread.State.NEW) {
            try {
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
