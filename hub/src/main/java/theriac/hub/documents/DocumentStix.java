package theriac.hub.documents;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import theriac.hub.documents.Thing.Decision;
import theriac.hub.documents.Thing.Place;
import theriac.hub.documents.Thing.What;
import theriac.hub.formats.Observables;
import theriac.hub.policy.MarkedText;
import theriac.stix.DeterministicIds;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.value.Defang;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.ValuePatterns;

/// A document that was read as STIX 2.1: an object for every thing that was accepted, and a report
/// that holds them, says where the document is and at which place it names each (our extension of
/// `report`, STIX 2.1 §7.3). Pure.
final class DocumentStix {

    /// Ours, for vulnerabilities that documents name: the same author and number give the same id.
    private static final UUID NAMESPACE = UUID.fromString("3f0a6c52-7e0e-4d0b-8a39-0d5a6b6f4c11");

    /// A mention of an object in a note: `[APT29](object:intrusion-set--…)`.
    static final Pattern MENTION = Pattern.compile("\\]\\(object:([a-z0-9-]+--[0-9a-f-]{36})\\)");

    private static final int MOST_PLACES = 20;
    private static final int AROUND = 60;

    private static final StixId EXTENSION = StixId.of("extension-definition--6f2f7a5e-2f0e-4e0f-9c55-0f1d8a1b6f0e");
    private static final StixId AUTHOR = StixId.of("identity--a1c3b7de-5a0c-4f2e-8f6a-1d2f3a4b5c6d");
    private static final String SINCE = "2026-11-26T00:00:00.000Z";

    private final Document document;
    private final Document.Published published;
    private final StixId author;
    private final JsonArray marking;

    /// @param published as it is published now
    /// @param author the identity of the organisation whose report it is
    DocumentStix(Document document, Document.Published published, StixId author) {
        this.document = document;
        this.published = published;
        this.author = author;
        this.marking =
                JsonArray.of(List.of(new JsonString(published.tlp().markingId().text())));
    }

    /// What makes the places readable for whoever receives a report: the definition of our extension,
    /// and its author.
    static List<StixObject> extension() {
        return List.of(
                StixObject.of(JsonObject.builder()
                        .put("type", "identity")
                        .put("spec_version", "2.1")
                        .put("id", AUTHOR.text())
                        .put("created", SINCE)
                        .put("modified", SINCE)
                        .put("name", "Theriac")
                        .put("description", "The open-source hub for threat intelligence that defines this extension.")
                        .put("identity_class", "organization")
                        .build()),
                StixObject.of(JsonObject.builder()
                        .put("type", "extension-definition")
                        .put("spec_version", "2.1")
                        .put("id", EXTENSION.text())
                        .put("created_by_ref", AUTHOR.text())
                        .put("created", SINCE)
                        .put("modified", SINCE)
                        .put("name", "Places in a document")
                        .put(
                                "description",
                                "Says of which document a report is the reading, and where that document names what the report refers to.")
                        .put(
                                "schema",
                                "sha256: of the document, hexadecimal. cut: true when not all of it was read. mentions: list of { object_ref: identifier; or value: string for what STIX has no object for; places: list of { start, end: offsets in the document's text in UTF-16 units; page: integer from 1; quote: string } }.")
                        .put("version", "1.0.0")
                        .put("extension_types", List.of("property-extension"))
                        .build()));
    }

    /// The id of what is said about a thing; empty when STIX has no object for it (a telephone number,
    /// an IBAN).
    Optional<StixId> id(Thing thing) {
        return switch (thing.what()) {
            case What.Known(var target, var candidates) -> Optional.of(target);
            case What.New(var type, var name) -> Optional.of(thing.object().orElseGet(() -> StixId.random(type)));
            case What.Value(var value) -> id(thing, value);
        };
    }

    private Optional<StixId> id(Thing thing, NormalValue value) {
        if (value.kind() == ValueKind.CVE) {
            return Optional.of(DeterministicIds.named(NAMESPACE, "vulnerability", author.text() + "|" + value.text()));
        }
        if (thing.decision() == Decision.OBSERVED || ValuePatterns.of(value).isEmpty()) {
            return Observables.of(value).flatMap(json -> json.text("id")).map(StixId::of);
        }
        return Optional.of(thing.object()
                .filter(object -> object.type().equals("indicator"))
                .orElseGet(() -> StixId.random("indicator")));
    }

    /// What is said about a thing that the store does not know yet; empty for what it knows.
    ///
    /// @param id as [#id] gave it
    Optional<StixObject> object(Thing thing, StixId id) {
        return switch (thing.what()) {
            case What.Known known -> Optional.empty();
            case What.New(var type, var name) -> Optional.of(named(id, name));
            case What.Value(var value) ->
                Optional.of(
                        switch (id.type()) {
                            case "indicator" -> indicator(id, value, thing);
                            case "vulnerability" -> vulnerability(id, value);
                            default -> observable(value);
                        });
        };
    }

    private StixObject named(StixId id, String name) {
        var json = head(id).put("name", name);
        if (id.type().equals("malware")) {
            json.put("is_family", true);
        }
        return StixObject.of(json.build());
    }

    private StixObject indicator(StixId id, NormalValue value, Thing thing) {
        return StixObject.of(head(id).put("name", Defang.defang(value.text()))
                .put("description", quote(thing.places().getFirst()))
                .put("indicator_types", List.of("malicious-activity"))
                .put("pattern", ValuePatterns.of(value).orElseThrow())
                .put("pattern_type", "stix")
                .put("pattern_version", "2.1")
                .put("valid_from", text(published.first()))
                .build());
    }

    private StixObject vulnerability(StixId id, NormalValue value) {
        var reference = JsonObject.builder()
                .put("source_name", "cve")
                .put("external_id", value.text())
                .build();
        return StixObject.of(head(id).put("name", value.text())
                .put("external_references", JsonArray.of(List.of(reference)))
                .build());
    }

    private StixObject observable(NormalValue value) {
        return StixObject.of(Observables.of(value).orElseThrow().with("object_marking_refs", marking));
    }

    /// That an indicator shows something.
    ///
    /// @param subject a group, malware, a campaign… that was accepted
    StixObject indicates(StixId indicator, StixId subject) {
        var id = DeterministicIds.named(
                NAMESPACE, "relationship", published.id().text() + "|" + indicator.text() + "|" + subject.text());
        return StixObject.of(head(id).put("relationship_type", "indicates")
                .put("source_ref", indicator.text())
                .put("target_ref", subject.text())
                .build());
    }

    /// The report.
    ///
    /// @param things that were accepted, with the ids of what is said about them
    /// @param more what else belongs to it
    /// @param said what the readers wrote; its sections are notes of their own
    StixObject report(List<Accepted> things, List<StixId> more, MarkedText said) {
        var refs = new LinkedHashSet<String>();
        things.forEach(thing -> thing.id().ifPresent(id -> refs.add(id.text())));
        mentioned(said.open()).forEach(id -> refs.add(id.text()));
        more.forEach(id -> refs.add(id.text()));
        if (refs.isEmpty()) {
            refs.add(author.text()); // STIX 2.1 §4.16: a report refers to something
        }
        var json = head(published.id()).put("name", document.title());
        if (!said.open().isBlank()) {
            json.put("description", said.open().strip());
        }
        json.put("report_types", List.of("threat-report"))
                .put("published", text(published.first()))
                .put("external_references", JsonArray.of(List.of(source())))
                .put("object_refs", List.copyOf(refs))
                .put(
                        "extensions",
                        JsonObject.builder()
                                .put(EXTENSION.text(), places(things))
                                .build());
        return StixObject.of(json.build());
    }

    /// A section of what the readers wrote, for fewer people (ADR 045): an object of its own that names the report, and
    /// of which the report knows nothing. Other words or another label make another note, so that nobody keeps an
    /// older word for more readers.
    StixObject note(MarkedText.Section section) {
        var name = published.id().text() + "|" + section.label().label() + "|" + section.text();
        var refs = new LinkedHashSet<String>(List.of(published.id().text()));
        mentioned(section.text()).forEach(id -> refs.add(id.text()));
        var label = new JsonString(section.label().markingId().text());
        return StixObject.of(head(DeterministicIds.named(NAMESPACE, "note", name))
                .put("object_marking_refs", JsonArray.of(List.of(label)))
                .put("abstract", "%s: %s".formatted(section.label().label(), document.title()))
                .put("content", section.text())
                .put("object_refs", List.copyOf(refs))
                .build());
    }

    /// A thing and what is said about it.
    record Accepted(Thing thing, Optional<StixId> id) {}

    /// Objects that a note mentions, in its order.
    static List<StixId> mentioned(String note) {
        return MENTION.matcher(note)
                .results()
                .flatMap(result -> StixId.parse(result.group(1)).stream())
                .distinct()
                .toList();
    }

    /// STIX 2.1 §2.5: hashes go with a url; what has none is told apart by its digest.
    private JsonObject source() {
        return document.origin() == Document.Origin.ADDRESS
                ? JsonObject.builder()
                        .put("source_name", host(document.name()))
                        .put("url", document.name())
                        .put(
                                "hashes",
                                JsonObject.builder()
                                        .put("SHA-256", document.sha256())
                                        .build())
                        .build()
                : JsonObject.builder()
                        .put("source_name", document.name().isEmpty() ? "text" : document.name())
                        .put("external_id", "sha256:" + document.sha256())
                        .build();
    }

    private static String host(String address) {
        var host = URI.create(address).getHost();
        return host == null ? "page" : host;
    }

    private JsonObject places(List<Accepted> things) {
        var mentions = new ArrayList<JsonValue>();
        for (var accepted : things) {
            var json = JsonObject.builder();
            accepted.id()
                    .ifPresentOrElse(
                            id -> json.put("object_ref", id.text()),
                            () -> json.put("value", accepted.thing().written()));
            mentions.add(json.put(
                            "places",
                            JsonArray.of(accepted.thing().places().stream()
                                    .limit(MOST_PLACES)
                                    .map(this::place)
                                    .toList()))
                    .build());
        }
        return JsonObject.builder()
                .put("extension_type", "property-extension")
                .put("sha256", document.sha256())
                .put("cut", document.cut())
                .put("mentions", JsonArray.of(mentions))
                .build();
    }

    private JsonValue place(Place place) {
        var json = JsonObject.builder().put("start", place.start()).put("end", place.end());
        FileText.page(document.pages(), place.start()).ifPresent(page -> json.put("page", page));
        return json.put("quote", quote(place)).build();
    }

    /// The words around a place, on one line.
    private String quote(Place place) {
        var text = document.text();
        int from = Math.max(0, place.start() - AROUND);
        int to = Math.min(text.length(), place.end() + AROUND);
        while (from > 0 && from < place.start() && !Character.isWhitespace(text.charAt(from - 1))) {
            from++;
        }
        while (to < text.length() && to > place.end() && !Character.isWhitespace(text.charAt(to))) {
            to--;
        }
        return text.substring(from, to).replaceAll("\\s+", " ").strip();
    }

    private JsonObject.Builder head(StixId id) {
        return JsonObject.builder()
                .put("type", id.type())
                .put("spec_version", "2.1")
                .put("id", id.text())
                .put("created_by_ref", author.text())
                .put("created", text(published.first()))
                .put("modified", text(published.last()))
                .put("object_marking_refs", marking);
    }

    private static String text(Instant moment) {
        return StixTimestamp.of(moment.truncatedTo(ChronoUnit.MILLIS)).text();
    }
}
