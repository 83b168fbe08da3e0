package theriac.hub.publications;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.Proposals;
import theriac.hub.publications.PublicationRoutes.PublicationView;

/// When a warning goes out by itself, how far it is on its way, and stopping it, over HTTP.
@RestController
public final class SendingRoutes {

    private final PublicationRoutes views;
    private final Publications publications;
    private final Publishing publishing;
    private final Schedules schedules;
    private final Stops stops;
    private final Proposals waiting;

    public SendingRoutes(
            PublicationRoutes views,
            Publications publications,
            Publishing publishing,
            Schedules schedules,
            Stops stops,
            Proposals waiting) {
        this.views = views;
        this.publications = publications;
        this.publishing = publishing;
        this.schedules = schedules;
        this.stops = stops;
        this.waiting = waiting;
    }

    /// @param at when it goes out
    /// @param despite as when it is published, as are the other two
    public record ScheduleWish(
            @Nullable Instant at, Optional<String> despite, Optional<String> low, Optional<String> reason) {}

    /// @param phase `sending`, `stopped` or `sent`; "" when it was not published or was withdrawn
    /// @param sent mails and messages that a server took
    /// @param failed those that certainly or perhaps did not arrive
    /// @param open those that are due and did not end
    /// @param digests those that wait for a mail that tells several warnings at once
    /// @param held those that were stopped before they began
    /// @param got names of who had something of it when it was stopped; empty unless it is stopped
    /// @param notYet names of the others
    public record SendingView(
            String phase,
            int sent,
            int failed,
            int open,
            int digests,
            int held,
            Optional<Instant> stoppedAt,
            Optional<String> stoppedBy,
            List<String> got,
            List<String> notYet) {}

    /// Gives an approved warning a time at which it goes out by itself. Of what has a high chance and a high
    /// damage a second person who may publish decides the time.
    @PutMapping("/api/publications/{id}/schedule")
    @Requires(Permission.PUBLISH)
    PublicationView schedule(Viewer viewer, @PathVariable UUID id, @RequestBody ScheduleWish wish) {
        var person = PublicationRoutes.party(viewer);
        var why = new Publishing.Nevertheless(
                wish.despite().orElse(""), wish.low().orElse(""));
        var publication = publishing.checked(person, id, why);
        var at = Optional.ofNullable(wish.at())
                .orElseThrow(
                        () -> Problem.badRequest("Say when the warning goes out: \"at\", a moment with its zone."));
        if (publication.severity().highest() && publication.owner() == person.organization()) {
            schedules.checkTime(at);
            var reason = wish.reason().orElse("");
            waiting.propose(viewer, HighestWarning.wish(publication, why.listed(), reason, Optional.of(at)));
            return views.view(viewer, publications.load(viewer, id));
        }
        return views.view(viewer, schedules.set(person, id, at, why));
    }

    /// Takes its time back, or puts away what is said of a time at which it was not sent.
    @DeleteMapping("/api/publications/{id}/schedule")
    @Requires(Permission.PUBLISH)
    PublicationView takeTimeBack(Viewer viewer, @PathVariable UUID id) {
        return views.view(viewer, schedules.takeBack(PublicationRoutes.party(viewer), id));
    }

    /// How far a warning is on its ways out, for people of its owner.
    @GetMapping("/api/publications/{id}/sending")
    @Requires(Permission.READ_PUBLICATIONS)
    SendingView sending(Viewer viewer, @PathVariable UUID id) {
        var progress = stops.progress(viewer, id);
        var counts = progress.counts();
        return new SendingView(
                progress.phase(),
                counts.sent(),
                counts.failed(),
                counts.open(),
                counts.digests(),
                counts.held(),
                progress.stopped().map(Publication.Taken::at),
                progress.stopped().map(Publication.Taken::who),
                progress.got(),
                progress.held());
    }

    /// Holds back whatever of it has not begun to go out.
    @PutMapping("/api/publications/{id}/stop")
    @Requires(Permission.PUBLISH)
    PublicationView stopSending(Viewer viewer, @PathVariable UUID id) {
        return views.view(viewer, stops.stop(PublicationRoutes.party(viewer), id));
    }

    /// Lets the rest of it go out.
    @DeleteMapping("/api/publications/{id}/stop")
    @Requires(Permission.PUBLISH)
    PublicationView goOnSending(Viewer viewer, @PathVariable UUID id) {
        return views.view(viewer, stops.goOn(PublicationRoutes.party(viewer), id));
    }
}
