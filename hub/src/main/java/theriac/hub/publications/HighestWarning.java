package theriac.hub.publications;

import java.util.List;
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

    public HighestWarning(Publishing publishing) {
        this.publishing = publishing;
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
        publishing.publishDecided(
                decider,
                UUID.fromString(wish.subject()),
                (int) wish.what().integer("revision").orElseThrow(),
                wish.what().text("despite").orElse(""));
    }

    static Wish wish(Publication publication, String despite, String reason) {
        var what = JsonObject.builder()
                .put("revision", publication.revision())
                .put("despite", despite)
                .build();
        var shown = List.of(publication.tlp().label(), publication.english().title());
        return new Wish(KIND, publication.id().toString(), publication.dutch().title(), shown, what, reason);
    }
}
