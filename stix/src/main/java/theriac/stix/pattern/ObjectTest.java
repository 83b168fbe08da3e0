package theriac.stix.pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// A compiled comparison expression, tested on one object from which all its paths start (STIX 2.1 §9.5).
/// Thread-safe.
@FunctionalInterface
interface ObjectTest {

    boolean test(JsonObject root, ObservedData observation, Effort effort);

    /// Whether some object of the observation satisfies the expression.
    default boolean anyOf(ObservedData observation, Effort effort) {
        for (JsonObject root : observation.objects()) {
            if (test(root, observation, effort)) {
                return true;
            }
        }
        return false;
    }

    /// @throws MatchFault when a regular expression cannot be read
    static ObjectTest of(ComparisonExpression expression) {
        return switch (expression) {
            case ComparisonExpression.And(var operands) ->
                all(operands.stream().map(ObjectTest::of).toList());
            case ComparisonExpression.Or(var operands) ->
                any(joined(operands).stream().map(ObjectTest::of).toList());
            case ComparisonExpression.Existence(var path, var negated) ->
                existence(new PathWalk(path, ValueTest.of(expression)), negated);
            case ComparisonExpression.Comparison(var path, var negated, var operator, var constant) ->
                new PathWalk(path, ValueTest.of(expression));
            case ComparisonExpression.Membership(var path, var negated, var set) ->
                new PathWalk(path, ValueTest.of(expression));
        };
    }

    /// `a = 1 OR a = 2 OR b = 3` as `a IN (1, 2) OR b = 3`: one look-up for each path, however many alternatives.
    private static List<ComparisonExpression> joined(List<ComparisonExpression> alternatives) {
        var sets = new LinkedHashMap<ObjectPath, List<Constant>>();
        var others = new ArrayList<ComparisonExpression>();
        for (ComparisonExpression alternative : alternatives) {
            switch (alternative) {
                case ComparisonExpression.Comparison(var path, var negated, var operator, var constant)
                when !negated && operator == ComparisonOperator.EQUAL ->
                    sets.computeIfAbsent(path, added -> new ArrayList<>()).add(constant);
                case ComparisonExpression.Membership(var path, var negated, var set)
                when !negated ->
                    sets.computeIfAbsent(path, added -> new ArrayList<>()).addAll(set);
                default -> others.add(alternative);
            }
        }
        var joined = new ArrayList<ComparisonExpression>();
        sets.forEach((path, set) -> joined.add(
                set.size() == 1
                        ? new ComparisonExpression.Comparison(path, false, ComparisonOperator.EQUAL, set.getFirst())
                        : new ComparisonExpression.Membership(path, false, set)));
        joined.addAll(others);
        return joined;
    }

    private static ObjectTest existence(PathWalk walk, boolean negated) {
        return negated
                ? (root, observation, effort) -> walk.starts(root) && !walk.test(root, observation, effort)
                : walk;
    }

    private static ObjectTest all(List<ObjectTest> tests) {
        return (root, observation, effort) -> {
            for (ObjectTest test : tests) {
                if (!test.test(root, observation, effort)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static ObjectTest any(List<ObjectTest> tests) {
        return (root, observation, effort) -> {
            for (ObjectTest test : tests) {
                if (test.test(root, observation, effort)) {
                    return true;
                }
            }
            return false;
        };
    }

    /// Follows a path and tests every value it leads to; `[*]` may lead to many, one is enough (§9.7.2).
    final class PathWalk implements ObjectTest {

        private final String objectType;
        private final ObjectPath.Step[] steps;
        private final ValueTest test;

        PathWalk(ObjectPath path, ValueTest test) {
            this.objectType = path.objectType();
            this.steps = path.steps().toArray(new ObjectPath.Step[0]);
            this.test = test;
        }

        boolean starts(JsonObject root) {
            return root.valueOrNull("type") instanceof JsonString(String type) && type.equals(objectType);
        }

        @Override
        public boolean test(JsonObject root, ObservedData observation, Effort effort) {
            effort.spend(1);
            return starts(root) && walk(root, 0, "", observation, effort);
        }

        private boolean walk(JsonValue current, int step, String property, ObservedData observation, Effort effort) {
            effort.spend(1);
            if (step == steps.length) {
                return test.test(current, property, effort);
            }
            return switch (steps[step]) {
                case ObjectPath.Step.Property(String name) -> {
                    JsonObject object = object(current, property, observation);
                    JsonValue next = object == null ? null : object.valueOrNull(name);
                    yield next != null && walk(next, step + 1, name, observation, effort);
                }
                case ObjectPath.Step.Index(int position) ->
                    current instanceof JsonArray array
                            && position >= 0
                            && position < array.values().size()
                            && walk(array.values().get(position), step + 1, property, observation, effort);
                case ObjectPath.Step.AnyItem() ->
                    current instanceof JsonArray array && anyItem(array, step + 1, property, observation, effort);
            };
        }

        private boolean anyItem(JsonArray array, int step, String property, ObservedData observation, Effort effort) {
            for (JsonValue item : array.values()) {
                if (walk(item, step, property, observation, effort)) {
                    return true;
                }
            }
            return false;
        }

        /// The object itself, or the one that a reference property points to within the observation (§9.7.4).
        static @Nullable JsonObject object(JsonValue value, String property, ObservedData observation) {
            if (value instanceof JsonObject object) {
                return object;
            }
            boolean reference = property.endsWith("_ref") || property.endsWith("_refs");
            return reference && value instanceof JsonString(String key) ? observation.resolve(key) : null;
        }
    }
}
