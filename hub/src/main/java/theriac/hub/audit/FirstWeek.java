package theriac.hub.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.hub.audit.AuditEvent.Actor;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;

/// Eight exercises with which somebody learns the trade. Nothing is ticked by hand: what counts is what the person did,
/// as the audit trail tells. When old rows are removed ([AuditKeeper]), what they showed is open again. Thread-safe.
public final class FirstWeek {

    /// A step is done by any of some actions, as the trail names them.
    record Step(String name, List<String> actions) {}

    record Exercise(String name, List<Step> steps) {}

    static final List<Exercise> EXERCISES = List.of(
            exercise("search", step("ask", "search"), step("keep", "savedQuery.saveQuery", "savedQuery.changeQuery")),
            exercise("look-up", step("values", "look-up")),
            exercise("graph", step("save", "savedGraph.saveGraph", "savedGraph.changeGraph")),
            exercise("desk", step("claim", "report.claim"), step("judge", "report.dismiss", "publication.draft")),
            exercise(
                    "document",
                    step("read", "document.readDocument", "document.readFile"),
                    step("decide", "document.decideThings"),
                    step("write", "document.writeNote")),
            exercise(
                    "investigation",
                    step("begin", "investigation.begin"),
                    step("objects", "investigation.addObjects"),
                    step("note", "investigationContent.addNote", "investigationContent.writeNote"),
                    step("colleague", "investigation.bring")),
            exercise(
                    "warning",
                    step("write", "publication.edit", "publication.create"),
                    step("offer", "publication.review")),
            exercise("second", step("look", "publication.approve", "publication.sendBack")));

    private final AuditSql sql;

    public FirstWeek(Database database) {
        this.sql = new AuditSql(database);
    }

    private static Exercise exercise(String name, Step... steps) {
        return new Exercise(name, List.of(steps));
    }

    private static Step step(String name, String... actions) {
        return new Step(name, List.of(actions));
    }

    /// @param first when it was done first; empty: not yet
    record Taken(String step, Optional<Instant> first) {}

    record Progress(String exercise, List<Taken> steps) {}

    /// How far a person is; for machines nothing is ever done.
    List<Progress> of(Viewer viewer) {
        var account = Actor.of(viewer, "").account();
        var done = account.isPresent() ? sql.firsts(account.getAsLong(), actions()) : Map.<String, Instant>of();
        var progress = new ArrayList<Progress>();
        for (var exercise : EXERCISES) {
            progress.add(new Progress(
                    exercise.name(),
                    exercise.steps().stream()
                            .map(step -> new Taken(
                                    step.name(),
                                    step.actions().stream()
                                            .filter(done::containsKey)
                                            .map(done::get)
                                            .sorted()
                                            .findFirst()))
                            .toList()));
        }
        return List.copyOf(progress);
    }

    static List<String> actions() {
        return EXERCISES.stream()
                .flatMap(exercise -> exercise.steps().stream())
                .flatMap(step -> step.actions().stream())
                .distinct()
                .toList();
    }
}
