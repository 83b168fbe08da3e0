package theriac.stix;

import java.util.List;
import java.util.Locale;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.spec.Kind;
import theriac.stix.spec.PropertySpec;
import theriac.stix.spec.Spec;
import theriac.stix.spec.TypeSpec;
import theriac.stix.spec.ValueType;

/// What STIX 2.1 recommends and hardly any real object follows, and what it demands of a meaning that a program can
/// only guess. Told on request and as [Severity#INFO], or every delivery would drown in it.
///
/// This walk follows the property tables: keys, hashes, references, names of one's own. What belongs to one type is
/// in [TypeAdvice].
final class Advice {

    private final Report report;
    private final Spec spec;

    Advice(Report report, Spec spec) {
        this.report = report;
        this.spec = spec;
    }

    /// Walks an object, or a bundle with all that is in it.
    void check(JsonObject object) {
        String type = object.text("type").orElse("");
        if (type.equals("bundle")) {
            objects(object.array("objects").orElse(JsonArray.EMPTY));
            return;
        }
        TypeSpec table = spec.table(type)
                .filter(known -> known.kind().isObject())
                .orElseGet(() -> spec.common(object.has("created") ? Kind.SDO : Kind.SCO));
        members(table, object);
        TypeAdvice.check(type, table, object, report);
    }

    private void objects(JsonArray objects) {
        report.into("objects");
        for (int i = 0; i < objects.size(); i++) {
            if (objects.values().get(i) instanceof JsonObject object) {
                report.into(i);
                check(object);
                report.leave();
            }
        }
        report.leave();
    }

    private void members(TypeSpec table, JsonObject object) {
        for (int i = 0; i < object.size(); i++) {
            String name = object.nameAt(i);
            PropertySpec property = table.property(name);
            report.into(name);
            if (property == null) {
                named(name, object.valueAt(i));
            } else {
                value(property.type(), object.valueAt(i));
            }
            report.leave();
        }
        if (table.name().equals("external-reference") && object.has("url") && !object.has("hashes")) {
            report.info("stix-advice-reference-hash", "Beside a url there should be its hashes (STIX 2.1 §2.5.1).");
        }
    }

    private void value(ValueType type, JsonValue value) {
        switch (type) {
            case ValueType.ListOf(ValueType item)
            when value instanceof JsonArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    report.into(i);
                    value(item, array.values().get(i));
                    report.leave();
                }
            }
            case ValueType.Part(String table)
            when value instanceof JsonObject part -> spec.table(table).ifPresent(known -> members(known, part));
            case ValueType.Extensions _ when value instanceof JsonObject extensions -> extensions(extensions);
            case ValueType.Observables _ when value instanceof JsonObject container -> container(container);
            case ValueType.Hashes _
            when value instanceof JsonObject hashes && !hashes.has("SHA-256") ->
                report.info("stix-advice-sha-256", "Among the hashes there should be a SHA-256 (STIX 2.1 §2.7).");
            case ValueType.Dictionary _ when value instanceof JsonObject dictionary -> keys(dictionary);
            default -> {
                // nothing is recommended for the others
            }
        }
    }

    private void extensions(JsonObject extensions) {
        for (int i = 0; i < extensions.size(); i++) {
            if (extensions.valueAt(i) instanceof JsonObject extension) {
                report.into(extensions.nameAt(i));
                spec.table(extensions.nameAt(i)).ifPresent(table -> members(table, extension));
                report.leave();
            }
        }
    }

    private void container(JsonObject container) {
        for (int i = 0; i < container.size(); i++) {
            if (container.valueAt(i) instanceof JsonObject object) {
                report.into(container.nameAt(i));
                check(object);
                report.leave();
            }
        }
    }

    /// Names of another standard keep their case, and a key in capitals alone is such a name.
    private void keys(JsonObject dictionary) {
        for (String key : dictionary.names()) {
            if (!key.equals(key.toLowerCase(Locale.ROOT)) && !key.equals(key.toUpperCase(Locale.ROOT))) {
                report.info(
                        "stix-advice-key-case",
                        "The key " + Report.quoted(key) + " should be lower-case (STIX 2.1 §2.3).");
            }
        }
    }

    /// Of which type the value of a property of one's own is, only its looks say.
    private void named(String name, JsonValue value) {
        if (isIdentifier(value) && !name.endsWith("_ref")) {
            report.info(
                    "stix-advice-name",
                    "The value looks like an identifier; the name of such a property ends in _ref (STIX 2.1 §3.1).");
        } else if (value instanceof JsonArray array
                && array.size() > 0
                && array.values().stream().allMatch(Advice::isIdentifier)
                && !name.endsWith("_refs")) {
            report.info(
                    "stix-advice-name",
                    "The values look like identifiers; the name of such a property ends in _refs (STIX 2.1 §3.1).");
        }
    }

    private static boolean isIdentifier(JsonValue value) {
        return value instanceof JsonString(String text) && StixId.isValid(text);
    }

    /// The findings about one value; none about what is no object.
    static List<Finding> of(JsonValue value) {
        Report report = new Report();
        if (value instanceof JsonObject object) {
            new Advice(report, Spec.V21).check(object);
        }
        return List.copyOf(report.findings());
    }
}
