package theriac.stix.pattern;

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

    boolean test(JsonObject root, ObservedData observation);

    /// Whether some object of the observation satisfies the expression.
    default boolean anyOf(ObservedData observation) {
        for (JsonObject root : observation.objects()) {
            if (test(root, observation)) {
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
                any(operands.stream().map(ObjectTest::of).toList());
            case ComparisonExpression.Existence(var path, var negated) ->
                existence(new PathWalk(path, ValueTest.of(expression)), negated);
            case ComparisonExpression.Comparison(var path, var negated, var operator, var constant) ->
                new PathWalk(path, ValueTest.of(expression));
            case ComparisonExpression.Membership(var path, var negated, var set) ->
                new PathWalk(path, ValueTest.of(expression));
        };
    }

    private static ObjectTest existence(PathWalk walk, boolean negated) {
        return negated ? (root, observation) -> walk.starts(root) && !walk.test(root, observation) : walk;
    }

    private static ObjectTest all(List<ObjectTest> tests) {
        return (root, observation) -> {
            for (ObjectTest test : tests) {
                if (!test.test(root, observation)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static ObjectTest any(List<ObjectTest> tests) {
        return (root, observation) -> {
            for (ObjectTest test : tests) {
                if (test.test(root, observation)) {
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
        public boolean test(JsonObject root, ObservedData observation) {
            return starts(root) && walk(root, 0, "", observation);
        }

        private boolean walk(JsonValue current, int step, String property, ObservedData observation) {
            if (step == steps.length) {
                return test.test(current, property);
            }
            return switch (steps[step]) {
                case ObjectPath.Step.Property(String name) -> {
                    JsonObject object = object(current, property, observation);
                    JsonValue next = object == null ? null : object.valueOrNull(name);
                    yield next != null && walk(next, step + 1, name, observation);
                }
                case ObjectPath.Step.Index(int position) ->
                    current instanceof JsonArray array
                            && position >= 0
                            && position < array.values().size()
                            && walk(array.values().get(position), step + 1, property, observation);
                case ObjectPath.Step.AnyItem() ->
                    current instanceof JsonArray array && anyItem(array, step + 1, property, observation);
            };
        }

        private boolean anyItem(JsonArray array, int step, String property, ObservedData observation) {
            for (JsonValue item : array.values()) {
                if (walk(item, step, property, observation)) {
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
