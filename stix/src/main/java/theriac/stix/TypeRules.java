package theriac.stix;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.pattern.ObjectPath;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternError;
import theriac.stix.pattern.PatternParsed;
import theriac.stix.pattern.Qualifier;
import theriac.stix.spec.Spec;

/// The rules of single types that no table can say, SDOs, SROs and meta objects; those of SCOs are [ScoRules].
final class TypeRules {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private static final java.util.regex.Pattern CVE = java.util.regex.Pattern.compile("CVE-[0-9]{4}-[0-9]{4,}");
    private static final java.util.regex.Pattern AREA = java.util.regex.Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");
    private static final java.util.regex.Pattern CAPEC = java.util.regex.Pattern.compile("CAPEC-[0-9]+");

    private final Report report;
    private final MemberCheck members;
    private final Function<String, PatternParsed> patterns;

    TypeRules(Report report, MemberCheck members, Function<String, PatternParsed> patterns) {
        this.patterns = patterns;
        this.report = report;
        this.members = members;
    }

    void check(String type, JsonObject object) {
        switch (type) {
            case "relationship" -> relationship(object);
            case "indicator" -> indicator(object);
            case "attack-pattern" -> externalId(object, "capec", CAPEC, "STIX 2.1 §4.1.1");
            case "vulnerability" -> externalId(object, "cve", CVE, "STIX 2.1 §4.19.1");
            case "observed-data" -> observedData(object);
            case "location" -> {
                country(object);
                area(object);
            }
            case "malware-analysis" -> product(object);
            case "language-content" -> languageContent(object);
            case "marking-definition" -> markingDefinition(object);
            case "extension-definition" -> extensionDefinition(object);
            default -> {
                ScoRules.check(type, object, report);
            }
        }
        killChains(object);
    }

    private void relationship(JsonObject object) {
        String type = object.text("relationship_type").orElse("");
        if (!type.isEmpty() && !isRelationshipType(type)) {
            report.error(
                    "stix-relationship-type",
                    "relationship_type",
                    "A relationship type has only a-z, 0-9 and hyphens (STIX 2.1 §5.1.2); " + Report.quoted(type)
                            + " has not.");
            return;
        }
        String source = typeNamedBy(object, "source_ref");
        String target = typeNamedBy(object, "target_ref");
        Spec spec = Spec.V21;
        boolean known = spec.type(source).isPresent() && spec.type(target).isPresent();
        if (known && !spec.listsRelationship(source, type, target)) {
            report.warning(
                    "stix-relationship-table",
                    "relationship_type",
                    "STIX does not list the relationship " + source + " " + type + " " + target
                            + " (STIX 2.1 §5.1.2, Appendix B).");
        }
    }

    /// The type that a reference names; empty when it is none.
    private static String typeNamedBy(JsonObject object, String property) {
        return object.valueOrNull(property) instanceof JsonString(String id) && StixId.isValid(id)
                ? StixId.typeOf(id)
                : "";
    }

    private static boolean isRelationshipType(String type) {
        return type.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    }

    private void indicator(JsonObject object) {
        if (!object.has("name") || !object.has("description")) {
            report.warning(
                    "stix-indicator-name", "An indicator should have a name and a description (STIX 2.1 §4.7.1).");
        }
        if (object.text("pattern_type").filter("stix"::equals).isEmpty()
                || !(object.valueOrNull("pattern") instanceof JsonString(String pattern))) {
            return;
        }
        switch (patterns.apply(pattern)) {
            case PatternParsed.Refused(PatternError error) ->
                report.error(
                        "stix-pattern", "pattern", "The pattern is not a STIX pattern (STIX 2.1 §9): " + error.text());
            case PatternParsed.Parsed(Pattern parsed) -> {
                parsed.paths().forEach(this::path);
                parsed.findings().forEach(this::patternFinding);
                parsed.intervals().forEach(interval -> interval(object, interval));
            }
        }
    }

    /// A regular expression that this matcher does not read may be one all the same: PCRE has more than it reads.
    private void patternFinding(Finding finding) {
        if (finding.isError() && !finding.rule().equals("pattern-invalid-regex")) {
            report.error(finding.rule(), "pattern", finding.message());
        } else {
            report.warning(finding.rule(), "pattern", finding.message());
        }
    }

    private void interval(JsonObject object, Qualifier.StartStop interval) {
        Optional<StixTimestamp> from = object.text("valid_from").flatMap(StixTimestamp::parse);
        Optional<StixTimestamp> until = object.text("valid_until").flatMap(StixTimestamp::parse);
        Optional<StixTimestamp> start = StixTimestamp.parse(interval.start().text());
        Optional<StixTimestamp> stop = StixTimestamp.parse(interval.stop().text());
        boolean early = from.isPresent() && start.isPresent() && start.get().isBefore(from.get());
        boolean late = until.isPresent() && stop.isPresent() && stop.get().isAfter(until.get());
        if (early || late) {
            report.warning(
                    "stix-pattern-interval",
                    "pattern",
                    "START and STOP should lie within valid_from and valid_until (STIX 2.1 §9.5.1).");
        }
    }

    /// Types and properties in a pattern are named by the same rules as anywhere; deeper steps may be dictionary keys.
    private void path(ObjectPath path) {
        boolean named = Names.isType(path.objectType())
                && path.steps().getFirst() instanceof ObjectPath.Step.Property(String name)
                && Names.isProperty(name);
        if (!named) {
            report.error(
                    "stix-pattern",
                    "pattern",
                    "The path " + Report.quoted(path.text()) + " names no type or property (STIX 2.1 §3.1, §9.7).");
        }
    }

    private void externalId(JsonObject object, String source, java.util.regex.Pattern form, String clause) {
        JsonArray references = object.array("external_references").orElse(JsonArray.EMPTY);
        for (int i = 0; i < references.size(); i++) {
            if (!(references.values().get(i) instanceof JsonObject reference)) {
                continue;
            }
            String name = reference.text("source_name").orElse("");
            String id = reference.text("external_id").orElse("");
            if (name.equalsIgnoreCase(source)
                    && (!name.equals(source) || !form.matcher(id).matches())) {
                report.into("external_references");
                report.into(i);
                report.error(
                        "stix-external-id",
                        "An identifier of " + source + " has the source_name \"" + source + "\" and the form " + form
                                + " (" + clause + ").");
                report.leave();
                report.leave();
            }
        }
    }

    private void killChains(JsonObject object) {
        if (!(object.valueOrNull("kill_chain_phases") instanceof JsonArray phases)) {
            return;
        }
        for (JsonObject phase : phases.objects()) {
            for (String name : List.of("kill_chain_name", "phase_name")) {
                if (phase.valueOrNull(name) instanceof JsonString(String text) && !Names.isLowerCaseTerm(text)) {
                    report.warning(
                            "stix-kill-chain-name",
                            "kill_chain_phases",
                            Report.quoted(text) + " should be lower-case with hyphens (STIX 2.1 §2.11).");
                }
            }
        }
    }

    private void observedData(JsonObject object) {
        if (object.valueOrNull("object_refs") instanceof JsonArray refs && refs.size() > 0) {
            boolean sco = refs.texts().stream()
                    .flatMap(text -> StixId.parse(text).stream())
                    .anyMatch(id -> Spec.V21.isSco(id.type())
                            || Spec.V21.type(id.type()).isEmpty());
            if (!sco) {
                report.error(
                        "stix-observed-data",
                        "object_refs",
                        "object_refs must refer to at least one cyber-observable (STIX 2.1 §4.14.1).");
            }
        }
        if (object.valueOrNull("objects") instanceof JsonObject container) {
            new ContainerCheck(report, members).check(container);
        }
    }

    private void country(JsonObject object) {
        object.text("country")
                .filter(country -> !COUNTRIES.contains(country.toUpperCase(Locale.ROOT)))
                .ifPresent(country -> report.warning(
                        "stix-country",
                        "country",
                        Report.quoted(country) + " is not a country code of ISO 3166-1 alpha-2 (STIX 2.1 §4.10.1)."));
    }

    private void area(JsonObject object) {
        object.text("administrative_area")
                .filter(area -> !AREA.matcher(area).matches())
                .ifPresent(area -> report.warning(
                        "stix-administrative-area",
                        "administrative_area",
                        Report.quoted(area) + " is not a code of ISO 3166-2, such as NL-UT (STIX 2.1 §4.10.1)."));
    }

    private void product(JsonObject object) {
        object.text("product")
                .filter(product -> !Names.isLowerCaseTerm(product))
                .ifPresent(product -> report.warning(
                        "stix-product",
                        "product",
                        Report.quoted(product) + " should be lower-case words joined by hyphens (STIX 2.1 §4.12.1)."));
    }

    private void languageContent(JsonObject object) {
        JsonObject contents = object.object("contents").orElse(JsonObject.empty());
        report.into("contents");
        for (int i = 0; i < contents.size(); i++) {
            report.into(contents.nameAt(i));
            if (!Names.isLanguage(contents.nameAt(i))) {
                report.error("stix-language", "The keys of contents are language codes of RFC 5646 (STIX 2.1 §7.1.1).");
            }
            if (contents.valueAt(i) instanceof JsonObject translation) {
                translation.names().stream()
                        .filter(name -> !Names.isProperty(name))
                        .forEach(name -> report.error(
                                "stix-property-name",
                                name,
                                Report.quoted(name) + " is not a property name (STIX 2.1 §3.1, §7.1.1)."));
            } else {
                report.error("stix-property-type", "The contents in one language are an object (STIX 2.1 §7.1.1).");
            }
            report.leave();
        }
        report.leave();
    }

    private void markingDefinition(JsonObject object) {
        String type = object.text("definition_type").orElse("");
        JsonObject definition = object.object("definition").orElse(JsonObject.empty());
        if (!type.isEmpty() && !type.equals("tlp")) { // the four TLP 1 definitions must keep their form for ever
            report.warning(
                    "stix-deprecated",
                    "definition_type",
                    "New marking definitions should use the extension facility (STIX 2.1 §7.2.1).");
        }
        if (type.equals("tlp") && object.has("definition")) {
            String label = definition.text("tlp").orElse("");
            if (!Tlp.isFirstDefinition(label, object.text("id").orElse(""))) {
                report.error(
                        "stix-tlp",
                        "definition",
                        "TLP 1 has four fixed marking definitions; others must not be made (STIX 2.1 §7.2.1).");
            }
        } else if (type.equals("statement")
                && object.has("definition")
                && definition.text("statement").isEmpty()) {
            report.error(
                    "stix-property-required",
                    "definition",
                    "A statement marking must have the string statement (STIX 2.1 §7.2.1).");
        }
    }

    private void extensionDefinition(JsonObject object) {
        boolean toplevel = object.array("extension_types")
                .map(JsonArray::texts)
                .filter(types -> types.contains("toplevel-property-extension"))
                .isPresent();
        JsonValue properties = object.valueOrNull("extension_properties");
        if (properties != null && !toplevel) {
            report.error(
                    "stix-extension-properties",
                    "extension_properties",
                    "extension_properties must only be used with toplevel-property-extension (STIX 2.1 §7.3.1).");
        } else if (properties == null && toplevel) {
            report.warning(
                    "stix-extension-properties",
                    "extension_properties should name the properties that the extension adds (STIX 2.1 §7.3.1).");
        }
        if (!object.has("description")) {
            report.warning(
                    "stix-extension-description",
                    "An extension definition should have a description (STIX 2.1 §7.3.1).");
        }
    }
}
