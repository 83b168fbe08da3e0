package theriac.hub.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Reach;
import theriac.hub.policy.Use;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.ClaimResult;
import theriac.hub.store.Claims;
import theriac.hub.store.Deliveries;
import theriac.hub.store.Delivery;
import theriac.hub.store.DeliveryCounts;
import theriac.hub.store.DeliveryFinding;
import theriac.hub.store.Source;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.Severity;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.Validation;

/// One delivery on its way into the store: batches of claims, and the report that grows with them. Told by one thread;
/// storing goes on beside it, two batches at a time: while one waits for the disk the other computes.
final class DeliveryRecord implements BundleSink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRecord.class);
    private static final ClaimResult NOTHING = new ClaimResult(0, 0, 0, 0);

    /// Objects per transaction: commits are spread over many, and others wait milliseconds only.
    private static final int BATCH = 2_500;

    /// Transactions at once.
    private static final int LANES = 2;

    /// Text of one transaction; four of them are held at once.
    private static final long BATCH_BYTES = 8L << 20;

    /// Long before a delivery counts as interrupted.
    private static final Duration HEARTBEAT = Delivery.SILENCE.dividedBy(6);

    /// Marking definitions that did not come, of which it is told.
    private static final int MOST_UNKNOWN = 20;

    /// Remarks that are kept.
    private static final int MOST_REMARKS = 1_000;

    /// Rejections that are kept with their raw record. A file that is no list at all has a million of them; its bytes
    /// are kept as a whole.
    private static final int MOST_REJECTIONS = 10_000;

    /// What is known of the delivery beside its content.
    enum Kept {
        /// Its bytes are kept, and its objects were made by one of our readers.
        WHOLE(true, false),
        /// Its bytes are kept, and its objects are STIX of the source's own.
        WHOLE_STIX(true, true),
        /// Only what is told here is kept: pages of a partner's server.
        BY_RECORD(false, true),
        /// Only what is told here is kept: the parts of a feed, read by one of our readers.
        BY_PART(false, false);

        private final boolean bytes;
        private final boolean foreign;

        Kept(boolean bytes, boolean foreign) {
            this.bytes = bytes;
            this.foreign = foreign;
        }
    }

    private final Deliveries deliveries;
    private final Claims claims;
    private final Source source;
    private final Delivery delivery;
    private final Kept kept;
    private final Surroundings here;
    private final boolean keepsSightings;
    private final OwnLabels labels;
    private final Unlabelled unlabelled = new Unlabelled(BATCH, BATCH_BYTES);
    private final Set<StixId> unknown = new HashSet<>();
    private final Lanes lanes;
    private final Progress progress = new Progress(this::report);
    private List<Waiting> waiting = new ArrayList<>(BATCH);
    private List<DeliveryFinding> findings = new ArrayList<>();
    private final AtomicLong refused = new AtomicLong();
    private long read;
    private long rejected;
    private long remarks;
    private long heldBytes;
    private long batches;

    private record Waiting(Candidate candidate, String pointer) {}

    DeliveryRecord(
            Deliveries deliveries, Claims claims, Source source, Delivery delivery, Kept kept, Surroundings here) {
        this.here = here;
        this.deliveries = deliveries;
        this.claims = claims;
        this.source = source;
        this.delivery = delivery;
        this.kept = kept;
        this.keepsSightings = here.keepsSightings(source.organization());
        this.labels = new OwnLabels(marking -> claims.said(source.key(), marking));
        this.lanes = new Lanes("delivery " + delivery.id(), LANES, HEARTBEAT, () -> deliveries.touch(delivery));
    }

    @Override
    public void object(int index, String pointer, StixObject object, List<Finding> found) {
        read++;
        found.forEach(this::finding);
        if (kept.foreign) {
            validate(pointer, object);
        }
        labels.learn(object);
        if (labels.missing(object).isEmpty()) {
            take(object, pointer);
        } else {
            unlabelled.hold(object, pointer);
        }
    }

    private void take(StixObject object, String pointer) {
        var marked = Use.said(audience(object, pointer), object, labels.paps(object));
        var narrowed = Reach.narrow(labels.unknowable(object) ? Reach.toOwner(marked) : marked, object, here::group);
        waiting.add(new Waiting(new Candidate(object, kept(object, narrowed)).marked(here::marks), pointer));
        held(object.text().length());
    }

    /// Those that waited for definitions; what has not come now is not known.
    private void takeUnlabelled() {
        unlabelled.release((object, pointer) -> {
            labels.missing(object).forEach(marking -> unknown(marking, pointer));
            take(object, pointer);
        });
    }

    private void unknown(StixId marking, String pointer) {
        if (unknown.size() < MOST_UNKNOWN && unknown.add(marking)) {
            finding(Finding.info(
                    "delivery.marking-unknown",
                    pointer,
                    "The object refers to the marking definition %s, which did not come: what it says is not known and counts for nothing. Ask the source to send its definitions along."
                            .formatted(marking.text())));
        }
    }

    /// What a source may never give to others, whatever its objects say: anything, when its setting `reach`
    /// is `organization`, and who saw something.
    private Audience kept(StixObject object, Audience audience) {
        return source.settings().text("reach").filter("organization"::equals).isPresent()
                        || keepsSightings && object.type().equals("sighting")
                ? Reach.toOwner(audience)
                : audience;
    }

    private void validate(String pointer, StixObject object) {
        for (var finding : Validation.validate(object)) {
            // An object that breaks a MUST is kept: others rely on it; the finding says what is wrong.
            if (finding.severity() != Severity.INFO) {
                finding(new Finding(
                        finding.rule(), finding.severity(), pointer + finding.pointer(), finding.message()));
            }
        }
    }

    @Override
    public void rejected(int index, String pointer, byte[] raw, List<Finding> found) {
        read++;
        rejected++;
        if (kept.bytes && rejected > MOST_REJECTIONS) {
            if (rejected == MOST_REJECTIONS + 1) {
                findings.add(new DeliveryFinding(Finding.error(
                        "delivery.rejections",
                        pointer,
                        "More than %d records are rejected: those after this place are counted and not listed. Nothing is lost, the delivery's bytes are kept. Is it in another format than agreed?"
                                .formatted(MOST_REJECTIONS))));
            }
            return;
        }
        for (int i = 0; i < found.size(); i++) {
            findings.add(new DeliveryFinding(found.get(i), i == 0 ? raw : null));
        }
        held(raw.length);
    }

    @Override
    public void finding(Finding finding) {
        if (++remarks <= MOST_REMARKS) {
            findings.add(new DeliveryFinding(finding));
        } else if (remarks == MOST_REMARKS + 1) {
            findings.add(new DeliveryFinding(Finding.info(
                    "delivery.remarks",
                    "",
                    "There are more remarks than the %d that are kept.".formatted(MOST_REMARKS))));
        }
    }

    /// Objects and rejected records may be as large as a reader allows: memory is bounded by bytes too.
    private void held(int bytes) {
        heldBytes += bytes;
        if (waiting.size() >= BATCH || findings.size() >= BATCH || heldBytes >= BATCH_BYTES) {
            handOver();
        }
    }

    /// Stores what has been collected. Afterwards everything that was told so far is durable.
    void flush() {
        takeUnlabelled();
        handOver();
        lanes.drain();
    }

    private void handOver() {
        var objects = waiting;
        var remarked = findings;
        long batch = batches++;
        long readSoFar = read;
        long rejectedSoFar = rejected;
        waiting = new ArrayList<>(BATCH);
        findings = new ArrayList<>();
        heldBytes = 0;
        lanes.hand(() -> store(batch, objects, remarked, readSoFar, rejectedSoFar));
    }

    /// On a lane's thread, as all below that it calls.
    private void store(
            long batch, List<Waiting> objects, List<DeliveryFinding> remarked, long readSoFar, long rejectedSoFar) {
        var result = objects.isEmpty() ? NOTHING : claim(objects, remarked);
        progress.stored(batch, new Progress.Step(readSoFar, rejectedSoFar, result, remarked));
    }

    private void report(Progress.Step step, ClaimResult stored) {
        deliveries.findings(delivery, step.findings());
        deliveries.progress(delivery, counts(step.read(), step.rejected(), stored));
    }

    /// Stores the batch. When the store refuses it for anything but an outage, the object that it refuses is found by
    /// halving and rejected alone: one strange object must not cost its neighbours.
    private ClaimResult claim(List<Waiting> batch, List<DeliveryFinding> remarked) {
        try {
            return claims.claim(new ClaimBatch(
                    source.key(),
                    delivery.key(),
                    batch.stream().map(Waiting::candidate).toList()));
        } catch (DataAccessResourceFailureException | TransientDataAccessException | TransactionException outage) {
            throw outage;
        } catch (RuntimeException fault) {
            int half = batch.size() / 2;
            if (half > 0) {
                return claim(batch.subList(0, half), remarked).plus(claim(batch.subList(half, batch.size()), remarked));
            }
            remarked.add(refused(batch.getFirst(), fault));
            return NOTHING;
        }
    }

    private DeliveryFinding refused(Waiting one, RuntimeException fault) {
        LOG.error("The store refuses object {} of delivery {}", one.candidate().id(), delivery.id(), fault);
        refused.incrementAndGet();
        return new DeliveryFinding(
                Finding.error(
                        "delivery.refused",
                        one.pointer(),
                        "The hub could not store this object, which is a mistake in the hub; the object is kept here."
                                + " Tell your operator the number of this delivery."),
                one.candidate().raw());
    }

    @Override
    public void close() {
        unlabelled.close();
        lanes.close();
    }

    /// What became of all that was told, as far as it is stored.
    DeliveryCounts counts() {
        return counts(read, rejected, progress.result());
    }

    private DeliveryCounts counts(long readSoFar, long rejectedSoFar, ClaimResult stored) {
        return new DeliveryCounts(
                readSoFar, stored.created(), stored.revised(), stored.unchanged(), rejectedSoFar + refused.get());
    }

    /// The object's own label under the source's recipients. CLEAR and GREEN need no recipients: the label says
    /// who. What has no label is for those for whom the source's word is.
    private Audience audience(StixObject object, String pointer) {
        var label = labels.tlp(object);
        if (label.isEmpty()) {
            return source.audience();
        }
        if (label.get() == Tlp.RED && source.audience().people().isEmpty()) {
            finding(
                    Finding.warning(
                            "delivery.red",
                            pointer,
                            "The object is TLP:RED and the source names no people: it is stored, and nobody sees it until someone is named."));
        }
        return switch (label.get()) {
            case CLEAR, GREEN ->
                Audience.of(label.get(), source.organization())
                        .withPap(source.audience().pap());
            case AMBER, AMBER_STRICT, RED -> source.audience().withTlp(label.get());
        };
    }
}
