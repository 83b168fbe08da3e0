package theriac.hub.benign;

import java.util.List;
import java.util.Optional;
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
import theriac.stix.value.Values;

/// Warning lists over HTTP.
@RestController
public final class WarningListRoutes {

    private static final int MOST_CHECKED = 10_000;

    private final WarningLists lists;

    public WarningListRoutes(WarningLists lists) {
        this.lists = lists;
    }

    /// @param compared how many distinct entries are compared with, of all lists that are used
    public record WarningListsKept(int compared, List<WarningLists.Kept> lists) {}

    /// @param use `off`, `tell` or `brake`
    public record WarningListUse(String use) {}

    /// @param values as people write them
    public record ValuesToCheck(List<String> values) {}

    /// @param value in normal form; absent when the text is no value
    public record CheckedValue(String text, Optional<String> value, List<Listing> lists) {}

    public record CheckedValues(List<CheckedValue> values) {}

    @GetMapping("/api/warning-lists")
    @Requires(Permission.READ_OBJECTS)
    WarningListsKept warningLists() {
        return new WarningListsKept(lists.now().size(), lists.list());
    }

    /// Brings a list in the form of MISP, or its next version.
    @PutMapping("/api/warning-lists/{id}")
    @Requires(Permission.CONFIGURE_SHARING)
    WarningLists.Kept saveWarningList(
            Viewer viewer, @PathVariable String id, @RequestParam Optional<String> use, @RequestBody byte[] list) {
        return lists.save(id, list, use.map(WarningLists.Use::of), name(viewer));
    }

    @PutMapping("/api/warning-lists/{id}/use")
    @Requires(Permission.CONFIGURE_SHARING)
    WarningLists.Kept useWarningList(@PathVariable String id, @RequestBody WarningListUse wanted) {
        return lists.use(id, WarningLists.Use.of(wanted.use()));
    }

    @DeleteMapping("/api/warning-lists/{id}")
    @Requires(Permission.CONFIGURE_SHARING)
    void deleteWarningList(@PathVariable String id) {
        lists.delete(id);
    }

    /// Which lists values are on.
    @PostMapping("/api/warning-lists/check")
    @Requires(Permission.READ_OBJECTS)
    CheckedValues checkValues(@RequestBody ValuesToCheck asked) {
        if (asked.values().size() > MOST_CHECKED) {
            throw Problem.badRequest("At most %,d values are checked at once.".formatted(MOST_CHECKED));
        }
        var compiled = lists.now();
        return new CheckedValues(asked.values().stream()
                .map(text -> {
                    var value = Values.recognize(text);
                    return new CheckedValue(
                            text,
                            value.map(v -> v.text()),
                            value.map(compiled::find).orElse(List.of()));
                })
                .toList());
    }

    private static String name(Viewer viewer) {
        return viewer instanceof Viewer.Party party ? party.name() : "the hub";
    }
}
