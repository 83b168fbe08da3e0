package theriac.hub.sharing.misp;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.hub.formats.MispWriter;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Lane;
import theriac.stix.DeterministicIds;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Events as they leave for another MISP server. Thread-safe.
public final class EventsOut {

    private final MispEvents events;

    public EventsOut(MispEvents events) {
        this.events = events;
    }

    /// A published event as this recipient may have it, without the numbers that mean something here only.
    ///
    /// @param lane what of it is held back
    /// @return empty when there is none, none for this recipient, or one that is not published
    /// @throws theriac.hub.core.Problem when it has more parts than fit into one file
    public Optional<JsonObject> find(Viewer.Party recipient, Lane lane, UUID uuid) {
        return events.in(lane)
                .find(recipient, uuid)
                .map(MispEvents.Whole::json)
                .filter(EventSearch::isPublished)
                .map(OwnEvents::withoutNumbers);
    }

    /// A published event and its parts by their ids, whether this recipient may have them or not.
    ///
    /// @param lane what is held back
    /// @return empty when the recipient may not have the event itself, or none that is published
    public List<StixId> ids(Viewer.Party recipient, Lane lane, UUID uuid) {
        return events.in(lane).heads(recipient, List.of(uuid)).stream()
                .filter(head -> EventSearch.isPublished(head.json()))
                .map(head -> head.report().object())
                .flatMap(report -> Stream.concat(Stream.of(report.id()), report.refs("object_refs").stream()))
                .distinct()
                .toList();
    }

    /// Indicators of one author, day and label, which are in no report.
    ///
    /// @param event that holds them
    public record Loose(UUID uuid, JsonObject event, Set<StixId> members) {}

    /// Of these indicators those that are in no report that the recipient may have, as events: one for each author,
    /// day on which they were made, and label, so that what is added to an event later never widens or narrows it.
    ///
    /// @param lane what is held back
    /// @param namespace of which the uuids of the events are made, beside author, day and label
    /// @param now a server reads what is newer than what it has
    public List<Loose> loose(
            Viewer.Party recipient, Lane lane, Collection<StixId> indicators, UUID namespace, Instant now) {
        var outgoing = events.in(lane).outgoing();
        var held = events.held(recipient, indicators);
        var days = new LinkedHashMap<Day, List<Outgoing.Item>>();
        outgoing.load(
                        recipient,
                        indicators.stream().filter(id -> !held.contains(id)).toList())
                .forEach(item -> days.computeIfAbsent(Day.of(item), _ -> new ArrayList<>())
                        .add(item));
        return days.entrySet().stream()
                .map(day -> loose(recipient, outgoing, day.getKey(), day.getValue(), namespace, now))
                .toList();
    }

    private record Day(Optional<StixId> author, LocalDate day, Tlp label) {

        static Day of(Outgoing.Item item) {
            return new Day(item.object().createdByRef(), LooseEvents.made(item.object()), item.label());
        }

        UUID uuid(UUID namespace) {
            return DeterministicIds.named(
                            namespace, "x-misp-loose", author.map(StixId::text).orElse("") + "|" + day + "|" + label)
                    .uuid();
        }
    }

    private static Loose loose(
            Viewer.Party recipient,
            Outgoing outgoing,
            Day day,
            List<Outgoing.Item> items,
            UUID namespace,
            Instant now) {
        var uuid = day.uuid(namespace);
        var objects = new ArrayList<StixObject>();
        items.forEach(item -> objects.add(item.object()));
        outgoing.load(recipient, day.author().stream().toList()).forEach(author -> objects.add(author.object()));
        var report = LooseEvents.report(uuid, "Indicators of " + day.day(), day.day(), day.author(), now, items);
        var event = MispWriter.event(report, objects, day.label())
                .with("timestamp", new JsonString(Long.toString(now.getEpochSecond())));
        return new Loose(
                uuid,
                OwnEvents.withoutNumbers(event),
                items.stream().map(item -> item.object().id()).collect(Collectors.toSet()));
    }
}
