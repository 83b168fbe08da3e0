package theriac.hub.sharing.misp;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Parties;
import theriac.hub.store.ClaimView;
import theriac.hub.store.Objects;
import theriac.stix.StixId;
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

    private final EventSearch events;
    private final Objects objects;
    private final Parties parties;
    private final EventIntake intake;
    private final Clock clock;

    EventDesk(EventSearch events, Objects objects, Parties parties, EventIntake intake, Clock clock) {
        this.events = events;
        this.objects = objects;
        this.parties = parties;
        this.intake = intake;
        this.clock = clock;
    }

    /// `events/add`; with `metadata:1` the answer has no parts.
    MispAnswer add(MispCall call) {
        mayWrite(call);
        var sent = call.body().object("Event").orElse(call.body());
        var event = withWhatMustBe(call.caller(), sent);
        var uuid = Numbers.uuid(event).orElseThrow();
        if (events.found(call.caller(), uuid).isPresent()) {
            throw Problem.notAllowed("Event already exists, if you would like to edit it, use the url in the location"
                    + " header: /events/edit/%s.".formatted(uuid));
        }
        return store(call, event);
    }

    /// `events/edit/{uuid or id}`.
    MispAnswer edit(MispCall call) {
        mayWrite(call);
        var sent = call.body().object("Event").orElse(call.body());
        var stored = own(call.caller(), call.argument());
        checkName(call.caller(), sent);
        if (Merged.isOlder(sent, stored)) {
            throw Problem.conflict("Event could not be saved: Event in the request not newer than the local copy.");
        }
        var edited = Merged.of(stored, withoutNumbers(sent), now())
                .with("uuid", uuid(stored))
                .with("published", JsonBoolean.of(Subject.is(sent, "published")));
        return store(call, sent.has("timestamp") ? edited : touched(edited));
    }

    /// `events/filterEventIdsForPush`: of the events that a server has, by uuid and time, those that are news here.
    /// A server that pushes everything asks this first, and sends nothing without an answer.
    MispAnswer wanted(MispCall call) {
        mayWrite(call);
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

    /// `attributes/add/{uuid or id of the event}`.
    MispAnswer addAttribute(MispCall call) {
        mayWrite(call);
        var sent = call.body().object("Attribute").orElse(call.body());
        if (sent.array("list").isPresent() || sent.array("value").isPresent()) {
            throw Problem.badRequest("One attribute at a time, or several with events/edit.");
        }
        var stored = own(call.caller(), call.argument());
        var attribute = sent.has("uuid") ? sent : sent.with("uuid", random());
        attribute = attribute.has("timestamp") ? attribute : attribute.with("timestamp", now());
        var more = JsonObject.builder()
                .put("Attribute", JsonArray.of(List.of(withoutNumbers(attribute))))
                .build();
        var event = touched(Merged.of(stored, more, now())).with("published", JsonBoolean.FALSE);
        check(intake.take(call.caller(), event, false));
        var uuid = attribute.text("uuid").orElse("");
        return MispAnswer.json(JsonObject.builder()
                .put("Attribute", events.attribute(call.caller(), uuid))
                .build());
    }

    /// `events/publish/{uuid or id}` and `events/unpublish`.
    MispAnswer publish(MispCall call) {
        mayWrite(call);
        boolean published = !call.action().endsWith("/unpublish");
        var event = touched(own(call.caller(), call.argument())).with("published", JsonBoolean.of(published));
        if (published) {
            event = event.with("publish_timestamp", now());
        }
        check(intake.take(call.caller(), event, published));
        var done = published ? "Event published" : "Event unpublished";
        return MispAnswer.json(JsonObject.builder()
                .put("saved", true)
                .put("success", true)
                .put("name", done)
                .put("message", done)
                .put("url", call.path())
                .build());
    }

    private static void mayWrite(MispCall call) {
        if (!call.writes()) {
            throw Problem.badRequest("Send this with POST.");
        }
        if (!call.caller().may(Permission.MISP_WRITE)) {
            throw Problem.notAllowed("You do not have permission to use this functionality: this key only reads.");
        }
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
            answer.put("errors", sentence(taken));
        }
        return MispAnswer.json(answer.build());
    }

    private static void check(EventIntake.Taken taken) {
        if (taken.rejected() > 0) {
            throw Problem.of(Problem.Code.UNPROCESSABLE, sentence(taken));
        }
    }

    private static String sentence(EventIntake.Taken taken) {
        return "%d elements could not be used and were left out: %s"
                .formatted(taken.rejected(), String.join(" ", taken.why()));
    }

    /// The event as it is stored, when it is the caller's to change.
    ///
    /// @throws Problem not found: absent or hidden; not allowed: only others told it
    private JsonObject own(Viewer.Party caller, String name) {
        var event = events.stored(caller, name);
        var own = intake.sources(caller);
        boolean told = objects
                .claims(caller, StixId.of("report--" + event.text("uuid").orElse("")))
                .stream()
                .filter(claim -> claim.withdrawnAt().isEmpty())
                .map(ClaimView::sourceId)
                .anyMatch(own::contains);
        if (!told) {
            throw Problem.notAllowed("You do not have permission to do that: this event was not told by your"
                    + " organisation over this interface.");
        }
        return event;
    }

    private JsonObject withWhatMustBe(Viewer.Party caller, JsonObject sent) {
        if (sent.text("info").filter(info -> !info.isBlank()).isEmpty()) {
            throw Problem.badRequest("Could not add Event: it needs an \"info\", which says what it is about.");
        }
        checkName(caller, sent);
        var event = withoutNumbers(sent);
        event = Numbers.uuid(event).isPresent() ? event : event.with("uuid", random());
        event = event.object("Orgc").isPresent()
                ? event
                : event.with("Orgc", Directory.plain(parties.load(caller.organization())));
        event = event.has("timestamp") ? event : event.with("timestamp", now());
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

    /// The numbers of the server it comes from mean nothing here.
    private static JsonObject withoutNumbers(JsonObject element) {
        var plain = element;
        for (var name : List.of("id", "event_id", "object_id", "org_id", "orgc_id")) {
            plain = plain.without(name);
        }
        return plain;
    }

    /// Changed just now, and after what it was before: two versions of one second would be equally new.
    private JsonObject touched(JsonObject event) {
        long before = Span.seconds(Subject.scalar(event, "timestamp"))
                .map(Instant::getEpochSecond)
                .orElse(0L);
        long now = Math.max(before + 1, clock.instant().getEpochSecond());
        return event.with("timestamp", new JsonString(Long.toString(now)));
    }

    private JsonString now() {
        return new JsonString(Long.toString(clock.instant().getEpochSecond()));
    }

    private static JsonString random() {
        return new JsonString(UUID.randomUUID().toString());
    }

    private static JsonString uuid(JsonObject event) {
        return new JsonString(event.text("uuid").orElse(""));
    }
}
