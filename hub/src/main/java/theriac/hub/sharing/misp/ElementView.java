package theriac.hub.sharing.misp;

import java.time.Clock;
import java.util.List;
import theriac.hub.core.Problem;
import theriac.stix.StixId;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Elements of events by themselves, as clients of MISP ask for them beside searching: one attribute, one object, the
/// first attributes. Thread-safe.
final class ElementView {

    /// As many as MISP gives when nobody says how many.
    private static final String LIMIT = "60";

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
}
