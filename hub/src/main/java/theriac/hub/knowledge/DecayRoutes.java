package theriac.hub.knowledge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
import theriac.hub.query.DecayModel;
import theriac.hub.store.DecayModels;
import theriac.hub.store.Store;
import theriac.stix.value.ValueKind;

/// How confidence fades, as settings over HTTP. Changing one changes every score at once and rewrites nothing.
@RestController
public final class DecayRoutes {

    private final Store store;

    public DecayRoutes(Store store) {
        this.store = store;
    }

    /// @param key 0 for a new one
    /// @param type STIX type; "": all
    /// @param valueKind a value of this kind is in it, such as `phone`; "": any
    /// @param source absent: all
    /// @param lifetimeHours after it nothing is left
    /// @param speed 1: in a straight line; larger: fast at first and then slowly
    /// @param base where no source gives a confidence, 1 to 100
    /// @param threshold below it an object counts as decayed, 0 to 100
    public record DecaySetting(
            long key,
            String name,
            String type,
            String valueKind,
            Optional<UUID> source,
            long lifetimeHours,
            double speed,
            int base,
            int threshold) {}

    /// @param settings of several that fit a claim, the first counts
    public record DecaySettings(List<DecaySetting> settings) {}

    @GetMapping("/api/settings/decay")
    @Requires(Permission.READ_OBJECTS)
    DecaySettings decaySettings(Viewer viewer) {
        return new DecaySettings(store.decay().list().stream()
                .flatMap(setting -> shown(viewer, setting).stream())
                .toList());
    }

    /// Adds a setting, or changes the one for the same type, kind of value and source.
    @PutMapping("/api/settings/decay")
    @Requires(Permission.CONFIGURE)
    DecaySettings saveDecay(Viewer viewer, @RequestBody DecaySetting setting) {
        if (setting.name().isBlank() || setting.name().length() > 100) {
            throw Problem.badRequest("A setting has a name of 1 to 100 characters.");
        }
        if (!setting.valueKind().isEmpty()
                && ValueKind.ofCode(setting.valueKind()).isEmpty()) {
            throw Problem.badRequest("There is no kind of value \"%s\".".formatted(setting.valueKind()));
        }
        var source = setting.source()
                .map(id -> store.sources()
                        .find(viewer, id)
                        .orElseThrow(() -> Problem.notFound("There is no such source, or it is not for you."))
                        .key());
        store.decay()
                .save(new DecayModels.Setting(
                        0, setting.name(), setting.type(), setting.valueKind(), source, model(setting)));
        return decaySettings(viewer);
    }

    @DeleteMapping("/api/settings/decay/{key}")
    @Requires(Permission.CONFIGURE)
    void deleteDecay(Viewer viewer, @PathVariable long key) {
        if (!store.decay().delete(key)) {
            throw Problem.notFound("There is no such setting.");
        }
    }

    private static DecayModel model(DecaySetting setting) {
        try {
            return new DecayModel(
                    Duration.ofHours(setting.lifetimeHours()), setting.speed(), setting.base(), setting.threshold());
        } catch (IllegalArgumentException impossible) {
            throw Problem.badRequest(String.valueOf(impossible.getMessage()));
        }
    }

    /// A setting for a source that is hidden from the asker is hidden as well.
    private Optional<DecaySetting> shown(Viewer viewer, DecayModels.Setting setting) {
        var source = setting.source().map(key -> store.sources().load(key).id());
        if (source.isPresent() && store.sources().find(viewer, source.get()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DecaySetting(
                setting.key(),
                setting.name(),
                setting.type(),
                setting.kind(),
                source,
                setting.model().lifetime().toHours(),
                setting.model().speed(),
                setting.model().base(),
                setting.model().threshold()));
    }
}
