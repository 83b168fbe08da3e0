package theriac.hub.mail;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.db.Database;

/// Mails that are no warnings (to whoever is no member, and receipts of the desk), with a text that was
/// fixed when they were written. Each is a row that is sent once: an outage is waited out, and a crash
/// in the middle of a conversation leaves it `uncertain`, which people see and which is never sent a
/// second time by itself. What may leave is decided before a letter comes here. Thread-safe.
public final class Letters {

    private static final Logger LOG = LoggerFactory.getLogger(Letters.class);
    private static final int BATCH = 20;

    private final LetterSql sql;
    private final SendingSql rows;
    private final Optional<Mailer> mailer;
    private final Function<Instant, Optional<MailSignature>> signature;
    private final Clock clock;

    /// @param mailer empty: letters wait
    /// @param signature who signs what goes out at a moment
    public Letters(
            Database database,
            Optional<Mailer> mailer,
            Function<Instant, Optional<MailSignature>> signature,
            Clock clock) {
        this.sql = new LetterSql(database.jdbc());
        this.rows = new SendingSql(database.jdbc(), "letter");
        this.mailer = mailer;
        this.signature = signature;
        this.clock = clock;
    }

    /// @param id of all attempts to send it
    /// @param to one mail address
    public record Letter(UUID id, String to, String subject, String text, Optional<MailAttachment> attachment) {}

    /// What became of a letter.
    ///
    /// @param state `waiting`, `leased`, `sending`, `sent`, `failed` or `uncertain`
    /// @param at when it was sent, or is due
    /// @param problem why it waits or failed; ""
    public record Posted(long key, Letter letter, String state, Instant at, String problem) {}

    /// Puts a letter into the queue; joins the caller's transaction.
    ///
    /// @return its key
    /// @throws IllegalArgumentException when the recipient is not one mail address
    public long post(Letter letter) {
        if (!MailMessage.isAddress(letter.to())) {
            throw new IllegalArgumentException("A letter goes to exactly one mail address.");
        }
        return sql.insert(letter, clock.instant());
    }

    /// In the order in which they were written.
    public List<Posted> posted(Collection<Long> keys) {
        return sql.posted(keys);
    }

    /// Sends one batch of what is due.
    ///
    /// @return how many were taken up; 0: nothing was due, or there is no mail server
    public int run() {
        if (mailer.isEmpty()) {
            return 0;
        }
        rows.recover(clock.instant());
        var lease = UUID.randomUUID();
        var now = clock.instant();
        var due = sql.lease(lease, now, now.plus(Attempts.LEASE), BATCH);
        if (due.isEmpty()) {
            return 0;
        }
        try (var connection = mailer.get().open()) {
            due.forEach(one -> send(one, lease, connection));
        } catch (MailUnreachable outage) {
            LOG.warn("{}", outage.getMessage());
            due.forEach(one -> later(one, lease, String.valueOf(outage.getMessage())));
        }
        return due.size();
    }

    private void send(LetterSql.Leased one, UUID lease, MailConnection connection) {
        rows.renew(lease, clock.instant().plus(Attempts.LEASE));
        if (!connection.alive()) {
            later(one, lease, "The mail server hung up.");
            return;
        }
        try {
            var letter = one.letter();
            var message = new MailMessage("letter-" + letter.id(), letter.to(), letter.subject(), letter.text());
            var signer = signature.apply(clock.instant());
            if (sql.begin(one.id(), lease)) {
                ended(
                        one,
                        lease,
                        connection.send(message, letter.attachment().stream().toList(), signer));
            }
        } catch (RuntimeException fault) {
            LOG.error("Letter {} failed", one.id(), fault);
            rows.end(one.id(), lease, "failed", Optional.empty(), "The hub could not make this mail; see its log.");
        }
    }

    private void ended(LetterSql.Leased one, UUID lease, MailOutcome outcome) {
        switch (outcome) {
            case MailOutcome.Sent s -> rows.end(one.id(), lease, "sent", Optional.of(clock.instant()), "");
            case MailOutcome.Later l -> later(one, lease, l.reason());
            case MailOutcome.Refused r -> rows.end(one.id(), lease, "failed", Optional.empty(), r.reason());
            case MailOutcome.Unknown u -> rows.end(one.id(), lease, "uncertain", Optional.empty(), u.reason());
        }
    }

    private void later(LetterSql.Leased one, UUID lease, String reason) {
        if (one.attempts() >= Attempts.MOST) {
            rows.end(one.id(), lease, "failed", Optional.empty(), reason);
        } else {
            rows.again(one.id(), lease, Attempts.due(clock.instant(), one.attempts()), reason);
        }
    }
}
