package theriac.hub.sharing.misp;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Parties;
import theriac.hub.sharing.Submissions;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.taxii.server.Submission;

/// Sightings that are written over MISP's interface: the word of the caller's organisation, stored as those
/// that come over TAXII. Who saw something is for the organisation alone; that something is a false positive
/// is said to the CERT as well. Thread-safe.
final class SightingDesk {

    private static final int MOST = 1_000;

    /// Seen, and a false positive.
    private static final List<String> TYPES = List.of("0", "1");

    private final MispEvents events;
    private final ValuePlaces values;
    private final Submissions submissions;
    private final Parties parties;
    private final Clock clock;

    SightingDesk(MispEvents events, ValuePlaces values, Submissions submissions, Parties parties, Clock clock) {
        this.events = events;
        this.values = values;
        this.submissions = submissions;
        this.parties = parties;
        this.clock = clock;
    }

    /// `sightings/add`: of the attribute in the address or in the body, or of all attributes that have the
    /// `values`.
    MispAnswer add(MispCall call) {
        if (!call.writes() || !call.caller().may(Permission.MISP_WRITE)) {
            throw Problem.notAllowed("You do not have permission to use this functionality: this key only reads.");
        }
        var sent = call.body().object("Sighting").orElse(call.body());
        var type = Subject.scalar(sent, "type").stream().findFirst().orElse("0");
        if (!TYPES.contains(type)) {
            throw Problem.badRequest(
                    "A sighting is of type 0 (seen) or 1 (a false positive); others are not stored here.");
        }
        var targets = targets(call, sent);
        if (targets.isEmpty()) {
            throw Problem.notFound("Invalid attribute: there is no such attribute or value, or it is not for you.");
        }
        if (targets.size() > MOST) {
            throw Problem.badRequest("The values stand at more than %,d attributes: name one.".formatted(MOST));
        }
        var told = targets.stream()
                .map(target -> told(call.caller(), target, sent, type))
                .toList();
        store(call.caller(), told);
        return MispAnswer.json(JsonObject.builder()
                .put("Sighting", answer(call.caller(), told.getFirst(), targets.getFirst(), sent, type))
                .build());
    }

    /// `sightings/bulkSaveSightings/{uuid of the event}`, as a server that pushes tells those of an event: of
    /// attributes that are not here they are passed over.
    MispAnswer addAll(MispCall call) {
        OwnEvents.mayWrite(call);
        var sent = call.body().array("list").map(JsonArray::objects).orElse(List.of());
        if (sent.size() > MOST) {
            throw Problem.badRequest("At most %,d sightings are told at once.".formatted(MOST));
        }
        var told = new ArrayList<StixObject>();
        for (var one : sent) {
            var type = Subject.scalar(one, "type").stream().findFirst().orElse("0");
            var uuid = one.text("attribute_uuid").orElse("");
            if (TYPES.contains(type)
                    && Numbers.uuid(JsonObject.builder().put("uuid", uuid).build())
                            .isPresent()) {
                events.attributes(call.caller(), uuid)
                        .forEach(about -> told.add(told(call.caller(), about, one, type)));
            }
        }
        if (!told.isEmpty()) {
            store(call.caller(), told);
        }
        return MispAnswer.done(call, "%d sightings added.".formatted(told.size()));
    }

    /// `sightings/delete/{uuid or id}`: the organisation takes back what it told here or over TAXII,
    /// and nobody else's.
    MispAnswer delete(MispCall call) {
        OwnEvents.mayWrite(call);
        var named = Numbers.beginning(call.argument()).orElse(call.argument());
        var taken = events.sightings(call.caller(), named).stream()
                .filter(id -> submissions.takeBack(call.caller(), id))
                .count();
        if (taken == 0) {
            throw Problem.notFound("Invalid sighting: there is no such sighting, or it is not your organisation's.");
        }
        return MispAnswer.done(call, "Sighting successfully deleted.");
    }

    private void store(Viewer.Party caller, List<StixObject> told) {
        var status = submissions.sightings(
                caller,
                new Submission(
                        clock.instant(),
                        told.stream()
                                .map(object -> new Submission.Candidate(object, List.of()))
                                .toList(),
                        List.of()));
        if (!status.failures().isEmpty()) {
            throw Problem.of(Problem.Code.UNPROCESSABLE, "The sighting could not be stored.");
        }
    }

    private List<StixId> targets(MispCall call, JsonObject sent) {
        var named = Stream.of(
                        call.arguments().stream(),
                        Subject.scalar(sent, "uuid").stream(),
                        Subject.scalar(sent, "id").stream())
                .flatMap(names -> names)
                .findFirst();
        if (named.isPresent()) {
            return events.attributes(
                    call.caller(), Numbers.beginning(named.get()).orElse(named.get()));
        }
        var texts = Stream.of("values", "value")
                .flatMap(name -> sent.find(name).stream())
                .flatMap(Wanted::texts)
                .toList();
        if (texts.isEmpty()) {
            throw Problem.badRequest("Say what was seen: an attribute in the address, or \"values\".");
        }
        return new ArrayList<>(values.find(call.caller(), texts)
                .orElseThrow(() -> Problem.badRequest("The values stand at too many attributes: name one.")));
    }

    private StixObject told(Viewer.Party caller, StixId about, JsonObject sent, String type) {
        boolean seen = type.equals("0");
        // A server that pushes tells the same sightings each time: under their own uuids they are the same here too.
        var uuid = Numbers.uuid(sent).filter(_ -> sent.has("attribute_uuid")).orElseGet(UUID::randomUUID);
        var identity = parties.load(caller.organization()).identity().text();
        var at = StixTimestamp.of(moment(sent)).text();
        var json = JsonObject.builder()
                .put("type", seen ? "sighting" : "opinion")
                .put("spec_version", "2.1")
                .put("id", (seen ? "sighting--" : "opinion--") + uuid)
                .put("created_by_ref", identity)
                .put("created", at)
                .put("modified", at);
        if (seen) {
            json.put("first_seen", at)
                    .put("last_seen", at)
                    .put("count", 1)
                    .put("sighting_of_ref", about.text())
                    .put("where_sighted_refs", List.of(identity));
        } else {
            json.put("explanation", "A sighting that calls it a false positive.")
                    .put("opinion", "strongly-disagree")
                    .put("object_refs", List.of(about.text()));
        }
        sent.text("source").filter(source -> !source.isBlank()).ifPresent(source -> json.put("x_misp_source", source));
        return StixObject.of(json.build());
    }

    private Instant moment(JsonObject sent) {
        return Stream.of("timestamp", "date_sighting")
                .flatMap(name -> Span.seconds(Subject.scalar(sent, name)).stream())
                .findFirst()
                .orElseGet(clock::instant);
    }

    private JsonObject answer(Viewer.Party caller, StixObject told, StixId about, JsonObject sent, String type) {
        return JsonObject.builder()
                .put("id", Numbers.of(told.id().uuid()))
                .put("uuid", told.id().uuid().toString())
                .put("attribute_id", Numbers.of(about.uuid()))
                .put("attribute_uuid", about.uuid().toString())
                .put(
                        "org_id",
                        Numbers.of(
                                parties.load(caller.organization()).identity().uuid()))
                .put("date_sighting", Long.toString(moment(sent).getEpochSecond()))
                .put("source", sent.text("source").orElse(""))
                .put("type", type)
                .build();
    }
}
