package theriac.hub.publications;

import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// How often a member wants mails about warnings, over HTTP.
@RestController
public final class RhythmRoutes {

    private final Rhythms rhythms;

    public RhythmRoutes(Rhythms rhythms) {
        this.rhythms = rhythms;
    }

    /// @param rhythm `at-once` or `daily`
    public record MailRhythm(String rhythm) {}

    @GetMapping("/api/organizations/{id}/warning-mails")
    @Requires(Permission.READ_PUBLICATIONS)
    MailRhythm mailRhythm(Viewer viewer, @PathVariable UUID id) {
        return new MailRhythm(rhythms.of(PublicationRoutes.party(viewer), id));
    }

    /// For one's own organisation, by whoever answers for its people.
    @PutMapping("/api/organizations/{id}/warning-mails")
    @Requires(Permission.ADMINISTER_PEOPLE)
    MailRhythm chooseMailRhythm(Viewer viewer, @PathVariable UUID id, @RequestBody MailRhythm wish) {
        var person = PublicationRoutes.party(viewer);
        rhythms.choose(person, id, wish.rhythm());
        return new MailRhythm(rhythms.of(person, id));
    }
}
