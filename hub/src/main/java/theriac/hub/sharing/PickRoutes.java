package theriac.hub.sharing;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;

/// What people put into TAXII collections by hand.
@RestController
public final class PickRoutes {

    private final PickedSets sets;

    public PickRoutes(PickedSets sets) {
        this.sets = sets;
    }

    /// @param name "" for none
    public record PickRow(String id, String type, String name, Instant at, String by) {}

    public record PickList(List<PickRow> objects) {}

    /// @param objects STIX ids
    public record ToPick(Set<String> objects) {}

    /// @param put how many were not in the collection before
    public record Picked(int put) {}

    public record PickChoice(UUID id, String title, boolean holds) {}

    public record PickChoices(List<PickChoice> collections) {}

    @GetMapping("/api/collections/{id}/objects")
    @Requires(Permission.CONFIGURE_SHARING)
    PickList pickedObjects(Viewer viewer, @PathVariable UUID id) {
        return new PickList(sets.list(viewer, id).stream().map(PickRoutes::row).toList());
    }

    @PostMapping("/api/collections/{id}/objects")
    @Requires(Permission.CONFIGURE_SHARING)
    Picked putObjects(Viewer viewer, @PathVariable UUID id, @RequestBody ToPick wanted) {
        return new Picked(sets.put(
                viewer, id, wanted.objects().stream().map(PickRoutes::object).collect(Collectors.toSet())));
    }

    @DeleteMapping("/api/collections/{id}/objects/{object}")
    @Requires(Permission.CONFIGURE_SHARING)
    void takeObject(Viewer viewer, @PathVariable UUID id, @PathVariable String object) {
        sets.take(viewer, id, object(object));
    }

    @GetMapping("/api/objects/{id}/collections")
    @Requires(Permission.CONFIGURE_SHARING)
    PickChoices collectionsOfObject(Viewer viewer, @PathVariable String id) {
        return new PickChoices(sets.choices(viewer, object(id)).stream()
                .map(each ->
                        new PickChoice(each.collection().id(), each.collection().title(), each.holds()))
                .toList());
    }

    private static PickRow row(PickedSets.Held held) {
        var pick = held.pick();
        return new PickRow(pick.id().text(), pick.id().type(), held.name(), pick.at(), pick.by());
    }

    private static StixId object(String text) {
        return StixId.parse(text.strip())
                .orElseThrow(() -> Problem.badRequest("\"%s\" is no STIX id.".formatted(text)));
    }
}
