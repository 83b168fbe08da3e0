package theriac.hub.formats;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import theriac.stix.DeterministicIds;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.Tlp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.value.Defang;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValuePatterns;

/// One value that a list names, with what the list says about it; becomes an indicator.
///
/// @param seen when the list's author saw it; empty when the list does not say
/// @param description what the list says in words; may be empty
/// @param labels the list's own tags; may be empty
/// @param tlp the record's own label, where it has one
/// @param more what only few lists say
record ListedValue(
        NormalValue value,
        Optional<Instant> seen,
        String description,
        List<String> labels,
        Optional<Tlp> tlp,
        More more) {

    /// @param until from when on the list no longer means it
    /// @param confidence 0 to 100
    /// @param references the record's own id and links: STIX external references
    record More(Optional<Instant> until, OptionalInt confidence, List<JsonObject> references) {
        static final More NOTHING = new More(Optional.empty(), OptionalInt.empty(), List.of());
    }

    ListedValue(NormalValue value, Optional<Instant> seen, String description, List<String> labels, Optional<Tlp> tlp) {
        this(value, seen, description, labels, tlp, More.NOTHING);
    }

    /// Ours, for indicators out of lists: the same author and value give the same id, whoever reads the list.
    private static final UUID NAMESPACE = UUID.fromString("6d6ff6ab-3a1c-4b65-9f0e-6a1f6d1c1d5e");

    private static final int LONGEST_DESCRIPTION = 10_000;

    static ListedValue plain(NormalValue value) {
        return new ListedValue(value, Optional.empty(), "", List.of(), Optional.empty());
    }

    /// The indicator; empty for kinds that no pattern can carry.
    Optional<StixObject> indicator(FormatSettings settings) {
        return ValuePatterns.of(value).map(pattern -> StixObject.of(json(settings, pattern)));
    }

    private JsonObject json(FormatSettings settings, String pattern) {
        var at = StixTimestamp.of(seen.orElse(settings.undated())).text();
        var id = DeterministicIds.named(
                NAMESPACE,
                "indicator",
                settings.author().text() + "|" + value.kind().code() + "|" + value.text());
        var json = JsonObject.builder()
                .put("type", "indicator")
                .put("spec_version", "2.1")
                .put("id", id.text())
                .put("created_by_ref", settings.author().text())
                .put("created", at)
                .put("modified", at)
                .put("name", Defang.defang(value.text()));
        if (!description.isEmpty()) {
            json.put("description", description.substring(0, Math.min(description.length(), LONGEST_DESCRIPTION)));
        }
        json.put("indicator_types", List.of("malicious-activity"))
                .put("pattern", pattern)
                .put("pattern_type", "stix")
                .put("pattern_version", "2.1")
                .put("valid_from", at);
        more.until()
                .filter(end -> end.isAfter(seen.orElse(settings.undated())))
                .ifPresent(end -> json.put("valid_until", StixTimestamp.of(end).text()));
        if (!labels.isEmpty()) {
            json.put("labels", labels);
        }
        more.confidence().ifPresent(points -> json.put("confidence", points));
        if (!more.references().isEmpty()) {
            json.put("external_references", JsonArray.of(more.references()));
        }
        tlp.map(Tlp::markingId)
                .map(StixId::text)
                .ifPresent(marking -> json.put("object_marking_refs", List.of(marking)));
        return json.build();
    }
}
