package theriac.hub.publications;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.Deed;
import theriac.hub.proposals.Wish;
import theriac.stix.json.JsonObject;

/// That a warning of high chance and high damage goes out, which takes two who may publish (ADR 022), beside the two
/// who wrote and approved it.
public final class HighestWarning implements Deed {

    static final String KIND = "warning-high-high";

    private final Publishing publishing;
    private final Schedules schedules;

    public HighestWarning(Publishing publishing, Schedules schedules) {
        this.publishing = publishing;
        this.schedules = schedules;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission permission() {
        return Permission.PUBLISH;
    }

    @Override
    public void carryOut(Viewer.Party decider, Wish wish) {
        var id = UUID.fromString(wish.subject());
        int revision = (int) wish.what().integer("revision").orElseThrow();
        var despite = wish.what().text("despite").orElse("");
        wish.what()
                .text("at")
                .map(Instant::parse)
                .ifPresentOrElse(
                        at -> schedules.setDecided(decider, id, at, revision, despite),
                        () -> publishing.publishDecided(decider, id, revision, despite));
    }

    /// @param at when it goes out; empty: when it is decided
    static Wish wish(Publication publication, String despite, String reason, Optional<Instant> at) {
        var what = JsonObject.builder().put("revision", publication.revision()).put("despite", despite);
        at.ifPresent(moment -> what.put("at", moment.toString()));
        var shown = new ArrayList<>(
                List.of(publication.tlp().label(), publication.english().title()));
        at.ifPresent(moment -> shown.add(moment.toString()));
        return new Wish(KIND, publication.id().toString(), publication.dutch().title(), shown, what.build(), reason);
    }
}
