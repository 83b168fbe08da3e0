package theriac.hub.publications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.db.Database;
import theriac.hub.mail.MailConnection;
import theriac.hub.mail.MailMessage;
import theriac.hub.mail.MailOutcome;
import theriac.hub.mail.MailSignature;
import theriac.hub.mail.MailUnreachable;
import theriac.hub.mail.Mailer;
import theriac.hub.policy.EgressGate;
import theriac.hub.store.Audiences;
import theriac.hub.vault.SigningKey;

/// Sends what is due by mail. Each delivery is a row: leased by one process at a time, marked
/// before the SMTP
/// conversation, marked again after it. An outage of the mail server is waited out with growing
/// pauses; a crash in
/// the middle of a conversation leaves one row `uncertain`, which people see and which is never
/// sent a second time
/// by itself.
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /// Longer than one mail can take against a slow server (30 s read time-out per command, several
    /// commands), and renewed while a batch goes on: what a killed hub had taken up waits no longer.
    static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration RENEW = Duration.ofSeconds(30);
    private static final int BATCH = 50;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    /// With pauses that grow to a quarter of an hour: about two days.
    private static final int MOST_ATTEMPTS = 200;

    private final OutboxSql sql;
    private final PublicationSql publications;
    private final Organizations organizations;
    private final Viewers viewers;
    private final Audiences audiences;
    private final EgressGate gate;
    private final Mailer mailer;
    private final SigningKey key;
    private final String publicUrl;
    private final Clock clock;

    Outbox(
            Database database,
            Organizations organizations,
            Viewers viewers,
            Audiences audiences,
            EgressGate gate,
            Mailer mailer,
            SigningKey key,
            String publicUrl,
            Clock clock) {
        this.sql = new OutboxSql(database.jdbc());
        this.publications = new PublicationSql(database.jdbc());
        this.organizations = organizations;
        this.viewers = viewers;
        this.audiences = audiences;
        this.gate = gate;
        this.mailer = mailer;
        this.key = key;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /// Sends one batch of due mails.
    ///
    /// @return how many were taken up; 0: nothing was due
    int run() {
        sql.recover(clock.instant());
        var lease = UUID.randomUUID();
        var now = clock.instant();
        var due = sql.lease(lease, now, now.plus(LEASE), BATCH, "mail");
        if (due.isEmpty()) {
            return 0;
        }
        try (var connection = mailer.open()) {
            send(due, lease, connection);
        } catch (MailUnreachable outage) {
            LOG.warn("{}", outage.getMessage());
            due.forEach(mail -> later(mail, lease, String.valueOf(outage.getMessage())));
        }
        return due.size();
    }

    private void send(List<OutboxSql.Leased> due, UUID lease, MailConnection connection) {
        var renewed = clock.instant();
        for (var mail : due) {
            if (clock.instant().isAfter(renewed.plus(RENEW))) {
                renewed = clock.instant();
                sql.renew(lease, renewed.plus(LEASE));
            }
            if (!connection.alive()) {
                later(mail, lease, "The mail server hung up.");
                continue;
            }
            try {
                sendOne(mail, lease, connection);
            } catch (RuntimeException fault) {
                // A refusal of the egress gate or a bug concerns one recipient; the others get their warning.
                LOG.error("Delivery {} failed", mail.id(), fault);
                sql.end(mail.id(), lease, "failed", Optional.empty(), "The hub could not make this mail; see its log.");
            }
        }
    }

    private void sendOne(OutboxSql.Leased mail, UUID lease, MailConnection connection) {
        var message = compose(mail);
        if (message.isEmpty()) {
            sql.end(mail.id(), lease, "cancelled", Optional.empty(), "");
            return;
        }
        if (!sql.begin(mail.id(), lease)) {
            sql.end(mail.id(), lease, "cancelled", Optional.empty(), "");
            return;
        }
        switch (connection.send(message.get())) {
            case MailOutcome.Sent s -> sql.end(mail.id(), lease, "sent", Optional.of(clock.instant()), "");
            case MailOutcome.Later l -> later(mail, lease, l.reason());
            case MailOutcome.Refused r -> sql.end(mail.id(), lease, "failed", Optional.empty(), r.reason());
            case MailOutcome.Unknown u -> sql.end(mail.id(), lease, "uncertain", Optional.empty(), u.reason());
        }
    }

    private Optional<MailMessage> compose(OutboxSql.Leased mail) {
        var publication = publications.find(mail.publication()).orElseThrow();
        var recipient = organizations.find(mail.organization()).orElseThrow();
        if (publication.state() != PublicationState.PUBLISHED) {
            return Optional.empty();
        }
        gate.pass(
                "mail",
                viewers.organization(recipient),
                List.of(publication),
                p -> p.id().toString(),
                p -> List.of(audiences.load(p.audience())));
        var cert = organizations.find(publication.owner()).orElseThrow();
        var at = publication.times().published().orElseThrow().at();
        var signature = Optional.<MailSignature>of(part -> key.sign(cert.name(), part, at));
        return new WarningMail(cert.name(), publicUrl, signature).compose(publication, recipient);
    }

    private void later(OutboxSql.Leased mail, UUID lease, String reason) {
        if (mail.attempts() >= MOST_ATTEMPTS) {
            sql.end(mail.id(), lease, "failed", Optional.empty(), reason);
        } else {
            sql.again(mail.id(), lease, due(clock.instant(), mail.attempts()), reason);
        }
    }

    /// 15 s, 30 s, 1 min … at most 15 min, so that a mail goes out soon after any outage ends.
    static Instant due(Instant now, int attempts) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(attempts - 1, 0, 10));
        return now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
}
