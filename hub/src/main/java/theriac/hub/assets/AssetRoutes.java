package theriac.hub.assets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// What organisations have, over HTTP.
@RestController
public final class AssetRoutes {

    /// Refused lines that a report shows.
    private static final int SHOWN = 200;

    private final Assets assets;

    public AssetRoutes(Assets assets) {
        this.assets = assets;
    }

    /// @param kind `cpe`, `product`, `device`, `domain`, `network` or `brand`
    /// @param value in normal form
    /// @param origin `hand`, `csv` or `cyclonedx`
    public record AssetRow(UUID id, String kind, String value, String note, String origin, Instant at, String by) {}

    /// @param mayChange whether the caller may add and take off
    public record AssetList(List<AssetRow> assets, boolean mayChange) {}

    /// @param kind see [AssetRow]
    public record NewAsset(String kind, String value, Optional<String> note) {}

    /// @param place `line 3`, or a JSON pointer
    public record AssetRefusal(String place, String written, String why, String whyNl) {}

    /// @param format `csv` or `cyclonedx`
    /// @param known things that were on the list, or twice in the file
    /// @param refused how many lines are no things
    /// @param leftOut components that are nobody's product: libraries and files without a CPE
    /// @param refusals the first 200 of those refused
    /// @param taken the first 200 of those added
    public record AssetImport(
            String format,
            int added,
            int known,
            int refused,
            int leftOut,
            List<AssetRefusal> refusals,
            List<AssetRow> taken) {}

    /// For its own people, those of a firm that acts for it, and those of the CERT.
    @GetMapping("/api/organizations/{id}/assets")
    @Requires(Permission.SIGNED_IN)
    AssetList list(Viewer viewer, @PathVariable UUID id) {
        return new AssetList(
                assets.list(viewer, id).stream().map(AssetRoutes::row).toList(), assets.mayChange(viewer, id));
    }

    @PostMapping("/api/organizations/{id}/assets")
    @Requires(Permission.DESCRIBE_ASSETS)
    AssetRow add(Viewer viewer, @PathVariable UUID id, @RequestBody NewAsset wish) {
        return row(assets.add(
                party(viewer), id, wish.kind(), wish.value(), wish.note().orElse("")));
    }

    @DeleteMapping("/api/organizations/{id}/assets/{asset}")
    @Requires(Permission.DESCRIBE_ASSETS)
    void remove(Viewer viewer, @PathVariable UUID id, @PathVariable UUID asset) {
        assets.remove(party(viewer), id, asset);
    }

    /// A table (CSV) or a bill of materials (CycloneDX in JSON).
    ///
    /// @param keep false: only tells what would happen
    @PostMapping("/api/organizations/{id}/assets/import")
    @Requires(Permission.DESCRIBE_ASSETS)
    AssetImport take(
            Viewer viewer,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "true") boolean keep,
            @RequestBody byte[] file) {
        var done = assets.take(party(viewer), id, file, keep);
        return new AssetImport(
                done.format(),
                done.added(),
                done.known(),
                done.refused().size(),
                done.leftOut(),
                done.refused().stream().limit(SHOWN).map(AssetRoutes::refusal).toList(),
                done.taken().stream().limit(SHOWN).map(AssetRoutes::row).toList());
    }

    private static AssetRefusal refusal(AssetFile.Line line) {
        return line.read() instanceof AssetForm.Read.Bad(var english, var dutch)
                ? new AssetRefusal(line.place(), line.written(), english, dutch)
                : new AssetRefusal(line.place(), line.written(), "", "");
    }

    private static AssetRow row(Asset asset) {
        return new AssetRow(
                asset.id(), asset.kind().text(), asset.value(), asset.note(), asset.origin(), asset.at(), asset.by());
    }

    private static Viewer.Party party(Viewer viewer) {
        if (viewer instanceof Viewer.Party party && party.account() > 0) {
            return party;
        }
        throw Problem.notAllowed("Only people say what an organisation has.");
    }
}
