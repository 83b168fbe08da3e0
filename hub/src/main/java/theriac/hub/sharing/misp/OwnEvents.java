package theriac.hub.sharing.misp;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ClaimView;
import theriac.hub.store.Objects;
import theriac.stix.StixId;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// The events that the caller's organisation told over this interface, which alone are its to change. A
/// change of an attribute or a tag is a change of its event, which then is unpublished: others keep what was
/// published. Thread-safe.
final class OwnEvents {

    /// To the letter what MISP says: PyMISP compares it, and proposes what it may not write.
    static final String NOT_YOURS = "You do not have permission to do that.";

    private final EventView events;
    private final Objects objects;
    private final EventIntake intake;
    private final Clock clock;

    OwnEvents(EventView events, Objects objects, EventIntake intake, Clock clock) {
        this.events = events;
        this.objects = objects;
        this.intake = intake;
        this.clock = clock;
    }

    /// @throws Problem when the request or its key only reads
    static void mayWrite(MispCall call) {
        if (!call.writes()) {
            throw Problem.badRequest("Send this with POST.");
        }
        if (!call.caller().may(Permission.MISP_WRITE)) {
            throw Problem.notAllowed("You do not have permission to use this functionality: this key only reads.");
        }
    }

    /// The event as it is stored, when it is the caller's to change.
    ///
    /// @throws Problem not found: absent or hidden; not allowed: only others told it
    JsonObject load(Viewer.Party caller, String name) {
        return checked(caller, events.stored(caller, name));
    }

    /// The event of an attribute, as it is stored.
    ///
    /// @throws Problem as [#load] does
    JsonObject loadOfAttribute(Viewer.Party caller, String attribute) {
        return checked(caller, events.storedOfAttribute(caller, attribute));
    }

    /// The event of an object, as it is stored.
    ///
    /// @throws Problem as [#load] does
    JsonObject loadOfObject(Viewer.Party caller, String object) {
        return checked(caller, events.storedOfObject(caller, object));
    }

    private JsonObject checked(Viewer.Party caller, JsonObject event) {
        var report = StixId.of("report--" + event.text("uuid").orElse(""));
        if (claims(caller, report).stream()
                .allMatch(claim -> claim.withdrawnAt().isPresent())) {
            throw Problem.notAllowed(NOT_YOURS + " This event was not told by your organisation over this interface.");
        }
        return event;
    }

    /// @throws Problem when the event was deleted: the same contents would stay withdrawn, and the answer
    /// would lie
    void checkNotTakenBack(Viewer.Party caller, UUID event) {
        var told = claims(caller, StixId.of("report--" + event));
        if (!told.isEmpty()
                && told.stream().allMatch(claim -> claim.withdrawnAt().isPresent())) {
            throw Problem.notAllowed("Could not add Event: it was deleted. Let it stand again in the workbench, or"
                    + " send it under a new uuid.");
        }
    }

    private List<ClaimView> claims(Viewer.Party caller, StixId report) {
        var own = intake.sources(caller);
        return objects.claims(caller, report).stream()
                .filter(claim -> own.contains(claim.sourceId()))
                .toList();
    }

    /// Stores an event that was changed, unpublished.
    ///
    /// @param event as it was stored
    /// @param change parts of it, by their uuids
    /// @throws Problem when the change cannot be used
    void change(Viewer.Party caller, JsonObject event, JsonObject change) {
        check(tell(caller, event, change));
    }

    /// The same, where what cannot be used is left out.
    EventIntake.Taken tell(Viewer.Party caller, JsonObject event, JsonObject change) {
        return take(caller, Merged.of(event, change, next(event)));
    }

    /// Stores an event in place of what it was, unpublished.
    void replace(Viewer.Party caller, JsonObject event) {
        check(take(caller, touched(event)));
    }

    private EventIntake.Taken take(Viewer.Party caller, JsonObject event) {
        return intake.take(caller, event.with("published", JsonBoolean.FALSE), false);
    }

    static void check(EventIntake.Taken taken) {
        if (taken.rejected() > 0) {
            throw Problem.of(Problem.Code.UNPROCESSABLE, sentence(taken));
        }
    }

    static String sentence(EventIntake.Taken taken) {
        return "%d elements could not be used and were left out: %s"
                .formatted(taken.rejected(), String.join(" ", taken.why()));
    }

    /// The numbers of the server it comes from mean nothing here.
    static JsonObject withoutNumbers(JsonObject element) {
        var plain = element;
        for (var name : List.of("id", "event_id", "object_id", "org_id", "orgc_id")) {
            plain = plain.without(name);
        }
        return plain;
    }

    /// A change without its time where that is the time of what it changes: it was got, changed and sent back, and
    /// of two versions of one moment the first would stay.
    static JsonObject dated(JsonObject sent, JsonObject stored) {
        return Subject.scalar(sent, "timestamp").equals(Subject.scalar(stored, "timestamp"))
                ? sent.without("timestamp")
                : sent;
    }

    /// Changed just now, and after what it was before.
    JsonObject touched(JsonObject element) {
        return element.with("timestamp", next(element));
    }

    /// The same for a part of an event; a part that has no time has that of its event.
    JsonObject touched(JsonObject part, JsonObject event) {
        return touched(
                part.has("timestamp")
                        ? part
                        : part.with("timestamp", new JsonString(String.join("", Subject.scalar(event, "timestamp")))));
    }

    /// Now, or a second after what an element was before: of two versions of one second either might
    /// count.
    JsonString next(JsonObject before) {
        long then = Span.seconds(Subject.scalar(before, "timestamp"))
                .map(Instant::getEpochSecond)
                .orElse(0L);
        return new JsonString(Long.toString(Math.max(then + 1, clock.instant().getEpochSecond())));
    }

    JsonString now() {
        return new JsonString(Long.toString(clock.instant().getEpochSecond()));
    }

    static JsonString random() {
        return new JsonString(UUID.randomUUID().toString());
    }
}
