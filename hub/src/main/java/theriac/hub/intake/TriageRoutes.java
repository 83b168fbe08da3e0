package theriac.hub.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.intake.ReportRoutes.ReportRow;
import theriac.hub.intake.ReportRoutes.ReportView;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// What the desk does with reports among themselves, over HTTP.
@RestController
public final class TriageRoutes {

    private final Triage triage;
    private final ReportRoutes pages;

    public TriageRoutes(Triage triage, ReportRoutes pages) {
        this.triage = triage;
        this.pages = pages;
    }

    /// Each number is counted up to 1,000: so many, or more.
    ///
    /// @param reports at most 200, what is late first
    /// @param next for the next page; absent on the last one
    /// @param waiting on how many nobody has decided, without those that come back later
    /// @param late how many of these for longer than their limit
    /// @param later how many come back later
    /// @param mine how many of those that wait are in the caller's hands
    public record DeskQueue(
            List<ReportRow> reports, Optional<String> next, int waiting, int late, int later, int mine) {}

    /// Something that the desk did.
    ///
    /// @param kind `claimed`, `handed`, `returned`, `later`, `awake`, `leads`, `left`, `follows`,
    ///     `stands`, `apart` or `together`
    /// @param subject a report's id, a colleague's name, or a moment, as the kind asks
    /// @param text a note for colleagues
    public record DeskEntry(Instant at, String by, String kind, String subject, String text) {}

    /// @param leader the report that it follows
    /// @param alike others of its wave on which nobody has decided, at most 50
    /// @param apart whether somebody took it out of its wave
    public record DeskAround(
            Optional<ReportRow> leader,
            List<ReportRow> followers,
            List<ReportRow> alike,
            boolean apart,
            List<DeskEntry> entries) {}

    /// @param reports 1 to 200 that follow from now on
    public record DeskJoin(List<UUID> reports) {}

    /// @param apart whether it belongs to no wave
    public record DeskWave(boolean apart) {}

    /// @param person absent: back to the queue
    public record DeskHand(Optional<UUID> person, Optional<String> note) {}

    /// @param again when it comes back into the queue; past, or absent: now
    public record DeskLater(Optional<Instant> again, Optional<String> note) {}

    public record DeskColleague(UUID id, String name) {}

    public record DeskColleagues(List<DeskColleague> colleagues) {}

    /// @param minutes after which a report is late, by limit: `malicious`, `incident`, `suspicious` and
    ///     `none` while nobody has it in hand, by what the first look said; `claimed` while nothing is
    ///     done with one that somebody has
    public record DeskLimits(Map<String, Long> minutes) {}

    /// @param part `open` (absent, too), `mine`, or `later` for what comes back later
    /// @param after `next` of the page before
    @GetMapping("/api/desk")
    @Requires(Permission.TRIAGE_REPORTS)
    DeskQueue desk(Viewer viewer, @RequestParam Optional<String> part, @RequestParam Optional<String> after) {
        var page = triage.queue(viewer, part.filter(text -> !text.isEmpty()).orElse("open"), after);
        var counts = triage.waiting(viewer);
        return new DeskQueue(
                pages.rows(viewer, page.reports()),
                page.next(),
                counts.reports(),
                counts.late(),
                counts.later(),
                counts.mine());
    }

    @GetMapping("/api/desk/colleagues")
    @Requires(Permission.TRIAGE_REPORTS)
    DeskColleagues deskColleagues(Viewer viewer) {
        return new DeskColleagues(triage.colleagues(viewer).stream()
                .map(account -> new DeskColleague(account.id(), account.name()))
                .toList());
    }

    @GetMapping("/api/desk/limits")
    @Requires(Permission.TRIAGE_REPORTS)
    DeskLimits deskLimits(Viewer viewer) {
        triage.analyst(viewer);
        return shown(triage.limits());
    }

    @PutMapping("/api/desk/limits")
    @Requires(Permission.CONFIGURE)
    DeskLimits saveDeskLimits(Viewer viewer, @RequestBody DeskLimits wish) {
        if (wish.minutes() == null || wish.minutes().containsValue(null)) {
            throw Problem.badRequest("Say after how many minutes a report is late.");
        }
        triage.limits(wish.minutes().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> Duration.ofMinutes(each.getValue()))));
        return shown(triage.limits());
    }

    @GetMapping("/api/reports/{id}/desk")
    @Requires(Permission.TRIAGE_REPORTS)
    DeskAround around(Viewer viewer, @PathVariable UUID id) {
        var around = triage.around(viewer, id);
        return new DeskAround(
                pages.rows(viewer, around.leader().stream().toList()).stream().findFirst(),
                pages.rows(viewer, around.followers()),
                pages.rows(viewer, around.alike()),
                around.apart(),
                around.entries().stream()
                        .map(each -> new DeskEntry(each.at(), each.by(), each.kind(), each.subject(), each.text()))
                        .toList());
    }

    /// These reports are decided together with this one from now on.
    @PostMapping("/api/reports/{id}/followers")
    @Requires(Permission.TRIAGE_REPORTS)
    ReportView join(Viewer viewer, @PathVariable UUID id, @RequestBody DeskJoin wish) {
        triage.join(ReportRoutes.party(viewer), id, wish.reports() == null ? List.of() : wish.reports());
        return pages.view(viewer, id);
    }

    /// The report stands by itself again.
    @DeleteMapping("/api/reports/{id}/leader")
    @Requires(Permission.TRIAGE_REPORTS)
    ReportView split(Viewer viewer, @PathVariable UUID id) {
        triage.split(ReportRoutes.party(viewer), id);
        return pages.view(viewer, id);
    }

    /// Whether the report belongs to the wave that was found for it.
    @PutMapping("/api/reports/{id}/wave")
    @Requires(Permission.TRIAGE_REPORTS)
    ReportView wave(Viewer viewer, @PathVariable UUID id, @RequestBody DeskWave wish) {
        triage.apart(ReportRoutes.party(viewer), id, wish.apart());
        return pages.view(viewer, id);
    }

    /// Gives the report to a colleague, or back to the queue.
    @PostMapping("/api/reports/{id}/keeper")
    @Requires(Permission.TRIAGE_REPORTS)
    ReportView hand(Viewer viewer, @PathVariable UUID id, @RequestBody DeskHand wish) {
        triage.hand(ReportRoutes.party(viewer), id, wish.person(), wish.note().orElse(""));
        return pages.view(viewer, id);
    }

    /// Takes the report out of the queue until a moment.
    @PostMapping("/api/reports/{id}/later")
    @Requires(Permission.TRIAGE_REPORTS)
    ReportView later(Viewer viewer, @PathVariable UUID id, @RequestBody DeskLater wish) {
        triage.later(
                ReportRoutes.party(viewer),
                id,
                wish.again().orElse(Instant.EPOCH),
                wish.note().orElse(""));
        return pages.view(viewer, id);
    }

    private static DeskLimits shown(Map<String, Duration> limits) {
        var minutes = new LinkedHashMap<String, Long>();
        limits.forEach((code, after) -> minutes.put(code, after.toMinutes()));
        return new DeskLimits(minutes);
    }
}
