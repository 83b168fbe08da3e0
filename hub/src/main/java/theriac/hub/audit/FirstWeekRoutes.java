package theriac.hub.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// How far somebody is with the exercises of the first week, for that person alone.
@RestController
public final class FirstWeekRoutes {

    private final FirstWeek week;

    public FirstWeekRoutes(FirstWeek week) {
        this.week = week;
    }

    /// @param done when the person did it first; absent: not yet
    public record FirstWeekStep(String name, Optional<Instant> done) {}

    public record FirstWeekExercise(String name, List<FirstWeekStep> steps) {}

    public record FirstWeekProgress(List<FirstWeekExercise> exercises) {}

    @GetMapping("/api/first-week")
    @Requires(Permission.OWN_ACCOUNT)
    FirstWeekProgress firstWeek(Viewer viewer) {
        return new FirstWeekProgress(week.of(viewer).stream()
                .map(one -> new FirstWeekExercise(
                        one.exercise(),
                        one.steps().stream()
                                .map(step -> new FirstWeekStep(step.step(), step.first()))
                                .toList()))
                .toList());
    }
}
