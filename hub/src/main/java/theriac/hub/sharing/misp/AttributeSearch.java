package theriac.hub.sharing.misp;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import theriac.hub.core.Problem;
import theriac.hub.formats.MispWriter;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Fetches;
import theriac.hub.sharing.misp.Outgoing.Item;
import theriac.hub.store.Cursor;
import theriac.stix.StixId;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Attributes and objects of one recipient, by what was asked.
///
/// Where to look follows from the question: at the attributes with a uuid, with a value, of the events that
/// fit, or at all of them in the order of the ledger, from the moment on that was asked for. Whether something
/// is an answer is decided by [Filters] alone. A question that leads to too many candidates is refused, never
/// answered in part. Thread-safe.
final class AttributeSearch {

    /// What an attribute is as STIX.
    static final Set<String> TYPES = Set.of("indicator", "observed-data", "x-misp-attribute");

    private static final int LOOKED_AT = 200_000;
    private static final int MOST_FOUND = 50_000;

    private final MispEvents events;
    private final ValuePlaces values;
    private final Fetches fetches;
    private final Clock clock;

    AttributeSearch(MispEvents events, ValuePlaces values, Fetches fetches, Clock clock) {
        this.events = events;
        this.values = values;
        this.fetches = fetches;
        this.clock = clock;
    }

    /// An attribute that fits.
    record Hit(Item item, Subject subject) {

        Optional<UUID> event() {
            return Numbers.uuid(subject.event());
        }
    }

    /// The page of attributes that was asked for.
    ///
    /// @throws Problem when too many would have to be looked at, or given
    List<Hit> find(Viewer.Party caller, Filters filters) {
        int limit = filters.number("limit", 1, MOST_FOUND + 1);
        long wanted = (long) limit * filters.number("page", 1, 1);
        var walk = new Walk(caller, filters, wanted);
        walk.go();
        var found = EventSearch.page(walk.found, filters, MOST_FOUND + 1);
        if (found.size() > MOST_FOUND) {
            throw Problem.of(
                    Problem.Code.UNPROCESSABLE,
                    "More than %,d attributes fit: ask for fewer at a time with limit and page.".formatted(MOST_FOUND));
        }
        return found;
    }

    /// The same, put on record as given.
    List<Hit> taken(Viewer.Party caller, Filters filters) {
        var hits = find(caller, filters);
        took(caller, hits);
        return hits;
    }

    /// These objects with their attributes, put on record as given.
    List<JsonObject> objects(Viewer.Party caller, List<StixId> ids, Filters filters) {
        var things = new HashMap<StixId, Long>();
        for (var item : events.outgoing().load(caller, ids)) {
            var event = MispWriter.eventOf(item.object()).map(of -> StixId.of("report--" + of));
            things.put(event.orElse(item.object().id()), item.seq());
        }
        fetches.took(caller, "misp", things);
        return whole(caller, ids, filters);
    }

    /// Attributes in the form that was asked for.
    MispAnswer attributes(MispCall call) {
        var filters = new Filters(call.parameters(), clock.instant());
        var form = AttributeForm.of(filters);
        var hits = taken(call.caller(), filters);
        return form.write(hits, "Attribute");
    }

    /// Whole objects of which an attribute fits.
    MispAnswer objects(MispCall call) {
        var filters = new Filters(call.parameters(), clock.instant());
        MispServer.format(filters, "json");
        var unpaged = new Filters(call.parameters().without("limit").without("page"), clock.instant());
        var ids = new LinkedHashSet<StixId>();
        var hits = find(call.caller(), unpaged);
        hits.forEach(hit -> MispWriter.objectOf(hit.item().object()).ifPresent(ids::add));
        var page = EventSearch.page(List.copyOf(ids), filters, MOST_FOUND);
        took(call.caller(), hits);
        return MispAnswer.response(JsonArray.of(whole(call.caller(), page, filters)));
    }

    private List<JsonObject> whole(Viewer.Party caller, Collection<StixId> ids, Filters filters) {
        var objects = events.outgoing().load(caller, ids);
        var parts = events.outgoing()
                .load(
                        caller,
                        objects.stream()
                                .flatMap(object -> object.object().refs("object_refs").stream())
                                .toList());
        var byId = parts.stream().collect(Collectors.toMap(part -> part.object().id(), part -> part, (a, _) -> a));
        return objects.stream()
                .map(object -> {
                    var attributes = object.object().refs("object_refs").stream()
                            .flatMap(ref -> Optional.ofNullable(byId.get(ref)).stream())
                            .flatMap(part -> MispWriter.attributes(part.object(), part.label()).stream())
                            .filter(attribute -> filters.takesDeleted(Subject.is(attribute, "deleted")))
                            .toList();
                    var event =
                            MispWriter.eventOf(object.object()).map(Numbers::of).orElse("0");
                    var json = MispWriter.object(object.object()).orElse(JsonObject.empty());
                    return JsonObject.builder()
                            .put("Object", Numbers.object(json.with("Attribute", JsonArray.of(attributes)), event))
                            .build();
                })
                .toList();
    }

    private void took(Viewer.Party caller, List<Hit> hits) {
        var things = new HashMap<StixId, Long>();
        for (var hit : hits) {
            var thing = hit.event()
                    .map(uuid -> StixId.of("report--" + uuid))
                    .orElse(hit.item().object().id());
            things.merge(thing, hit.item().seq(), Math::max);
        }
        fetches.took(caller, "misp", things);
    }

    /// One search; used once.
    private final class Walk {
        private final Viewer.Party caller;
        private final Filters filters;
        private final long wanted;
        private final List<Hit> found = new ArrayList<>();
        private final Set<StixId> seen = new HashSet<>();
        private final Map<UUID, JsonObject> known = new LinkedHashMap<>();
        private int looked;

        Walk(Viewer.Party caller, Filters filters, long wanted) {
            this.caller = caller;
            this.filters = filters;
            this.wanted = wanted;
        }

        void go() {
            var uuids = filters.uuids();
            var places = filters.exactValues().flatMap(exact -> values.find(caller, exact));
            if (!uuids.isEmpty()) {
                ofUuids(uuids);
            } else if (places.isPresent()) {
                judge(events.outgoing().load(caller, places.get()), JsonObject.empty());
                scan(Set.of("x-misp-attribute"));
            } else if (filters.areAboutEvents()) {
                ofEvents();
            } else {
                scan(TYPES);
            }
        }

        private boolean isDone() {
            return found.size() >= wanted;
        }

        private void ofUuids(List<UUID> uuids) {
            judge(
                    events.outgoing()
                            .load(
                                    caller,
                                    uuids.stream()
                                            .flatMap(uuid -> TYPES.stream().map(type -> StixId.of(type + "--" + uuid)))
                                            .toList()),
                    JsonObject.empty());
            events.heads(caller, uuids).forEach(this::parts);
            events.outgoing()
                    .load(
                            caller,
                            uuids.stream()
                                    .map(uuid -> StixId.of("x-misp-object--" + uuid))
                                    .toList())
                    .forEach(object -> judge(
                            events.outgoing().load(caller, object.object().refs("object_refs")), JsonObject.empty()));
        }

        private void ofEvents() {
            var heads = new ArrayList<MispEvents.Head>();
            events.each(caller, filters.eventsChangedSince(), head -> {
                if (filters.fitsEvent(Subject.of(head.json()))) {
                    heads.add(head);
                }
            });
            for (var head : heads) {
                if (isDone()) {
                    return;
                }
                parts(head);
            }
        }

        private void parts(MispEvents.Head head) {
            known.put(head.uuid(), head.json());
            var refs = head.report().object().refs("object_refs").stream()
                    .filter(ref -> TYPES.contains(ref.type()))
                    .toList();
            for (int from = 0; from < refs.size() && !isDone(); from += Outgoing.PAGE) {
                judge(
                        events.outgoing().load(caller, refs.subList(from, Math.min(refs.size(), from + Outgoing.PAGE))),
                        head.json());
            }
        }

        private void scan(Set<String> types) {
            var after = Outgoing.from(filters.changedSince());
            do {
                var page = events.outgoing().page(caller, types, after);
                judge(page.items(), JsonObject.empty());
                after = isDone() ? Optional.<Cursor>empty() : page.next();
            } while (after.isPresent());
        }

        /// @param within the event that they are known to be part of; empty object when they say it themselves
        private void judge(List<Item> items, JsonObject within) {
            looked += items.size();
            if (looked > LOOKED_AT) {
                throw Problem.of(
                        Problem.Code.UNPROCESSABLE,
                        "More than %,d attributes would have to be looked at one by one: ask for a value, a uuid, an event or a timestamp, or with limit and page."
                                .formatted(LOOKED_AT));
            }
            var parts = items.stream()
                    .filter(item -> seen.add(item.object().id()))
                    .flatMap(item -> MispWriter.attributes(item.object(), item.label()).stream()
                            .map(attribute -> Map.entry(item, attribute)))
                    .filter(part -> filters.takesDeleted(Subject.is(part.getValue(), "deleted")))
                    .toList();
            know(parts.stream()
                    .flatMap(part -> MispWriter.eventOf(part.getKey().object()).stream())
                    .toList());
            var objects = objects(parts.stream().map(Map.Entry::getKey).toList());
            parts.forEach(part -> {
                var item = part.getKey();
                var event = MispWriter.eventOf(item.object()).map(known::get).orElse(within);
                var object =
                        MispWriter.objectOf(item.object()).map(objects::get).orElse(JsonObject.empty());
                var subject = new Subject(event, part.getValue(), object);
                if (filters.fits(subject)) {
                    found.add(new Hit(item, subject));
                }
            });
        }

        private void know(Collection<UUID> uuids) {
            var news = uuids.stream()
                    .filter(uuid -> !known.containsKey(uuid))
                    .distinct()
                    .toList();
            news.forEach(uuid -> known.put(uuid, JsonObject.empty()));
            events.heads(caller, news).forEach(head -> known.put(head.uuid(), head.json()));
        }

        private Map<StixId, JsonObject> objects(List<Item> items) {
            var ids = items.stream()
                    .flatMap(item -> MispWriter.objectOf(item.object()).stream())
                    .distinct()
                    .toList();
            return events.outgoing().load(caller, ids).stream()
                    .flatMap(object ->
                            MispWriter.object(object.object())
                                    .map(json -> Map.entry(object.object().id(), json))
                                    .stream())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a));
        }
    }

    /// The events of which an attribute fits, in the order in which they were found.
    List<MispEvents.Head> heads(Viewer.Party caller, JsonObject parameters) {
        // Of an event, "timestamp" is the event's own.
        var asked = parameters
                .find("timestamp")
                .map(moment -> parameters.without("timestamp").with("event_timestamp", moment))
                .orElse(parameters);
        var unpaged = new Filters(asked.without("limit").without("page"), clock.instant());
        var uuids = find(caller, unpaged).stream()
                .flatMap(hit -> hit.event().stream())
                .distinct()
                .toList();
        return events.heads(caller, uuids);
    }
}
