package theriac.stix;

import org.jspecify.annotations.Nullable;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.spec.Kind;
import theriac.stix.spec.Level;
import theriac.stix.spec.PropertySpec;
import theriac.stix.spec.Spec;
import theriac.stix.spec.TypeSpec;

/// Checks the members of an object, an extension or a part against its table: names, levels, values, rules.
final class MemberCheck {

    private final Report report;
    private final ValueCheck values;

    MemberCheck(Report report, Spec spec) {
        this.report = report;
        this.values = new ValueCheck(report, spec, this);
    }

    ValueCheck values() {
        return values;
    }

    void check(TypeSpec type, JsonObject object) {
        check(type, object, false);
    }

    /// @param extended true when an extension may have added properties at this level
    void check(TypeSpec type, JsonObject object, boolean extended) {
        long seen = 0;
        for (int i = 0; i < object.size(); i++) {
            String name = object.nameAt(i);
            PropertySpec property = type.property(name);
            if (property == null) {
                report.into(name);
                unknown(type, name, object.valueAt(i), extended);
                report.leave();
            } else {
                seen |= property.requiredBit();
                report.into(name);
                known(type, property, object.valueAt(i));
                report.leave();
            }
        }
        if (seen != type.requiredMask()) {
            missing(type, seen);
        }
        for (var rule : type.rules()) {
            RuleCheck.check(rule, type, object, report);
        }
    }

    private void known(TypeSpec type, PropertySpec property, JsonValue value) {
        if (property.level() == Level.ABSENT) {
            absent(type, property.name());
        } else if (property.level() == Level.DEPRECATED && type.kind() != Kind.MARKING_DEFINITION) {
            // TypeRules tells the deprecated markings from the four of TLP 1, which must stay as they are.
            report.warning(
                    "stix-deprecated", "The property " + property.name() + " is deprecated (" + type.citation() + ").");
        }
        if (property.name().equals("created_by_ref") && value instanceof JsonString(String id) && StixId.isValid(id)) {
            creator(id); // §3.2 says what it refers to, without a MUST
        } else {
            values.value(property.type(), value);
        }
    }

    private void creator(String id) {
        if (!id.startsWith("identity--")) {
            report.warning(
                    "stix-creator", "created_by_ref refers to the identity of the object's creator (STIX 2.1 §3.2).");
        }
    }

    private void absent(TypeSpec type, String name) {
        String sentence = "A " + type.name() + " does not use the common property " + name + " (STIX 2.1 §3.2).";
        if (name.equals("defanged")) {
            report.error("stix-property-not-applicable", sentence);
        } else {
            report.warning("stix-property-not-applicable", sentence);
        }
    }

    private void missing(TypeSpec type, long seen) {
        type.properties().values().stream()
                .filter(p -> p.requiredBit() != 0 && (seen & p.requiredBit()) == 0)
                .map(PropertySpec::name)
                .sorted()
                .forEach(name -> report.error(
                        "stix-property-required",
                        "The required property " + name + " is missing (" + type.citation() + ")."));
    }

    private void unknown(TypeSpec type, String name, JsonValue value, boolean extended) {
        @Nullable String reserved = reserved(type, name);
        if (reserved != null) {
            report.error("stix-reserved", reserved);
        } else if (!Names.isProperty(name)) {
            report.error(
                    "stix-property-name",
                    "A property name has 3 to 250 characters of a-z, 0-9 and underscore, a letter first (STIX 2.1 §3.1); "
                            + Report.quoted(name) + " has not.");
        } else if (!extended) {
            custom(type, name);
        }
        values.custom(value);
    }

    private static @Nullable String reserved(TypeSpec type, String name) {
        boolean object = type.kind().isObject();
        return switch (name) {
            case "severity", "username", "phone_number", "action" ->
                object ? "The name " + name + " is reserved and must not be used (STIX 2.1 §3.8)." : null;
            default -> null;
        };
    }

    private void custom(TypeSpec type, String name) {
        if (name.startsWith("x_")) {
            report.warning("stix-custom-property", "Custom properties should come with an extension (STIX 2.1 §11.1).");
        } else {
            String where = type.kind() == Kind.EXTENSION || type.kind() == Kind.PART ? type.name() : "this type";
            report.warning(
                    "stix-custom-prefix",
                    "The property " + name + " is not one of " + where
                            + "; a custom property should come with an extension or begin with x_ (STIX 2.1 §11.1.1).");
        }
    }
}
