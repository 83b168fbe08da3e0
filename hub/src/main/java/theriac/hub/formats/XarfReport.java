package theriac.hub.formats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;

/// An abuse message in XARF 4, or in the older XARF 3 (`ReporterInfo`, `Report`): an indicator for the address
/// or URL that it complains about and a report in the reporter's words. Evidence stays in the delivery, since it
/// may be malware; its types and hashes are kept.
final class XarfReport {

    /// Members that name what is complained about. `cloned_site`, `destination_ip` and their like name victims.
    private static final List<String> VALUES =
            List.of("url", "source_identifier", "submission_url", "domain", "SourceIp", "SourceUrl", "Url", "Source");

    private XarfReport() {}

    static Optional<String> read(JsonFormat.Record record, Telling telling) {
        return record.json().has("ReporterInfo") ? third(record, telling) : fourth(record, telling);
    }

    private static Optional<String> fourth(JsonFormat.Record record, Telling telling) {
        var json = record.json();
        if (json.text("xarf_version").isEmpty() || json.text("report_id").isEmpty()) {
            return Optional.of("This is no XARF report: \"xarf_version\" or \"report_id\" is missing.");
        }
        return told(
                new Complaint(
                        json,
                        json.text("report_id").orElse(""),
                        json.text("category").orElse(""),
                        json.text("type").orElse(""),
                        Members.moment(json, "timestamp")
                                .orElse(record.settings().undated()),
                        json.object("reporter").flatMap(reporter -> reporter.text("org")),
                        json.object("_internal")
                                .flatMap(internal -> internal.text("tlp"))
                                .flatMap(Tlp::ofLabel)),
                record,
                telling);
    }

    private static Optional<String> third(JsonFormat.Record record, Telling telling) {
        var report = record.json().object("Report").orElse(JsonObject.empty());
        var date = Members.moment(report, "Date");
        if (report.text("ReportClass").isEmpty() || date.isEmpty()) {
            return Optional.of("This is no XARF report: \"Report.ReportClass\" or \"Report.Date\" is missing.");
        }
        var number = report.text("ReportID").orElseGet(() -> Json.write(report));
        return told(
                new Complaint(
                        report,
                        number,
                        report.text("ReportClass").orElse(""),
                        report.text("ReportType").orElse(""),
                        date.get(),
                        record.json().object("ReporterInfo").flatMap(reporter -> reporter.text("ReporterOrg")),
                        Optional.empty()),
                record,
                telling);
    }

    /// What both versions say.
    private record Complaint(
            JsonObject json,
            String number,
            String category,
            String type,
            Instant at,
            Optional<String> reporter,
            Optional<Tlp> tlp) {

        List<String> labels() {
            return Stream.concat(Stream.of(category, type), Members.texts(json, "tags").stream())
                    .filter(label -> !label.isBlank())
                    .map(label -> label.strip().toLowerCase(Locale.ROOT))
                    .distinct()
                    .toList();
        }
    }

    private static Optional<String> told(Complaint complaint, JsonFormat.Record record, Telling telling) {
        var references = new LinkedHashSet<String>();
        for (var value : values(complaint.json())) {
            var said = new ListedValue(
                    value,
                    Optional.of(complaint.at()),
                    complaint.json().text("description").orElse(""),
                    complaint.labels(),
                    complaint.tlp());
            said.indicator(record.settings()).ifPresent(indicator -> {
                if (references.add(indicator.id().text())) {
                    telling.say(record.pointer(), indicator);
                }
            });
        }
        if (references.isEmpty()) {
            return Optional.of("The report names no address, domain or URL that is understood.");
        }
        var author = record.settings().author();
        var id = Draft.id("report", complaint.number())
                .orElseGet(() -> Draft.id("report", author, "xarf|" + complaint.number()));
        var draft = Draft.of(id, author, complaint.at())
                .put("name", "Abuse report: " + String.join(", ", complaint.labels()))
                .put("description", complaint.json().text("description"))
                .put("report_types", List.of("indicator"))
                .put("published", complaint.at())
                .put("object_refs", List.copyOf(references))
                .put("labels", complaint.labels())
                .put("x_xarf_reporter", complaint.reporter())
                .put("x_xarf_target_brand", complaint.json().text("target_brand"))
                .put("x_xarf_cloned_site", complaint.json().text("cloned_site"))
                .put("x_xarf_redirect_chain", Members.texts(complaint.json(), "redirect_chain"))
                .put("x_xarf_evidence_source", complaint.json().text("evidence_source"))
                .keep("x_xarf_evidence", evidence(complaint.json()))
                .externalId("xarf", complaint.number().startsWith("{") ? "" : complaint.number())
                .marked(complaint.tlp());
        telling.say(record.pointer(), draft.build());
        return Optional.empty();
    }

    private static Set<NormalValue> values(JsonObject json) {
        var found = new LinkedHashSet<NormalValue>();
        VALUES.forEach(name -> json.text(name).flatMap(TextList::value).ifPresent(found::add));
        return found;
    }

    private static Optional<JsonArray> evidence(JsonObject json) {
        var kept = new ArrayList<JsonObject>();
        Members.objects(json, "evidence").stream().limit(100).forEach(one -> kept.add(one.without("payload")));
        return kept.isEmpty() ? Optional.empty() : Optional.of(JsonArray.of(kept));
    }
}
