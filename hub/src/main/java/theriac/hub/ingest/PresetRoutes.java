package theriac.hub.ingest;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// Public feeds that the hub knows. None is asked before somebody accepted its terms for this hub; who and when
/// stays on record, with the terms as they were shown.
@RestController
public final class PresetRoutes {

    private final List<Preset> presets;
    private final PresetSql sql;
    private final SourceEditRoutes sources;
    private final Clock clock;

    public PresetRoutes(List<Preset> presets, Database database, SourceEditRoutes sources, Clock clock) {
        this.presets = List.copyOf(presets);
        this.sql = new PresetSql(database);
        this.sources = sources;
        this.clock = clock;
    }

    /// @param key what the provider wants to know from whoever asks; "": nothing
    /// @param accepted absent: it is switched off
    public record PresetRow(
            String id,
            String name,
            String provider,
            String kind,
            String way,
            String url,
            int everyMinutes,
            String terms,
            String termsUrl,
            String licence,
            String key,
            Optional<AcceptedRow> accepted) {}

    /// Who accepted the terms, and the source that came of it.
    public record AcceptedRow(UUID source, String by, Instant at) {}

    public record PresetList(List<PresetRow> presets) {}

    /// @param acceptTerms must be true
    /// @param credential the name of a secret in the vault; "": none
    public record PresetConsent(boolean acceptTerms, String credential) {}

    @GetMapping("/api/presets")
    @Requires(Permission.CONFIGURE_SOURCES)
    PresetList presets() {
        var accepted = sql.accepted();
        return new PresetList(presets.stream()
                .map(preset -> row(preset, Optional.ofNullable(accepted.get(preset.id()))))
                .toList());
    }

    /// Accepts the terms of a public feed for this hub and makes its source.
    @PostMapping("/api/presets/{id}")
    @Requires(Permission.CONFIGURE_SOURCES)
    PresetRow acceptPreset(Viewer viewer, @PathVariable String id, @RequestBody PresetConsent consent) {
        var preset = presets.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("The hub knows no public feed of that name."));
        if (!consent.acceptTerms()) {
            throw Problem.badRequest("\"%s\" is not asked before its terms are accepted.".formatted(preset.name()));
        }
        if (!preset.key().isEmpty() && consent.credential().isBlank()) {
            throw Problem.badRequest("\"%s\" wants a key (%s): keep it in the vault and name it here."
                    .formatted(preset.name(), preset.key()));
        }
        var source = sources.create(preset.form(consent.credential()));
        var by = viewer instanceof Viewer.Party party ? party.name() : "hub";
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        sql.accept(preset.id(), source.key(), preset.terms() + " " + preset.termsUrl(), by, now);
        return row(preset, Optional.of(new AcceptedRow(source.id(), by, now.toInstant())));
    }

    private static PresetRow row(Preset preset, Optional<AcceptedRow> accepted) {
        return new PresetRow(
                preset.id(),
                preset.name(),
                preset.provider(),
                preset.kind(),
                preset.way(),
                preset.url(),
                preset.everyMinutes(),
                preset.terms(),
                preset.termsUrl(),
                preset.licence(),
                preset.key(),
                accepted);
    }
}
