package theriac.hub.publications;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetcher;

/// Posts what is due to services over HTTP, by the same rows and the same promises as mail: leased by
/// one process, marked before the conversation and after it, tried again when certainly nothing was
/// taken, and `uncertain` when nobody knows. The service's address is checked like every other that
/// the hub asks.
final class PostOutbox {

    private static final Logger LOG = LoggerFactory.getLogger(PostOutbox.class);
    private static final int BATCH = 20;
    private static final int MOST_BYTES = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Deliveries deliveries;
    private final Door door;
    private final Fetcher fetcher;

    PostOutbox(Deliveries deliveries, Door door, Fetcher fetcher) {
        this.deliveries = deliveries;
        this.door = door;
        this.fetcher = fetcher;
    }

    /// A kind of service that warnings are posted to.
    interface Door {

        /// Its channels, as [OutboxSql#lease] takes them.
        String channels();

        /// For the gate and the audit trail.
        String way();

        /// For people: `chat service`.
        String service();

        /// What people do when it refuses, as a sentence.
        String remedy();

        /// What makes the message of a warning for one delivery; empty when nobody is there any more.
        Optional<Function<Publication, Message>> open(OutboxSql.Leased delivery);
    }

    /// @param body JSON
    /// @param rules where the service may be
    @SuppressWarnings("ArrayRecordComponent")
    record Message(URI address, Credential credential, AddressRules rules, byte[] body) {}

    /// Posts one batch of what is due.
    ///
    /// @return how many were taken up; 0: nothing was due
    int run() {
        var lease = UUID.randomUUID();
        var due = deliveries.take(lease, door.channels(), BATCH);
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
        var opened = door.open(delivery);
        var publication = opened.isEmpty() ? Optional.<Publication>empty() : deliveries.allowed(door.way(), delivery);
        if (opened.isEmpty() || publication.isEmpty()) {
            deliveries.end(delivery, lease, "cancelled", "");
            return;
        }
        var request = request(opened.get().apply(publication.get()));
        if (!deliveries.sql().begin(delivery.id(), lease)) {
            deliveries.sql().notBegun(delivery.id(), lease);
            return;
        }
        try (var answer = fetcher.ask(request)) {
            judged(delivery, lease, answer.status());
        } catch (FetchFailure failure) {
            failed(delivery, lease, failure);
        }
    }

    private static FetchRequest request(Message message) {
        var limits =
                FetchLimits.standard().withBytes(MOST_BYTES).withTimes(PATIENCE, PATIENCE, PATIENCE.multipliedBy(2));
        return new FetchRequest(
                message.address(),
                Map.of("Content-Type", "application/json"),
                message.credential(),
                message.rules(),
                limits,
                message.body());
    }

    /// What a status says of whether it was taken: a server that is too busy took nothing, one that
    /// broke may have.
    private void judged(OutboxSql.Leased delivery, UUID lease, int status) {
        var said = "The %s answered %d.".formatted(door.service(), status);
        if (status >= 200 && status < 300) {
            deliveries.sent(delivery, lease);
        } else if (status == 429 || status == 503) {
            deliveries.later(delivery, lease, said);
        } else if (status >= 500) {
            deliveries.end(delivery, lease, "uncertain", said + " It may have been posted.");
        } else {
            deliveries.end(delivery, lease, "failed", said + " " + door.remedy());
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
