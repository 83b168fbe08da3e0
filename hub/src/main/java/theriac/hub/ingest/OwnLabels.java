package theriac.hub.ingest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import theriac.stix.Markings;
import theriac.stix.Pap;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;

/// What a source's own marking definitions say: those that are a TLP or PAP label under another id than the
/// published one, as several platforms write TLP:AMBER+STRICT. Only the source's own word counts: whoever
/// makes a definition with the id of another's changes nothing for that other (ADR 039). Told by one thread.
final class OwnLabels {

    /// Definitions of one delivery. What is marked with one more is for the owner alone.
    private static final int MOST = 10_000;

    private final Function<StixId, Optional<StixObject>> stored;
    private final Map<StixId, Label> known = new HashMap<>();
    private final Set<StixId> absent = new HashSet<>();

    /// @param tlp empty: it is no TLP label
    /// @param pap empty: it is no PAP label
    private record Label(Optional<Tlp> tlp, Optional<Pap> pap) {}

    /// @param stored a definition as this source said it in an earlier delivery
    OwnLabels(Function<StixId, Optional<StixObject>> stored) {
        this.stored = stored;
    }

    /// Takes note of a marking definition; of anything else nothing.
    void learn(StixObject object) {
        if (object.type().equals("marking-definition") && !published(object.id()) && !full()) {
            known.put(object.id(), new Label(Markings.tlpOfDefinition(object), Markings.papOfDefinition(object)));
            absent.remove(object.id());
        }
    }

    /// The markings on an object and on its parts whose definitions neither came yet nor in an earlier delivery.
    Set<StixId> missing(StixObject object) {
        var missing = new HashSet<StixId>();
        for (var marking : Markings.all(object)) {
            if (!published(marking) && labelOrNull(marking) == null) {
                missing.add(marking);
            }
        }
        return missing;
    }

    /// Whether a marking on the object is one of more than are kept in mind: nobody knows what it says.
    boolean unknowable(StixObject object) {
        return full() && !missing(object).isEmpty();
    }

    /// The strictest TLP label of the object: by published ids and by the source's own; empty when it has none.
    Optional<Tlp> tlp(StixObject object) {
        return Markings.all(object).stream()
                .flatMap(
                        marking -> Tlp.ofMarking(marking)
                                .or(() ->
                                        Optional.ofNullable(known.get(marking)).flatMap(Label::tlp))
                                .stream())
                .reduce(Tlp::strictest);
    }

    /// What the source's own definitions say of the object's use.
    Set<Pap> paps(StixObject object) {
        return Markings.all(object).stream()
                .flatMap(marking -> Optional.ofNullable(known.get(marking)).flatMap(Label::pap).stream())
                .collect(Collectors.toSet());
    }

    private @Nullable Label labelOrNull(StixId marking) {
        var label = known.get(marking);
        if (label != null || full() || !absent.add(marking)) {
            return label;
        }
        stored.apply(marking).ifPresent(this::learn);
        return known.get(marking);
    }

    private boolean full() {
        return known.size() + absent.size() >= MOST;
    }

    private static boolean published(StixId marking) {
        return Tlp.ofMarking(marking).isPresent() || Pap.ofMarking(marking).isPresent();
    }
}
