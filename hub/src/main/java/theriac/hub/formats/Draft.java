package theriac.hub.formats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import theriac.stix.DeterministicIds;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.Tlp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;

/// An object that a reader makes of another format's record. What is absent there is absent here: blank texts
/// and empty lists are left out. What STIX has no property for stands in properties `x_<format>_…` (STIX 2.1
/// §11.1), and the record's own id and links in `external_references`, so that nothing that a reader understood
/// is lost. Not thread-safe.
final class Draft {

    /// Ours, for objects out of others' records: the same author and record give the same id, whoever reads them.
    private static final UUID NAMESPACE = UUID.fromString("0d4b8f0a-52c6-4f43-9f35-6f4a1e9f7b21");

    /// References are links for people; a record with more than this many is a list.
    private static final int MOST_REFERENCES = 500;

    private static final int LONGEST_TEXT = 200_000;

    private final StixId id;
    private final JsonObject.Builder json = JsonObject.builder();
    private final List<JsonValue> references = new ArrayList<>();

    private Draft(StixId id) {
        this.id = id;
        json.put("type", id.type()).put("spec_version", "2.1").put("id", id.text());
    }

    /// @param modified when the record was last changed; before `created` it counts as `created`
    static Draft of(StixId id, StixId author, Instant created, Instant modified) {
        var draft = new Draft(id);
        if (!id.equals(author)) {
            draft.json.put("created_by_ref", author.text());
        }
        draft.json.put("created", text(created)).put("modified", text(modified.isBefore(created) ? created : modified));
        return draft;
    }

    static Draft of(StixId id, StixId author, Instant at) {
        return of(id, author, at, at);
    }

    /// The id of a record that has none that STIX could carry.
    ///
    /// @param name what tells it apart from all other records of its author
    static StixId id(String type, StixId author, String name) {
        return DeterministicIds.named(NAMESPACE, type, author.text() + "|" + name);
    }

    /// The id with the record's own UUID; empty when it is none of RFC 4122, which STIX wants (STIX 2.1 §2.9).
    static Optional<StixId> id(String type, String uuid) {
        return StixId.parse(type + "--" + uuid.strip().toLowerCase(Locale.ROOT))
                .filter(id -> id.uuid().variant() == 2
                        && id.uuid().version() >= 1
                        && id.uuid().version() <= 8);
    }

    static String text(Instant moment) {
        return StixTimestamp.of(moment).text();
    }

    StixId id() {
        return id;
    }

    Draft put(String name, String text) {
        if (!text.isBlank()) {
            json.put(name, text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
        }
        return this;
    }

    Draft put(String name, Optional<String> text) {
        text.ifPresent(present -> put(name, present));
        return this;
    }

    Draft put(String name, Instant moment) {
        json.put(name, text(moment));
        return this;
    }

    Draft put(String name, boolean value) {
        json.put(name, value);
        return this;
    }

    Draft put(String name, long value) {
        json.put(name, value);
        return this;
    }

    Draft put(String name, List<String> texts) {
        var present = texts.stream().filter(text -> !text.isBlank()).distinct().toList();
        if (!present.isEmpty()) {
            json.put(name, present);
        }
        return this;
    }

    /// A value as it stands in the record; absent when there is none or it is empty.
    Draft keep(String name, Optional<? extends JsonValue> value) {
        value.filter(kept -> !(kept instanceof JsonObject object && object.size() == 0)
                        && !(kept instanceof JsonArray array && array.size() == 0))
                .ifPresent(kept -> json.put(name, kept));
        return this;
    }

    Draft marked(Optional<Tlp> tlp) {
        tlp.ifPresent(label ->
                json.put("object_marking_refs", List.of(label.markingId().text())));
        return this;
    }

    Draft externalId(String source, String externalId) {
        if (!externalId.isBlank()) {
            reference(JsonObject.builder()
                    .put("source_name", source)
                    .put("external_id", externalId)
                    .build());
        }
        return this;
    }

    Draft link(String source, String url) {
        if (!url.isBlank()) {
            reference(JsonObject.builder()
                    .put("source_name", source)
                    .put("url", url.strip())
                    .build());
        }
        return this;
    }

    private void reference(JsonObject reference) {
        if (references.size() < MOST_REFERENCES && !references.contains(reference)) {
            references.add(reference);
        }
    }

    StixObject build() {
        if (!references.isEmpty()) {
            json.put("external_references", JsonArray.of(references));
        }
        return StixObject.of(json.build());
    }
}
