package theriac.hub.sharing.misp;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.formats.MispWriter;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.misp.Outgoing.Item;
import theriac.hub.store.Cursor;
import theriac.stix.StixId;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// What was proposed to events (MISP's shadow attributes), whether it came with an event or was
/// proposed here. What was accepted or discarded is shown as deleted, as MISP has it: the proposal
/// is its maker's word and stays, and who decided says so in an opinion of its own. Thread-safe.
final class ProposalView {

    /// The property of such an opinion: `accepted` or `discarded`.
    static final String DECISION = "x_misp_decision";

    private static final String TYPE = "x-misp-proposal";
    private static final int MOST = 50_000;

    private final MispEvents events;
    private final EventView view;
    private final Clock clock;

    ProposalView(MispEvents events, EventView view, Clock clock) {
        this.events = events;
        this.view = view;
        this.clock = clock;
    }

    /// A proposal.
    ///
    /// @param about the attribute that it would change, or the report of the event for a new one
    /// @param event of that; empty when the caller may not have it
    /// @param decided whether it was accepted or discarded
    record Proposal(Item item, JsonObject said, StixId about, Optional<UUID> event, boolean decided) {

        /// As MISP shows it. A change has the uuid of its attribute, so its number is that of the proposal itself.
        JsonObject shown() {
            var numbered = Numbers.attribute(said, event.map(Numbers::of).orElse("0"), "0")
                    .without("object_id")
                    .with("id", new JsonString(Numbers.of(item.object().id().uuid())));
            return decided ? numbered.with("deleted", JsonBoolean.TRUE) : numbered;
        }
    }

    /// `shadow_attributes/view/{uuid or id}`.
    MispAnswer proposal(MispCall call) {
        return MispAnswer.json(wrapped(load(call.caller(), call.argument()).shown()));
    }

    /// The proposal of a uuid or a number.
    ///
    /// @throws Problem when it is absent, or not for the caller
    Proposal load(Viewer.Party caller, String name) {
        var ids = events.proposals(caller, Numbers.beginning(name).orElse(name));
        return proposals(caller, events.outgoing().load(caller, ids)).stream()
                .findFirst()
                .orElseThrow(
                        () -> Problem.notFound("Invalid proposal: there is no such proposal, or it is not for you."));
    }

    /// `shadow_attributes/index`, as servers that pull ask for proposals: all of them, those of the event in the
    /// address, or those changed since a `timestamp`, by `limit` and `page`; decided ones with `deleted`.
    MispAnswer proposals(MispCall call) {
        var since = Span.seconds(Subject.scalar(call.parameters(), "timestamp")).orElse(Instant.EPOCH);
        var event = call.arguments().stream()
                .findFirst()
                .map(name -> view.find(call.caller(), name).uuid());
        boolean deleted = call.parameters().find("deleted").map(Wanted::of).stream()
                .anyMatch(said -> !said.any().equals(List.of("0")));
        var found = new ArrayList<JsonObject>();
        Optional<Cursor> after = Outgoing.from(since);
        do {
            var page = events.outgoing().page(call.caller(), Set.of(TYPE), after);
            proposals(call.caller(), page.items()).stream()
                    .filter(proposal -> event.isEmpty() || proposal.event().equals(event))
                    .map(Proposal::shown)
                    .filter(shown ->
                            !Subject.of(shown).changed().orElse(Instant.MAX).isBefore(since))
                    .filter(shown -> deleted || !Subject.is(shown, "deleted"))
                    .forEach(shown -> found.add(wrapped(shown)));
            if (found.size() > MOST) {
                throw Problem.of(
                        Problem.Code.UNPROCESSABLE,
                        "There are more than %,d proposals: ask for those since a timestamp.".formatted(MOST));
            }
            after = page.next();
        } while (after.isPresent());
        var filters = new Filters(
                call.parameters().without("timestamp").without("all").without("deleted"), clock.instant());
        return MispAnswer.json(JsonArray.of(EventSearch.page(found, filters, MOST)));
    }

    static JsonObject wrapped(JsonObject proposal) {
        return JsonObject.builder().put("ShadowAttribute", proposal).build();
    }

    private List<Proposal> proposals(Viewer.Party caller, List<Item> items) {
        var about = new HashMap<StixId, StixId>();
        items.forEach(item -> item.object().refs("object_refs").stream()
                .findFirst()
                .ifPresent(id -> about.put(item.object().id(), id)));
        var eventOf = eventsOf(caller, Set.copyOf(about.values()));
        var decided = decided(caller, items, about, eventOf);
        var proposals = new ArrayList<Proposal>();
        for (var item : items) {
            var id = item.object().id();
            var of = Optional.ofNullable(about.get(id));
            MispWriter.proposal(item.object())
                    .ifPresent(said -> proposals.add(new Proposal(
                            item,
                            said,
                            of.orElse(id),
                            of.flatMap(each -> Optional.ofNullable(eventOf.get(each))),
                            decided.contains(id))));
        }
        return proposals;
    }

    /// The events of attributes and of reports themselves.
    private Map<StixId, UUID> eventsOf(Viewer.Party caller, Set<StixId> about) {
        var found = new HashMap<StixId, UUID>();
        about.stream().filter(id -> id.type().equals("report")).forEach(id -> found.put(id, id.uuid()));
        events.outgoing()
                .load(
                        caller,
                        about.stream().filter(id -> !id.type().equals("report")).toList())
                .forEach(item -> MispWriter.eventOf(item.object())
                        .ifPresent(uuid -> found.put(item.object().id(), uuid)));
        return found;
    }

    /// Those of which the maker, or who told the event, says that they are decided.
    private Set<StixId> decided(
            Viewer.Party caller, List<Item> items, Map<StixId, StixId> about, Map<StixId, UUID> eventOf) {
        var opinions = events
                .opinions(caller, items.stream().map(item -> item.object().id()).toList())
                .stream()
                .filter(opinion -> opinion.object().text(DECISION).isPresent())
                .toList();
        if (opinions.isEmpty()) {
            return Set.of();
        }
        var owners = new HashMap<UUID, Long>();
        events.heads(caller, Set.copyOf(eventOf.values()))
                .forEach(head -> owners.put(head.uuid(), head.report().owner()));
        var decided = new HashSet<StixId>();
        for (var item : items) {
            var id = item.object().id();
            var event = Optional.ofNullable(about.get(id)).map(eventOf::get);
            opinions.stream()
                    .filter(opinion -> opinion.object().refs("object_refs").contains(id))
                    .filter(opinion -> opinion.owner() == item.owner()
                            || event.map(owners::get)
                                    .filter(owner -> owner == opinion.owner())
                                    .isPresent())
                    .findFirst()
                    .ifPresent(_ -> decided.add(id));
        }
        return decided;
    }
}
