package theriac.hub.sharing.misp;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Elements of events by themselves, as clients of MISP ask for them beside searching: one attribute, one object, the
/// first attributes, the proposals. Thread-safe.
final class ElementView {

    /// As many as MISP gives when nobody says how many.
    private static final String LIMIT = "60";

    private static final Set<String> PROPOSALS = Set.of("x-misp-proposal");
    private static final int MOST_PROPOSALS = 50_000;

    private final MispEvents events;
    private final EventView view;
    private final AttributeSearch search;
    private final Clock clock;

    ElementView(MispEvents events, EventView view, AttributeSearch search, Clock clock) {
        this.events = events;
        this.view = view;
        this.search = search;
        this.clock = clock;
    }

    /// `attributes/view/{uuid or id}`.
    MispAnswer attribute(MispCall call) {
        return MispAnswer.json(JsonObject.builder()
                .put("Attribute", view.given(call.caller(), call.argument()))
                .build());
    }

    /// `attributes/index`: the first of all attributes, or the page that was asked for.
    MispAnswer attributes(MispCall call) {
        var parameters = call.parameters().has("limit")
                ? call.parameters()
                : call.parameters().with("limit", new JsonString(LIMIT));
        var hits = search.taken(call.caller(), new Filters(parameters, clock.instant()));
        return MispAnswer.list(hits.stream()
                .map(hit -> Numbers.attribute(
                        hit.subject().attribute(),
                        hit.event().map(Numbers::of).orElse("0"),
                        Numbers.uuid(hit.subject().object()).map(Numbers::of).orElse("0")))
                .toList());
    }

    /// `objects/view/{uuid or id}`.
    MispAnswer object(MispCall call) {
        var name = call.argument();
        var id = events.objects(call.caller(), Numbers.beginning(name).orElse(name)).stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Invalid object: there is no such object, or it is not for you."));
        return MispAnswer.json(object(call, id));
    }

    /// An object with its attributes, put on record as given.
    JsonObject object(MispCall call, StixId id) {
        return search.objects(call.caller(), List.of(id), new Filters(JsonObject.empty(), clock.instant())).stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Invalid object: there is no such object, or it is not for you."));
    }

    /// `shadow_attributes/view/{uuid or id}`.
    MispAnswer proposal(MispCall call) {
        var ids = events.proposals(
                call.caller(), Numbers.beginning(call.argument()).orElse(call.argument()));
        return numbered(call.caller(), events.outgoing().load(call.caller(), ids)).stream()
                .findFirst()
                .map(ElementView::wrapped)
                .map(MispAnswer::json)
                .orElseThrow(
                        () -> Problem.notFound("Invalid proposal: there is no such proposal, or it is not for you."));
    }

    /// `shadow_attributes/index`, as servers that pull ask for proposals: all of them, those of the
    /// event in the address, or those changed since a `timestamp`, by `limit` and `page`.
    MispAnswer proposals(MispCall call) {
        var since = Span.seconds(Subject.scalar(call.parameters(), "timestamp")).orElse(Instant.EPOCH);
        var event = call.arguments().stream()
                .findFirst()
                .map(name -> view.find(call.caller(), name).uuid());
        var found = new ArrayList<JsonObject>();
        Optional<Cursor> after = Outgoing.from(since);
        do {
            var page = events.outgoing().page(call.caller(), PROPOSALS, after);
            numbered(call.caller(), page.items()).stream()
                    .filter(proposal ->
                            !Subject.of(proposal).changed().orElse(Instant.MAX).isBefore(since))
                    .filter(proposal -> event.isEmpty()
                            || proposal.text("event_id")
                                    .filter(Numbers.of(event.get())::equals)
                                    .isPresent())
                    .forEach(proposal -> found.add(wrapped(proposal)));
            if (found.size() > MOST_PROPOSALS) {
                throw Problem.of(
                        Problem.Code.UNPROCESSABLE,
                        "There are more than %,d proposals: ask for those since a timestamp."
                                .formatted(MOST_PROPOSALS));
            }
            after = page.next();
        } while (after.isPresent());
        var filters = new Filters(
                call.parameters().without("timestamp").without("all").without("deleted"), clock.instant());
        return MispAnswer.json(JsonArray.of(EventSearch.page(found, filters, MOST_PROPOSALS)));
    }

    private static JsonObject wrapped(JsonObject proposal) {
        return JsonObject.builder().put("ShadowAttribute", proposal).build();
    }

    /// The proposals with their numbers here, and those of their events.
    private List<JsonObject> numbered(Viewer.Party caller, List<Item> proposals) {
        var about = proposals.stream().flatMap(item -> about(item).stream()).toList();
        var ofAttributes = new HashMap<StixId, UUID>();
        events.outgoing()
                .load(
                        caller,
                        about.stream().filter(id -> !id.type().equals("report")).toList())
                .forEach(item -> MispWriter.eventOf(item.object())
                        .ifPresent(uuid -> ofAttributes.put(item.object().id(), uuid)));
        return proposals.stream()
                .flatMap(item -> MispWriter.proposal(item.object()).stream().map(proposal -> {
                    var event = about(item)
                            .flatMap(id -> id.type().equals("report")
                                    ? Optional.of(id.uuid())
                                    : Optional.ofNullable(ofAttributes.get(id)))
                            .map(Numbers::of)
                            .orElse("0");
                    return Numbers.attribute(proposal, event, "0").without("object_id");
                }))
                .toList();
    }

    /// What a proposal would change: an attribute, or the event for a new one.
    private static Optional<StixId> about(Item proposal) {
        return proposal.object().refs("object_refs").stream().findFirst();
    }
}
