package theriac.stix;

import java.util.Map;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.spec.Level;
import theriac.stix.spec.PropertySpec;
import theriac.stix.spec.Spec;
import theriac.stix.spec.TypeSpec;
import theriac.stix.spec.ValueType;

/// Checks the deprecated observable container of observed-data (STIX 2.1 §2.13): its objects have no ids of their own
/// and refer to each other by keys.
final class ContainerCheck {

    private final Report report;
    private final MemberCheck members;

    ContainerCheck(Report report, MemberCheck members) {
        this.report = report;
        this.members = members;
    }

    void check(JsonObject container) {
        report.into("objects");
        for (int i = 0; i < container.size(); i++) {
            report.into(container.nameAt(i));
            if (container.valueAt(i) instanceof JsonObject object) {
                object(object, container);
            } else {
                report.error("stix-property-type", "An observable is an object (STIX 2.1 §2.13).");
            }
            report.leave();
        }
        report.leave();
    }

    private void object(JsonObject object, JsonObject container) {
        String type = object.text("type").orElse("");
        if (type.isEmpty()) {
            report.error("stix-property-required", "The required property type is missing (STIX 2.1 §2.13).");
            return;
        }
        Spec.V21.type(type).ifPresent(table -> known(table, object));
        references(object, container);
    }

    private void known(TypeSpec table, JsonObject object) {
        Map<String, PropertySpec> properties = table.properties();
        for (int i = 0; i < object.size(); i++) {
            PropertySpec property = properties.get(object.nameAt(i));
            if (property != null && !isReference(property.type()) && !(property.type() instanceof ValueType.Id)) {
                report.into(property.name());
                members.values().value(property.type(), object.valueAt(i));
                report.leave();
            }
        }
        for (PropertySpec property : properties.values()) {
            boolean own = table.own().contains(property.name());
            if (own && property.level() == Level.REQUIRED && !object.has(property.name())) {
                report.error(
                        "stix-property-required",
                        "The required property " + property.name() + " is missing (" + table.citation() + ").");
            }
        }
        table.rules().forEach(rule -> RuleCheck.check(rule, table, object, report));
        ScoRules.check(table.name(), object, report);
    }

    private static boolean isReference(ValueType type) {
        return type instanceof ValueType.Ref
                || type instanceof ValueType.ListOf(ValueType item) && item instanceof ValueType.Ref
                || type instanceof ValueType.Extensions; // predefined extensions refer by key too
    }

    private void references(JsonObject object, JsonObject container) {
        for (int i = 0; i < object.size(); i++) {
            String name = object.nameAt(i);
            JsonValue value = object.valueAt(i);
            if (name.endsWith("_ref") && value instanceof JsonString(String key)) {
                reference(name, key, container);
            } else if (name.endsWith("_refs") && value instanceof JsonArray keys) {
                keys.texts().forEach(key -> reference(name, key, container));
            }
        }
    }

    private void reference(String name, String key, JsonObject container) {
        if (!container.has(key) && !name.equals("object_marking_refs")) {
            report.error(
                    "stix-container-reference",
                    name,
                    "There is no object " + Report.quoted(key) + " in this container (STIX 2.1 §2.13).");
        }
    }
}
