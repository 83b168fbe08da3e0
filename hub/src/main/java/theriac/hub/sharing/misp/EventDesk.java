package theriac.hub.sharing.misp;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Parties;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Events that are written over MISP's interface: added, edited, published. An event stays with its
/// organisation until it is published, and an edit of a published one too; then it goes as far as its labels
/// and its distribution say, and no further. What another organisation of this hub told is not for the caller
/// to change, and nobody speaks in another's name. Thread-safe.
final class EventDesk {

    private static final int MOST_OFFERED = 100_000;

    private final EventView events;
    private final OwnEvents own;
    private final Parties parties;
    private final EventIntake intake;
    private final Clock clock;

    EventDesk(EventView events, OwnEvents own, Parties parties, EventIntake intake, Clock clock) {
        this.events = events;
        this.own = own;
        this.parties = parties;
        this.intake = intake;
        this.clock = clock;
    }

    /// `events/add`; with `metadata:1` the answer has no parts.
    MispAnswer add(MispCall call) {
        OwnEvents.mayWrite(call);
        var sent = call.body().object("Event").orElse(call.body());
        var event = withWhatMustBe(call.caller(), sent);
        var uuid = Numbers.uuid(event).orElseThrow();
        if (events.found(call.caller(), uuid).isPresent()) {
            throw Problem.notAllowed("Event already exists, if you would like to edit it, use the url in the location"
                    + " header: /events/edit/%s.".formatted(uuid));
        }
        own.checkNotTakenBack(call.caller(), uuid);
        return store(call, event);
    }

    /// `events/delete/{uuid or id}`: the organisation takes back the event and its parts, as over TAXII: who
    /// had them is told, and what others say about the same stands. It can be let stand again in the workbench.
    MispAnswer delete(MispCall call) {
        OwnEvents.mayWrite(call);
        var event = own.load(call.caller(), call.argument());
        var uuid = Numbers.uuid(event).orElseThrow();
        intake.takeBack(call.caller(), events.told(call.caller(), uuid));
        return MispAnswer.done(call, "Event deleted");
    }

    /// `events/edit/{uuid or id}`.
    MispAnswer edit(MispCall call) {
        OwnEvents.mayWrite(call);
        var sent = call.body().object("Event").orElse(call.body());
        var stored = own.load(call.caller(), call.argument());
        checkName(call.caller(), sent);
        if (Merged.isOlder(sent, stored)) {
            throw Problem.conflict("Event could not be saved: Event in the request not newer than the local copy.");
        }
        var next = own.next(stored);
        var edited = Merged.of(stored, OwnEvents.withoutNumbers(sent), next)
                .with("uuid", uuid(stored))
                .with("published", JsonBoolean.of(Subject.is(sent, "published")));
        return store(call, sent.has("timestamp") ? edited : edited.with("timestamp", next));
    }

    /// `events/filterEventIdsForPush`: of the events that a server has, by uuid and time, those that are news
    /// here. A server that pushes everything asks this first, and sends nothing without an answer.
    MispAnswer wanted(MispCall call) {
        OwnEvents.mayWrite(call);
        var offered = call.body().array("list").map(JsonArray::objects).orElse(List.of()).stream()
                .flatMap(element -> element.object("Event").stream())
                .filter(event -> Numbers.uuid(event).isPresent())
                .toList();
        if (offered.size() > MOST_OFFERED) {
            throw Problem.badRequest("Ask about %,d events at most at a time.".formatted(MOST_OFFERED));
        }
        var here = events.changed(
                call.caller(),
                offered.stream().flatMap(event -> Numbers.uuid(event).stream()).toList());
        return MispAnswer.json(JsonArray.ofTexts(offered.stream()
                .filter(event -> isNews(event, here))
                .map(event -> event.text("uuid").orElse(""))
                .toList()));
    }

    private static boolean isNews(JsonObject event, Map<UUID, Instant> here) {
        var known = Numbers.uuid(event).map(here::get);
        return known.isEmpty()
                || Span.seconds(Subject.scalar(event, "timestamp"))
                        .filter(at -> at.isAfter(known.get()))
                        .isPresent();
    }

    /// `events/publish/{uuid or id}`, `events/alert` and `events/unpublish`. No mail is sent, and who
    /// asks for one is told so.
    MispAnswer publish(MispCall call) {
        OwnEvents.mayWrite(call);
        boolean published = !call.action().endsWith("/unpublish");
        var event = own.touched(own.load(call.caller(), call.argument())).with("published", JsonBoolean.of(published));
        if (published) {
            event = event.with("publish_timestamp", own.now());
        }
        OwnEvents.check(intake.take(call.caller(), event, published));
        return MispAnswer.done(
                call,
                switch (call.action()) {
                    case "events/publish" -> "Event published";
                    case "events/alert" -> "Event published; this hub sends no mail about it";
                    default -> "Event unpublished";
                });
    }

    private MispAnswer store(MispCall call, JsonObject event) {
        var taken = intake.take(call.caller(), event, Subject.is(event, "published"));
        // What is marked for named people only is not for the key either, once it is stored.
        var stored = Numbers.event(
                events.found(call.caller(), Numbers.uuid(event).orElseThrow()).orElse(event));
        boolean metadata = Subject.is(call.parameters(), "metadata");
        var answer = JsonObject.builder()
                .put("Event", metadata ? stored.without("Attribute").without("Object") : stored);
        if (taken.rejected() > 0) {
            answer.put("errors", OwnEvents.sentence(taken));
        }
        return MispAnswer.json(answer.build());
    }

    private JsonObject withWhatMustBe(Viewer.Party caller, JsonObject sent) {
        if (sent.text("info").filter(info -> !info.isBlank()).isEmpty()) {
            throw Problem.badRequest("Could not add Event: it needs an \"info\", which says what it is about.");
        }
        checkName(caller, sent);
        var event = OwnEvents.withoutNumbers(sent);
        event = Numbers.uuid(event).isPresent() ? event : event.with("uuid", OwnEvents.random());
        event = event.object("Orgc").isPresent()
                ? event
                : event.with("Orgc", Directory.plain(parties.load(caller.organization())));
        event = event.has("timestamp") ? event : event.with("timestamp", own.now());
        event = event.has("distribution") ? event : event.with("distribution", new JsonString("0"));
        return event.has("date")
                ? event
                : event.with(
                        "date",
                        new JsonString(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                                .toString()));
    }

    /// Who made the event: the caller's organisation, or one that is not of this hub, whose event is passed on.
    private void checkName(Viewer.Party caller, JsonObject sent) {
        var creator = sent.object("Orgc").flatMap(Numbers::uuid);
        var own = parties.load(caller.organization()).identity().uuid();
        if (creator.filter(uuid -> !uuid.equals(own)).filter(parties::isHere).isPresent()) {
            throw Problem.notAllowed("The event is in another organisation's name: yours is %s.".formatted(own));
        }
    }

    private static JsonString uuid(JsonObject event) {
        return new JsonString(event.text("uuid").orElse(""));
    }
}
