package theriac.hub.ingest;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import theriac.hub.core.Problem;
import theriac.hub.fetch.Fetcher;
import theriac.hub.fetch.Shown;
import theriac.hub.store.Claims;
import theriac.hub.store.Deliveries;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;
import theriac.hub.store.Sources;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.Upgrade;
import theriac.taxii.client.Auth;
import theriac.taxii.client.PollSink;
import theriac.taxii.client.TaxiiClient;
import theriac.taxii.client.TaxiiClientSettings;
import theriac.taxii.client.TaxiiClientSettings.Protocol;
import theriac.taxii.client.Transport;

/// Asks a partner's TAXII server for what is new. Settings of such a source: `url`, the address of the
/// collection; `credential`, the name of a secret in the vault. The watermark moves page by page, each time
/// after the page is stored (law 1). Thread-safe; a source is polled by one thread at a time.
public final class TaxiiPoll {

    /// One answer, body included; a page has its own, shorter limits.
    private static final Duration LONGEST_POLL = Duration.ofDays(1);

    private final Sources sources;
    private final Deliveries deliveries;
    private final Claims claims;
    private final Access access;
    private final Fetcher fetcher;
    private final DeliveryLimits limits;
    private final Surroundings here;
    private final Clock clock;

    public TaxiiPoll(
            Sources sources,
            Deliveries deliveries,
            Claims claims,
            Access access,
            Fetcher fetcher,
            Surroundings here,
            DeliveryLimits limits,
            Clock clock) {
        this.sources = sources;
        this.deliveries = deliveries;
        this.claims = claims;
        this.access = access;
        this.fetcher = fetcher;
        this.limits = limits;
        this.here = here;
        this.clock = clock;
    }

    /// Reads what was added since the last time, over TAXII 2.1.
    ///
    /// @throws Problem when the source has no usable address
    public Delivery poll(Source source) {
        return poll(source, Protocol.V21);
    }

    /// Reads what was added since the last time. What comes over TAXII 2.0 is STIX 2.0, and is upgraded.
    ///
    /// @throws Problem when the source has no usable address
    public Delivery poll(Source source, Protocol protocol) {
        var address = access.address(source);
        var transport = transport(source, address);
        var settings = settings(address, source).withProtocol(protocol);
        var delivery = deliveries.open(source.key(), Shown.address(address));
        try (var record =
                new DeliveryRecord(deliveries, claims, source, delivery, DeliveryRecord.Kept.BY_RECORD, here)) {
            return poll(source, settings, transport, delivery, record);
        }
    }

    private Delivery poll(
            Source source,
            TaxiiClientSettings settings,
            Transport transport,
            Delivery delivery,
            DeliveryRecord record) {
        try (var client = new TaxiiClient(settings, clock, transport)) {
            var result = client.poll(settings.server(), watermark(source), new Pages(record, source));
            result.findings().forEach(record::finding);
            record.flush();
            var failure = result.failure();
            return failure.isEmpty()
                    ? deliveries.finish(delivery, record.counts())
                    : deliveries.fail(
                            delivery,
                            "fetch.taxii",
                            String.valueOf(failure.get().getMessage()),
                            record.counts());
        } catch (RuntimeException fault) {
            record.close();
            deliveries.fail(
                    delivery,
                    "fetch.hub",
                    "The hub could not finish this poll. What is counted here is stored; the next poll goes on from there.",
                    record.counts());
            throw fault;
        }
    }

    private Transport transport(Source source, URI address) {
        var patience = access.limits().withTimes(limits.answer(), limits.silence(), LONGEST_POLL);
        return new GuardedTransport(fetcher, access.credential(source, address), Access.rules(source), patience);
    }

    /// Who asks is the transport's to say.
    private TaxiiClientSettings settings(URI address, Source source) {
        try {
            return TaxiiClientSettings.of(address, Auth.none())
                    .withTimeouts(limits.answer(), limits.silence(), limits.page());
        } catch (IllegalArgumentException unusable) {
            throw Problem.badRequest("The address of the source \"%s\" cannot be used: %s"
                    .formatted(source.name(), unusable.getMessage()));
        }
    }

    private Optional<Instant> watermark(Source source) {
        var text = sources.watermark(source.key());
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException unreadable) {
            throw new IllegalStateException(
                    "The watermark of source %s is no time: %s".formatted(source.id(), text), unreadable);
        }
    }

    private final class Pages implements PollSink {
        private final DeliveryRecord record;
        private final Source source;
        private int index;

        Pages(DeliveryRecord record, Source source) {
            this.record = record;
            this.source = source;
        }

        @Override
        public void object(StixObject object, List<Finding> findings) {
            var pointer = "/objects/" + index;
            var upgraded = Upgrade.toV21(object);
            upgraded.additions().forEach(addition -> record.object(index, pointer, addition, List.of()));
            upgraded.findings().forEach(record::finding);
            record.object(index++, pointer, upgraded.object(), findings);
        }

        @Override
        public void rejected(byte[] raw, List<Finding> findings) {
            record.rejected(index, "/objects/" + index++, raw, findings);
        }

        @Override
        public void pageEnd(Optional<Instant> watermark) {
            record.flush();
            watermark.ifPresent(moment -> sources.moveWatermark(source.key(), moment.toString()));
        }
    }
}
