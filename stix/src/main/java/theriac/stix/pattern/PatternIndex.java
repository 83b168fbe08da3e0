package theriac.stix.pattern;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// Many patterns matched at once, observation by observation. A pattern whose every alternative compares a string for
/// equality is found by look-up, however many there are; the rest is tried one by one. Immutable, thread-safe.
///
/// Only patterns that one observation decides (brackets joined by OR, without qualifiers) belong here; the builder says
/// which it took.
///
/// @param <K> what the caller knows a pattern by
public final class PatternIndex<K> {

    private final Map<String, TypeEntry<K>> byType;
    private final List<Entry<K>> residual;
    private final int size;

    private PatternIndex(Map<String, TypeEntry<K>> byType, List<Entry<K>> residual, int size) {
        this.byType = byType;
        this.residual = residual;
        this.size = size;
    }

    /// One pattern with its compiled form.
    ///
    /// @param exact whether a hit in the look-up already decides: the alternative is that comparison alone
    private record Entry<K>(K key, PatternMatcher matcher, boolean exact) {}

    /// The look-ups of one object type.
    private record TypeEntry<K>(List<PathEntry<K>> paths) {}

    /// The look-up of one path: constant text to patterns.
    private record PathEntry<K>(ObjectPath.Step[] steps, Map<String, List<Entry<K>>> byText) {}

    public static <K> Builder<K> builder() {
        return new Builder<>();
    }

    /// How many patterns the index holds.
    public int size() {
        return size;
    }

    /// The keys of all patterns that match this observation, each once.
    ///
    /// @param failed gets the key of each pattern that could not be decided (a regular expression that was stopped)
    public List<K> matches(ObservedData observation, Consumer<K> failed) {
        var pass = new Pass(observation, failed);
        for (JsonObject root : observation.objects()) {
            if (root.valueOrNull("type") instanceof JsonString(String type)) {
                TypeEntry<K> entry = byType.get(type);
                if (entry != null) {
                    entry.paths().forEach(path -> pass.look(path, root));
                }
            }
        }
        residual.forEach(pass::decide);
        return pass.found.size() > 1 ? List.copyOf(new LinkedHashSet<>(pass.found)) : pass.found;
    }

    /// One observation on its way through the index.
    private final class Pass {
        private final ObservedData observation;
        private final Consumer<K> failed;
        private final Effort effort;
        private final List<K> found = new ArrayList<>();

        Pass(ObservedData observation, Consumer<K> failed) {
            this.observation = observation;
            this.failed = failed;
            this.effort = Effort.forObjects(observation.objects().length);
        }

        void look(PathEntry<K> path, JsonObject root) {
            try {
                follow(path, root, 0, "");
            } catch (MatchFault stopped) {
                path.byText().values().forEach(entries -> entries.forEach(entry -> failed.accept(entry.key())));
            }
        }

        private void follow(PathEntry<K> path, JsonValue current, int step, String property) {
            effort.spend(1);
            if (step == path.steps().length) {
                if (current instanceof JsonString(String text)) {
                    for (Entry<K> entry : path.byText().getOrDefault(text, List.of())) {
                        decide(entry);
                    }
                }
                return;
            }
            switch (path.steps()[step]) {
                case ObjectPath.Step.Property(String name) -> {
                    JsonValue next = property(current, property, name);
                    if (next != null) {
                        follow(path, next, step + 1, name);
                    }
                }
                case ObjectPath.Step.Index(int position) -> {
                    if (current instanceof JsonArray(var values) && position >= 0 && position < values.size()) {
                        follow(path, values.get(position), step + 1, property);
                    }
                }
                case ObjectPath.Step.AnyItem() -> {
                    if (current instanceof JsonArray(var values)) {
                        values.forEach(value -> follow(path, value, step + 1, property));
                    }
                }
            }
        }

        private @Nullable JsonValue property(JsonValue current, String property, String name) {
            JsonObject object = ObjectTest.PathWalk.object(current, property, observation);
            return object == null ? null : object.valueOrNull(name);
        }

        void decide(Entry<K> entry) {
            try {
                if (entry.exact() || entry.matcher().matchesSingle(observation, effort)) {
                    found.add(entry.key());
                }
            } catch (MatchFault stopped) {
                failed.accept(entry.key());
            }
        }
    }

    /// Collects patterns. Not thread-safe.
    ///
    /// @param <K> what the caller knows a pattern by
    public static final class Builder<K> {

        private final Map<String, Map<ObjectPath, Map<String, List<Entry<K>>>>> byType = new HashMap<>();
        private final List<Entry<K>> residual = new ArrayList<>();
        private int size;

        private Builder() {}

        /// Takes a pattern, or answers false when it is invalid, needs more than one observation or asks when one was
        /// seen. What its normal form leaves out, such as `WITHIN` around one observation, is no hindrance.
        public boolean add(K key, Pattern pattern) {
            return take(key, pattern) || take(key, pattern.normalForm());
        }

        private boolean take(K key, Pattern pattern) {
            PatternMatcher matcher = PatternMatcher.compile(pattern);
            if (!matcher.single()) {
                return false;
            }
            size++;
            var anchors = new ArrayList<Anchor>();
            if (anchors(pattern.expression(), anchors)) {
                for (Anchor anchor : anchors) {
                    byType.computeIfAbsent(anchor.path().objectType(), type -> new LinkedHashMap<>())
                            .computeIfAbsent(anchor.path(), path -> new HashMap<>())
                            .computeIfAbsent(anchor.text(), text -> new ArrayList<>(1))
                            .add(new Entry<>(key, matcher, anchor.exact()));
                }
            } else {
                residual.add(new Entry<>(key, matcher, false));
            }
            return true;
        }

        public PatternIndex<K> build() {
            Map<String, TypeEntry<K>> types = new HashMap<>();
            byType.forEach((type, paths) -> {
                var entries = new ArrayList<PathEntry<K>>();
                paths.forEach((path, byText) ->
                        entries.add(new PathEntry<>(path.steps().toArray(new ObjectPath.Step[0]), byText)));
                types.put(type, new TypeEntry<>(entries));
            });
            return new PatternIndex<>(types, List.copyOf(residual), size);
        }

        /// A comparison that must hold whenever its alternative does.
        private record Anchor(ObjectPath path, String text, boolean exact) {}

        /// Finds an anchor for every alternative; false when one has none.
        private static boolean anchors(ObservationExpression expression, List<Anchor> into) {
            return switch (expression) {
                case ObservationExpression.Bracket(var comparison) -> anchors(comparison, into, true);
                case ObservationExpression.Or(var operands) ->
                    operands.stream().allMatch(operand -> anchors(operand, into));
                case ObservationExpression.And a -> false;
                case ObservationExpression.FollowedBy f -> false;
                case ObservationExpression.Qualified q -> false;
            };
        }

        private static boolean anchors(ComparisonExpression expression, List<Anchor> into, boolean exact) {
            return switch (expression) {
                case ComparisonExpression.Or(var operands) ->
                    operands.stream().allMatch(operand -> anchors(operand, into, exact));
                case ComparisonExpression.And(var operands) -> anyOperand(operands, into);
                case ComparisonExpression.Comparison(var path, var negated, var operator, Constant.Text(String text))
                when !negated && operator == ComparisonOperator.EQUAL -> anchor(path, text, into, exact);
                case ComparisonExpression.Membership(var path, var negated, var set)
                when !negated ->
                    set.stream()
                            .allMatch(constant ->
                                    constant instanceof Constant.Text(String text) && anchor(path, text, into, exact));
                default -> false;
            };
        }

        /// One operand of an AND with anchors is enough; the rest is checked on a hit.
        private static boolean anyOperand(List<ComparisonExpression> operands, List<Anchor> into) {
            Optional<List<Anchor>> best = Optional.empty();
            for (ComparisonExpression operand : operands) {
                var anchors = new ArrayList<Anchor>();
                boolean anchored = anchors(operand, anchors, false) && !anchors.isEmpty();
                if (anchored && (best.isEmpty() || anchors.size() < best.get().size())) {
                    best = Optional.of(anchors);
                }
            }
            best.ifPresent(into::addAll);
            return best.isPresent();
        }

        private static boolean anchor(ObjectPath path, String text, List<Anchor> into, boolean exact) {
            boolean binary = path.steps().stream()
                    .anyMatch(
                            step -> step instanceof ObjectPath.Step.Property(String name) && ValueTest.isBinary(name));
            if (!binary) {
                into.add(new Anchor(path, text, exact));
            }
            return !binary;
        }
    }
}
