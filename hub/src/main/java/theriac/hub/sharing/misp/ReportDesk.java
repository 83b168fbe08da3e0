package theriac.hub.sharing.misp;

import java.util.List;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Event reports, which are the texts of an event, read and written one by one. Thread-safe.
final class ReportDesk {

    private final MispEvents events;
    private final EventView view;
    private final OwnEvents own;

    ReportDesk(MispEvents events, EventView view, OwnEvents own) {
        this.events = events;
        this.view = view;
        this.own = own;
    }

    /// `eventReports/index/event_id:{uuid or id}`: those of one event; deleted ones with `deleted`.
    MispAnswer index(MispCall call) {
        var event = call.arguments().stream()
                .findFirst()
                .or(() -> Subject.scalar(call.parameters(), "event_id").stream().findFirst())
                .orElseThrow(() -> Problem.badRequest("Say of which event: eventReports/index/event_id: and its id."));
        boolean deleted = Subject.is(call.parameters(), "deleted");
        return MispAnswer.list(reports(view.numbered(call.caller(), event)).stream()
                .filter(report -> deleted || !Subject.is(report, "deleted"))
                .map(ReportDesk::wrapped)
                .toList());
    }

    /// `eventReports/view/{uuid or id}`.
    MispAnswer view(MispCall call) {
        return answer(call.caller(), call.argument());
    }

    /// `eventReports/add/{uuid or id of the event}`.
    MispAnswer add(MispCall call) {
        OwnEvents.mayWrite(call);
        var sent = OwnEvents.withoutNumbers(call.body().object("EventReport").orElse(call.body()));
        if (sent.text("name").filter(name -> !name.isBlank()).isEmpty()) {
            throw Problem.badRequest("Could not add event report: it needs a \"name\".");
        }
        var event = own.load(call.caller(), call.argument());
        var report = Numbers.uuid(sent).isPresent() ? sent : sent.with("uuid", OwnEvents.random());
        report = report.has("timestamp") ? report : report.with("timestamp", own.now());
        report = report.has("distribution") ? report : report.with("distribution", new JsonString("5"));
        return write(call, event, report);
    }

    /// `eventReports/edit/{uuid or id}`: what is not sent stays.
    MispAnswer edit(MispCall call) {
        OwnEvents.mayWrite(call);
        return change(
                call, OwnEvents.withoutNumbers(call.body().object("EventReport").orElse(call.body())));
    }

    /// `eventReports/delete/{uuid or id}`: it stands in the event as deleted, so that who had it is told.
    MispAnswer delete(MispCall call) {
        OwnEvents.mayWrite(call);
        change(call, JsonObject.builder().put("deleted", JsonBoolean.TRUE).build());
        return MispAnswer.done(call, "Event report deleted.");
    }

    private MispAnswer change(MispCall call, JsonObject sent) {
        var event =
                own.load(call.caller(), event(call.caller(), call.argument()).toString());
        var stored = find(event, call.argument());
        if (Merged.isOlder(sent, stored)) {
            throw Problem.conflict("Event report in the request not newer than the local copy.");
        }
        var edited = sent.has("timestamp") ? stored : own.touched(stored);
        for (var member : sent.members()) {
            edited = edited.with(member.name(), member.value());
        }
        return write(
                call,
                event,
                edited.with("uuid", new JsonString(stored.text("uuid").orElse(""))));
    }

    private MispAnswer write(MispCall call, JsonObject event, JsonObject report) {
        own.change(
                call.caller(),
                event,
                JsonObject.builder()
                        .put("EventReport", JsonArray.of(List.of(report)))
                        .build());
        return answer(call.caller(), report.text("uuid").orElse(""));
    }

    private MispAnswer answer(Viewer.Party caller, String name) {
        return MispAnswer.json(wrapped(
                find(view.numbered(caller, event(caller, name).toString()), name)));
    }

    private UUID event(Viewer.Party caller, String name) {
        return events.ofReport(caller, Numbers.beginning(name).orElse(name)).stream()
                .findFirst()
                .orElseThrow(ReportDesk::absent);
    }

    private static List<JsonObject> reports(JsonObject event) {
        return event.array("EventReport").map(JsonArray::objects).orElse(List.of());
    }

    private static JsonObject find(JsonObject event, String name) {
        return reports(event).stream()
                .filter(report -> Subject.names(report).stream().anyMatch(name::equalsIgnoreCase))
                .findFirst()
                .orElseThrow(ReportDesk::absent);
    }

    private static JsonObject wrapped(JsonObject report) {
        return JsonObject.builder().put("EventReport", report).build();
    }

    private static Problem absent() {
        return Problem.notFound("Invalid event report: there is no such report, or it is not for you.");
    }
}
