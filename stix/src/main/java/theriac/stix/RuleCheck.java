package theriac.stix;

import java.util.List;
import org.jspecify.annotations.Nullable;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.spec.Rule;
import theriac.stix.spec.TypeSpec;

/// Checks the rules of a table that span several properties.
final class RuleCheck {

    private RuleCheck() {}

    static void check(Rule rule, TypeSpec type, JsonObject object, Report report) {
        switch (rule) {
            case Rule.After(String later, String earlier) -> {
                Integer order = order(object, later, earlier);
                if (order != null && order <= 0) {
                    broken(later, later + " must be after " + earlier, type, report);
                }
            }
            case Rule.NotBefore(String later, String earlier) -> {
                Integer order = order(object, later, earlier);
                if (order != null && order < 0) {
                    broken(later, later + " must not be before " + earlier, type, report);
                }
            }
            case Rule.AtLeastOne(List<String> names) -> {
                if (count(object, names) == 0) {
                    broken("", "At least one of " + String.join(", ", names) + " must be present", type, report);
                }
            }
            case Rule.ExactlyOne(List<String> names) -> {
                if (count(object, names) != 1) {
                    broken("", "Exactly one of " + String.join(", ", names) + " must be present", type, report);
                }
            }
            case Rule.Needs(String name, String other) -> {
                if (object.has(name) && !object.has(other)) {
                    broken(name, name + " needs " + other, type, report);
                }
            }
            case Rule.AnyOwn() -> {
                if (type.own().stream().noneMatch(object::has) && !object.has("extensions")) {
                    broken("", "At least one property of " + type.name() + " must be present", type, report);
                }
            }
            case Rule.WhenRequires(String name, boolean value, String other) -> {
                if (object.valueOrNull(name) == JsonBoolean.of(value) && !object.has(other)) {
                    broken("", other + " must be present when " + name + " is " + value, type, report);
                }
            }
            case Rule.WhenForbids(String name, boolean value, String other) -> {
                if (object.valueOrNull(name) == JsonBoolean.of(value) && object.has(other)) {
                    broken(other, other + " must not be present when " + name + " is " + value, type, report);
                }
            }
            case Rule.WholeSecond(String name) -> {
                StixTimestamp time = time(object, name);
                if (time != null && time.instant().getNano() != 0) {
                    report.error(
                            "stix-timestamp-precision",
                            name,
                            name + " must be precise to the second (" + type.citation() + ").");
                }
            }
            case Rule.UnlessRequires(String name, String other) -> {
                if (!object.has(name) && !object.has(other)) {
                    broken("", other + " must be present when " + name + " is not", type, report);
                }
            }
        }
    }

    private static void broken(String property, String sentence, TypeSpec type, Report report) {
        String message = sentence + " (" + type.citation() + ").";
        if (property.isEmpty()) {
            report.error("stix-properties-together", message);
        } else {
            report.error("stix-properties-together", property, message);
        }
    }

    private static int count(JsonObject object, List<String> names) {
        int count = 0;
        for (String name : names) {
            count += object.has(name) ? 1 : 0;
        }
        return count;
    }

    /// How two timestamps compare; null when one is absent or no timestamp (which is reported with the property).
    private static @Nullable Integer order(JsonObject object, String later, String earlier) {
        StixTimestamp a = time(object, later);
        StixTimestamp b = a == null ? null : time(object, earlier);
        return a == null || b == null ? null : a.compareTo(b);
    }

    static @Nullable StixTimestamp time(JsonObject object, String name) {
        return object.valueOrNull(name) instanceof JsonString(String text) ? StixTimestamp.parseOrNull(text) : null;
    }
}
