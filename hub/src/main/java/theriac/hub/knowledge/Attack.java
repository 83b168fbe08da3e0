package theriac.hub.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ObjectSummary;
import theriac.hub.store.SightingCounts;
import theriac.hub.store.Store;
import theriac.hub.store.Techniques.Counted;
import theriac.hub.store.Techniques.Known;
import theriac.hub.store.Techniques.Scope;
import theriac.hub.store.Techniques.Technique;
import theriac.stix.StixId;

/// Matrices of techniques, and how warm each technique is. Every answer is made for one viewer and passes the
/// egress gate: the techniques themselves, and each rule under which the viewer has a statement that was counted.
public final class Attack {

    private final Store store;
    private final EgressGate gate;
    private final WayOut out;
    private final SightingCounts counts;

    public Attack(Store store, EgressGate gate, SightingCounts counts) {
        this.store = store;
        this.gate = gate;
        this.out = new WayOut(gate, store.audiences());
        this.counts = counts;
    }

    /// A matrix that can be shown.
    record Named(ObjectSummary summary, String domain, String version) {}

    List<Named> matrices(Viewer viewer) {
        var pieces = store.techniques().pieces(viewer);
        var named = Matrix.matrices(pieces).stream()
                .map(piece -> new Named(piece.summary(), Matrix.domain(piece), Matrix.version(pieces, piece)))
                .toList();
        out.pass(viewer, named.stream().map(Named::summary).toList());
        return named;
    }

    /// A revoked technique, and the number under which it is shown.
    ///
    /// @param named empty: another technique carries the number, and the revoked object is not known by itself
    record Moved(String from, String name, String to) {}

    /// @param moved every revoked technique that has a successor, so that a file from elsewhere can be read
    record Frame(Matrix matrix, List<Moved> moved) {}

    /// @throws Problem not found: absent, or hidden from this viewer
    Frame frame(Viewer viewer, StixId id) {
        var matrix = Matrix.of(store.techniques().pieces(viewer), id).orElseThrow(() -> Knowledge.absent(id));
        var shown = new ArrayList<>(List.of(matrix.summary()));
        matrix.tactics().forEach(tactic -> shown.add(tactic.summary()));
        matrix.cells().values().forEach(cell -> shown.add(cell.summary()));
        out.pass(viewer, shown);
        var known = store.techniques().known(viewer);
        return new Frame(matrix, moved(viewer, known, known.successors().keySet()));
    }

    private List<Moved> moved(Viewer viewer, Known known, Collection<String> numbers) {
        var byNumber = known.byNumber();
        var moved = new TreeMap<String, Moved>();
        var shown = new ArrayList<ObjectSummary>();
        for (var number : numbers) {
            var technique = byNumber.get(number);
            if (technique != null && !known.now(number).equals(number)) {
                shown.add(technique.summary());
                moved.put(number, new Moved(number, technique.summary().name(), known.now(number)));
            }
        }
        out.pass(viewer, shown);
        return List.copyOf(moved.values());
    }

    /// @param statements how many of those that count name it
    /// @param seenBy in how many organisations it was seen, as far as that is told
    /// @param technique the object that stands under this number
    record Warm(String number, Technique technique, long statements, int seenBy) {}

    /// @param of whose heat it is; empty: nobody's in particular
    /// @param moved revoked techniques that were named and are shown at their successors
    record Heat(Optional<ObjectSummary> of, List<Warm> techniques, List<Moved> moved) {}

    /// What one object says, or what is said of it; of an actor also what is said of its other names.
    ///
    /// @throws Problem not found: absent, or hidden from this viewer
    Heat ofObject(Viewer viewer, StixId id, boolean wide) {
        var object = store.objects().find(viewer, id).orElseThrow(() -> Knowledge.absent(id));
        out.pass(viewer, List.of(object.summary()));
        var cluster = store.clusters().find(viewer, id);
        cluster.ifPresent(c -> out.pass(viewer, c.members()));
        var all = cluster.map(c -> c.members().stream().map(ObjectSummary::id).toList())
                .orElse(List.of(id));
        var known = store.techniques().known(viewer);
        var counted = store.techniques().count(viewer, known, new Scope.Of(all, wide));
        return heat(viewer, known, counted, Optional.of(object.summary()), false);
    }

    /// What was written down between two moments.
    Heat between(Viewer viewer, Scope.Between between) {
        var known = store.techniques().known(viewer);
        return heat(viewer, known, store.techniques().count(viewer, known, between), Optional.empty(), false);
    }

    /// What was seen, as far as that is told; nothing is counted but who saw it.
    Heat seen(Viewer viewer) {
        return heat(viewer, store.techniques().known(viewer), List.of(), Optional.empty(), true);
    }

    private Heat heat(Viewer viewer, Known known, List<Counted> counted, Optional<ObjectSummary> of, boolean allSeen) {
        passStatements(viewer, counted);
        var seen = counts.ofTechniques(viewer, known);
        var statements = new LinkedHashMap<String, Long>();
        counted.forEach(one -> statements.put(one.number(), one.statements()));
        if (allSeen) {
            seen.keySet().forEach(number -> statements.putIfAbsent(number, 0L));
        }
        var byNumber = known.byNumber();
        var warm = new ArrayList<Warm>();
        statements.forEach((number, count) -> {
            var technique = byNumber.get(number);
            if (technique != null) {
                warm.add(new Warm(number, technique, count, seen.getOrDefault(number, 0)));
            }
        });
        out.pass(viewer, warm.stream().map(one -> one.technique().summary()).toList());
        var former = counted.stream().flatMap(one -> one.former().stream()).toList();
        return new Heat(of, List.copyOf(warm), moved(viewer, known, former));
    }

    /// A statement leaves as a figure; the rule under which it is counted passes the gate as it would itself.
    private void passStatements(Viewer viewer, List<Counted> counted) {
        var rules = new TreeMap<Long, String>();
        counted.forEach(one -> one.audiences().forEach(rule -> rules.putIfAbsent(rule, one.number())));
        gate.pass(
                "api",
                viewer,
                rules.entrySet(),
                Map.Entry::getValue,
                rule -> List.of(store.audiences().load(rule.getKey())));
    }
}
