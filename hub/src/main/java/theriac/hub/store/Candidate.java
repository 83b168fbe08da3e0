package theriac.hub.store;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import theriac.hub.policy.Audience;
import theriac.stix.StixObject;
import theriac.stix.value.NormalValue;

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

    private Candidate(Derived derived, Audience audience, int confidence, int credibility) {
        this.derived = derived;
        this.audience = audience;
        this.confidence = confidence;
        this.credibility = credibility;
    }

    /// The same with marks of our own among the labels that people search by; the object's text stays as it came.
    ///
    /// @param marking gives marks for the values that the object holds
    public Candidate marked(Function<List<NormalValue>, List<String>> marking) {
        var marks = marking.apply(derived.values());
        return marks.isEmpty() ? this : new Candidate(derived.labelled(marks), audience, confidence, credibility);
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
