package theriac.hub.intake;

import java.io.ByteArrayInputStream;
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
import theriac.hub.mail.Letters;
import theriac.hub.mail.MailMessage;
import theriac.hub.policy.Viewer;
import theriac.hub.scan.ScannerUnreachable;
import theriac.hub.scan.VirusScan;
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

    /// For a scanner that cannot be asked.
    private static final Duration SCAN_AGAIN = Duration.ofSeconds(30);

    /// Conversations with the scanner that break off over one mail, after which the mail is to blame.
    private static final int MOST_BROKEN = 5;

    private static final int RECEIPTS_A_DAY = 5; // to one address
    private static final int RECEIPTS_AN_HOUR = 100; // to everybody

    private final Database database;
    private final ReportMailSql sql;
    private final Intake intake;
    private final Reporters reporters;
    private final PictureCodes pictures;
    private final VirusScan scan;
    private final Optional<Letters> letters;
    private final Runnable posted;
    private final ReceiptLetter letter;
    private final Clock clock;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("report-mails").unstarted(this::loop);
    private volatile boolean closed;

    /// @param scan looks at each mail before it is read
    /// @param letters for receipts; empty: none go out
    /// @param posted called after a receipt was put into the queue of letters
    public ReportMails(
            Database database,
            Intake intake,
            Reporters reporters,
            PictureCodes pictures,
            VirusScan scan,
            Optional<Letters> letters,
            Runnable posted,
            String publicUrl,
            Clock clock) {
        this.database = database;
        this.sql = new ReportMailSql(database.jdbc());
        this.intake = intake;
        this.reporters = reporters;
        this.pictures = pictures;
        this.scan = scan;
        this.letters = letters;
        this.posted = posted;
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
    /// @throws Problem when the report is absent or hidden, came another way, or the virus scanner did not find the
    ///     mail clean
    byte[] raw(Viewer viewer, UUID report) {
        var key = intake.load(viewer, report).report().key();
        var mail = sql.find(key).orElseThrow(() -> Problem.notFound("This report did not come by mail."));
        if (!mail.scan().passes()) {
            throw Problem.conflict(
                    mail.scan().state().equals("infected")
                            ? "The virus scanner found %s in this mail: it is kept as it came, and not handed out."
                                    .formatted(mail.scan().found())
                            : "The virus scanner did not look at all of this mail (%s): it is kept as it came, and not handed out."
                                    .formatted(mail.scan().found()));
        }
        return sql.raw(key).orElseThrow();
    }

    private void loop() {
        while (!closed) {
            try {
                while (!closed && read()) {
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

    /// Makes a report of the oldest mail; false when none waits, or the virus scanner cannot be asked.
    boolean read() {
        boolean any = database.inTransaction(() -> {
            var waiting = sql.next(clock.instant());
            if (waiting.isEmpty() || !isScanned(waiting.get())) {
                return false;
            }
            read(waiting.get());
            return true;
        });
        if (any) {
            posted.run();
        }
        return any;
    }

    /// Whatever was found, the mail's words are what the desk wants to read: only the mail as a file is locked away.
    private boolean isScanned(ReportMailSql.Waiting waiting) {
        try {
            var verdict = scan.look(new ByteArrayInputStream(waiting.raw()));
            sql.scanned(
                    waiting.key(),
                    switch (verdict) {
                        case VirusScan.Verdict.Off off -> new ReportMailSql.Scan("", "");
                        case VirusScan.Verdict.Clean clean -> new ReportMailSql.Scan("clean", "");
                        case VirusScan.Verdict.Infected(var name) -> new ReportMailSql.Scan("infected", name);
                        case VirusScan.Verdict.Unread(var why) -> new ReportMailSql.Scan("unread", why);
                    });
            return true;
        } catch (ScannerUnreachable away) {
            LOG.warn("A mail at the desk waits: {}", away.getMessage());
            int broken = waiting.tries() + (away.began() ? 1 : 0);
            if (broken >= MOST_BROKEN) {
                sql.scanned(waiting.key(), new ReportMailSql.Scan("unread", "it broke off %d times".formatted(broken)));
                return true;
            }
            sql.waits(waiting.key(), clock.instant().plus(SCAN_AGAIN), broken);
            return false;
        }
    }

    private void read(ReportMailSql.Waiting waiting) {
        var read = ForwardedMail.read(waiting.sender(), waiting.raw());
        if (read.bounce() || read.machine().equals("loop")) {
            sql.ignore(
                    waiting.key(),
                    read.bounce() ? "It tells of another mail, or that somebody is away." : "It wanders in a circle.",
                    read.reporter());
            return;
        }
        if (read.text().isBlank() && read.attachments().isEmpty()) {
            sql.ignore(waiting.key(), "It has neither words nor attachments.", read.reporter());
            return;
        }
        var searched = pictures.search(
                read.pictures().stream().map(ForwardedMail.Picture::file).toList());
        var mail = read.searched(searched);
        var known = reporters.of(mail.reporter());
        var reporter = known.map(Reporters.Reporter::person).orElseGet(reporters::desk);
        var text = mail.text().isBlank() ? names(mail) : mail.text();
        var report = intake.report(reporter, text, "mail", mail.sender(), false, read.codes(searched));
        var receipt = known.filter(someone -> mail.machine().isEmpty())
                .flatMap(someone -> receipt(someone, mail, report, waiting.receivedAt()));
        sql.reported(waiting.key(), report, mail, known.isPresent(), receipt);
    }

    /// @return its key in the queue of letters; empty when it gets none
    private Optional<Long> receipt(Reporters.Reporter someone, ForwardedMail mail, UUID report, Instant receivedAt) {
        return letters.filter(open -> MailMessage.isAddress(mail.reporter()) && fewReceipts(mail.reporter()))
                .map(open -> open.post(
                        letter.of(mail.reporter(), report, receivedAt, someone.language(), reporters.certName())));
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
