package theriac.hub.formats;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import theriac.stix.Tlp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;

/// An informational advisory in CSAF 2.0 (profile 3, §4.3): words without products or vulnerabilities.
/// Same facts, same bytes: no field says when it was written. Immutable.
///
/// @param id `/document/tracking/id`
/// @param language BCP 47
/// @param notes at least one
/// @param references at least one of them is not to the document itself
/// @param revisions the oldest first, at least one
public record CsafAdvisory(
        String id,
        String title,
        String language,
        Tlp tlp,
        Publisher publisher,
        List<Note> notes,
        List<Reference> references,
        List<Revision> revisions) {

    /// @param category `coordinator` for a CERT (§3.2.1.8.1)
    /// @param namespace a URL of the publisher
    public record Publisher(String category, String name, String namespace) {

        public JsonObject json() {
            return JsonObject.builder()
                    .put("category", category)
                    .put("name", name)
                    .put("namespace", namespace)
                    .build();
        }
    }

    /// @param category `summary`, `general`, `details`… (§3.1.5)
    /// @param text not empty
    public record Note(String category, String title, String text) {}

    /// @param self whether it is the document itself; otherwise it is external
    public record Reference(boolean self, String summary, String url) {}

    /// @param summary what changed
    public record Revision(Instant at, String summary) {}

    public CsafAdvisory {
        notes = List.copyOf(notes);
        references = List.copyOf(references);
        revisions = List.copyOf(revisions);
        if (notes.isEmpty() || revisions.isEmpty() || references.stream().allMatch(Reference::self)) {
            throw new IllegalArgumentException(
                    "An informational advisory has a note, a revision and a reference to something else (CSAF 2.0 §4.3).");
        }
    }

    /// The name of a document's file (§5.1): lower case, and whatever is neither a letter, a digit, `+`
    /// nor `-` is one underscore.
    public static String fileName(String id) {
        return id.toLowerCase(Locale.ROOT).replaceAll("[^+\\-a-z0-9]+", "_") + ".json";
    }

    /// The label of TLP 1 that stands in a document of CSAF 2.0 (§3.2.1.5.2.1), and in the name of its
    /// feed. It never lets more people read than the other.
    public static String label(Tlp tlp) {
        return switch (tlp) {
            case CLEAR -> "WHITE";
            case GREEN -> "GREEN";
            case AMBER, AMBER_STRICT -> "AMBER";
            case RED -> "RED";
        };
    }

    public JsonObject json() {
        var document = JsonObject.builder()
                .put("category", "csaf_informational_advisory")
                .put("csaf_version", "2.0")
                .put("distribution", distribution())
                .put("lang", language)
                .put(
                        "notes",
                        JsonArray.of(notes.stream().map(CsafAdvisory::note).toList()))
                .put("publisher", publisher.json())
                .put(
                        "references",
                        JsonArray.of(
                                references.stream().map(CsafAdvisory::reference).toList()))
                .put("title", title)
                .put("tracking", tracking());
        return JsonObject.builder().put("document", document.build()).build();
    }

    /// TLP:AMBER+STRICT came after CSAF 2.0: the text says what the label cannot.
    private JsonObject distribution() {
        var label = JsonObject.builder()
                .put("label", label(tlp))
                .put("url", "https://www.first.org/tlp/")
                .build();
        var distribution = JsonObject.builder();
        if (tlp == Tlp.AMBER_STRICT) {
            distribution.put(
                    "text", "TLP:AMBER+STRICT: within the recipient's own organisation only, not to its clients.");
        }
        return distribution.put("tlp", label).build();
    }

    private JsonObject tracking() {
        var history = new ArrayList<JsonValue>();
        for (var revision : revisions) {
            history.add(JsonObject.builder()
                    .put("date", moment(revision.at()))
                    .put("number", Integer.toString(history.size() + 1))
                    .put("summary", revision.summary())
                    .build());
        }
        return JsonObject.builder()
                .put("current_release_date", moment(revisions.getLast().at()))
                .put("id", id)
                .put("initial_release_date", moment(revisions.getFirst().at()))
                .put("revision_history", JsonArray.of(history))
                .put("status", "final")
                .put("version", Integer.toString(revisions.size()))
                .build();
    }

    private static JsonObject note(Note note) {
        return JsonObject.builder()
                .put("category", note.category())
                .put("text", note.text())
                .put("title", note.title())
                .build();
    }

    private static JsonObject reference(Reference reference) {
        return JsonObject.builder()
                .put("category", reference.self() ? "self" : "external")
                .put("summary", reference.summary())
                .put("url", reference.url())
                .build();
    }

    /// RFC 3339, to the microsecond.
    public static String moment(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
