package theriac.hub.publications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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
/// before the SMTP conversation, marked again after it. An outage of the mail server is waited out
/// with growing pauses; a crash in the middle of a conversation leaves one row `uncertain`, which
/// people see and which is never sent a second time by itself.
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
        for (var together : together(due)) {
            if (clock.instant().isAfter(renewed.plus(RENEW))) {
                renewed = clock.instant();
                sql.renew(lease, renewed.plus(LEASE));
            }
            if (!connection.alive()) {
                together.forEach(mail -> later(mail, lease, "The mail server hung up."));
                continue;
            }
            try {
                if (together.size() == 1) {
                    sendOne(together.getFirst(), lease, connection);
                } else {
                    sendDigest(together, lease, connection);
                }
            } catch (RuntimeException fault) {
                // A refusal of the egress gate or a bug concerns one recipient; the others get their warning.
                together.forEach(mail -> failed(mail, lease, fault));
            }
        }
    }

    private void failed(OutboxSql.Leased mail, UUID lease, RuntimeException fault) {
        LOG.error("Delivery {} failed", mail.id(), fault);
        sql.end(mail.id(), lease, "failed", Optional.empty(), "The hub could not make this mail; see its log.");
    }

    /// What goes out as one mail: the digest of a member, and each other delivery alone.
    private static Collection<List<OutboxSql.Leased>> together(List<OutboxSql.Leased> due) {
        return due.stream()
                .sorted(Comparator.comparingLong(OutboxSql.Leased::id))
                .collect(Collectors.groupingBy(
                        mail -> mail.digest() ? -mail.organization() : mail.id(),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
    }

    /// Several warnings in one mail: what one of them became, all of them became.
    private void sendDigest(List<OutboxSql.Leased> mails, UUID lease, MailConnection connection) {
        var left = new LinkedHashMap<OutboxSql.Leased, Publication>();
        for (var mail : mails) {
            try {
                var publication = allowed(mail);
                if (publication.isPresent() && sql.begin(mail.id(), lease)) {
                    left.put(mail, publication.get());
                } else {
                    sql.end(mail.id(), lease, "cancelled", Optional.empty(), "");
                }
            } catch (RuntimeException fault) {
                failed(mail, lease, fault);
            }
        }
        if (left.isEmpty()) {
            return;
        }
        var first = mails.getFirst();
        var recipient = organizations.find(first.organization()).orElseThrow();
        var newest = List.copyOf(left.values()).getLast();
        var mail = writer(newest);
        var message = left.size() == 1
                ? mail.compose(newest, recipient)
                : mail.digest(List.copyOf(left.values()), recipient, "digest-" + first.id());
        if (message.isEmpty()) {
            left.keySet().forEach(one -> sql.end(one.id(), lease, "cancelled", Optional.empty(), ""));
            return;
        }
        var outcome = connection.send(message.get());
        left.keySet().forEach(one -> ended(one, lease, outcome));
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
        ended(mail, lease, connection.send(message.get()));
    }

    private void ended(OutboxSql.Leased mail, UUID lease, MailOutcome outcome) {
        switch (outcome) {
            case MailOutcome.Sent s -> sql.end(mail.id(), lease, "sent", Optional.of(clock.instant()), "");
            case MailOutcome.Later l -> later(mail, lease, l.reason());
            case MailOutcome.Refused r -> sql.end(mail.id(), lease, "failed", Optional.empty(), r.reason());
            case MailOutcome.Unknown u -> sql.end(mail.id(), lease, "uncertain", Optional.empty(), u.reason());
        }
    }

    private Optional<MailMessage> compose(OutboxSql.Leased mail) {
        var recipient = organizations.find(mail.organization()).orElseThrow();
        return allowed(mail).flatMap(publication -> writer(publication).compose(publication, recipient));
    }

    /// The warning, if it still stands and the gate lets it go to this member.
    private Optional<Publication> allowed(OutboxSql.Leased mail) {
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
        return Optional.of(publication);
    }

    private WarningMail writer(Publication publication) {
        var cert = organizations.find(publication.owner()).orElseThrow();
        var at = publication.times().published().orElseThrow().at();
        var signature = Optional.<MailSignature>of(part -> key.sign(cert.name(), part, at));
        return new WarningMail(cert.name(), publicUrl, signature);
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
