package theriac.hub.sharing.misp;

import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.LastServed;
import theriac.hub.sharing.ListRoutes;

/// A MISP feed: `manifest.json`, each event it names as `<uuid>.json`, and `hashes.csv`. While the database does not
/// answer, what was given last is given again with its age (ADR 015).
@RestController
public final class MispFeedRoutes {

    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private final MispFolder folder;
    private final LastServed lastServed;

    public MispFeedRoutes(MispFolder folder, LastServed lastServed) {
        this.folder = folder;
        this.lastServed = lastServed;
    }

    @GetMapping("/lists/misp/manifest.json")
    @Requires(Permission.LISTS)
    ResponseEntity<byte[]> manifest(
            Viewer viewer,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, defaultValue = "") String known,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String accepted) {
        var party = ListRoutes.party(viewer);
        var given = lastServed.load(party, "lists/misp/manifest.json", () -> folder.manifest(party));
        return ListRoutes.answer(given, MediaType.APPLICATION_JSON, known, accepted);
    }

    /// For look-ups without the events: the MD5 of each value and the event that it is in.
    @GetMapping("/lists/misp/hashes.csv")
    @Requires(Permission.LISTS)
    ResponseEntity<byte[]> hashes(
            Viewer viewer,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, defaultValue = "") String known,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String accepted) {
        var party = ListRoutes.party(viewer);
        var given = lastServed.load(party, "lists/misp/hashes.csv", () -> folder.hashes(party));
        return ListRoutes.answer(given, CSV, known, accepted);
    }

    @GetMapping("/lists/misp/{event}.json")
    @Requires(Permission.LISTS)
    ResponseEntity<byte[]> event(
            Viewer viewer,
            @PathVariable UUID event,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, defaultValue = "") String known,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String accepted) {
        var party = ListRoutes.party(viewer);
        var given = lastServed.load(party, "lists/misp/" + event + ".json", () -> folder.event(party, event));
        return ListRoutes.answer(given, MediaType.APPLICATION_JSON, known, accepted);
    }
}
