package theriac.hub.formats;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import theriac.stix.Finding;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// One STIX 1 document on its way to STIX 2.1. Not thread-safe; used once.
final class Stix1Reading {

    /// Remembered for references from later records; a document with more is read without those references.
    private static final int MOST_REMEMBERED = 200_000;

    private static final int MOST_COMPOSED = 10_000;

    private static final Pattern UUID_AT_END = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$");
    private static final Map<String, Integer> CONFIDENCE = Map.of("high", 85, "medium", 50, "low", 15, "none", 0);

    /// What a record says of others: the way to the reference, the relationship's type, and whether it points
    /// back.
    private record Link(String wrapper, String target, String type, boolean back) {}

    private static final List<Link> LINKS = List.of(
            new Link("Indicated_TTP", "TTP", "indicates", false),
            new Link("Observed_TTP", "TTP", "uses", false),
            new Link("Leveraged_TTP", "TTP", "uses", false),
            new Link("Exploit_Target", "Exploit_Target", "targets", false),
            new Link("Suggested_COA", "Course_Of_Action", "mitigates", true),
            new Link("Potential_COA", "Course_Of_Action", "mitigates", true),
            new Link("Attributed_Threat_Actor", "Threat_Actor", "attributed-to", false),
            new Link("Related_Indicator", "Indicator", "related-to", false),
            new Link("Related_Incident", "Incident", "related-to", false),
            new Link("Related_TTP", "TTP", "related-to", false),
            new Link("Associated_Campaign", "Campaign", "related-to", false),
            new Link("Associated_Actor", "Threat_Actor", "related-to", false),
            new Link("Related_Campaign", "Campaign", "related-to", false));

    private final FormatSettings settings;
    private final Telling telling;
    private final ArrayDeque<Package> packages = new ArrayDeque<>();
    private final Map<String, Clause> observables = new HashMap<>();
    private final Map<String, StixId> known = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Stix1Composites composites = new Stix1Composites(observables);
    private final List<Composed> composed = new ArrayList<>();
    private int records;

    private record Pending(StixId source, String target, Link link, Instant at, Optional<Tlp> tlp) {}

    /// An indicator that is composed of others, which may come after it.
    private record Composed(XmlNode record, String pointer, Optional<Package> within) {}

    /// A package that has not ended.
    private static final class Package {
        final String id;
        final Optional<Instant> at;
        Optional<Tlp> tlp;
        Optional<XmlNode> header = Optional.empty();
        final Set<String> told = new LinkedHashSet<>();

        Package(String id, Optional<Instant> at, Optional<Tlp> tlp) {
            this.id = id;
            this.at = at;
            this.tlp = tlp;
        }
    }

    Stix1Reading(FormatSettings settings, Telling telling) {
        this.settings = settings;
        this.telling = telling;
    }

    void enters(String name, Map<String, String> attributes) {
        if (name.equals("STIX_Package") || name.equals("Package")) {
            var outer = packages.peek();
            packages.push(new Package(
                    attributes.getOrDefault("id", ""),
                    Optional.ofNullable(attributes.get("timestamp")).flatMap(Moments::parse),
                    outer == null ? Optional.empty() : outer.tlp));
        }
    }

    /// A package with a title is a report about what it holds.
    void leaves(String name) {
        if (!name.equals("STIX_Package") && !name.equals("Package") || packages.isEmpty()) {
            return;
        }
        tellComposed(Optional.ofNullable(packages.peek()));
        var ended = packages.pop();
        var title = ended.header.flatMap(header -> header.textAt("Title"));
        if (title.isEmpty() || ended.told.isEmpty()) {
            return;
        }
        var at = ended.at.orElse(settings.undated());
        telling.say(
                "/" + name,
                Draft.of(id("report", ended.id), settings.author(), at)
                        .put("name", title)
                        .put("description", ended.header.flatMap(header -> header.textAt("Description")))
                        .put(
                                "report_types",
                                ended.header.stream()
                                        .flatMap(header -> header.each("Package_Intent"))
                                        .map(intent -> word(intent.text()))
                                        .toList())
                        .put("published", at)
                        .put("object_refs", List.copyOf(ended.told))
                        .externalId("stix1", ended.id)
                        .marked(ended.tlp)
                        .build());
    }

    void record(XmlNode record, String pointer) {
        records++;
        switch (record.name()) {
            case "STIX_Header" -> header(record);
            case "Observable" -> observable(record, pointer);
            case "Indicator" -> indicator(record, pointer);
            case "TTP" -> ttp(record, pointer);
            case "Exploit_Target" -> exploitTarget(record, pointer);
            case "Report" -> report(record, pointer);
            case "Threat_Actor" -> plain("threat-actor", record, pointer);
            case "Campaign" -> plain("campaign", record, pointer);
            case "Course_Of_Action" -> plain("course-of-action", record, pointer);
            default -> plain("incident", record, pointer);
        }
    }

    private void header(XmlNode header) {
        var current = packages.peek();
        if (current != null) {
            current.header = Optional.of(header);
            current.tlp = tlp(header).or(() -> current.tlp);
        }
    }

    /// The strictest label in a record's own handling; AIS and TLP structures alike.
    private static Optional<Tlp> tlp(XmlNode holder) {
        return holder.each("Handling")
                .flatMap(handling ->
                        Stream.concat(handling.anywhere("Marking_Structure"), handling.anywhere("TLPMarking")))
                .flatMap(marking -> marking.attribute("color").stream())
                .flatMap(color -> Tlp.ofLabel(color).stream())
                .reduce(Tlp::strictest);
    }

    private StixId id(String type, String name) {
        var uuid = UUID_AT_END.matcher(name);
        return (uuid.find() ? Draft.id(type, uuid.group()) : Optional.<StixId>empty())
                .orElseGet(() -> Draft.id(type, settings.author(), "stix1|" + name));
    }

    private Instant at(XmlNode record) {
        var current = packages.peek();
        return record.attribute("timestamp")
                .flatMap(Moments::parse)
                .or(() -> current == null ? Optional.empty() : current.at)
                .orElse(settings.undated());
    }

    private Draft draft(StixId id, XmlNode record) {
        var current = packages.peek();
        var draft = Draft.of(id, settings.author(), at(record))
                .externalId("stix1", record.attribute("id").orElse(""))
                .marked(tlp(record).or(() -> current == null ? Optional.empty() : current.tlp));
        record.at("Confidence", "Value")
                .map(value -> CONFIDENCE.get(value.text().strip().toLowerCase(Locale.ROOT)))
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(points -> draft.put("confidence", points));
        record.anywhere("Reference").forEach(reference -> draft.link("stix1", reference.text()));
        return draft.put("x_stix1_source", producer(record));
    }

    private static Optional<String> producer(XmlNode record) {
        return record.textAt("Producer", "Identity", "Name")
                .or(() -> record.textAt("Information_Source", "Identity", "Name"));
    }

    private static Draft named(Draft draft, XmlNode record, String otherwise) {
        return draft.put("name", record.textAt("Title").orElse(otherwise)).put("description", description(record));
    }

    private static Optional<String> description(XmlNode record) {
        return record.textAt("Description").or(() -> record.textAt("Short_Description"));
    }

    private void say(String pointer, String name, Draft draft) {
        var object = draft.build();
        telling.say(pointer, object);
        if (known.size() < MOST_REMEMBERED && !name.isEmpty()) {
            known.putIfAbsent(name, object.id());
        }
        packages.forEach(around -> {
            if (around.told.size() < MOST_REMEMBERED) {
                around.told.add(object.id().text());
            }
        });
    }

    private void plain(String type, XmlNode record, String pointer) {
        var name = record.attribute("id").orElse("");
        var draft = named(draft(id(type, name), record), record, type + " without a title");
        if (type.equals("incident")) {
            draft.put(
                            "x_stix1_categories",
                            record.at("Categories", "Category")
                                    .map(XmlNode::text)
                                    .toList())
                    .put("x_stix1_status", record.textAt("Status"))
                    .put("x_stix1_discovered", record.textAt("Time", "Incident_Discovery"))
                    .put(
                            "x_stix1_journal",
                            record.anywhere("Journal_Entry").map(XmlNode::text).toList());
        }
        if (type.equals("threat-actor")) {
            draft.put("aliases", record.textAt("Identity", "Name").stream().toList())
                    .put(
                            "threat_actor_types",
                            record.at("Type", "Value")
                                    .map(value -> word(value.text()))
                                    .toList());
        }
        if (type.equals("campaign")) {
            draft.put("aliases", record.at("Names", "Name").map(XmlNode::text).toList());
        }
        say(pointer, name, draft);
        links(record, id(type, name));
    }

    private void exploitTarget(XmlNode record, String pointer) {
        var name = record.attribute("id").orElse("");
        var cve = record.textAt("Vulnerability", "CVE_ID").flatMap(Vulnerabilities::cve);
        var draft = draft(id("vulnerability", name), record)
                .put(
                        "name",
                        cve.or(() -> record.textAt("Title"))
                                .or(() -> record.textAt("Vulnerability", "Title"))
                                .orElse("vulnerability without a title"))
                .put("description", description(record).or(() -> record.textAt("Vulnerability", "Description")))
                .put("x_cwe", record.at("Weakness", "CWE_ID").map(XmlNode::text).toList());
        cve.ifPresent(number -> draft.externalId("cve", number));
        say(pointer, name, draft);
        links(record, id("vulnerability", name));
    }

    /// What a TTP holds decides what it becomes; what it holds beside that gets objects of its own.
    private void ttp(XmlNode record, String pointer) {
        var name = record.attribute("id").orElse("");
        var parts = new ArrayList<Map.Entry<String, XmlNode>>();
        record.at("Behavior", "Malware", "Malware_Instance").forEach(part -> parts.add(Map.entry("malware", part)));
        record.at("Behavior", "Attack_Patterns", "Attack_Pattern")
                .forEach(part -> parts.add(Map.entry("attack-pattern", part)));
        record.at("Resources", "Tools", "Tool").forEach(part -> parts.add(Map.entry("tool", part)));
        record.at("Resources", "Infrastructure").forEach(part -> parts.add(Map.entry("infrastructure", part)));
        record.at("Victim_Targeting", "Identity").forEach(part -> parts.add(Map.entry("identity", part)));
        if (parts.isEmpty()) {
            parts.add(Map.entry("attack-pattern", record));
        }
        for (int i = 0; i < parts.size(); i++) {
            var type = parts.get(i).getKey();
            var part = parts.get(i).getValue();
            var id = i == 0 ? id(type, name) : Draft.id(type, settings.author(), "stix1|" + name + "|" + i);
            var draft = draft(id, record)
                    .put(
                            "name",
                            part.textAt("Name")
                                    .or(() -> part.textAt("Title"))
                                    .or(() -> record.textAt("Title"))
                                    .orElse(type + " without a title"))
                    .put("description", description(part).or(() -> description(record)));
            switch (type) {
                case "malware" ->
                    draft.put("is_family", false)
                            .put(
                                    "malware_types",
                                    part.each("Type").map(t -> word(t.text())).toList());
                case "attack-pattern" ->
                    part.attribute("capec_id")
                            .map(capec -> capec.strip().toUpperCase(Locale.ROOT).replaceFirst("^CAPEC-", ""))
                            .filter(capec -> capec.matches("[0-9]{1,6}"))
                            .ifPresent(capec -> draft.externalId("capec", "CAPEC-" + capec));
                case "identity" -> draft.put("identity_class", "class");
                default -> {}
            }
            say(pointer, i == 0 ? name : "", draft);
            if (i == 0) {
                links(record, id);
            }
        }
    }

    private void report(XmlNode record, String pointer) {
        var name = record.attribute("id").orElse("");
        var refs = Stream.of(
                        "Indicator",
                        "TTP",
                        "Exploit_Target",
                        "Threat_Actor",
                        "Campaign",
                        "Course_Of_Action",
                        "Incident")
                .flatMap(record::anywhere)
                .flatMap(node -> node.attribute("idref").stream())
                .flatMap(ref -> Optional.ofNullable(known.get(ref)).stream())
                .map(StixId::text)
                .distinct()
                .toList();
        var draft = draft(id("report", name), record)
                .put("name", record.textAt("Header", "Title").orElse("report without a title"))
                .put("description", record.textAt("Header", "Description"))
                .put(
                        "report_types",
                        record.at("Header", "Intent")
                                .map(intent -> word(intent.text()))
                                .toList())
                .put("published", at(record))
                .put("object_refs", refs.isEmpty() ? List.of(settings.author().text()) : refs);
        say(pointer, name, draft);
    }

    private void observable(XmlNode record, String pointer) {
        var dropped = new LinkedHashSet<String>();
        var clause = Cybox.observable(record, observables, dropped);
        record.attribute("id")
                .filter(_ -> observables.size() < MOST_REMEMBERED)
                .ifPresent(id -> observables.put(id, clause));
        tellDropped(dropped, clause.unknown(), pointer);
        var refs = new ArrayList<String>();
        for (var value : new LinkedHashSet<>(Cybox.values(clause))) {
            Observables.of(value).map(theriac.stix.StixObject::of).ifPresent(object -> {
                telling.say(pointer, object);
                refs.add(object.id().text());
            });
        }
        if (refs.isEmpty()) {
            telling.remark(
                    Finding.info(
                            "stix1.observable",
                            pointer,
                            "The observable says nothing that was plainly seen; indicators may refer to it, and it stays in the delivery."));
            return;
        }
        var name = record.attribute("id").orElse(pointer);
        var at = at(record);
        say(
                pointer,
                name,
                draft(id("observed-data", name), record)
                        .put("first_observed", at)
                        .put("last_observed", at)
                        .put("number_observed", 1)
                        .put("object_refs", refs));
    }

    private void indicator(XmlNode record, String pointer) {
        var id = record.attribute("id").orElse("");
        if (Stix1Composites.isComposed(record)) {
            if (composed.size() < MOST_COMPOSED) {
                composites.composed(record);
                composed.add(new Composed(record, pointer, Optional.ofNullable(packages.peek())));
                return;
            }
            telling.remark(Finding.warning(
                    "stix1.composed",
                    pointer,
                    "The document has more than %d composed indicators: this one is read as if it were alone."
                            .formatted(MOST_COMPOSED)));
        }
        var dropped = new LinkedHashSet<String>();
        var said = record.each("Observable")
                .map(observable -> Cybox.observable(observable, observables, dropped))
                .toList();
        var whole = said.isEmpty()
                ? Optional.<Clause>empty()
                : Optional.of(said.size() == 1 ? said.getFirst() : new Clause.Any(said));
        boolean negated = record.attribute("negate").filter("true"::equals).isPresent();
        composites.plain(id, whole.filter(_ -> !negated).orElseGet(() -> new Clause.Unknown("the indicator " + id)));
        indicator(record, pointer, whole, dropped);
    }

    /// Those of a package that ends, or of a document that breaks off.
    private void tellComposed(Optional<Package> ended) {
        var due = new ArrayList<Composed>();
        composed.removeIf(one -> (ended.isEmpty() || one.within().equals(ended)) && due.add(one));
        for (var one : due) {
            var around = ended.isEmpty() ? one.within() : Optional.<Package>empty();
            around.ifPresent(packages::push);
            var clause = Optional.of(composites.clause(one.record()));
            indicator(one.record(), one.pointer(), clause, new LinkedHashSet<>());
            around.ifPresent(_ -> packages.pop());
        }
    }

    private void indicator(XmlNode record, String pointer, Optional<Clause> whole, Set<String> dropped) {
        var name = record.attribute("id").orElse("");
        var id = id("indicator", name);
        boolean negated = record.attribute("negate").filter("true"::equals).isPresent();
        var pattern = whole.filter(_ -> !negated)
                .flatMap(Clause::expressible)
                .map(Clause::pattern)
                .filter(Stix1Reading::isPattern);
        tellDropped(dropped, whole.map(Clause::unknown).orElse(Set.of()), pointer);
        var all = new ArrayList<Map.Entry<String, String>>();
        pattern.ifPresent(text -> all.add(Map.entry("stix", text)));
        record.at("Test_Mechanisms", "Test_Mechanism").forEach(mechanism -> all.addAll(mechanism(mechanism)));
        if (all.isEmpty()) {
            telling.reject(
                    pointer,
                    record.write(),
                    "stix1.indicator",
                    "Neither an observable nor a test mechanism of this indicator has words in STIX 2.1%s."
                            .formatted(negated ? " (it is negated)" : ""));
            return;
        }
        for (int i = 0; i < all.size(); i++) {
            var own = i == 0 ? id : Draft.id("indicator", settings.author(), "stix1|" + name + "|" + i);
            say(pointer, i == 0 ? name : "", pattern(draft(own, record), record, all.get(i)));
        }
        sightings(record, id, pointer);
        links(record, id);
    }

    private static boolean isPattern(String text) {
        return theriac.stix.pattern.Pattern.parse(text) instanceof theriac.stix.pattern.PatternParsed.Parsed;
    }

    private Draft pattern(Draft draft, XmlNode record, Map.Entry<String, String> said) {
        var from = record.textAt("Valid_Time_Position", "Start_Time")
                .flatMap(Moments::parse)
                .orElse(at(record));
        var until = record.textAt("Valid_Time_Position", "End_Time")
                .flatMap(Moments::parse)
                .filter(from::isBefore);
        until.ifPresent(end -> draft.put("valid_until", end));
        return named(draft, record, "indicator without a title")
                .put(
                        "indicator_types",
                        record.each("Type").map(type -> word(type.text())).toList())
                .put("pattern", said.getValue())
                .put("pattern_type", said.getKey())
                .put("valid_from", from)
                .put("x_stix1_impact", record.textAt("Likely_Impact", "Value"))
                .put("x_stix1_relationship", record.textAt("Relationship"));
    }

    private static List<Map.Entry<String, String>> mechanism(XmlNode mechanism) {
        var type = mechanism.attribute("xsi:type").orElse("");
        if (type.contains("Snort")) {
            return mechanism
                    .each("Rule")
                    .map(rule -> Map.entry("snort", rule.text().strip()))
                    .toList();
        }
        return type.contains("Yara")
                ? mechanism
                        .each("Rule")
                        .map(rule -> Map.entry("yara", rule.text().strip()))
                        .toList()
                : List.of();
    }

    private void sightings(XmlNode record, StixId id, String pointer) {
        var list = record.each("Sightings").findFirst();
        if (list.isEmpty()) {
            return;
        }
        var moments = list.get()
                .each("Sighting")
                .flatMap(sighting -> sighting.attribute("timestamp").flatMap(Moments::parse).stream())
                .sorted()
                .toList();
        var count = list.get()
                .attribute("sightings_count")
                .filter(text -> text.matches("[0-9]{1,8}"))
                .map(Long::parseLong)
                .orElse((long) moments.size());
        var draft = draft(Draft.id("sighting", settings.author(), id.text()), record)
                .put("sighting_of_ref", id.text())
                .put("count", Math.clamp(count, 1, 999_999_999));
        if (!moments.isEmpty()) {
            draft.put("first_seen", moments.getFirst()).put("last_seen", moments.getLast());
        }
        say(pointer, "", draft);
    }

    private void tellDropped(Set<String> dropped, Set<String> unknown, String pointer) {
        if (!dropped.isEmpty()) {
            telling.remark(Finding.info(
                    "stix1.field",
                    pointer,
                    "These fields describe and have no counterpart; they stay in the delivery: " + dropped + "."));
        }
        if (!unknown.isEmpty()) {
            telling.remark(Finding.warning(
                    "stix1.term",
                    pointer,
                    "STIX 2.1 has no words for " + unknown + "; what needs them is not in the pattern."));
        }
    }

    private void links(XmlNode record, StixId source) {
        var tlp = tlp(record).or(() -> packages.isEmpty() ? Optional.empty() : packages.peek().tlp);
        for (var link : LINKS) {
            record.anywhere(link.wrapper())
                    .flatMap(wrapper -> wrapper.each(link.target()))
                    .flatMap(target -> target.attribute("idref").stream())
                    .distinct()
                    .filter(_ -> pending.size() < MOST_REMEMBERED)
                    .forEach(target -> pending.add(new Pending(source, target, link, at(record), tlp)));
        }
    }

    void end() {
        tellComposed(Optional.empty());
        for (var one : new LinkedHashSet<>(pending)) {
            var target = known.get(one.target());
            if (target == null) {
                telling.remark(Finding.info(
                        "stix1.reference",
                        "",
                        "%s refers to %s, which is not in this document; the relationship was not made."
                                .formatted(one.source(), one.target())));
                continue;
            }
            var from = one.link().back() ? target : one.source();
            var to = one.link().back() ? one.source() : target;
            var id = Draft.id(
                    "relationship", settings.author(), from + "|" + one.link().type() + "|" + to);
            telling.say(
                    "",
                    Draft.of(id, settings.author(), one.at())
                            .put("relationship_type", one.link().type())
                            .put("source_ref", from.text())
                            .put("target_ref", to.text())
                            .marked(one.tlp())
                            .build());
        }
        if (records == 0) {
            telling.remark(Finding.error("stix1.empty", "", "There is no STIX 1 package here, or an empty one."));
        }
    }

    /// A word of a STIX 1 vocabulary as STIX 2 writes words.
    private static String word(String text) {
        return text.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }
}
