package theriac.hub.sharing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.formats.controls.ControlFormat;
import theriac.hub.formats.controls.ControlFormats;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// Export profiles for people, and their files for controls.
@RestController
public final class ExportRoutes {

    private final Exports exports;
    private final LastServed lastServed;
    private final FileSteps steps;

    public ExportRoutes(Exports exports, LastServed lastServed, FileSteps steps) {
        this.exports = exports;
        this.lastServed = lastServed;
        this.steps = steps;
    }

    /// See [ExportProfile].
    ///
    /// @param organization the recipient; absent: one's own. It cannot be changed afterwards.
    public record ExportToSave(
            Optional<UUID> organization,
            String name,
            String query,
            int minConfidence,
            int minScore,
            int most,
            int shrinkPercent,
            int growPercent) {}

    /// @param entries of the last good state
    /// @param fetchedAt when a control fetched it last, to the minute
    /// @param fetchedBy beginning of the key that it sent
    /// @param heldEntries what the next state would have; absent: nothing is held back
    public record ExportFileRow(
            String file,
            int entries,
            int leftOut,
            int stopped,
            Instant at,
            Optional<Integer> heldEntries,
            Optional<Instant> heldAt,
            Optional<Instant> fetchedAt,
            Optional<String> fetchedBy) {}

    /// @param plain it is the profile of the lists at `/lists/`, which every organisation has
    /// @param files those that were fetched at least once
    public record ExportRow(
            UUID id,
            UUID organization,
            String recipient,
            String name,
            String query,
            int minConfidence,
            int minScore,
            int most,
            int shrinkPercent,
            int growPercent,
            Instant at,
            String by,
            boolean plain,
            List<ExportFileRow> files) {}

    /// @param formats file names that every profile has
    public record ExportList(List<ExportRow> exports, List<String> formats) {}

    @GetMapping("/api/exports")
    @Requires(Permission.CONFIGURE_SHARING)
    ExportList exports(Viewer viewer) {
        return new ExportList(
                exports.list(viewer).stream().map(ExportRoutes::row).toList(),
                ControlFormats.all().stream().map(ControlFormat::file).toList());
    }

    @PostMapping("/api/exports")
    @Requires(Permission.CONFIGURE_SHARING)
    ExportRow createExport(Viewer viewer, @RequestBody ExportToSave export) {
        return row(exports.save(viewer, profile(UUID.randomUUID(), export, viewer)));
    }

    @PutMapping("/api/exports/{id}")
    @Requires(Permission.CONFIGURE_SHARING)
    ExportRow changeExport(Viewer viewer, @PathVariable UUID id, @RequestBody ExportToSave export) {
        if (exports.list(viewer).stream()
                .noneMatch(shown -> shown.profile().id().equals(id))) {
            throw Problem.notFound("There is no such export, or it is not for you.");
        }
        return row(exports.save(viewer, profile(id, export, viewer)));
    }

    @DeleteMapping("/api/exports/{id}")
    @Requires(Permission.CONFIGURE_SHARING)
    void deleteExport(Viewer viewer, @PathVariable UUID id) {
        exports.delete(viewer, id);
    }

    /// Lets out what the brake holds back.
    @PostMapping("/api/exports/{id}/{file}/release")
    @Requires(Permission.CONFIGURE_SHARING)
    ExportRow releaseExport(Viewer viewer, @PathVariable UUID id, @PathVariable String file) {
        return row(exports.release(viewer, id, file));
    }

    /// @param lines the first of them, as its recipient would get them now
    /// @param standing values that somebody took back within 30 days and that are in it all the same,
    ///     because another source says so too; the first fifty
    public record ExportPreview(
            int entries, int leftOut, int stopped, List<String> lines, boolean more, List<String> standing) {}

    /// What a file would hold now. To look is no fetch.
    @GetMapping("/api/exports/{id}/{file}/preview")
    @Requires(Permission.CONFIGURE_SHARING)
    ExportPreview previewExport(Viewer viewer, @PathVariable UUID id, @PathVariable String file) {
        var preview = exports.preview(viewer, id, file);
        var counts = preview.counts();
        return new ExportPreview(
                counts.entries(),
                counts.leftOut(),
                counts.stopped(),
                preview.lines(),
                preview.more(),
                preview.standing());
    }

    /// The file of a profile, for a control of its recipient.
    ///
    /// @param since the tag of a state that was loaded before: only what has come (`+`) and gone (`-`) since then;
    ///     400 for a file whose lines do not stand alone, 409 when that is not known any more
    /// @param explain also the values that somebody took back since then and that stay (`=`), because
    ///     another source says so too
    @GetMapping("/exports/{id}/{file}")
    @Requires(Permission.LISTS)
    ResponseEntity<byte[]> exportFile(
            Viewer viewer,
            @PathVariable UUID id,
            @PathVariable String file,
            @RequestParam(defaultValue = "") String since,
            @RequestParam(defaultValue = "false") boolean explain,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, defaultValue = "") String known,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String accepted) {
        var party = ListRoutes.party(viewer);
        var address = "exports/" + id + "/" + file;
        var format = ControlFormats.of(file);
        boolean inLines = format.filter(ControlFormat::linesStandAlone).isPresent();
        if (!since.isEmpty() && !inLines) {
            throw Problem.badRequest("Only files with one entry a line tell what changed; load this one whole.");
        }
        var given = lastServed.load(party, address, () -> exports.fetch(party, id, file));
        var type = MediaType.parseMediaType(format.map(ControlFormat::mediaType).orElse("text/plain"));
        if (inLines) {
            steps.given(party, address, given.file());
        }
        if (since.isEmpty()) {
            return ListRoutes.answer(given, type, known, accepted);
        }
        var changes = steps.load(party, address, since, given.file());
        var head = explain ? steps.head(party, address, since) : Optional.<Long>empty();
        var standing =
                head.map(at -> exports.standing(party, file, at, given.file().members()::has));
        return ListRoutes.answer(
                given,
                type,
                standing.map(values -> ListRoutes.explained(changes, values)).orElse(changes));
    }

    private ExportProfile profile(UUID id, ExportToSave export, Viewer viewer) {
        return new ExportProfile(
                0,
                id,
                exports.organization(export.organization(), viewer),
                export.name(),
                export.query(),
                export.minConfidence(),
                export.minScore(),
                export.most(),
                export.shrinkPercent(),
                export.growPercent(),
                Instant.EPOCH,
                "",
                false);
    }

    private static ExportRow row(Exports.Shown shown) {
        var profile = shown.profile();
        return new ExportRow(
                profile.id(),
                shown.organization(),
                shown.recipient(),
                profile.name(),
                profile.query(),
                profile.minConfidence(),
                profile.minScore(),
                profile.most(),
                profile.shrinkPercent(),
                profile.growPercent(),
                profile.at(),
                profile.by(),
                profile.plain(),
                shown.files().stream()
                        .map(file -> new ExportFileRow(
                                file.file(),
                                file.entries(),
                                file.leftOut(),
                                file.stopped(),
                                file.at(),
                                file.heldEntries(),
                                file.heldAt(),
                                file.fetchedAt(),
                                file.fetchedBy()))
                        .toList());
    }
}
