package theriac.hub.publications;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.mail.Attempts;
import theriac.hub.mail.MailConnection;
import theriac.hub.mail.MailMessage;
import theriac.hub.mail.MailOutcome;
import theriac.hub.mail.MailSignatures;
import theriac.hub.mail.MailUnreachable;
import theriac.hub.mail.Mailer;

/// Sends what is due by mail. Each delivery is a row: leased by one process at a time, marked
/// before the SMTP conversation, marked again after it. An outage of the mail server is waited out
/// with growing pauses; a crash in the middle of a conversation leaves one row `uncertain`, which
/// people see and which is never sent a second time by itself.
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private static final int BATCH = 50;

    /// Several warnings in one mail.
    static final String DIGEST = "digest";

    private final Deliveries deliveries;
    private final Mailer mailer;
    private final MailSignatures signatures;

    Outbox(Deliveries deliveries, Mailer mailer, MailSignatures signatures) {
        this.deliveries = deliveries;
        this.mailer = mailer;
        this.signatures = signatures;
    }

    /// Sends one batch of due mails.
    ///
    /// @return how many were taken up; 0: nothing was due
    int run() {
        var lease = UUID.randomUUID();
        var due = deliveries.take(lease, "mail", BATCH);
        if (due.isEmpty()) {
            return 0;
        }
        try (var connection = mailer.open()) {
            send(due, lease, connection);
        } catch (MailUnreachable outage) {
            LOG.warn("{}", outage.getMessage());
            due.forEach(mail -> deliveries.later(mail, lease, String.valueOf(outage.getMessage())));
        }
        return due.size();
    }

    private void send(List<OutboxSql.Leased> due, UUID lease, MailConnection connection) {
        var clock = deliveries.clock();
        var renewed = clock.instant();
        for (var together : together(due)) {
            if (clock.instant().isAfter(renewed.plus(Attempts.RENEW))) {
                renewed = clock.instant();
                deliveries.renew(lease);
            }
            if (!connection.alive()) {
                together.forEach(mail -> deliveries.later(mail, lease, "The mail server hung up."));
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
        deliveries.end(mail, lease, "failed", "The hub could not make this mail; see its log.");
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
                var publication = deliveries.allowed("mail", mail);
                if (publication.isPresent() && deliveries.sql().begin(mail.id(), lease)) {
                    left.put(mail, publication.get());
                } else {
                    deliveries.sql().notBegun(mail.id(), lease);
                }
            } catch (RuntimeException fault) {
                failed(mail, lease, fault);
            }
        }
        if (left.isEmpty()) {
            return;
        }
        var first = mails.getFirst();
        var recipient = deliveries.recipient(first);
        var newest = List.copyOf(left.values()).getLast();
        boolean alone = left.size() == 1;
        var mail = writer(newest, alone ? newest.kind().text() : DIGEST);
        var message = alone
                ? mail.compose(newest, recipient, deliveries.holdsMore(newest, recipient))
                : mail.digest(List.copyOf(left.values()), recipient, "digest-" + first.id());
        if (message.isEmpty()) {
            left.keySet().forEach(one -> deliveries.end(one, lease, "cancelled", ""));
            return;
        }
        var outcome = connection.send(message.get());
        left.keySet().forEach(one -> ended(one, lease, outcome));
    }

    private void sendOne(OutboxSql.Leased mail, UUID lease, MailConnection connection) {
        var message = compose(mail);
        if (message.isEmpty()) {
            deliveries.end(mail, lease, "cancelled", "");
            return;
        }
        if (!deliveries.sql().begin(mail.id(), lease)) {
            deliveries.sql().notBegun(mail.id(), lease);
            return;
        }
        ended(mail, lease, connection.send(message.get()));
    }

    private void ended(OutboxSql.Leased mail, UUID lease, MailOutcome outcome) {
        switch (outcome) {
            case MailOutcome.Sent s -> deliveries.sent(mail, lease);
            case MailOutcome.Later l -> deliveries.later(mail, lease, l.reason());
            case MailOutcome.Refused r -> deliveries.end(mail, lease, "failed", r.reason());
            case MailOutcome.Unknown u -> deliveries.end(mail, lease, "uncertain", u.reason());
        }
    }

    private Optional<MailMessage> compose(OutboxSql.Leased mail) {
        var recipient = deliveries.recipient(mail);
        return deliveries
                .allowed("mail", mail)
                .flatMap(publication -> writer(publication, publication.kind().text())
                        .compose(publication, recipient, deliveries.holdsMore(publication, recipient)));
    }

    /// @param kind of mail, which decides who signs it
    private WarningMail writer(Publication publication, String kind) {
        var cert = deliveries.certName(publication);
        var at = publication.times().published().orElseThrow().at();
        return new WarningMail(cert, deliveries.publicUrl(), signatures.of(kind, cert, at));
    }
}
