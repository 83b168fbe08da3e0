package theriac.hub.publications;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import theriac.hub.accounts.Organization;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.Tlp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.value.Defang;
import theriac.stix.value.ValuePatterns;

/// A publication as STIX 2.1: a campaign (the wave of messages), one indicator per value, `indicates`
/// relationships, and a report that holds them together. Pure.
final class PublicationStix {

    private final Publication publication;
    private final Organization cert;
    private final String now;
    private final String first;

    /// @param publication with the indicators that stand
    /// @param now the moment of publication, of the update when it is one; cut to milliseconds
    PublicationStix(Publication publication, Organization cert, Instant now) {
        this.publication = publication;
        this.cert = cert;
        this.now = text(now);
        this.first =
                publication.times().published().map(taken -> text(taken.at())).orElse(this.now);
    }

    StixObject campaign() {
        var json = head("campaign", publication.campaignId(), first)
                .put("name", publication.english().title())
                .put("description", publication.english().summary());
        publication.reportedAt().ifPresent(at -> json.put("first_seen", text(at)));
        return StixObject.of(json.build());
    }

    /// @throws IllegalStateException when the value has no pattern: drafts take only values that have one
    StixObject indicator(Publication.Indicator wish) {
        var pattern = ValuePatterns.of(wish.value())
                .orElseThrow(() -> new IllegalStateException("A value without a pattern got into a publication."));
        return StixObject.of(head("indicator", wish.id().orElseThrow(), now)
                .put("name", Defang.defang(wish.value().text()))
                .put("description", publication.english().title())
                .put("indicator_types", List.of("malicious-activity"))
                .put("pattern", pattern)
                .put("pattern_type", "stix")
                .put("pattern_version", "2.1")
                .put("valid_from", now)
                .build());
    }

    StixObject relationship(Publication.Indicator indicator) {
        return StixObject.of(head("relationship", indicator.relationship().orElseThrow(), now)
                .put("relationship_type", "indicates")
                .put("source_ref", indicator.id().orElseThrow().text())
                .put("target_ref", publication.campaignId().text())
                .build());
    }

    StixObject report() {
        var reference = JsonObject.builder()
                .put("source_name", cert.name())
                .put("external_id", publication.reference().orElseThrow())
                .build();
        var refs = new ArrayList<String>();
        refs.add(publication.campaignId().text());
        for (var indicator : publication.indicators()) {
            refs.add(indicator.id().orElseThrow().text());
            refs.add(indicator.relationship().orElseThrow().text());
        }
        return StixObject.of(head("report", publication.reportId(), first)
                .put("name", publication.english().title())
                .put(
                        "description",
                        publication.english().summary() + "\n\n"
                                + publication.english().advice())
                .put("report_types", List.of("campaign", "indicator"))
                .put("published", first)
                .put("lang", "en")
                .put("external_references", JsonArray.of(List.of(reference)))
                .put("object_refs", refs)
                .build());
    }

    /// A section of it, for fewer people: an object of its own that names the report, and of which the report knows
    /// nothing.
    ///
    /// @param section in English, with its note
    StixObject note(Section section) {
        return StixObject.of(head("note", section.note().orElseThrow(), now, section.tlp())
                .put(
                        "abstract",
                        "%s: %s"
                                .formatted(
                                        section.tlp().label(),
                                        publication.reference().orElseThrow()))
                .put("content", section.text())
                .put("lang", "en")
                .put("object_refs", List.of(publication.reportId().text()))
                .build());
    }

    private static String text(Instant at) {
        return StixTimestamp.of(at.truncatedTo(ChronoUnit.MILLIS)).text();
    }

    private JsonObject.Builder head(String type, StixId id, String created) {
        return head(type, id, created, publication.tlp());
    }

    private JsonObject.Builder head(String type, StixId id, String created, Tlp label) {
        var marking = new JsonString(label.markingId().text());
        return JsonObject.builder()
                .put("type", type)
                .put("spec_version", "2.1")
                .put("id", id.text())
                .put("created_by_ref", cert.identity().text())
                .put("created", created)
                .put("modified", now)
                .put("object_marking_refs", JsonArray.of(List.of(marking)));
    }
}
