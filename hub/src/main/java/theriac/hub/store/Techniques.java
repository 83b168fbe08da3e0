package theriac.hub.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;

/// What the store knows of techniques (attack patterns), as a matrix shows it: of what the matrix is made, which
/// technique took the place of which, and how often each is named. Everything for one viewer: a technique that it
/// sees is counted by those statements only that it sees too. Safe between threads.
public final class Techniques {

    /// The matrix, its columns, its cells, and the release that they are of, as ATT&CK's own objects tell it.
    private static final Set<String> FRAME =
            Set.of("x-mitre-matrix", "x-mitre-tactic", "x-mitre-collection", "attack-pattern");

    private static final Set<String> TELLERS = Set.of("relationship", "report", "grouping");
    private static final Set<String> SOFTWARE = Set.of("malware", "tool");

    private final Database database;
    private final TechniqueSql sql;
    private final Objects objects;
    private final ObjectKeys keys;
    private final ObjectTypes types;
    private final Audiences audiences;
    private final Summaries summaries;

    Techniques(Database database, ObjectKeys keys, ObjectTypes types, Audiences audiences, Objects objects) {
        this.database = database;
        this.sql = new TechniqueSql(database);
        this.objects = objects;
        this.keys = keys;
        this.types = types;
        this.audiences = audiences;
        this.summaries = new Summaries(database, audiences);
    }

    /// Everything of which matrices are made and of which something stands for this viewer, oldest first.
    public List<ObjectContent> pieces(Viewer viewer) {
        return objects.ofTypes(viewer, FRAME);
    }

    /// An attack pattern.
    ///
    /// @param key internal
    /// @param number as ATT&CK numbers it (`T1566.001`); its STIX id when it has no such number
    public record Technique(long key, String number, ObjectSummary summary) {}

    /// All techniques of which something stands for a viewer.
    ///
    /// @param successors by the number of a technique that was revoked: the number that took its place, after
    ///     any number of steps; a circle leads nowhere and is left out
    public record Known(List<Technique> techniques, Map<String, String> successors) {

        public Known {
            techniques = List.copyOf(techniques);
            successors = Map.copyOf(successors);
        }

        /// The number under which a technique is shown.
        public String now(String number) {
            return successors.getOrDefault(number, number);
        }

        /// The technique of a number: one that stands before one that was revoked, then the oldest.
        public Map<String, Technique> byNumber() {
            var byNumber = new LinkedHashMap<String, Technique>();
            techniques.forEach(technique -> byNumber.merge(
                    technique.number(),
                    technique,
                    (one, other) -> one.summary().revoked() && !other.summary().revoked() ? other : one));
            return byNumber;
        }
    }

    /// The techniques that this viewer sees, and which took the place of which as visible relationships of the
    /// type `revoked-by` say.
    public Known known(Viewer viewer) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            var found = objects.keysOfTypes(new Integer[] {ObjectTypes.ATTACK_PATTERN}, visible);
            var seen = summaries.standing(found, visible);
            var numbers = sql.numbers(
                    seen.values().stream().map(s -> s.effective().version()).toList());
            var techniques = new LinkedHashMap<Long, Technique>();
            for (long key : found) {
                var one = seen.get(key);
                if (one != null) {
                    var own = one.summary().id().text();
                    var number = numbers.getOrDefault(one.effective().version(), own);
                    techniques.put(key, new Technique(key, number, one.summary()));
                }
            }
            return new Known(
                    List.copyOf(techniques.values()), successors(techniques, sql.moves(techniques.keySet(), visible)));
        });
    }

    private static Map<String, String> successors(Map<Long, Technique> techniques, List<TechniqueSql.Move> moves) {
        var next = new HashMap<String, String>();
        for (var move : moves) {
            var from = techniques.get(move.from());
            var to = techniques.get(move.to());
            if (from != null
                    && to != null
                    && from.summary().revoked()
                    && !from.number().equals(to.number())) {
                next.putIfAbsent(from.number(), to.number());
            }
        }
        var last = new HashMap<String, String>();
        next.keySet().forEach(number -> end(number, next).ifPresent(end -> last.put(number, end)));
        return last;
    }

    private static Optional<String> end(String number, Map<String, String> next) {
        var passed = new HashSet<String>();
        var at = number;
        for (var to = next.get(at); to != null; to = next.get(at)) {
            if (!passed.add(at)) {
                return Optional.empty();
            }
            at = to;
        }
        return Optional.of(at);
    }

    /// Which statements count.
    public sealed interface Scope {

        /// What is said of objects, or by them when they are reports.
        ///
        /// @param wide also what is said of the software that they use, and of the campaigns attributed to them
        record Of(Collection<StixId> objects, boolean wide) implements Scope {}

        /// Whose own `created` lies between two moments, both included: who uses a technique, which indicator
        /// indicates it, which report names it.
        record Between(Instant from, Instant to) implements Scope {}
    }

    /// @param number under which the technique is shown now
    /// @param statements distinct objects that say so: relationships, and reports that name it
    /// @param former numbers of revoked techniques that were named where this one is shown
    /// @param audiences internal keys of the rules under which the viewer has these statements
    public record Counted(String number, long statements, List<String> former, List<Long> audiences) {}

    /// How often each technique is named, by one statement whatever their number; those that are not are left out.
    public List<Counted> count(Viewer viewer, Known known, Scope scope) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            return switch (scope) {
                case Scope.Of(var objects, var wide) -> {
                    var found = keys.existing(objects.stream().map(StixId::text).toList());
                    var software = wide ? types.existing(SOFTWARE) : new Integer[0];
                    yield sql.ofObjects(known, found.values(), software, visible);
                }
                case Scope.Between(var from, var to) ->
                    sql.between(known, Position.of(from), Position.of(to), types.existing(TELLERS), visible);
            };
        });
    }
}
