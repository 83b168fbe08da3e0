package theriac.hub.sharing.misp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.formats.MispWriter;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Parties;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Sightings of attributes, and opinions that call them false positives, whichever way they came: written
/// over this interface, over TAXII, by a scout, or with an event. Each stands once. Thread-safe.
final class Sightings {

    /// Of one event, and of one answer.
    private static final int MOST = 10_000;

    private static final Set<String> SAYING = Set.of("sighting", "opinion");

    private final theriac.hub.store.Objects objects;
    private final Outgoing outgoing;
    private final Parties parties;

    Sightings(theriac.hub.store.Objects objects, Outgoing outgoing, Parties parties) {
        this.objects = objects;
        this.outgoing = outgoing;
        this.parties = parties;
    }

    /// @param by who saw it; empty when nobody says
    private record Said(StixId about, StixObject object, Tlp label, Optional<StixId> by) {}

    /// The event with every sighting that the caller may have.
    JsonObject all(Viewer.Party caller, JsonObject event) {
        return with(caller, event, _ -> true);
    }

    /// The event with those sightings that may go as far as the event does, and with the caller's own: a
    /// sighting in an event can carry no label, and who passes the event on passes it on as well.
    JsonObject shown(Viewer.Party caller, JsonObject event) {
        var label = Subject.tags(event).stream()
                .flatMap(tag -> Tlp.ofLabel(tag).stream())
                .reduce(Tlp::strictest)
                .orElse(Tlp.CLEAR);
        var own = parties.load(caller.organization()).identity();
        return with(
                caller,
                event,
                said -> said.label().strictest(label) == label
                        || said.by().filter(own::equals).isPresent());
    }

    private JsonObject with(Viewer.Party caller, JsonObject event, Predicate<Said> fits) {
        var attributes = Stream.concat(
                        parts(event, "Attribute"), parts(event, "Object").flatMap(object -> parts(object, "Attribute")))
                .flatMap(attribute -> Numbers.uuid(attribute).stream())
                .flatMap(uuid -> AttributeSearch.TYPES.stream().map(type -> StixId.of(type + "--" + uuid)))
                .toList();
        var said = about(caller, attributes).stream().filter(fits).toList();
        if (said.isEmpty()) {
            return event;
        }
        var names = names(caller, said);
        var byAttribute = new HashMap<UUID, List<JsonObject>>();
        said.forEach(one -> byAttribute
                .computeIfAbsent(one.about().uuid(), _ -> new ArrayList<>())
                .add(written(one, names)));
        return added(event, byAttribute);
    }

    private static Stream<JsonObject> parts(JsonObject element, String list) {
        return element.array(list).map(JsonArray::objects).orElse(List.of()).stream();
    }

    private List<Said> about(Viewer.Party caller, Collection<StixId> attributes) {
        var wanted = Set.copyOf(attributes);
        var found = objects.said(caller, attributes, MOST);
        return said(outgoing.load(caller, found), wanted::contains).toList();
    }

    private static Stream<Said> said(List<Outgoing.Item> items, Predicate<StixId> about) {
        return items.stream()
                .filter(item -> !item.object().type().equals("opinion")
                        || item.object().text("opinion").orElse("").endsWith("disagree")
                                && !MispWriter.isAnalystData(item.object()))
                .flatMap(item -> Stream.concat(
                                item.object().ref("sighting_of_ref").stream(),
                                item.object().refs("object_refs").stream())
                        .filter(about)
                        .map(of -> new Said(of, item.object(), item.label(), by(item.object()))));
    }

    /// Every sighting of an attribute that the caller may have and that was told since a moment or a
    /// day before it, each with the numbers of its attribute and its event.
    ///
    /// @param took hears which were given, with their positions in the ledger
    /// @throws Problem when there are more than fit into one answer
    List<JsonObject> every(Viewer.Party caller, Instant since, BiConsumer<StixId, Long> took) {
        var found = new ArrayList<Said>();
        var seqs = new HashMap<StixId, Long>();
        var after = Outgoing.from(since);
        do {
            var page = outgoing.page(caller, SAYING, after);
            said(page.items(), of -> AttributeSearch.TYPES.contains(of.type())).forEach(found::add);
            page.items().forEach(item -> seqs.put(item.object().id(), item.seq()));
            if (found.size() > MOST) {
                throw Problem.of(
                        Problem.Code.UNPROCESSABLE,
                        "There are more than %,d sightings: ask for those of an event or an attribute, or since a moment."
                                .formatted(MOST));
            }
            after = page.next();
        } while (after.isPresent());
        var events = new HashMap<StixId, String>();
        outgoing.load(caller, found.stream().map(Said::about).toList())
                .forEach(item -> events.put(
                        item.object().id(),
                        MispWriter.eventOf(item.object()).map(Numbers::of).orElse("0")));
        var standing =
                found.stream().filter(said -> events.containsKey(said.about())).toList();
        var names = names(caller, standing);
        standing.forEach(said ->
                took.accept(said.object().id(), seqs.getOrDefault(said.object().id(), 0L)));
        return standing.stream()
                .map(said ->
                        written(said, names).with("event_id", new JsonString(events.getOrDefault(said.about(), "0"))))
                .toList();
    }

    private static Optional<StixId> by(StixObject object) {
        return object.refs("where_sighted_refs").stream().findFirst().or(object::createdByRef);
    }

    private Map<StixId, String> names(Viewer.Party caller, List<Said> said) {
        var names = new HashMap<StixId, String>();
        var by = said.stream().flatMap(one -> one.by().stream()).toList();
        outgoing.load(caller, by)
                .forEach(item ->
                        names.put(item.object().id(), item.object().name().orElse("")));
        parties.known(caller).forEach(party -> names.put(party.identity(), party.name()));
        var own = parties.load(caller.organization());
        names.put(own.identity(), own.name());
        return names;
    }

    private static JsonObject written(Said said, Map<StixId, String> names) {
        return MispWriter.sighting(said.object(), said.by().map(by -> Objects.requireNonNullElse(names.get(by), "")))
                .with("attribute_id", new JsonString(Numbers.of(said.about().uuid())))
                .with("attribute_uuid", new JsonString(said.about().uuid().toString()));
    }

    private static JsonObject added(JsonObject element, Map<UUID, List<JsonObject>> byAttribute) {
        var result = element;
        for (var list : List.of("Attribute", "Object")) {
            if (element.array(list).isPresent()) {
                result = result.with(
                        list,
                        JsonArray.of(parts(element, list)
                                .map(part ->
                                        list.equals("Object") ? added(part, byAttribute) : sighted(part, byAttribute))
                                .toList()));
            }
        }
        return result;
    }

    private static JsonObject sighted(JsonObject attribute, Map<UUID, List<JsonObject>> byAttribute) {
        var more = Numbers.uuid(attribute).map(byAttribute::get).orElse(null);
        if (more == null) {
            return attribute;
        }
        var there = parts(attribute, "Sighting").toList();
        var known = there.stream().map(one -> one.text("uuid").orElse("")).toList();
        return attribute.with(
                "Sighting",
                JsonArray.of(Stream.concat(
                                there.stream(),
                                more.stream()
                                        .filter(one ->
                                                !known.contains(one.text("uuid").orElse(""))))
                        .toList()));
    }
}
