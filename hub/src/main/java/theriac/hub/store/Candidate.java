package theriac.hub.store;

import org.jspecify.annotations.Nullable;
import theriac.hub.policy.Audience;
import theriac.stix.StixObject;

/// An object that a source delivers, ready to become a claim. Making one costs the work that needs no database (digest,
/// values, references), so that whoever reads a delivery does it beside the transaction and not inside. Immutable.
public final class Candidate {

    private final Derived derived;
    private final Audience audience;
    private final int confidence;
    private final int credibility;

    /// @param object as received; stored to the byte
    /// @param audience who may see that this source says so
    public Candidate(StixObject object, Audience audience) {
        this(object, audience, null);
    }

    /// @param confidence the source's confidence, 0 to 100; null: the object's own `confidence` counts, if any, and
    /// otherwise what follows from its credibility on the Admiralty scale
    public Candidate(StixObject object, Audience audience, @Nullable Integer confidence) {
        this.derived = Derived.of(object);
        this.audience = audience;
        this.credibility = Credibility.of(object);
        long given = confidence != null ? confidence : object.confidence().orElse(Credibility.confidence(credibility));
        this.confidence = given < 0 || given > 100 ? -1 : (int) given;
    }

    /// The object's STIX id.
    public String id() {
        return derived.id();
    }

    /// UTF-8 of the object as received.
    public byte[] raw() {
        return derived.json().clone();
    }

    public Audience audience() {
        return audience;
    }

    Derived derived() {
        return derived;
    }

    /// 0 to 100; -1: none.
    int confidence() {
        return confidence;
    }

    /// 1 to 6; -1: none.
    int credibility() {
        return credibility;
    }
}
