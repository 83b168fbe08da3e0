package theriac.hub.formats;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;
import theriac.stix.pattern.ComparisonExpression;
import theriac.stix.pattern.ComparisonOperator;
import theriac.stix.pattern.Constant;
import theriac.stix.pattern.ObjectPath;
import theriac.stix.pattern.ObservationExpression;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternConstant;

/// What is said about one thing, property by property, whether by an observable with what it refers to, by the
/// brackets of a pattern, or by another object: so one table serves all three. Pure and thread-safe.
final class MispFacts {

    /// Objects that refer to each other in a circle end here.
    private static final int DEEPEST = 6;

    private static final int MOST = 1_000;

    private static final Set<String> NO_FACTS = Set.of("type", "id", "spec_version", "created", "modified", "labels");

    private MispFacts() {}

    /// The facts of an object and, through its references, of those among the others.
    static List<PatternConstant> of(StixObject object, Map<StixId, StixObject> others) {
        var facts = new ArrayList<PatternConstant>();
        add(object.type(), object.json(), List.of(), others, facts);
        return facts;
    }

    private static void add(
            String type,
            JsonObject json,
            List<ObjectPath.Step> before,
            Map<StixId, StixObject> others,
            List<PatternConstant> facts) {
        for (var member : json.members()) {
            if (before.isEmpty() && NO_FACTS.contains(member.name())) {
                continue;
            }
            var steps = new ArrayList<>(before);
            steps.add(new ObjectPath.Step.Property(member.name()));
            if (member.value() instanceof JsonArray list) {
                steps.add(new ObjectPath.Step.AnyItem());
                list.values().forEach(item -> add(type, member.name(), item, steps, others, facts));
            } else {
                add(type, member.name(), member.value(), steps, others, facts);
            }
        }
    }

    private static void add(
            String type,
            String name,
            JsonValue value,
            List<ObjectPath.Step> steps,
            Map<StixId, StixObject> others,
            List<PatternConstant> facts) {
        if (facts.size() >= MOST || steps.size() > 2 * DEEPEST) {
            return;
        }
        if (value instanceof JsonObject inner) {
            add(type, inner, steps, others, facts);
            return;
        }
        Members.scalar(value).ifPresent(text -> {
            var other = name.endsWith("_ref") || name.endsWith("_refs")
                    ? StixId.parse(text).map(others::get)
                    : Optional.<StixObject>empty();
            if (other.isPresent()) {
                add(type, without(other.get()), steps, others, facts);
            } else {
                // Types of others' making may be words of the language, so the path is written without its own.
                var path = new ObjectPath("file", steps).propertyText();
                facts.add(new PatternConstant(type, path, ComparisonOperator.EQUAL, false, new Constant.Text(text)));
            }
        });
    }

    private static JsonObject without(StixObject other) {
        var json = other.json();
        for (var name : NO_FACTS) {
            json = json.without(name);
        }
        return json;
    }

    /// What a pattern says about one object, when it says nothing else: a single pair of brackets in which
    /// everything must hold.
    static Optional<List<PatternConstant>> of(Pattern pattern) {
        return pattern.expression() instanceof ObservationExpression.Bracket(ComparisonExpression inside)
                        && isAll(inside)
                        && pattern.objectTypes().size() == 1
                ? Optional.of(pattern.constants())
                : Optional.empty();
    }

    private static boolean isAll(ComparisonExpression expression) {
        return switch (expression) {
            case ComparisonExpression.And(var operands) -> operands.stream().allMatch(MispFacts::isAll);
            case ComparisonExpression.Comparison one -> !one.negated() && one.operator() == ComparisonOperator.EQUAL;
            default -> false;
        };
    }

    /// The path of a fact as the tables have it: without quotes and without places in lists.
    static String path(PatternConstant fact) {
        return fact.objectType() + ":" + fact.path().replaceAll("\\[[^]]*]", "").replace("'", "");
    }

    /// Those of these observables that no other one of them refers to.
    static List<StixObject> roots(List<StixObject> observables) {
        var within = new LinkedHashSet<StixId>();
        observables.forEach(one -> one.references().forEach(reference -> within.add(reference.target())));
        var roots =
                observables.stream().filter(one -> !within.contains(one.id())).toList();
        return roots.isEmpty() ? observables : roots;
    }
}
