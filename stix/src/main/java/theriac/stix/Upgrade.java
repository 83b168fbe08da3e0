package theriac.stix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternParsed;
import theriac.stix.pattern.PatternVersion;
import theriac.stix.spec.Spec;

/// STIX 2.0 objects as STIX 2.1. Stateless, safe between threads, never throws on bad data.
///
/// What 2.1 names differently is renamed, what it dropped is kept under a custom name, and every inference is a
/// finding. The id, `created` and `modified` stay: it is the same version of the same object in another
/// notation.
public final class Upgrade {

    /// In 2.0 these types named their subtypes in `labels` (STIX 2.0 part 2); 2.1 has a property for each.
    private static final Map<String, String> TYPES_PROPERTY = Map.of(
            "indicator", "indicator_types",
            "malware", "malware_types",
            "report", "report_types",
            "threat-actor", "threat_actor_types",
            "tool", "tool_types");

    /// Terms of the 2.0 vocabularies that 2.1 left out; they named subtypes all the same.
    private static final Set<String> OLD_TERMS =
            Set.of("malicious-activity", "anonymization", "attribution", "benign", "compromised", "anomalous-activity");

    /// `namespace:predicate="value"`, as taxonomies are written.
    private static final java.util.regex.Pattern TAG = java.util.regex.Pattern.compile("[\\w-]+:[\\w-]+=\".*\"");

    private Upgrade() {}

    /// True for an object of STIX 2.0: a domain object, relationship or marking definition without `spec_version`
    /// (2.0 has it on the bundle only), or one that says so.
    public static boolean isV20(JsonObject object) {
        if (object.text("spec_version").filter("2.0"::equals).isPresent()) {
            return true;
        }
        return !object.has("spec_version")
                && object.has("created")
                && object.text("type").filter(t -> !Spec.V21.isSco(t)).isPresent();
    }

    /// The STIX 2.1 form of an object; a 2.1 object comes back as it is.
    public static Upgraded toV21(StixObject object) {
        if (!isV20(object.json())) {
            return new Upgraded(object, List.of(), List.of());
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.info(
                "stix-upgraded",
                "",
                "The object has no spec_version 2.1; it was read as STIX 2.0 and rewritten (STIX 2.1 §3.2)."));
        JsonObject json = renamed(object.json(), object.type(), findings);
        List<StixObject> additions = new ArrayList<>();
        if (object.type().equals("observed-data")) {
            json = ObservedUpgrade.split(object.id(), json, additions, findings);
        }
        return new Upgraded(StixObject.of(json), additions, findings);
    }

    private static JsonObject renamed(JsonObject old, String type, List<Finding> findings) {
        JsonObject.Builder out = JsonObject.builder();
        out.put("type", type).put("spec_version", "2.1");
        for (JsonObject.Member member : old.members()) {
            switch (member.name()) {
                case "type", "spec_version" -> {
                    // written first
                }
                case "labels" -> labels(type, member.value(), out, findings);
                case "pattern" -> pattern(type, member.value(), out, findings);
                default -> out.put(member.name(), member.value());
            }
        }
        if (type.equals("indicator") && !old.has("pattern_type")) {
            out.put("pattern_type", "stix");
            findings.add(Finding.info(
                    "stix-upgraded-pattern-type", "/pattern_type", "Patterns of STIX 2.0 are STIX patterns (§4.7.1)."));
        }
        return out.build();
    }

    private static void labels(String type, JsonValue value, JsonObject.Builder out, List<Finding> findings) {
        String property = TYPES_PROPERTY.get(type);
        if (type.equals("identity") && value instanceof JsonArray labels) {
            roles(labels, out, findings);
            return;
        }
        if (property == null || !(value instanceof JsonArray labels)) {
            out.put("labels", value);
            return;
        }
        Set<String> terms = Spec.V21
                .vocabulary(property.substring(0, property.length() - 1).replace('_', '-') + "-ov")
                .map(v -> v.values())
                .orElse(Set.of());
        List<JsonValue> types = new ArrayList<>();
        List<JsonValue> others = new ArrayList<>();
        for (JsonValue label : labels) {
            boolean term =
                    label instanceof JsonString(String text) && (terms.contains(text) || OLD_TERMS.contains(text));
            (term ? types : others).add(label);
        }
        if (!types.isEmpty()) {
            out.put(property, JsonArray.of(types));
            moved(property, findings);
        }
        if (!others.isEmpty()) {
            out.put("labels", JsonArray.of(others));
        }
    }

    /// Labels of an identity name its roles (STIX 2.0 part 2 §2.5), but for those that are tags of a taxonomy.
    private static void roles(JsonArray labels, JsonObject.Builder out, List<Finding> findings) {
        var tags = labels.values().stream().filter(Upgrade::isTag).toList();
        var roles = labels.values().stream().filter(label -> !isTag(label)).toList();
        if (!roles.isEmpty()) {
            out.put("roles", JsonArray.of(roles));
            moved("roles", findings);
        }
        if (!tags.isEmpty()) {
            out.put("labels", JsonArray.of(tags));
        }
    }

    private static boolean isTag(JsonValue label) {
        return label instanceof JsonString(String text) && TAG.matcher(text).matches();
    }

    private static void moved(String property, List<Finding> findings) {
        findings.add(Finding.info(
                "stix-upgraded-labels",
                "/" + property,
                "The 2.0 labels became " + property + ", the property that STIX 2.1 has for them (§3.2)."));
    }

    /// A 2.0 pattern may write `START '…'` where 2.1 wants `START t'…'`.
    private static void pattern(String type, JsonValue value, JsonObject.Builder out, List<Finding> findings) {
        if (type.equals("indicator")
                && value instanceof JsonString(String text)
                && Pattern.parse(text) instanceof PatternParsed.Refused
                && Pattern.parse(text, PatternVersion.STIX_2_0) instanceof PatternParsed.Parsed(Pattern pattern)) {
            out.put("pattern", pattern.print());
            findings.add(Finding.info(
                    "stix-upgraded-pattern", "/pattern", "The pattern was rewritten in the 2.1 notation (§9)."));
        } else {
            out.put("pattern", value);
        }
    }
}
