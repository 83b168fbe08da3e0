package theriac.hub.investigations;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.investigations.InvestigationRoutes.InvestigationPage;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// Notes, tasks and files of investigations over HTTP.
@RestController
public final class InvestigationContentRoutes {

    private final Investigations investigations;
    private final Contents contents;
    private final Files files;
    private final InvestigationRoutes pages;

    public InvestigationContentRoutes(
            Investigations investigations, Contents contents, Files files, InvestigationRoutes pages) {
        this.investigations = investigations;
        this.contents = contents;
        this.files = files;
        this.pages = pages;
    }

    public record NewNote(String text) {}

    /// @param revision the one that was read
    public record ChangedNote(int revision, String text) {}

    public record NoteVersion(int revision, String text, Instant at, String by) {}

    public record NoteHistory(List<NoteVersion> versions) {}

    /// @param assignee one of its people; absent: nobody yet
    /// @param due a day: `2026-11-30`
    public record NewTask(String title, Optional<UUID> assignee, Optional<LocalDate> due) {}

    /// @param revision the one that was read
    /// @param state `open`, `doing` or `done`
    public record ChangedTask(
            int revision, String title, Optional<UUID> assignee, Optional<LocalDate> due, String state) {}

    @PostMapping("/api/investigations/{id}/notes")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage addNote(Viewer viewer, @PathVariable UUID id, @RequestBody NewNote note) {
        return pages.page(contents.addNote(viewer, id, note.text()));
    }

    /// Refused with 409 when somebody wrote on it since: the editor looks at both and chooses.
    @PutMapping("/api/investigations/{id}/notes/{note}")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage writeNote(
            Viewer viewer, @PathVariable UUID id, @PathVariable UUID note, @RequestBody ChangedNote wish) {
        return pages.page(contents.writeNote(viewer, id, note, wish.revision(), wish.text()));
    }

    @DeleteMapping("/api/investigations/{id}/notes/{note}")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage removeNote(Viewer viewer, @PathVariable UUID id, @PathVariable UUID note) {
        return pages.page(contents.removeNote(viewer, id, note));
    }

    /// Every text that stood on it, the newest first.
    @GetMapping("/api/investigations/{id}/notes/{note}/versions")
    @Requires(Permission.INVESTIGATE)
    NoteHistory noteVersions(Viewer viewer, @PathVariable UUID id, @PathVariable UUID note) {
        return new NoteHistory(contents.versions(investigations.enter(viewer, id), note).stream()
                .map(each -> new NoteVersion(each.revision(), each.text(), each.at(), each.by()))
                .toList());
    }

    @PostMapping("/api/investigations/{id}/tasks")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage addTask(Viewer viewer, @PathVariable UUID id, @RequestBody NewTask wish) {
        return pages.page(
                contents.addTask(viewer, id, new Contents.TaskWish(wish.title(), wish.assignee(), wish.due(), "open")));
    }

    @PutMapping("/api/investigations/{id}/tasks/{task}")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage changeTask(
            Viewer viewer, @PathVariable UUID id, @PathVariable UUID task, @RequestBody ChangedTask wish) {
        return pages.page(contents.changeTask(
                viewer,
                id,
                task,
                wish.revision(),
                new Contents.TaskWish(wish.title(), wish.assignee(), wish.due(), wish.state())));
    }

    @DeleteMapping("/api/investigations/{id}/tasks/{task}")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage removeTask(Viewer viewer, @PathVariable UUID id, @PathVariable UUID task) {
        return pages.page(contents.removeTask(viewer, id, task));
    }

    /// Any bytes; kept as they are and never opened.
    ///
    /// @param name as its sender calls it
    @PostMapping("/api/investigations/{id}/files")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage addFile(
            Viewer viewer, @PathVariable UUID id, @RequestParam String name, @RequestBody byte[] file) {
        return pages.page(files.add(viewer, id, name, file));
    }

    /// Always to be saved, never to be shown: whatever is in it runs nothing in the workbench.
    @GetMapping(value = "/api/investigations/{id}/files/{file}", produces = "application/octet-stream")
    @Requires(Permission.INVESTIGATE)
    ResponseEntity<byte[]> file(Viewer viewer, @PathVariable UUID id, @PathVariable UUID file) {
        var opened = files.open(investigations.enter(viewer, id), file);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename(opened.file().name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("Cache-Control", "no-store")
                .body(opened.content());
    }

    @DeleteMapping("/api/investigations/{id}/files/{file}")
    @Requires(Permission.INVESTIGATE)
    InvestigationPage removeFile(Viewer viewer, @PathVariable UUID id, @PathVariable UUID file) {
        return pages.page(files.remove(viewer, id, file));
    }
}
