package theriac.stix;

import org.jspecify.annotations.Nullable;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.spec.Kind;
import theriac.stix.spec.Spec;
import theriac.stix.spec.TypeSpec;
import theriac.stix.spec.Vocabulary;

/// Checks the `extensions` property (STIX 2.1 §3.2, §3.10, §7.3, §11.3).
final class ExtensionCheck {

    private static final String DEFINITION = "extension-definition--";

    private final Report report;
    private final Spec spec;
    private final MemberCheck members;

    ExtensionCheck(Report report, Spec spec, MemberCheck members) {
        this.report = report;
        this.spec = spec;
        this.members = members;
    }

    /// True when an extension adds properties to the object itself.
    static boolean addsProperties(JsonObject object) {
        return hasType(object, "toplevel-property-extension");
    }

    private static boolean hasType(JsonObject object, String wanted) {
        if (!(object.valueOrNull("extensions") instanceof JsonObject extensions)) {
            return false;
        }
        for (int i = 0; i < extensions.size(); i++) {
            if (extensions.valueAt(i) instanceof JsonObject extension
                    && extension.valueOrNull("extension_type") instanceof JsonString(String type)
                    && type.equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /// The kind of object that an extension says it makes; null when none does.
    static @Nullable Kind newKind(JsonObject object) {
        if (hasType(object, "new-sdo")) {
            return Kind.SDO;
        }
        if (hasType(object, "new-sro")) {
            return Kind.SRO;
        }
        return hasType(object, "new-sco") ? Kind.SCO : null;
    }

    void check(TypeSpec table, JsonObject object) {
        if (!(object.valueOrNull("extensions") instanceof JsonObject extensions)) {
            return;
        }
        report.into("extensions");
        for (int i = 0; i < extensions.size(); i++) {
            String key = extensions.nameAt(i);
            report.into(key);
            if (extensions.valueAt(i) instanceof JsonObject extension) {
                extension(table, key, extension);
            } else {
                report.error("stix-property-type", "An extension is an object (STIX 2.1 §3.2).");
            }
            report.leave();
        }
        report.leave();
    }

    private void extension(TypeSpec table, String key, JsonObject extension) {
        if (table.extensions().contains(key)) {
            members.check(spec.table(key).orElseThrow(), extension);
        } else if (key.startsWith(DEFINITION)) {
            defined(table, key, extension);
        } else if (spec.table(key).filter(t -> t.kind() == Kind.EXTENSION).isPresent()) {
            if (table.name().isEmpty()) {
                return; // a custom type may borrow a predefined extension
            }
            report.error("stix-extension-key", key + " is not an extension of " + table.name() + " (STIX 2.1 §3.10).");
        } else {
            undefined(key, extension);
        }
    }

    /// An extension with an extension-definition: its own rules are unknown here, those of §7.3 are not.
    private void defined(TypeSpec table, String key, JsonObject extension) {
        if (!StixId.isValid(key)) {
            report.error("stix-extension-key", Report.quoted(key) + " is not an identifier (STIX 2.1 §3.2).");
        }
        JsonValue type = extension.valueOrNull("extension_type");
        if (type == null) {
            report.error(
                    "stix-extension-type",
                    "An extension with an extension-definition must have extension_type (STIX 2.1 §3.2).");
        } else {
            extensionType(table, type);
        }
        contents(extension);
    }

    private void extensionType(TypeSpec table, JsonValue type) {
        Vocabulary types = spec.vocabulary("extension-type-enum").orElseThrow();
        if (!(type instanceof JsonString(String text)) || !types.values().contains(text)) {
            report.error(
                    "stix-enumeration",
                    "extension_type",
                    "extension_type must come from extension-type-enum (STIX 2.1 §10.5).");
        } else if (text.startsWith("new-") && !table.name().isEmpty()) {
            report.error(
                    "stix-extension-type",
                    "extension_type",
                    "An extension must not redefine the type " + table.name() + " (STIX 2.1 §7.3).");
        }
    }

    /// A custom extension without a definition, which §11.3 deprecates.
    private void undefined(String key, JsonObject extension) {
        if (!Names.isType(key) || !key.endsWith("-ext")) {
            report.error(
                    "stix-extension-key",
                    "An extension is named by the id of its definition or, deprecated, by a name of a-z, 0-9 and"
                            + " hyphens that ends in -ext (STIX 2.1 §11.3.1); "
                            + Report.quoted(key) + " is neither.");
        } else {
            String prefix = key.startsWith("x-") ? "" : " or begin with x-";
            report.warning(
                    "stix-custom-extension",
                    "A custom extension should have an extension-definition" + prefix + " (STIX 2.1 §11.3).");
        }
        if (extension.size() == 0) {
            report.error("stix-empty", "A custom extension must have a property (STIX 2.1 §11.3.1).");
        }
        contents(extension);
    }

    private void contents(JsonObject extension) {
        for (int i = 0; i < extension.size(); i++) {
            String name = extension.nameAt(i);
            report.into(name);
            if (!Names.isProperty(name)) {
                report.error(
                        "stix-property-name",
                        "A property name has 3 to 250 characters of a-z, 0-9 and underscore (STIX 2.1 §7.3.2); "
                                + Report.quoted(name) + " has not.");
            }
            members.values().anything(extension.valueAt(i));
            report.leave();
        }
    }
}
