package theriac.hub.ingest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Scorecard;
import theriac.hub.store.Scorecards;
import theriac.hub.store.Sources;

/// What a source is worth beside the others.
@RestController
public final class ScorecardRoutes {

    private final Sources sources;
    private final Scorecards scorecards;

    public ScorecardRoutes(Sources sources, Scorecards scorecards) {
        this.sources = sources;
        this.scorecards = scorecards;
    }

    /// @param standing claims that stand, counted up to 100,001
    /// @param lately of the last thirty days, counted alike
    /// @param values different values among the newest claims
    /// @param exclusive of those, the values that no other source has
    /// @param laterSeconds than the first other source, at the median of the shared values; negative: earlier
    /// @param listed claims of the sample that came marked as on a warning list
    /// @param disputed claims of the sample that an opinion calls wrong
    /// @param others who shares most, as far as the reader may see them
    public record ScorecardPage(
            long standing,
            long lately,
            long values,
            long exclusive,
            Optional<Long> laterSeconds,
            long listed,
            long disputed,
            List<OverlapRow> others) {}

    /// @param values of the sample that the other has too
    /// @param earlier of those, the values that it had first
    public record OverlapRow(String source, long values, long earlier) {}

    @GetMapping("/api/sources/{id}/scorecard")
    @Requires(Permission.READ_SOURCES)
    ScorecardPage scorecard(Viewer viewer, @PathVariable UUID id) {
        var source = sources.find(viewer, id).orElseThrow(() -> Problem.notFound("There is no such source."));
        return page(scorecards.of(viewer, source));
    }

    private static ScorecardPage page(Scorecard card) {
        return new ScorecardPage(
                card.standing(),
                card.lately(),
                card.values(),
                card.exclusive(),
                card.later().map(Duration::toSeconds),
                card.listed(),
                card.disputed(),
                card.others().stream()
                        .map(other -> new OverlapRow(other.source(), other.values(), other.earlier()))
                        .toList());
    }
}
