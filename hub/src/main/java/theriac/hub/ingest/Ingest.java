package theriac.hub.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.core.Problem;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.formats.Format;
import theriac.hub.formats.FormatSettings;
import theriac.hub.store.Claims;
import theriac.hub.store.Deliveries;
import theriac.hub.store.Delivery;
import theriac.hub.store.DeliveryCounts;
import theriac.hub.store.DeliveryFinding;
import theriac.hub.store.Source;
import theriac.stix.Finding;
import theriac.stix.StixId;

/// Takes a delivery in: a file, an upload, an answer. Everything is streamed; a bad record becomes a finding
/// with its place and stays replayable; what was good before and after it is stored. Thread-safe; one delivery
/// is taken by one thread.
public final class Ingest {

    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

    /// Text lists pack twenty times, JSON fifty; bombs a thousand.
    static final int MOST_UNPACKING = 200;

    private final Deliveries deliveries;
    private final Claims claims;
    private final LongFunction<StixId> identities;
    private final DeliveryLimits limits;
    private final Surroundings here;

    /// @param identities the STIX identity of an organisation, by its internal key: in whose name list entries are
    /// written
    /// @param here what is known beside a delivery
    public Ingest(
            Deliveries deliveries,
            Claims claims,
            LongFunction<StixId> identities,
            Surroundings here,
            DeliveryLimits limits) {
        this.here = here;
        this.deliveries = deliveries;
        this.claims = claims;
        this.identities = identities;
        this.limits = limits;
    }

    /// Reads a delivery to its end and answers with what became of it. A stream that breaks, hangs or lies ends
    /// the delivery as failed, with a sentence; what was stored stays stored, and delivering it again repeats
    /// nothing.
    ///
    /// @param name file name or address without credentials, for people
    /// @throws Problem when no reader exists for the source's kind
    public Delivery take(Source source, String name, InputStream input) {
        var format = Format.of(source.kind())
                .orElseThrow(() -> Problem.badRequest("Nothing can be delivered to the source \"%s\": its kind is %s."
                        .formatted(source.name(), source.kind())));
        var delivery = deliveries.open(source.key(), name);
        var kept = format.isStix() ? DeliveryRecord.Kept.WHOLE_STIX : DeliveryRecord.Kept.WHOLE;
        try (var record = new DeliveryRecord(deliveries, claims, source, delivery, kept, here)) {
            return read(format, source, delivery, record, input);
        }
    }

    private Delivery read(Format format, Source source, Delivery delivery, DeliveryRecord record, InputStream input) {
        try (InputStream stream = deliveries.keep(delivery, unpacked(source, input))) {
            format.read(stream, settings(source), record);
            // A reader that gave up in the middle must not cost us the rest: a mended one reads it at the replay.
            stream.transferTo(OutputStream.nullOutputStream());
            record.flush();
            return deliveries.finish(delivery, record.counts());
        } catch (FetchFailure unfit) {
            record.flush();
            return deliveries.fail(
                    delivery,
                    unfit.code(),
                    unfit.sentence() + " What came before is stored; deliver the rest in smaller parts.",
                    record.counts());
        } catch (IOException broken) {
            LOG.info("A delivery of source {} broke off: {}", source.id(), broken.getMessage());
            record.flush();
            return deliveries.fail(
                    delivery,
                    "fetch.broken-off",
                    "The delivery broke off before its end: what came before is stored; deliver it again for the rest.",
                    record.counts());
        } catch (RuntimeException fault) {
            record.close();
            failed(delivery, record, fault);
            throw fault;
        }
    }

    /// When the database is away, the delivery cannot be marked either: it counts as interrupted after a while.
    private void failed(Delivery delivery, DeliveryRecord record, RuntimeException fault) {
        try {
            deliveries.fail(
                    delivery,
                    "fetch.hub",
                    "The hub could not finish this delivery. What is counted here is stored; deliver it again for the rest.",
                    record.counts());
        } catch (RuntimeException outage) {
            fault.addSuppressed(outage);
        }
    }

    private InputStream unpacked(Source source, InputStream input) throws IOException {
        return Unpacked.of(input, source.settings().text("entry").orElse(""), limits.bytes(), MOST_UNPACKING);
    }

    /// A delivery that was expected and did not come: it stands in the list with its sentence.
    ///
    /// @param code what kind of failure it is, such as `fetch.timeout`
    public Delivery failed(Source source, String name, String code, String sentence) {
        var delivery = deliveries.open(source.key(), name);
        return deliveries.fail(delivery, code, sentence, DeliveryCounts.NONE);
    }

    /// A delivery that came and held nothing for its source: it stands in the list with the reason.
    Delivery empty(Source source, String name, Finding why) {
        var delivery = deliveries.open(source.key(), name);
        deliveries.findings(delivery, List.of(new DeliveryFinding(why)));
        return deliveries.finish(delivery, DeliveryCounts.NONE);
    }

    /// Begins a delivery of many files; the caller closes the record and ends the delivery.
    DeliveryRecord record(Source source, Delivery delivery, DeliveryRecord.Kept kept) {
        return new DeliveryRecord(deliveries, claims, source, delivery, kept, here);
    }

    /// Takes a stored delivery again, for example after a reader was mended.
    public Delivery replay(Source source, Delivery old) {
        return take(source, "again: " + old.name(), deliveries.raw(old));
    }

    FormatSettings settings(Source source) {
        return new FormatSettings(
                identities.apply(source.organization()), source.createdAt(), source.settings(), limits.json());
    }
}
