package theriac.hub.sharing.push;

import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import theriac.hub.formats.MispWriter;
import theriac.hub.sharing.misp.EventsOut;
import theriac.hub.store.Change;
import theriac.stix.DeterministicIds;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Indicators of a collection that are in no report, on their way to a MISP server: an event for each author, day and
/// label, to which what comes later is added. A server has each uuid once, so their attributes have uuids of their own
/// there: one that a report holds later comes with the event of the report, and is deleted among the loose ones.
/// Thread-safe.
final class LooseIndicators {

    private final MispSentSql sql;
    private final EventsOut events;
    private final Clock clock;

    LooseIndicators(MispSentSql sql, EventsOut events, Clock clock) {
        this.sql = sql;
        this.events = events;
        this.clock = clock;
    }

    static boolean isOne(StixObject object) {
        return object.type().equals("indicator") && MispWriter.eventOf(object).isEmpty();
    }

    /// The uuid under which an attribute or object stands among the loose ones.
    static UUID alone(String uuid) {
        return DeterministicIds.named(UUID.fromString(uuid), "x-misp-loose", "element")
                .uuid();
    }

    /// Where a thing stands at the server.
    UUID place(MispSender.Page page, StixId thing) {
        boolean given = thing.type().equals("indicator")
                && sql.find(page.to().key(), thing).isPresent();
        return given ? alone(thing.uuid().toString()) : thing.uuid();
    }

    private static JsonObject alone(JsonObject element) {
        var renamed = element;
        for (var list : List.of("Attribute", "Object")) {
            if (element.array(list).isPresent()) {
                renamed = renamed.with(
                        list,
                        JsonArray.of(parts(element, list)
                                .map(part -> alone(part)
                                        .with(
                                                "uuid",
                                                new JsonString(
                                                        alone(part.text("uuid").orElseThrow())
                                                                .toString())))
                                .toList()));
            }
        }
        return renamed;
    }

    /// Sends what came or changed.
    void send(MispSender.Page page, List<Change> changes) throws MispOutbound.Unanswered {
        var fresh = new HashMap<StixId, Change>();
        for (var change : changes) {
            if (!change.withdrawn() && change.id().type().equals("indicator") && isOne(MispSender.object(change))) {
                fresh.put(change.id(), change);
            }
        }
        fresh.values()
                .removeIf(change -> sql.find(page.to().key(), change.id())
                        .filter(known -> Arrays.equals(known, MispSender.digest(change.json())))
                        .isPresent());
        var loose = events.loose(
                page.reader(), page.lane(), fresh.keySet(), page.to().id(), clock.instant());
        for (var event : loose) {
            send(page, event, fresh);
        }
    }

    private void send(MispSender.Page page, EventsOut.Loose loose, Map<StixId, Change> fresh)
            throws MispOutbound.Unanswered {
        var thing = StixId.of("report", loose.uuid());
        boolean known = sql.find(page.to().key(), thing).isPresent();
        var body = alone(loose.event()).with("published", JsonBoolean.FALSE);
        var answer = MispSender.written(page, loose.uuid(), body, known);
        if (!page.count(thing, answer)) {
            return;
        }
        var late = new LateParts(body, answer.body());
        if (known || late.isTold()) {
            for (var attribute : attributes(body)) {
                var told = late.tell(page::post, loose.uuid(), attribute);
                if (told.isPresent()) {
                    page.count(thing, told.get());
                }
            }
        }
        sql.save(page.to().key(), thing, MispSender.digest(body), clock.instant());
        for (var change : fresh.values()) {
            if (loose.members().contains(change.id())) {
                sql.save(page.to().key(), change.id(), MispSender.digest(change.json()), clock.instant());
                page.took(change.id(), change.seq());
            }
        }
    }

    private static List<UUID> attributes(JsonObject event) {
        return Stream.concat(
                        parts(event, "Attribute"), parts(event, "Object").flatMap(object -> parts(object, "Attribute")))
                .map(attribute -> UUID.fromString(attribute.text("uuid").orElseThrow()))
                .toList();
    }

    private static Stream<JsonObject> parts(JsonObject element, String list) {
        return element.array(list).map(JsonArray::objects).orElse(List.of()).stream();
    }

    /// Deletes there what was taken back.
    ///
    /// @return whether it had been sent
    boolean gone(MispSender.Page page, Change change, StixObject indicator) throws MispOutbound.Unanswered {
        if (sql.find(page.to().key(), change.id()).isEmpty()) {
            return false;
        }
        for (var attribute : MispWriter.attributes(indicator, Tlp.CLEAR)) {
            var uuid = alone(attribute.text("uuid").orElseThrow());
            page.count(change.id(), MispSender.quiet(page.post("attributes/delete/" + uuid, JsonObject.empty())));
        }
        sql.delete(page.to().key(), change.id());
        return true;
    }

    /// Deletes among the loose ones what comes with an event now.
    void moveInto(MispSender.Page page, JsonObject event) throws MispOutbound.Unanswered {
        var places = new HashMap<String, String>();
        for (var list : Map.of("Attribute", "attributes", "Object", "objects").entrySet()) {
            parts(event, list.getKey())
                    .flatMap(part -> part.text("uuid").stream())
                    .forEach(uuid ->
                            places.put("indicator--" + uuid, "%s/delete/%s".formatted(list.getValue(), alone(uuid))));
        }
        var given = sql.given(page.to().key(), places.keySet());
        for (var place : places.entrySet()) {
            if (given.contains(place.getKey())) {
                MispSender.quiet(page.post(place.getValue(), JsonObject.empty()));
                sql.delete(page.to().key(), StixId.of(place.getKey()));
            }
        }
    }
}
