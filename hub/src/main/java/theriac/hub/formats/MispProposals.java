package theriac.hub.formats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.JsonObject;

/// What others propose to an event (MISP's shadow attributes): objects of MISP's own kind that refer to what they would
/// change. What is proposed is not what the event's owner says, so it is neither an indicator nor an observable.
final class MispProposals {

    /// The STIX type of a proposal.
    static final String CUSTOM = "x-misp-proposal";

    private MispProposals() {}

    /// Who proposes what, beside the event that it is about.
    ///
    /// @param id of its own: a change has the uuid of the attribute that it would change
    /// @param by who proposes it
    static StixObject of(StixId id, JsonObject proposal, StixId about, StixId by, Instant at) {
        return draft(Draft.of(id, by, at), proposal, about);
    }

    private static StixObject draft(Draft draft, JsonObject proposal, StixId about) {
        return draft.put("name", "Proposal: " + proposal.text("type").orElse("attribute"))
                .put("object_refs", List.of(about.text()))
                .keep(MispKept.PROPOSAL, MispKept.text(proposal))
                .build();
    }

    static boolean isOwn(JsonObject proposal) {
        return MispEvent.id(CUSTOM, proposal).isPresent();
    }

    /// @param about what the proposals would change: an attribute, or the event for a new one
    static List<StixObject> of(JsonObject holder, StixId about, MispContext context) {
        var made = new ArrayList<StixObject>();
        for (var proposal : Members.objects(holder, "ShadowAttribute")) {
            var id = MispEvent.id(CUSTOM, proposal);
            if (id.isPresent()) {
                var by = proposal.object("Org")
                        .flatMap(org -> MispEvent.id("identity", org))
                        .orElse(context.author());
                made.add(draft(context.mark(Draft.of(id.get(), by, context.at(proposal)), proposal), proposal, about));
            }
        }
        return made;
    }
}
