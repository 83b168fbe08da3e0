package theriac.hub.sharing;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// Block lists as plain text: `domains.txt`, `ips.txt`, `urls.txt`, `hashes.txt`.
@RestController
public final class ListRoutes {

    private static final MediaType TEXT = MediaType.parseMediaType("text/plain;charset=UTF-8");

    private final BlockLists lists;

    public ListRoutes(BlockLists lists) {
        this.lists = lists;
    }

    @GetMapping("/lists/{file}")
    @Requires(Permission.LISTS)
    ResponseEntity<byte[]> list(
            Viewer viewer,
            @PathVariable String file,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, defaultValue = "") String known) {
        var kind = BlockLists.Kind.of(file)
                .orElseThrow(() -> Problem.notFound(
                        "There is no such list; there are domains.txt, ips.txt, urls.txt and hashes.txt."));
        if (!(viewer instanceof Viewer.Party party)) {
            throw Problem.of(Problem.Code.NOT_AUTHENTICATED, "Lists are made for an organisation: send its token.");
        }
        var list = lists.render(party, kind);
        var answer = known.contains(list.etag()) ? ResponseEntity.status(HttpStatus.NOT_MODIFIED) : ResponseEntity.ok();
        answer.eTag(list.etag()).cacheControl(CacheControl.noCache());
        return known.contains(list.etag())
                ? answer.build()
                : answer.contentType(TEXT).body(list.bytes());
    }
}
