package theriac.hub.sharing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.stix.value.NormalValue;

/// Block lists as plain text: `domains.txt`, `ips.txt`, `urls.txt`, `hashes.txt`.
@RestController
public final class ListRoutes {

    private static final MediaType TEXT = MediaType.parseMediaType("text/plain;charset=UTF-8");

    private final Exports exports;
    private final LastServed lastServed;
    private final FileSteps steps;

    public ListRoutes(Exports exports, LastServed lastServed, FileSteps steps) {
        this.exports = exports;
        this.lastServed = lastServed;
        this.steps = steps;
    }

    /// @param since the tag of a list that was loaded before: only what has come (`+`) and gone (`-`) since then;
    ///     409 when that is not known any more
    /// @param explain also what somebody took back since then and stays (`=`), because another source says
    ///     so too
    @GetMapping("/lists/{file}")
    @Requires(Permission.LISTS)
    ResponseEntity<byte[]> list(
            Viewer viewer,
            @PathVariable String file,
            @RequestParam(defaultValue = "") String since,
            @RequestParam(defaultValue = "false") boolean explain,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, defaultValue = "") String known,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String accepted) {
        var kind = BlockLists.Kind.of(file)
                .orElseThrow(() -> Problem.notFound(
                        "There is no such list; there are domains.txt, ips.txt, urls.txt and hashes.txt."));
        var party = party(viewer);
        var address = "lists/" + file;
        var given = lastServed.load(party, address, () -> exports.fetch(party, kind));
        steps.given(party, address, given.file());
        if (since.isEmpty()) {
            return answer(given, TEXT, known, accepted);
        }
        var changes = steps.load(party, address, since, given.file());
        return answer(
                given,
                TEXT,
                explain
                        ? explained(changes, standing(party, address, since, value -> kind.has(value, given.file())))
                        : changes);
    }

    private List<String> standing(Viewer.Party party, String address, String since, Predicate<NormalValue> has) {
        return steps.head(party, address, since)
                .map(head -> exports.standing(party, address.substring(address.lastIndexOf('/') + 1), head, has))
                .orElse(List.of());
    }

    /// Changes, and behind them what stays although somebody took it back.
    static byte[] explained(byte[] changes, List<String> standing) {
        var text = new StringBuilder(new String(changes, StandardCharsets.UTF_8));
        standing.forEach(value -> text.append('=').append(value).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// The tag is that of the whole list, to ask with the next time.
    static ResponseEntity<byte[]> answer(LastServed.Given given, MediaType type, byte[] changes) {
        var whole = answer(given, type, given.file().etag(), "");
        return ResponseEntity.ok().headers(whole.getHeaders()).contentType(type).body(changes);
    }

    /// Files are made for an organisation.
    public static Viewer.Party party(Viewer viewer) {
        if (viewer instanceof Viewer.Party party) {
            return party;
        }
        throw Problem.of(Problem.Code.NOT_AUTHENTICATED, "Lists are made for an organisation: send its token.");
    }

    /// With its age in seconds (RFC 9111 §5.1), and a word about an outage.
    public static ResponseEntity<byte[]> answer(LastServed.Given given, MediaType type, String known, String accepted) {
        var answer = answer(given.file(), type, known, accepted);
        var headers = new HttpHeaders(answer.getHeaders());
        headers.set(HttpHeaders.AGE, Long.toString(given.age().toSeconds()));
        if (given.outage()) {
            headers.set("X-Theriac-Outage", "true");
        }
        return new ResponseEntity<>(answer.getBody(), headers, answer.getStatusCode());
    }

    /// A rendering with its tag, as gzip for those who can read it, and without bytes for those who have them
    /// already (RFC 9110 §8.8.3, §13.1.2).
    ///
    /// @param known the header `If-None-Match`
    /// @param accepted the header `Accept-Encoding`
    public static ResponseEntity<byte[]> answer(Rendering list, MediaType type, String known, String accepted) {
        boolean unchanged = matches(known, list.etag());
        var answer = (unchanged ? ResponseEntity.status(HttpStatus.NOT_MODIFIED) : ResponseEntity.ok())
                .eTag(list.etag())
                .lastModified(list.at())
                .cacheControl(CacheControl.noCache())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING, HttpHeaders.AUTHORIZATION);
        if (list.held()) {
            answer.header("X-Theriac-Held", "true");
        }
        if (unchanged) {
            return answer.build();
        }
        return takesGzip(accepted)
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip")
                        .contentType(type)
                        .body(list.zipped())
                : answer.contentType(type).body(list.bytes());
    }

    /// Weak comparison: a proxy that zips marks the tag with `W/`.
    private static boolean matches(String known, String etag) {
        return known.strip().equals("*")
                || Arrays.stream(known.split(",")).map(ListRoutes::strong).anyMatch(etag::equals);
    }

    private static String strong(String tag) {
        var text = tag.strip();
        return text.startsWith("W/") ? text.substring(2) : text;
    }

    private static boolean takesGzip(String accepted) {
        return Arrays.stream(accepted.split(","))
                .map(coding -> coding.replace(" ", ""))
                .anyMatch(coding ->
                        coding.equals("gzip") || coding.startsWith("gzip;") && !coding.matches("gzip;q=0(\\.0*)?"));
    }
}
