package theriac.hub.ingest;

import java.util.ArrayList;
import java.util.List;
import theriac.hub.policy.Audience;
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
import theriac.stix.Markings;
import theriac.stix.Severity;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.Validation;

/// One delivery on its way into the store: batches of claims, and the report that grows with them. Used by one thread.
final class DeliveryRecord implements BundleSink {

    /// Objects per transaction: commits are spread over many, and others wait milliseconds only.
    private static final int BATCH = 2_000;

    /// Remarks that are kept; rejections are always kept, because they hold the raw record.
    private static final int MOST_REMARKS = 1_000;

    private final Deliveries deliveries;
    private final Claims claims;
    private final Source source;
    private final Delivery delivery;
    private final List<Candidate> candidates = new ArrayList<>(BATCH);
    private final List<DeliveryFinding> findings = new ArrayList<>();
    private ClaimResult result = new ClaimResult(0, 0, 0, 0);
    private long read;
    private long rejected;
    private int remarks;

    DeliveryRecord(Deliveries deliveries, Claims claims, Source source, Delivery delivery) {
        this.deliveries = deliveries;
        this.claims = claims;
        this.source = source;
        this.delivery = delivery;
    }

    @Override
    public void object(int index, String pointer, StixObject object, List<Finding> found) {
        read++;
        found.forEach(this::finding);
        for (var finding : Validation.validate(object)) {
            // An object that breaks a MUST is kept: others rely on it; the finding says what is wrong.
            if (finding.severity() != Severity.INFO) {
                finding(new Finding(
                        finding.rule(), finding.severity(), pointer + finding.pointer(), finding.message()));
            }
        }
        candidates.add(new Candidate(object, audience(object, pointer)));
        if (candidates.size() >= BATCH) {
            flush();
        }
    }

    @Override
    public void rejected(int index, String pointer, byte[] raw, List<Finding> found) {
        read++;
        rejected++;
        for (int i = 0; i < found.size(); i++) {
            findings.add(new DeliveryFinding(found.get(i), i == 0 ? raw : null));
        }
        if (findings.size() >= BATCH) {
            flush();
        }
    }

    @Override
    public void finding(Finding finding) {
        if (remarks++ < MOST_REMARKS) {
            findings.add(new DeliveryFinding(finding));
        }
    }

    /// Stores what has been collected. Afterwards everything that was told so far is durable.
    void flush() {
        if (remarks > MOST_REMARKS) {
            findings.add(new DeliveryFinding(Finding.info(
                    "delivery.remarks",
                    "",
                    "There are more remarks than the %d that are kept; rejected records are all kept."
                            .formatted(MOST_REMARKS))));
            remarks = Integer.MIN_VALUE;
        }
        if (!candidates.isEmpty()) {
            result = result.plus(claims.claim(new ClaimBatch(source.key(), delivery.key(), candidates)));
            candidates.clear();
        }
        if (!findings.isEmpty()) {
            deliveries.findings(delivery, List.copyOf(findings));
            findings.clear();
        }
        deliveries.progress(delivery, counts());
    }

    DeliveryCounts counts() {
        return new DeliveryCounts(read, result.created(), result.revised(), result.unchanged(), rejected);
    }

    /// The object's own label under the source's recipients. CLEAR and GREEN need no recipients: the label says who.
    /// What has no
    /// label is for those for whom the source's word is.
    private Audience audience(StixObject object, String pointer) {
        var label = Markings.tlp(object);
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
            case CLEAR, GREEN -> Audience.of(label.get(), source.organization());
            case AMBER, AMBER_STRICT, RED -> source.audience().withTlp(label.get());
        };
    }
}
