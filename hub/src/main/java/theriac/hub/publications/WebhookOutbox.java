package theriac.hub.publications;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetcher;

/// Posts what is due to chat services, by the same rows and the same promises as mail: leased by
/// one process, marked before the conversation and after it, tried again when certainly nothing was
/// taken, and `uncertain` when nobody knows. The service's address is checked like every other that
/// the hub asks.
final class WebhookOutbox {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookOutbox.class);
    private static final int BATCH = 20;
    private static final int MOST_BYTES = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Deliveries deliveries;
    private final Webhooks webhooks;
    private final Fetcher fetcher;

    WebhookOutbox(Deliveries deliveries, Webhooks webhooks, Fetcher fetcher) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.fetcher = fetcher;
    }

    /// Posts one batch of what is due.
    ///
    /// @return how many were taken up; 0: nothing was due
    int run() {
        var lease = UUID.randomUUID();
        var due = deliveries.take(lease, "webhook:%", BATCH);
        for (var delivery : due) {
            deliveries.renew(lease);
            try {
                send(delivery, lease);
            } catch (RuntimeException fault) {
                LOG.error("Delivery {} failed", delivery.id(), fault);
                deliveries.end(delivery, lease, "failed", "The hub could not make this message; see its log.");
            }
        }
        return due.size();
    }

    private void send(OutboxSql.Leased delivery, UUID lease) {
        var opened = webhooks.open(Webhook.key(delivery.channel()));
        var publication = opened.isEmpty() ? Optional.<Publication>empty() : deliveries.allowed("webhook", delivery);
        if (opened.isEmpty() || publication.isEmpty()) {
            deliveries.end(delivery, lease, "cancelled", "");
            return;
        }
        var request = request(opened.get(), publication.get(), delivery);
        if (!deliveries.sql().begin(delivery.id(), lease)) {
            deliveries.end(delivery, lease, "cancelled", "");
            return;
        }
        try (var answer = fetcher.ask(request)) {
            judged(delivery, lease, answer.status());
        } catch (FetchFailure failure) {
            failed(delivery, lease, failure);
        }
    }

    private FetchRequest request(Webhooks.Opened opened, Publication publication, OutboxSql.Leased delivery) {
        var recipient = deliveries.recipient(delivery);
        if (webhooks.of(Set.of(recipient.key()), publication.tlp()).isEmpty()) {
            throw new IllegalStateException("A chat service may not have what is " + publication.tlp() + ".");
        }
        var link = deliveries.publicUrl() + "/publications/" + publication.id();
        var body = WebhookPost.of(
                opened.webhook().shape(), deliveries.certName(publication), publication, recipient.language(), link);
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
            deliveries.sent(delivery, lease);
        } else if (status == 429 || status == 503) {
            deliveries.later(delivery, lease, said);
        } else if (status >= 500) {
            deliveries.end(delivery, lease, "uncertain", said + " It may have been posted.");
        } else {
            deliveries.end(delivery, lease, "failed", said + " Enter its webhook anew.");
        }
    }

    private void failed(OutboxSql.Leased delivery, UUID lease, FetchFailure failure) {
        if (failure.kind() == FetchFailure.Kind.REFUSED_ADDRESS) {
            deliveries.end(delivery, lease, "failed", failure.sentence());
        } else if (failure.unsent()) {
            deliveries.later(delivery, lease, failure.sentence());
        } else {
            deliveries.end(delivery, lease, "uncertain", failure.sentence() + " It may have been posted.");
        }
    }
}
