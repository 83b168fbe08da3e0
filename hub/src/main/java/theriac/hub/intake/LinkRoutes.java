package theriac.hub.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.stix.value.Defang;

/// Following links of reports, over HTTP.
@RestController
public final class LinkRoutes {

    private final LinkVisits visits;

    public LinkRoutes(LinkVisits visits) {
        this.visits = visits;
    }

    /// @param link one of the report's URLs, in normal form
    /// @param why for colleagues and auditors
    public record LinkToFollow(Optional<String> link, Optional<String> why) {}

    /// @param address defanged
    /// @param status of HTTP; 0: there was no answer
    public record HopView(String address, int status) {}

    /// @param link defanged
    /// @param outcome a stable word; absent while it goes on
    /// @param page SHA-256 of the page that is kept; absent: none is
    /// @param title that the page gives itself
    /// @param words the beginning of its text
    public record VisitView(
            UUID id,
            String link,
            String why,
            String by,
            Instant begunAt,
            Optional<Instant> endedAt,
            List<HopView> hops,
            Optional<String> outcome,
            Optional<String> page,
            String title,
            String words) {}

    /// @param on whether the operator lets links be followed
    public record VisitList(boolean on, List<VisitView> visits) {}

    public record VisitBegun(UUID id) {}

    @GetMapping("/api/reports/{id}/visits")
    @Requires(Permission.TRIAGE_REPORTS)
    VisitList visits(Viewer viewer, @PathVariable UUID id) {
        return new VisitList(
                visits.on(),
                visits.visits(viewer, id).stream().map(LinkRoutes::view).toList());
    }

    @PostMapping("/api/reports/{id}/visits")
    @Requires(Permission.TRIAGE_REPORTS)
    @ResponseStatus(HttpStatus.ACCEPTED)
    VisitBegun follow(Viewer viewer, @PathVariable UUID id, @RequestBody LinkToFollow wish) {
        if (!(viewer instanceof Viewer.Party analyst)) {
            throw Problem.of(Problem.Code.NOT_AUTHENTICATED, "Log in first.");
        }
        return new VisitBegun(
                visits.follow(analyst, id, wish.link().orElse(""), wish.why().orElse("")));
    }

    /// The page as it came, under a name that no program opens.
    @GetMapping(value = "/api/reports/{id}/visits/{visit}/page", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Requires(Permission.TRIAGE_REPORTS)
    ResponseEntity<byte[]> page(Viewer viewer, @PathVariable UUID id, @PathVariable UUID visit) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"page-%s.hostile\"".formatted(visit))
                .header("X-Content-Type-Options", "nosniff")
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(visits.page(viewer, id, visit));
    }

    private static VisitView view(LinkVisit visit) {
        return new VisitView(
                visit.id(),
                Defang.defang(visit.link()),
                visit.why(),
                visit.by(),
                visit.begun(),
                visit.ended(),
                visit.hops().stream()
                        .map(hop -> new HopView(Defang.defang(hop.address()), hop.status()))
                        .toList(),
                Optional.of(visit.outcome()).filter(text -> !text.isEmpty()),
                visit.page(),
                visit.title(),
                visit.words());
    }
}
