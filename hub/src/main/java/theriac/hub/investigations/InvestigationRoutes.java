package theriac.hub.investigations;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;

/// Investigations over HTTP: what they are, whose they are, what they are about.
@RestController
public final class InvestigationRoutes {

    private final Investigations investigations;
    private final Contents contents;
    private final Files files;
    private final Drafts drafts;
    private final CaseTimeline timeline;

    public InvestigationRoutes(
            Investigations investigations, Contents contents, Files files, Drafts drafts, CaseTimeline timeline) {
        this.investigations = investigations;
        this.contents = contents;
        this.files = files;
        this.drafts = drafts;
        this.timeline = timeline;
    }

    /// @param drafts not published yet
    public record InvestigationRow(
            UUID id,
            String title,
            boolean closed,
            int people,
            int objects,
            int openTasks,
            int drafts,
            Instant at,
            Instant changedAt) {}

    /// What the caller is to do.
    ///
    /// @param title of the task
    /// @param due a day, without a time: `2026-11-30`
    public record OwnTask(
            UUID investigationId, String investigation, String title, Optional<LocalDate> due, String state) {}

    /// @param tasks that wait for the caller, in all of them, by their day
    public record InvestigationList(List<InvestigationRow> investigations, List<OwnTask> tasks) {}

    /// @param own the caller herself
    /// @param active whether she can still log in and work in investigations
    public record InvestigationPerson(UUID id, String login, String name, boolean own, boolean active) {}

    /// @param by log-in of who wrote what stands
    public record InvestigationNote(
            UUID id, int revision, String text, Instant at, String by, Instant changedAt, String changedBy) {}

    /// @param due a day, without a time: `2026-11-30`
    /// @param state `open`, `doing` or `done`
    public record InvestigationTask(
            UUID id,
            String title,
            Optional<UUID> assignee,
            Optional<String> assigneeName,
            Optional<LocalDate> due,
            String state,
            int revision,
            Instant at,
            String by,
            Optional<Instant> doneAt,
            Optional<String> doneBy) {}

    /// @param size in bytes
    public record InvestigationFile(UUID id, String name, String sha256, int size, Instant at, String by) {}

    /// @param tlp the label in TLP 2.0's own words
    /// @param at when it was brought in
    public record InvestigationObject(
            String id,
            String type,
            String name,
            String tlp,
            OptionalInt confidence,
            boolean revoked,
            Instant at,
            String by) {}

    /// What is written for its people alone, or was until it was published.
    ///
    /// @param publishedAt absent: it is a draft
    public record InvestigationDraft(
            String id,
            String type,
            String name,
            String text,
            String pattern,
            String from,
            String link,
            String to,
            List<String> objects,
            int revision,
            Instant at,
            String by,
            Instant changedAt,
            String changedBy,
            Optional<Instant> publishedAt) {}

    /// @param picture of its graph, JSON as the workbench writes it; "" for none
    /// @param colleagues who could be brought in
    public record InvestigationPage(
            UUID id,
            String title,
            String summary,
            int revision,
            boolean closed,
            Instant at,
            String by,
            String picture,
            int pictureRevision,
            List<InvestigationPerson> people,
            List<InvestigationPerson> colleagues,
            List<InvestigationObject> objects,
            List<InvestigationNote> notes,
            List<InvestigationTask> tasks,
            List<InvestigationFile> files,
            List<InvestigationDraft> drafts) {}

    public record NewInvestigation(String title, String summary) {}

    /// @param revision the one that was read
    public record ChangedInvestigation(int revision, String title, String summary) {}

    public record Closing(boolean closed) {}

    public record ObjectsToAdd(List<String> ids) {}

    /// @param revision of the picture that was read; 0 when there was none
    public record Picture(int revision, String picture) {}

    /// @param kind what happened
    /// @param what name of the thing, or the beginning of a note
    /// @param objectId absent for what happened in the investigation and is about no object
    public record TimelineEvent(Instant at, String kind, String what, Optional<String> objectId, String by) {}

    /// @param leftOut objects of which nothing is told, because there are too many
    public record InvestigationTimeline(List<TimelineEvent> events, int leftOut) {}

    /// Those that the caller is in.
    ///
    /// @param about only those that are about this object
    @GetMapping("/api/investigations")
    @Requires(Permission.INVESTIGATE)
    InvestigationList investigations(Viewer viewer, @RequestParam Optional<String> about) {
        var wanted = about.map(id -> contents.about(viewer, parse(id)));
        return new InvestigationList(
                investigations.list(viewer).stream()
                        .filter(row -> wanted.isEmpty()
                                || wanted.get().contains(row.investigation().id()))
                        .map(InvestigationRoutes::row)
                        .toList(),
                contents.tasksOf(viewer).stream()
                        .map(task -> new OwnTask(
                                task.investigation(),
                                task.investigationTitle(),
                                task.title(),
                                task.due(),
                                task.state()))
                        .toList());
    }

    @PostMapping("/api/investigations")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage begin(Viewer viewer, @RequestBody NewInvestigation wish) {
        return page(investigations.create(viewer, wish.title(), wish.summary()));
    }

    @GetMapping("/api/investigations/{id}")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage investigation(Viewer viewer, @PathVariable UUID id) {
        return page(investigations.enter(viewer, id));
    }

    @PutMapping("/api/investigations/{id}")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage describe(Viewer viewer, @PathVariable UUID id, @RequestBody ChangedInvestigation wish) {
        return page(investigations.describe(viewer, id, wish.revision(), wish.title(), wish.summary()));
    }

    /// A closed one is read and not changed, until it is opened again.
    @PostMapping("/api/investigations/{id}/closing")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage close(Viewer viewer, @PathVariable UUID id, @RequestBody Closing wish) {
        return page(investigations.close(viewer, id, wish.closed()));
    }

    /// She sees everything in it from then on, what was written before too.
    @PutMapping("/api/investigations/{id}/people/{person}")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage bring(Viewer viewer, @PathVariable UUID id, @PathVariable UUID person) {
        return page(investigations.bring(viewer, id, person, drafts::become));
    }

    @DeleteMapping("/api/investigations/{id}/people/{person}")
    @Requires(Permission.INVESTIGATE)
    void leave(Viewer viewer, @PathVariable UUID id, @PathVariable UUID person) {
        investigations.leave(viewer, id, person, drafts::become);
    }

    @PostMapping("/api/investigations/{id}/objects")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage addObjects(Viewer viewer, @PathVariable UUID id, @RequestBody ObjectsToAdd wish) {
        return page(contents.addObjects(
                viewer, id, wish.ids().stream().map(InvestigationRoutes::parse).toList()));
    }

    @DeleteMapping("/api/investigations/{id}/objects/{object}")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage removeObject(Viewer viewer, @PathVariable UUID id, @PathVariable String object) {
        return page(contents.removeObject(viewer, id, parse(object)));
    }

    @PutMapping("/api/investigations/{id}/graph")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage draw(Viewer viewer, @PathVariable UUID id, @RequestBody Picture wish) {
        return page(investigations.draw(viewer, id, wish.revision(), wish.picture()));
    }

    @GetMapping("/api/investigations/{id}/timeline")
    @Requires(Permission.INVESTIGATE)
    InvestigationTimeline timeline(Viewer viewer, @PathVariable UUID id) {
        var told = timeline.read(investigations.enter(viewer, id));
        return new InvestigationTimeline(
                told.events().stream()
                        .map(event -> new TimelineEvent(
                                event.at(),
                                event.kind(),
                                event.what(),
                                event.object().map(StixId::text),
                                event.by()))
                        .toList(),
                told.leftOut());
    }

    static StixId parse(String id) {
        return StixId.parse(id)
                .orElseThrow(() -> Problem.badRequest("A STIX id looks like type--uuid, and this one does not."));
    }

    /// As every change answers, so that the page shows what stands.
    InvestigationPage page(Inside inside) {
        var it = inside.investigation();
        return new InvestigationPage(
                it.id(),
                it.title(),
                it.summary(),
                it.revision(),
                it.closedAt().isPresent(),
                it.at(),
                it.by(),
                it.picture(),
                it.pictureRevision(),
                inside.people().stream().map(each -> person(inside, each)).toList(),
                investigations.colleagues(inside).stream()
                        .filter(each -> inside.people().stream().noneMatch(in -> in.account() == each.account()))
                        .map(each -> person(inside, each))
                        .toList(),
                contents.objects(inside).stream()
                        .map(InvestigationRoutes::object)
                        .toList(),
                contents.notes(inside).stream().map(InvestigationRoutes::note).toList(),
                contents.tasks(inside).stream().map(InvestigationRoutes::task).toList(),
                files.list(inside).stream().map(InvestigationRoutes::file).toList(),
                drafts.list(inside).stream().map(InvestigationRoutes::draft).toList());
    }

    private static InvestigationRow row(InvestigationSql.Row row) {
        var it = row.investigation();
        return new InvestigationRow(
                it.id(),
                it.title(),
                it.closedAt().isPresent(),
                row.people(),
                row.objects(),
                row.openTasks(),
                row.drafts(),
                it.at(),
                row.changedAt());
    }

    private static InvestigationPerson person(Inside inside, Inside.Member member) {
        return new InvestigationPerson(
                member.id(),
                member.login(),
                member.name(),
                member.account() == inside.person().account(),
                member.active());
    }

    private static InvestigationObject object(Contents.Shown shown) {
        var summary = shown.content().summary();
        return new InvestigationObject(
                summary.id().text(),
                summary.type(),
                summary.name(),
                summary.tlp().label(),
                summary.confidence(),
                summary.revoked(),
                shown.listed().at(),
                shown.listed().by());
    }

    private static InvestigationNote note(ContentSql.Note note) {
        return new InvestigationNote(
                note.id(), note.revision(), note.text(), note.at(), note.by(), note.changedAt(), note.changedBy());
    }

    private static InvestigationTask task(ContentSql.Task task) {
        return new InvestigationTask(
                task.id(),
                task.title(),
                task.assignee(),
                task.assigneeName(),
                task.due(),
                task.state(),
                task.revision(),
                task.at(),
                task.by(),
                task.doneAt(),
                task.doneBy());
    }

    private static InvestigationFile file(FileSql.Kept file) {
        return new InvestigationFile(file.id(), file.name(), file.sha256(), file.size(), file.at(), file.by());
    }

    private static InvestigationDraft draft(Drafts.Written written) {
        var form = DraftStix.form(written.content().object());
        var draft = written.draft();
        return new InvestigationDraft(
                draft.object().text(),
                form.type(),
                form.name(),
                form.text(),
                form.pattern(),
                form.from(),
                form.link(),
                form.to(),
                form.objects(),
                draft.revision(),
                draft.at(),
                draft.by(),
                draft.changedAt(),
                draft.changedBy(),
                draft.publishedAt());
    }
}
