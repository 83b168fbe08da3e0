package theriac.hub.sharing.misp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.formats.MispWriter;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.misp.Outgoing.Item;
import theriac.hub.store.Audiences;
import theriac.hub.store.Changes;
import theriac.hub.store.Cursor;
import theriac.hub.store.Lane;
import theriac.hub.store.Objects;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;

/// The events of this hub as one recipient may have them: each with its parts, and with the narrower
/// label and distribution where the hub lets something go less far than the event says, and without what
/// warning lists hold back. Thread-safe.
public final class MispEvents {

    /// An event is put together in memory.
    static final int MOST_PARTS = 50_000;

    private static final int MOST_EXTENDING = 100;

    static final Set<String> REPORTS = Set.of("report");

    private final Outgoing outgoing;
    private final Objects objects;

    public MispEvents(Changes changes, Objects objects, Audiences audiences, EgressGate gate) {
        this.objects = objects;
        this.outgoing = new Outgoing(changes, audiences, gate);
    }

    private MispEvents(Outgoing outgoing, Objects objects) {
        this.objects = objects;
        this.outgoing = outgoing;
    }

    /// The same with another lane than that of the recipient's organisation.
    MispEvents in(Lane lane) {
        return new MispEvents(outgoing.in(lane), objects);
    }

    /// The same, where an organisation that asks gets its own words as it told them.
    ///
    /// @param sources internal keys of those through which it wrote
    MispEvents telling(Function<Viewer.Party, List<Long>> sources) {
        return new MispEvents(
                outgoing.telling((recipient, ids) -> objects.saidOnlyBy(recipient, ids, sources.apply(recipient))),
                objects);
    }

    /// An event without its parts.
    ///
    /// @param json as the writer makes it
    record Head(UUID uuid, JsonObject json, Item report) {}

    /// A whole event.
    ///
    /// @param json with its parts
    /// @param at when the newest of them came to the recipient
    /// @param seq position of the newest of them
    record Whole(UUID uuid, JsonObject json, Instant at, long seq) {}

    Outgoing outgoing() {
        return outgoing;
    }

    /// Every event, in the order of the ledger, without parts.
    ///
    /// @param since those last changed before it need not be told: an event is changed before it comes
    ///     here, but for clocks that are more than a day wrong
    /// @return the position up to which it was read
    Cursor each(Viewer.Party recipient, Instant since, Consumer<Head> sink) {
        var after = Outgoing.from(since);
        Cursor position;
        do {
            var page = outgoing.page(recipient, REPORTS, after);
            heads(recipient, page.items()).forEach(sink);
            after = page.next();
            position = page.position();
        } while (after.isPresent());
        return position;
    }

    /// The events whose uuids begin so, at most two of those that the recipient may have.
    List<UUID> beginning(Viewer.Party recipient, String uuid) {
        return objects.beginning(recipient, "report--" + uuid, 2).stream()
                .map(StixId::uuid)
                .toList();
    }

    /// The attributes whose uuids begin so.
    List<StixId> attributes(Viewer.Party recipient, String uuid) {
        return AttributeSearch.TYPES.stream()
                .flatMap(type -> objects.beginning(recipient, type + "--" + uuid, 2).stream())
                .toList();
    }

    /// The sightings, and the opinions that MISP has as sightings, whose uuids begin so; of several
    /// with one number none.
    List<StixId> sightings(Viewer.Party recipient, String uuid) {
        var found = Stream.of("sighting", "opinion")
                .flatMap(type -> objects.beginning(recipient, type + "--" + uuid, 2).stream())
                .toList();
        return found.size() == 1 ? found : List.of();
    }

    /// The proposals whose uuids begin so, at most two.
    List<StixId> proposals(Viewer.Party recipient, String uuid) {
        return objects.beginning(recipient, "x-misp-proposal--" + uuid, 2);
    }

    /// The event as it was received, without the label that is added to what leaves: to be written again.
    Optional<JsonObject> stored(Viewer.Party recipient, UUID uuid) {
        return in(Lane.OPEN).asStored(recipient, uuid);
    }

    private Optional<JsonObject> asStored(Viewer.Party recipient, UUID uuid) {
        return heads(recipient, List.of(uuid)).stream().findFirst().map(head -> {
            var report = head.report().object();
            var parts = outgoing.load(recipient, report.refs("object_refs"));
            return MispWriter.event(report, parts.stream().map(Item::object).toList());
        });
    }

    /// An event and those of its parts that are of no other one.
    List<StixId> told(Viewer.Party recipient, UUID event) {
        var report = StixId.of("report--" + event);
        var told = new ArrayList<>(List.of(report));
        for (var head : heads(recipient, List.of(event))) {
            outgoing.load(recipient, head.report().object().refs("object_refs")).stream()
                    .map(Item::object)
                    .filter(part -> MispWriter.isOnlyOf(part, event))
                    .forEach(part -> told.add(part.id()));
        }
        return told;
    }

    /// The events that say that they extend this one, whole.
    ///
    /// @throws Problem when one of them, or all together, have more parts than fit into one answer
    List<Whole> extending(Viewer.Party recipient, UUID event) {
        var ids = objects.referring(
                recipient, List.of(StixId.of("report--" + event)), MispWriter.EXTENDS, "report", MOST_EXTENDING + 1);
        var heads = heads(recipient, ids.stream().map(StixId::uuid).toList());
        long parts = heads.stream()
                .mapToLong(head -> head.report().object().refs("object_refs").size())
                .sum();
        if (ids.size() > MOST_EXTENDING || parts > MOST_PARTS) {
            throw Problem.conflict(
                    "More than %,d events with %,d parts together extend this one: ask for each by itself."
                            .formatted(MOST_EXTENDING, MOST_PARTS));
        }
        return heads.stream().map(head -> whole(recipient, head)).toList();
    }

    /// The events of the event reports whose uuids begin so.
    List<UUID> ofReport(Viewer.Party recipient, String uuid) {
        return outgoing.load(recipient, objects.beginning(recipient, "note--" + uuid, 2)).stream()
                .filter(note -> !MispWriter.isAnalystData(note.object()))
                .flatMap(note -> note.object().refs("object_refs").stream())
                .filter(about -> about.type().equals("report"))
                .map(StixId::uuid)
                .distinct()
                .toList();
    }

    /// The objects of MISP of the references whose uuids begin so.
    List<UUID> ofReference(Viewer.Party recipient, String uuid) {
        return outgoing.load(recipient, objects.beginning(recipient, "relationship--" + uuid, 2)).stream()
                .filter(reference -> !MispWriter.isAnalystData(reference.object()))
                .flatMap(reference -> reference.object().ref("source_ref").stream())
                .filter(object -> object.type().equals("x-misp-object"))
                .map(StixId::uuid)
                .distinct()
                .toList();
    }

    /// Those of these objects that a report holds which the recipient may have.
    Set<StixId> held(Viewer.Party recipient, Collection<StixId> ids) {
        return objects.referred(recipient, ids, "object_refs", "report");
    }

    /// What was said about these objects in opinions.
    List<Item> opinions(Viewer.Party recipient, Collection<StixId> about) {
        return outgoing.load(recipient, objects.referring(recipient, about, "object_refs", "opinion", MOST_PARTS));
    }

    /// The objects whose uuids begin so, at most two.
    List<StixId> objects(Viewer.Party recipient, String uuid) {
        return objects.beginning(recipient, "x-misp-object--" + uuid, 2);
    }

    /// The events of the objects whose uuids begin so.
    List<UUID> ofObject(Viewer.Party recipient, String uuid) {
        return outgoing.load(recipient, objects(recipient, uuid)).stream()
                .flatMap(object -> MispWriter.eventOf(object.object()).stream())
                .distinct()
                .toList();
    }

    /// The events of the attributes whose uuids begin so.
    List<UUID> ofAttribute(Viewer.Party recipient, String uuid) {
        return outgoing.load(recipient, attributes(recipient, uuid)).stream()
                .flatMap(attribute -> MispWriter.eventOf(attribute.object()).stream())
                .distinct()
                .toList();
    }

    /// Those of these events that the recipient may have, without parts.
    List<Head> heads(Viewer.Party recipient, Collection<UUID> uuids) {
        var ids = uuids.stream().map(uuid -> StixId.of("report--" + uuid)).toList();
        return heads(recipient, outgoing.load(recipient, ids));
    }

    /// With the names of those who made reports that did not come from MISP.
    private List<Head> heads(Viewer.Party recipient, List<Item> reports) {
        var authors = outgoing
                .load(
                        recipient,
                        reports.stream()
                                .filter(report -> !MispWriter.isKept(report.object()))
                                .flatMap(report -> report.object().createdByRef().stream())
                                .toList())
                .stream()
                .map(Item::object)
                .toList();
        return reports.stream()
                .map(report -> new Head(
                        report.object().id().uuid(),
                        report.told()
                                ? MispWriter.event(report.object(), authors)
                                : MispWriter.event(report.object(), authors, report.label()),
                        report))
                .toList();
    }

    /// One event; empty when there is none, or none for this recipient.
    Optional<Whole> find(Viewer.Party recipient, UUID uuid) {
        return heads(recipient, List.of(uuid)).stream().findFirst().map(head -> whole(recipient, head));
    }

    /// The event with its parts.
    ///
    /// @throws Problem when it has more parts than fit into one file
    Whole whole(Viewer.Party recipient, Head head) {
        var report = head.report();
        var refs = report.object().refs("object_refs").stream().distinct().toList();
        if (refs.size() > MOST_PARTS) {
            throw Problem.conflict(
                    "This event has %d parts, and at most %d are given out as one file: read it over TAXII."
                            .formatted(refs.size(), MOST_PARTS));
        }
        var parts = new ArrayList<>(outgoing.load(recipient, refs));
        if (!MispWriter.isKept(report.object())) {
            parts.addAll(outgoing.load(recipient, observedBy(parts, refs)));
        }
        var label = report.label();
        var newest = report;
        for (var part : parts) {
            label = label.strictest(part.label());
            newest = part.seq() > newest.seq() ? part : newest;
        }
        var objects = new ArrayList<>(parts.stream().map(Item::object).toList());
        if (!MispWriter.isKept(report.object())) {
            var author = report.object().createdByRef().stream().toList();
            outgoing.load(recipient, author).forEach(identity -> objects.add(identity.object()));
        }
        var json = report.told() && label == Tlp.CLEAR
                ? MispWriter.event(report.object(), objects)
                : MispWriter.event(report.object(), objects, label);
        return new Whole(head.uuid(), json, newest.at(), newest.seq());
    }

    /// What observations among the parts refer to, and the report does not.
    private static List<StixId> observedBy(List<Item> parts, List<StixId> refs) {
        var known = Set.copyOf(refs);
        return parts.stream()
                .map(Item::object)
                .filter(part -> part.type().equals("observed-data"))
                .flatMap(part -> part.refs("object_refs").stream())
                .filter(ref -> !known.contains(ref))
                .distinct()
                .limit(MOST_PARTS)
                .toList();
    }
}
