package theriac.hub.formats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.value.NormalValue;

/// Reports as MISP events. One that [MispEvent] read is MISP JSON again: uuids, times, tags,
/// comments and what nobody here understands stand as they were received. What is not among the
/// objects (withdrawn, or hidden from the recipient) is left out; so are, always, the members of a
/// sharing group. Pure and thread-safe.
public final class MispWriter {

    private MispWriter() {}

    /// The types and categories that are known here, as MISP's `describeTypes` tells them. Any type
    /// may stand in any category.
    public static JsonObject types() {
        return MispAttributeWriter.types();
    }

    /// Whether the value of an attribute is of its type, as far as the type says how its values are
    /// written: an address is no word, while a telephone number is written in many ways.
    public static boolean fits(String type, String value) {
        return MispTypes.fits(type, value);
    }

    /// A value that nobody has said anything of, as the attribute that one makes of it: type,
    /// category, value, and whether it is for detection. Empty when MISP has no type for its kind.
    public static Optional<JsonObject> attribute(NormalValue value) {
        return MispAttributeWriter.of(value);
    }

    /// The event of a report.
    ///
    /// @param objects what the recipient may have, in any order
    /// @return as it was received when it came from MISP, otherwise made by the tables that events are
    ///     read by
    public static JsonObject event(StixObject report, Collection<StixObject> objects) {
        return MispKept.find(report, MispKept.EVENT)
                .map(head -> new Writing(report, objects).event(head))
                .orElseGet(() -> new MispReportWriter(report, objects).event());
    }

    /// The property of a report that names the report of the event which its event extends.
    public static final String EXTENDS = MispKept.EXTENDS_REF;

    /// A proposal to somebody else's event as an object of its own.
    ///
    /// @param id of the type of proposals
    /// @param proposal as MISP writes it
    /// @param about the attribute that it would change, or the report of the event for a new one
    /// @param by who proposes it
    public static StixObject proposed(UUID id, JsonObject proposal, StixId about, StixId by, Instant at) {
        return MispProposals.of(StixId.of(MispProposals.CUSTOM, id), proposal, about, by, at);
    }

    /// The event as it may go on under a label: with that label and no wider distribution.
    public static JsonObject under(JsonObject event, Tlp label) {
        return labelled(event, label);
    }

    /// Whether the report came from MISP, so that its parts carry what they were.
    public static boolean isKept(StixObject report) {
        return report.json().has(MispKept.EVENT);
    }

    /// The event as it may leave under a label: with that label and no wider distribution where the event
    /// itself says less or nothing, so that whoever passes it on knows.
    ///
    /// @param label the narrowest under which any part of it leaves
    public static JsonObject event(StixObject report, Collection<StixObject> objects, Tlp label) {
        return labelled(event(report, objects), label);
    }

    /// The attribute that an object was made of, without the sightings and proposals that are
    /// objects of their own; or those that an object which did not come from MISP makes. Each with
    /// the label under which it leaves where it says less.
    ///
    /// @return empty when the object is nothing that an attribute could be
    public static List<JsonObject> attributes(StixObject object, Tlp label) {
        return MispKept.find(object, MispKept.ATTRIBUTE)
                .map(List::of)
                .orElseGet(() -> MispObjectWriter.elements(object, Map.of()).all())
                .stream()
                .map(said -> label == Tlp.CLEAR || says(said, label)
                        ? said
                        : MispKept.with(said, "Tag", List.of(tag(label))))
                .toList();
    }

    /// The object of MISP that an object was made of, without its attributes.
    public static Optional<JsonObject> object(StixObject object) {
        return MispKept.find(object, MispKept.OBJECT);
    }

    /// The event that it is part of.
    public static Optional<UUID> eventOf(StixObject part) {
        return part.text(MispKept.EVENT_UUID)
                .filter(uuid -> StixId.parse("report--" + uuid).isPresent())
                .map(UUID::fromString);
    }

    /// Whether it is a part of this event, or something that only says something of one: a sighting, a
    /// note.
    public static boolean isOnlyOf(StixObject part, UUID event) {
        return eventOf(part).filter(event::equals).isPresent()
                || part.json().has(MispKept.SIGHTING)
                || part.json().has(MispKept.PROPOSAL)
                || part.json().has(MispKept.ANALYST)
                || part.json().has(MispKept.EVENT_REPORT);
    }

    /// Whether it is a note, an opinion or a relationship of an analyst, which stands in its event.
    public static boolean isAnalystData(StixObject part) {
        return MispAnalyst.isOne(part);
    }

    /// Whether it was an attribute.
    public static boolean isAttribute(StixObject part) {
        return part.json().has(MispKept.ATTRIBUTE);
    }

    /// Whether it was a sighting, which stands in its event.
    public static boolean isSighting(StixObject part) {
        return part.json().has(MispKept.SIGHTING);
    }

    /// The proposal that an object was made of.
    public static Optional<JsonObject> proposal(StixObject part) {
        return MispKept.find(part, MispKept.PROPOSAL);
    }

    /// A sighting or an opinion as a sighting of MISP, as it came or made anew.
    ///
    /// @param by the name of who saw it; empty when nobody says
    public static JsonObject sighting(StixObject said, Optional<String> by) {
        return MispKept.find(said, MispKept.SIGHTING).orElseGet(() -> MispSightings.written(said, by));
    }

    /// The object of MISP that an attribute is part of.
    public static Optional<StixId> objectOf(StixObject part) {
        return part.text(MispKept.OBJECT_REF).flatMap(StixId::parse);
    }

    private static boolean says(JsonObject element, Tlp label) {
        return MispContext.tags(element).stream()
                .flatMap(tag -> Tlp.ofLabel(tag)
                        .filter(_ -> tag.toLowerCase(Locale.ROOT).startsWith("tlp:"))
                        .stream())
                .anyMatch(said -> said.strictest(label) == said);
    }

    private static JsonObject tag(Tlp label) {
        return JsonObject.builder()
                .put("name", label.label().toLowerCase(Locale.ROOT))
                .build();
    }

    private static JsonObject labelled(JsonObject event, Tlp label) {
        var tagged = says(event, label) ? event : MispKept.with(event, "Tag", List.of(tag(label)));
        int most = label == Tlp.CLEAR ? 3 : label == Tlp.GREEN ? 1 : 0;
        // A sharing group is the producer's circle; where the hub lets it go less far than the event says, it
        // is too wide.
        boolean group = says(event, label) || label != Tlp.AMBER_STRICT && label != Tlp.RED;
        return event.find("distribution")
                .flatMap(Members::scalar)
                .filter(level ->
                        level.matches("[1-3]") && Integer.parseInt(level) <= most || level.equals("4") && group)
                .map(_ -> tagged)
                .orElseGet(() -> tagged.with(
                        "distribution",
                        new JsonString(
                                Integer.toString(event.has("distribution") ? Math.min(most, said(event)) : most))));
    }

    private static int said(JsonObject event) {
        return event.find("distribution")
                .flatMap(Members::scalar)
                .filter(level -> level.matches("[0-3]"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    /// The line of an event in the manifest of a feed.
    ///
    /// @param event without parts or with them
    public static JsonObject manifest(JsonObject event) {
        var entry = JsonObject.builder();
        for (var name : List.of("Orgc", "Tag", "info", "date", "analysis", "threat_level_id", "timestamp")) {
            event.find(name).ifPresent(value -> entry.put(name, value));
        }
        return entry.build();
    }

    /// One event; used once.
    private static final class Writing {
        private final StixObject report;
        private final Map<StixId, StixObject> members = new LinkedHashMap<>();
        private final Map<StixId, List<JsonObject>> sightings = new HashMap<>();
        private final Map<StixId, List<JsonObject>> proposals = new HashMap<>();
        private final MispAnalyst.Said analysts = new MispAnalyst.Said();

        Writing(StixObject report, Collection<StixObject> objects) {
            this.report = report;
            var byId = new HashMap<StixId, StixObject>();
            objects.forEach(object -> byId.put(object.id(), object));
            for (var ref : report.refs("object_refs")) {
                var member = byId.get(ref);
                if (member != null) {
                    members.put(ref, member);
                    about(member);
                }
            }
        }

        private void about(StixObject member) {
            analysts.add(member);
            MispKept.find(member, MispKept.SIGHTING)
                    .ifPresent(said -> member.ref("sighting_of_ref")
                            .or(() -> member.refs("object_refs").stream().findFirst())
                            .ifPresent(of -> sightings
                                    .computeIfAbsent(of, _ -> new ArrayList<>())
                                    .add(said)));
            MispKept.find(member, MispKept.PROPOSAL)
                    .ifPresent(said -> member.refs("object_refs")
                            .forEach(of -> proposals
                                    .computeIfAbsent(of, _ -> new ArrayList<>())
                                    .add(said)));
        }

        JsonObject event(JsonObject head) {
            var event = list(head, "Attribute", alone(MispKept.ATTRIBUTE));
            event = list(event, "Object", objects());
            event = MispKept.with(event, "EventReport", alone(MispKept.EVENT_REPORT));
            event = MispKept.with(event, "ShadowAttribute", proposals.getOrDefault(report.id(), List.of()));
            return analysts.with(event, report.id());
        }

        /// The list stands where it stood, empty or not.
        private static JsonObject list(JsonObject event, String name, List<JsonObject> elements) {
            return elements.isEmpty() ? event : event.with(name, JsonArray.of(elements));
        }

        private List<JsonObject> alone(String property) {
            var found = new ArrayList<JsonObject>();
            for (var member : members.values()) {
                if (!member.json().has(MispKept.OBJECT_REF)) {
                    MispKept.find(member, property).ifPresent(said -> found.add(with(said, member.id())));
                }
            }
            return found;
        }

        private JsonObject with(JsonObject said, StixId id) {
            var seen = MispKept.with(said, "Sighting", sightings.getOrDefault(id, List.of()));
            return analysts.with(MispKept.with(seen, "ShadowAttribute", proposals.getOrDefault(id, List.of())), id);
        }

        private List<JsonObject> objects() {
            var objects = new ArrayList<JsonObject>();
            for (var member : members.values()) {
                MispKept.find(member, MispKept.OBJECT).ifPresent(said -> {
                    var parts = new ArrayList<JsonObject>();
                    for (var ref : member.refs("object_refs")) {
                        var part = members.get(ref);
                        if (part != null) {
                            MispKept.find(part, MispKept.ATTRIBUTE).ifPresent(kept -> parts.add(with(kept, ref)));
                        }
                    }
                    objects.add(analysts.with(list(said, "Attribute", parts), member.id()));
                });
            }
            return objects;
        }
    }
}
