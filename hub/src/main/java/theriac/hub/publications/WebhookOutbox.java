package theriac.hub.publications;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.db.Database;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetcher;
import theriac.hub.policy.EgressGate;
import theriac.hub.store.Audiences;

/// Posts what is due to chat services, by the same rows and the same promises as mail: leased by
/// one process, marked before the conversation and after it, tried again when certainly nothing was
/// taken, and `uncertain` when nobody knows. The service's address is checked like every other that
/// the hub asks.
final class WebhookOutbox {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookOutbox.class);
    private static final int BATCH = 20;
    private static final int MOST_ATTEMPTS = 200;
    private static final int MOST_BYTES = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final OutboxSql sql;
    private final PublicationSql publications;
    private final Webhooks webhooks;
    private final Organizations organizations;
    private final Viewers viewers;
    private final Audiences audiences;
    private final EgressGate gate;
    private final Fetcher fetcher;
    private final String publicUrl;
    private final Clock clock;

    WebhookOutbox(
            Database database,
            Webhooks webhooks,
            Organizations organizations,
            Viewers viewers,
            Audiences audiences,
            EgressGate gate,
            Fetcher fetcher,
            String publicUrl,
            Clock clock) {
        this.sql = new OutboxSql(database.jdbc());
        this.publications = new PublicationSql(database.jdbc());
        this.webhooks = webhooks;
        this.organizations = organizations;
        this.viewers = viewers;
        this.audiences = audiences;
        this.gate = gate;
        this.fetcher = fetcher;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /// Posts one batch of what is due.
    ///
    /// @return how many were taken up; 0: nothing was due
    int run() {
        sql.recover(clock.instant());
        var lease = UUID.randomUUID();
        var now = clock.instant();
        var due = sql.lease(lease, now, now.plus(Outbox.LEASE), BATCH, "webhook:%");
        for (var delivery : due) {
            sql.renew(lease, clock.instant().plus(Outbox.LEASE));
            try {
                send(delivery, lease);
            } catch (RuntimeException fault) {
                LOG.error("Delivery {} failed", delivery.id(), fault);
                end(delivery, lease, "failed", "The hub could not make this message; see its log.");
            }
        }
        return due.size();
    }

    private void send(OutboxSql.Leased delivery, UUID lease) {
        var publication = publications.find(delivery.publication()).orElseThrow();
        var opened = webhooks.open(Webhook.key(delivery.channel()));
        if (opened.isEmpty() || publication.state() != PublicationState.PUBLISHED) {
            end(delivery, lease, "cancelled", "");
            return;
        }
        var request = request(opened.get(), publication, delivery);
        if (!sql.begin(delivery.id(), lease)) {
            end(delivery, lease, "cancelled", "");
            return;
        }
        try (var answer = fetcher.ask(request)) {
            judged(delivery, lease, answer.status());
        } catch (FetchFailure failure) {
            failed(delivery, lease, failure);
        }
    }

    private FetchRequest request(Webhooks.Opened opened, Publication publication, OutboxSql.Leased delivery) {
        var recipient = organizations.find(delivery.organization()).orElseThrow();
        gate.pass(
                "webhook",
                viewers.organization(recipient),
                List.of(publication),
                p -> p.id().toString(),
                p -> List.of(audiences.load(p.audience())));
        if (webhooks.of(Set.of(recipient.key()), publication.tlp()).isEmpty()) {
            throw new IllegalStateException("A chat service may not have what is " + publication.tlp() + ".");
        }
        var cert = organizations.find(publication.owner()).orElseThrow();
        var link = publicUrl + "/publications/" + publication.id();
        var body = WebhookPost.of(opened.webhook().shape(), cert.name(), publication, recipient.language(), link);
        var limits =
                FetchLimits.standard().withBytes(MOST_BYTES).withTimes(PATIENCE, PATIENCE, PATIENCE.multipliedBy(2));
        URI address = opened.address();
        return new FetchRequest(
                address,
                Map.of("Content-Type", "application/json"),
                Credential.none(),
                AddressRules.allowing(opened.webhook().allowed()),
                limits,
                body);
    }

    /// What a status says of whether it was taken: a server that is too busy took nothing, one that
    /// broke may have.
    private void judged(OutboxSql.Leased delivery, UUID lease, int status) {
        var said = "The chat service answered %d.".formatted(status);
        if (status >= 200 && status < 300) {
            sql.end(delivery.id(), lease, "sent", Optional.of(clock.instant()), "");
        } else if (status == 429 || status == 503) {
            later(delivery, lease, said);
        } else if (status >= 500) {
            end(delivery, lease, "uncertain", said + " It may have been posted.");
        } else {
            end(delivery, lease, "failed", said + " Enter its webhook anew.");
        }
    }

    private void failed(OutboxSql.Leased delivery, UUID lease, FetchFailure failure) {
        if (failure.kind() == FetchFailure.Kind.REFUSED_ADDRESS) {
            end(delivery, lease, "failed", failure.sentence());
        } else if (failure.unsent()) {
            later(delivery, lease, failure.sentence());
        } else {
            end(delivery, lease, "uncertain", failure.sentence() + " It may have been posted.");
        }
    }

    private void later(OutboxSql.Leased delivery, UUID lease, String reason) {
        if (delivery.attempts() >= MOST_ATTEMPTS) {
            end(delivery, lease, "failed", reason);
        } else {
            sql.again(delivery.id(), lease, Outbox.due(clock.instant(), delivery.attempts()), reason);
        }
    }

    private void end(OutboxSql.Leased delivery, UUID lease, String state, String problem) {
        sql.end(delivery.id(), lease, state, Optional.empty(), problem);
    }
}
