package theriac.stix;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.pattern.PatternParsed;
import theriac.stix.spec.Kind;
import theriac.stix.spec.Spec;
import theriac.stix.spec.TypeSpec;

/// Checks one whole object: its type, identity, times, members, extensions, markings, and the rules of its type.
final class ObjectCheck {

    private static final List<String> VERSIONING = List.of("created_by_ref", "created", "modified", "revoked");

    private final Report report;
    private final Spec spec;
    private final MemberCheck members;
    private final Function<String, PatternParsed> patterns;

    /// @param patterns reads the pattern of an indicator
    ObjectCheck(Report report, Spec spec, Function<String, PatternParsed> patterns) {
        this.patterns = patterns;
        this.report = report;
        this.spec = spec;
        this.members = new MemberCheck(report, spec);
    }

    void check(JsonObject object) {
        Optional<String> named = object.text("type");
        if (named.isEmpty()) {
            report.error("stix-property-required", "The required property type is missing (STIX 2.1 §3.2).");
            return;
        }
        String type = named.get();
        TypeSpec known = spec.table(type).filter(t -> t.kind().isObject()).orElse(null);
        if (type.equals("bundle")) {
            bundle(object);
        } else if (known == null) {
            custom(type, object);
        } else {
            object(known, type, object);
            new TypeRules(report, members, patterns).check(type, object);
        }
    }

    private void object(TypeSpec table, String type, JsonObject object) {
        ExtensionCheck extensions = new ExtensionCheck(report, spec, members);
        boolean custom = table.name().isEmpty();
        members.check(table, object, custom || ExtensionCheck.addsProperties(object));
        identity(type, table.kind(), object);
        specVersion(object);
        times(object);
        extensions.check(table, object);
        MarkingCheck.check(object, report);
    }

    /// A type that the specification does not know: only what holds for all objects can be checked.
    private void custom(String type, JsonObject object) {
        if (!Names.isType(type)) {
            report.error(
                    "stix-type-name",
                    "type",
                    "A type name has 3 to 250 characters of a-z, 0-9 and single hyphens (STIX 2.1 §11.2.1); "
                            + Report.quoted(type) + " has not.");
        }
        Kind kind = ExtensionCheck.newKind(object);
        if (kind == null) {
            String prefix = type.startsWith("x-") ? "" : " or begin with x-";
            report.warning(
                    "stix-custom-type",
                    "type",
                    "The type " + Report.quoted(type) + " is not of STIX 2.1; it should come with an extension" + prefix
                            + " (STIX 2.1 §11.2).");
            kind = object.has("created") || object.has("modified") ? Kind.SDO : Kind.SCO;
        }
        TypeSpec common = spec.common(kind);
        object(common, type, object);
        if (common.properties().keySet().containsAll(object.names())) {
            report.error(
                    "stix-custom-empty",
                    "An object of a type of one's own must have a property of its own (STIX 2.1 §7.3.2, §11.2.1).");
        }
    }

    private void bundle(JsonObject bundle) {
        TypeSpec table = spec.table("bundle").orElseThrow();
        members.check(table, bundle);
        identity("bundle", Kind.BUNDLE, bundle);
        JsonArray objects = bundle.array("objects").orElse(JsonArray.EMPTY);
        report.into("objects");
        for (int i = 0; i < objects.size(); i++) {
            report.into(i);
            if (objects.values().get(i) instanceof JsonObject object) {
                check(object);
            } else {
                report.error("stix-property-type", "An entry of a bundle is a STIX object (STIX 2.1 §8.1).");
            }
            report.leave();
        }
        report.leave();
    }

    private void identity(String type, Kind kind, JsonObject object) {
        JsonValue value = object.valueOrNull("id");
        if (!(value instanceof JsonString(String id))) {
            return; // missing or no string: already reported with the members
        }
        if (!StixId.isValid(id)) {
            report.error(
                    "stix-id-form",
                    "id",
                    Report.quoted(id) + " is not an identifier of the form type--uuid (STIX 2.1 §2.9).");
            return;
        }
        int uuid = id.length() - 36;
        if (uuid - 2 != type.length() || !id.startsWith(type)) {
            report.error(
                    "stix-id-type",
                    "id",
                    "The id begins with " + id.substring(0, uuid - 2) + " but the type is " + type
                            + " (STIX 2.1 §2.9).");
        }
        if (kind == Kind.SCO) {
            sharedId(object, id);
        }
        char version = id.charAt(uuid + 14);
        uuid(kind, version, Character.toLowerCase(id.charAt(uuid + 19)));
        if (kind == Kind.SCO && version == '5' && mustBeRandom(type, object)) {
            report.error(
                    "stix-id-deterministic",
                    "id",
                    "Without any id-contributing property the UUID must be of version 4 (STIX 2.1 §2.9).");
        }
    }

    /// Whoever versions an SCO must not give it the id that others give it too (STIX 2.1 §3.6).
    private void sharedId(JsonObject object, String id) {
        if (VERSIONING.stream().anyMatch(object::has) && isDefault(object, id)) {
            report.error(
                    "stix-sco-version",
                    "id",
                    "A versioned cyber-observable must not have an id in the namespace of STIX 2.1 §2.9 (§3.6).");
        }
    }

    private static boolean isDefault(JsonObject object, String id) {
        try {
            return DeterministicIds.find(object)
                    .filter(own -> own.text().equals(id))
                    .isPresent();
        } catch (IllegalArgumentException noCanonicalForm) {
            return false; // a number beyond double range, reported with its property
        }
    }

    private boolean mustBeRandom(String type, JsonObject object) {
        return spec.type(type)
                .filter(t -> t.contributing().stream().noneMatch(object::has))
                .isPresent();
    }

    private void uuid(Kind kind, char version, char variant) {
        boolean rfc4122 = version >= '1' && version <= '8' && "89ab".indexOf(variant) >= 0;
        if (!rfc4122) {
            report.error("stix-id-uuid", "id", "The UUID of the id is not one of RFC 4122 (STIX 2.1 §2.9).");
        } else if (version != '4' && kind != Kind.SCO) {
            report.warning("stix-id-uuid-version", "id", "The UUID should be of version 4 (STIX 2.1 §2.9).");
        } else if (version != '5' && version != '4') {
            report.warning("stix-id-uuid-version", "id", "The UUID should be of version 5 or 4 (STIX 2.1 §2.9).");
        }
    }

    private void specVersion(JsonObject object) {
        if (object.valueOrNull("spec_version") instanceof JsonString(String version) && !version.equals("2.1")) {
            report.error(
                    "stix-spec-version",
                    "spec_version",
                    "spec_version is " + Report.quoted(version) + "; it must be \"2.1\" (STIX 2.1 §3.2).");
        }
    }

    private void times(JsonObject object) {
        StixTimestamp created = precise(object, "created");
        StixTimestamp modified = precise(object, "modified");
        if (created != null && modified != null && modified.isBefore(created)) {
            report.error(
                    "stix-modified-before-created",
                    "modified",
                    "modified must not be before created (STIX 2.1 §3.6.1).");
        }
    }

    private @Nullable StixTimestamp precise(JsonObject object, String name) {
        StixTimestamp time = RuleCheck.time(object, name);
        if (time != null && time.fractionDigits() < 3) {
            report.error(
                    "stix-timestamp-precision",
                    name,
                    name + " must have at least three digits after the point (STIX 2.1 §3.2).");
        }
        return time;
    }
}
