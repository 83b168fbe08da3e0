package theriac.hub.formats;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// What is known about vulnerabilities: CISA's catalogue of exploited ones (KEV) and records of the CVE list
/// (CVE 5, with the containers of others, such as CISA's Vulnrichment). Each becomes a vulnerability in the
/// source's own name, so that several sources may speak about one CVE; the hub sees that they mean the same by
/// its number.
final class Vulnerabilities {

    private Vulnerabilities() {}

    /// A CVE number in its normal form; empty when the text is none.
    static Optional<String> cve(String text) {
        return Values.normalize(ValueKind.CVE, text).map(value -> value.text());
    }

    static Draft draft(String cve, FormatSettings settings, Instant created, Instant modified) {
        return Draft.of(Draft.id("vulnerability", settings.author(), cve), settings.author(), created, modified)
                .put("name", cve)
                .externalId("cve", cve);
    }

    /// A row of the KEV catalogue. What it was on the day on which it was added counts as its moment: the
    /// catalogue does not say when a row changed.
    static Optional<String> exploited(JsonFormat.Record row, Telling telling) {
        var json = row.json();
        var cve = json.text("cveID").flatMap(Vulnerabilities::cve);
        if (cve.isEmpty()) {
            return Optional.of("The row has no CVE number in \"cveID\".");
        }
        var added = json.text("dateAdded")
                .flatMap(Moments::parse)
                .orElse(row.settings().undated());
        var ransomware = json.text("knownRansomwareCampaignUse");
        var draft = draft(cve.get(), row.settings(), added, added)
                .put("description", Members.paragraphs(json.text("vulnerabilityName"), json.text("shortDescription")))
                .put(
                        "labels",
                        ransomware.filter("Known"::equals).isPresent()
                                ? List.of("known-exploited", "ransomware")
                                : List.of("known-exploited"))
                .put("x_kev_vendor", json.text("vendorProject"))
                .put("x_kev_product", json.text("product"))
                .put("x_kev_date_added", json.text("dateAdded"))
                .put("x_kev_due_date", json.text("dueDate"))
                .put("x_kev_required_action", json.text("requiredAction"))
                .put("x_kev_ransomware", ransomware)
                .put("x_kev_notes", json.text("notes"))
                .put("x_cwe", Members.texts(json, "cwes"));
        json.text("notes").stream()
                .flatMap(notes -> Arrays.stream(notes.split("[\\s;]+")))
                .filter(word -> word.startsWith("http"))
                .forEach(url -> draft.link("cisa-kev", url));
        telling.say(row.pointer(), draft.build());
        return Optional.empty();
    }

    /// A record of the CVE list, format 5. A rejected number becomes a revoked vulnerability.
    static Optional<String> record(JsonFormat.Record record, Telling telling) {
        var head = record.json().object("cveMetadata").orElse(JsonObject.empty());
        var cve = head.text("cveId").flatMap(Vulnerabilities::cve);
        if (cve.isEmpty()) {
            return Optional.of("The record has no CVE number in \"cveMetadata.cveId\".");
        }
        var containers = record.json().object("containers").orElse(JsonObject.empty());
        var own = containers.object("cna").orElse(JsonObject.empty());
        var others = Members.objects(containers, "adp");
        var all = Stream.concat(Stream.of(own), others.stream()).toList();
        var published = Members.moment(head, "datePublished").or(() -> Members.moment(head, "dateReserved"));
        var updated = Stream.concat(
                        Members.moment(head, "dateUpdated").stream(),
                        all.stream()
                                .flatMap(part -> part.object("providerMetadata").stream())
                                .flatMap(provider -> Members.moment(provider, "dateUpdated").stream()))
                .max(Instant::compareTo);
        var created = published.or(() -> updated).orElse(record.settings().undated());
        var draft = draft(cve.get(), record.settings(), created, updated.orElse(created))
                .put(
                        "description",
                        Members.paragraphs(
                                own.text("title"),
                                inEnglish(own, "descriptions").or(() -> inEnglish(own, "rejectedReasons"))))
                .put("x_cve_assigner", head.text("assignerShortName"))
                .put("x_cve_state", head.text("state"))
                .put("x_cwe", weaknesses(all))
                .keep("x_cvss", metrics(all, name -> name.startsWith("cvss")))
                .keep("x_ssvc", other(all, "ssvc"))
                .keep("x_kev", other(all, "kev"))
                .keep("x_cve_affected", joined(all, "affected"))
                .keep("x_cve_solutions", joined(all, "solutions"))
                .keep("x_cve_workarounds", joined(all, "workarounds"));
        if (head.text("state").filter("REJECTED"::equals).isPresent()) {
            draft.put("revoked", true);
        }
        all.forEach(part -> Members.objects(part, "references")
                .forEach(link -> link.text("url").ifPresent(url -> draft.link("cve-record", url))));
        telling.say(record.pointer(), draft.build());
        return Optional.empty();
    }

    /// The first text in English, else the first.
    private static Optional<String> inEnglish(JsonObject container, String name) {
        var texts = Members.objects(container, name);
        return texts.stream()
                .filter(text ->
                        text.text("lang").filter(lang -> lang.startsWith("en")).isPresent())
                .findFirst()
                .or(() -> texts.stream().findFirst())
                .flatMap(text -> text.text("value"));
    }

    private static List<String> weaknesses(List<JsonObject> containers) {
        return containers.stream()
                .flatMap(part -> Members.objects(part, "problemTypes").stream())
                .flatMap(problem -> Members.objects(problem, "descriptions").stream())
                .flatMap(text -> text.text("cweId").or(() -> text.text("description")).stream())
                .toList();
    }

    private static Optional<JsonArray> metrics(List<JsonObject> containers, Predicate<String> wanted) {
        return list(containers.stream()
                .flatMap(part -> Members.objects(part, "metrics").stream())
                .flatMap(metric -> metric.members().stream())
                .filter(member -> wanted.test(member.name()) && member.value() instanceof JsonObject)
                .map(JsonObject.Member::value)
                .toList());
    }

    private static Optional<JsonArray> other(List<JsonObject> containers, String type) {
        return list(containers.stream()
                .flatMap(part -> Members.objects(part, "metrics").stream())
                .flatMap(metric -> metric.object("other").stream())
                .filter(other -> other.text("type").filter(type::equals).isPresent())
                .flatMap(other -> other.find("content").stream())
                .toList());
    }

    private static Optional<JsonArray> joined(List<JsonObject> containers, String name) {
        return list(containers.stream()
                .flatMap(part -> part.array(name).stream())
                .flatMap(array -> array.values().stream())
                .toList());
    }

    private static Optional<JsonArray> list(List<? extends JsonValue> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(JsonArray.of(List.copyOf(values)));
    }
}
