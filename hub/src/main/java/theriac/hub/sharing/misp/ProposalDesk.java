package theriac.hub.sharing.misp;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.formats.MispWriter;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Parties;
import theriac.hub.sharing.Submissions;
import theriac.hub.sharing.misp.ProposalView.Proposal;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Proposals to others' events: made by whoever may have the event, told to the organisation that told it and to nobody
/// else, and accepted or discarded by that organisation. Thread-safe.
final class ProposalDesk {

    /// What a proposal says of an attribute.
    private static final List<String> SAID =
            List.of("type", "category", "value", "to_ids", "comment", "first_seen", "last_seen");

    private final MispEvents events;
    private final EventView view;
    private final ProposalView proposals;
    private final OwnEvents own;
    private final Submissions submissions;
    private final Parties parties;
    private final Clock clock;

    ProposalDesk(
            MispEvents events,
            EventView view,
            ProposalView proposals,
            OwnEvents own,
            Submissions submissions,
            Parties parties,
            Clock clock) {
        this.events = events;
        this.view = view;
        this.proposals = proposals;
        this.own = own;
        this.submissions = submissions;
        this.parties = parties;
        this.clock = clock;
    }

    /// `shadowAttributes/add/{uuid or id of the event}`: an attribute that the event should have.
    MispAnswer add(MispCall call) {
        OwnEvents.mayWrite(call);
        var sent = sent(call);
        for (var must : List.of("type", "value")) {
            if (sent.text(must).filter(text -> !text.isBlank()).isEmpty()) {
                throw Problem.badRequest("Could not add proposal: it needs a \"type\" and a \"value\".");
            }
        }
        var event = view.find(call.caller(), call.argument()).uuid();
        var id = Numbers.uuid(sent)
                .filter(uuid -> events.proposals(call.caller(), uuid.toString()).isEmpty())
                .orElseGet(UUID::randomUUID);
        return propose(call, event, StixId.of("report", event), id, of(sent, JsonObject.empty(), id, "0", false));
    }

    /// `shadowAttributes/edit/{uuid or id of the attribute}`: how the attribute should be.
    MispAnswer edit(MispCall call) {
        return about(call, sent(call), false);
    }

    /// `shadowAttributes/delete/{uuid or id of the attribute}`: that it should go.
    MispAnswer delete(MispCall call) {
        return about(call, JsonObject.empty(), true);
    }

    private MispAnswer about(MispCall call, JsonObject sent, boolean delete) {
        OwnEvents.mayWrite(call);
        var caller = call.caller();
        var attribute =
                view.attribute(caller, Numbers.beginning(call.argument()).orElse(call.argument()));
        var uuid = Numbers.uuid(attribute).orElseThrow();
        var event = events.ofAttribute(caller, uuid.toString()).stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Invalid attribute: it is in no event that is for you."));
        var about = events.attributes(caller, uuid.toString()).getFirst();
        return propose(
                call,
                event,
                about,
                UUID.randomUUID(),
                of(sent, attribute, uuid, attribute.text("id").orElse("0"), delete));
    }

    private static JsonObject sent(MispCall call) {
        return call.body()
                .object("ShadowAttribute")
                .or(() -> call.body().object("Attribute"))
                .orElse(call.body());
    }

    /// @param attribute what is not sent is as it stands there
    /// @param uuid of the attribute that would change, or of a new one
    private JsonObject of(JsonObject sent, JsonObject attribute, UUID uuid, String old, boolean delete) {
        var proposal = JsonObject.builder().put("uuid", uuid.toString()).put("old_id", old);
        for (var name : SAID) {
            sent.find(name).or(() -> attribute.find(name)).ifPresent(value -> proposal.put(name, value));
        }
        return proposal.put("proposal_to_delete", delete)
                .put("deleted", false)
                .put("timestamp", own.now())
                .build();
    }

    private MispAnswer propose(MispCall call, UUID event, StixId about, UUID id, JsonObject proposal) {
        var caller = call.caller();
        var by = parties.load(caller.organization());
        var told = proposal.with("event_uuid", new JsonString(event.toString()))
                .with("org_id", new JsonString(Numbers.of(by.identity().uuid())))
                .with("Org", Directory.plain(by));
        submissions.told(
                caller, MispWriter.proposed(id, told, about, by.identity(), clock.instant()), owner(caller, event));
        return MispAnswer.json(
                ProposalView.wrapped(proposals.load(caller, id.toString()).shown()));
    }

    private long owner(Viewer.Party caller, UUID event) {
        return events.heads(caller, List.of(event)).stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Invalid event: there is no such event, or it is not for you."))
                .report()
                .owner();
    }

    /// `shadowAttributes/accept/{id}`, by the organisation that told the event: the event has it then, unpublished.
    MispAnswer accept(MispCall call) {
        OwnEvents.mayWrite(call);
        var caller = call.caller();
        var proposal = undecided(call);
        if (proposal.about().type().equals("report")) {
            var event = own.load(caller, proposal.about().uuid().toString());
            own.change(caller, event, attributes(proposed(proposal, JsonObject.empty())));
        } else {
            var uuid = proposal.about().uuid().toString();
            var event = own.loadOfAttribute(caller, uuid);
            var place = AttributeDesk.Place.find(event, uuid);
            var touched = own.touched(place.attribute());
            own.change(
                    caller,
                    event,
                    place.change(
                            Subject.is(proposal.said(), "proposal_to_delete")
                                    ? touched.with("deleted", JsonBoolean.TRUE)
                                    : proposed(proposal, touched)));
        }
        decide(caller, proposal, true, proposal.item().owner());
        return MispAnswer.done(call, "Proposed change accepted.");
    }

    /// `shadowAttributes/discard/{id}`, by the organisation that told the event, or by the one that proposed it.
    MispAnswer discard(MispCall call) {
        OwnEvents.mayWrite(call);
        var caller = call.caller();
        var proposal = undecided(call);
        var event = proposal.event().orElseThrow(() -> Problem.notFound("Invalid proposal: its event is not for you."));
        boolean mine = proposal.item().owner() == caller.organization();
        if (!mine) {
            own.load(caller, event.toString());
        }
        decide(
                caller,
                proposal,
                false,
                mine ? owner(caller, event) : proposal.item().owner());
        return MispAnswer.done(call, "Proposal discarded.");
    }

    private Proposal undecided(MispCall call) {
        var proposal = proposals.load(call.caller(), call.argument());
        if (proposal.decided()) {
            throw Problem.notFound("Invalid proposal: it was accepted or discarded.");
        }
        return proposal;
    }

    private JsonObject proposed(Proposal proposal, JsonObject before) {
        var attribute = before;
        for (var name : SAID) {
            var value = proposal.said().find(name);
            if (value.isPresent()) {
                attribute = attribute.with(name, value.get());
            }
        }
        return attribute.has("uuid")
                ? attribute
                : attribute
                        .with(
                                "uuid",
                                new JsonString(proposal.said().text("uuid").orElse("")))
                        .with("timestamp", own.now());
    }

    private static JsonObject attributes(JsonObject attribute) {
        return JsonObject.builder()
                .put("Attribute", JsonArray.of(List.of(attribute)))
                .build();
    }

    /// @param to internal key of the other of the two whom it concerns
    private void decide(Viewer.Party caller, Proposal proposal, boolean accepted, long to) {
        var at = StixTimestamp.of(clock.instant()).text();
        var opinion = JsonObject.builder()
                .put("type", "opinion")
                .put("spec_version", "2.1")
                .put("id", "opinion--" + UUID.randomUUID())
                .put(
                        "created_by_ref",
                        parties.load(caller.organization()).identity().text())
                .put("created", at)
                .put("modified", at)
                .put("explanation", accepted ? "The proposal was accepted." : "The proposal was discarded.")
                .put("opinion", accepted ? "agree" : "disagree")
                .put("object_refs", List.of(proposal.item().object().id().text()))
                .put(ProposalView.DECISION, accepted ? "accepted" : "discarded");
        submissions.told(caller, StixObject.of(opinion.build()), to);
    }
}
