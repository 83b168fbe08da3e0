package theriac.hub.publications;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The hub as a trusted provider of CSAF 2.0 (§7.2.3). TLP:CLEAR is for everybody under
/// `/.well-known/csaf/white/`; what has another label is under `/csaf/`, for the people and the TAXII keys
/// of those who may read it.
@RestController
public final class CsafRoutes {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final OpenWarnings warnings;

    public CsafRoutes(OpenWarnings warnings) {
        this.warnings = warnings;
    }

    @GetMapping("/.well-known/csaf/provider-metadata.json")
    @Requires(Permission.PUBLIC)
    ResponseEntity<byte[]> metadata() {
        return open(warnings.metadata());
    }

    @GetMapping("/.well-known/csaf/service.json")
    @Requires(Permission.PUBLIC)
    ResponseEntity<byte[]> service() {
        return open(warnings.serviceDocument());
    }

    @GetMapping("/.well-known/csaf/openpgp/{file}")
    @Requires(Permission.PUBLIC)
    ResponseEntity<byte[]> key(@PathVariable String file) {
        return warnings.keys().stream()
                .filter(key -> file.equals(key.fingerprint() + ".asc"))
                .findFirst()
                .map(key -> OpenRoutes.answer(bytes(key.text()), TEXT, forEverybody()))
                .orElseThrow(() -> Problem.notFound(
                        "There is no such key. Those with which documents are signed are in provider-metadata.json."));
    }

    @GetMapping("/.well-known/csaf/white/feed.json")
    @Requires(Permission.PUBLIC)
    ResponseEntity<byte[]> feed() {
        return open(warnings.feed(Viewer.anonymous(), "WHITE"));
    }

    @GetMapping("/.well-known/csaf/white/{year}/{file}")
    @Requires(Permission.PUBLIC)
    ResponseEntity<byte[]> document(@PathVariable String year, @PathVariable String file) {
        return document(Viewer.anonymous(), "WHITE", year, file, forEverybody());
    }

    @GetMapping("/csaf/{label}/feed.json")
    @Requires(Permission.TAXII)
    ResponseEntity<byte[]> feed(Viewer viewer, @PathVariable String label) {
        var feed = warnings.feed(viewer, limited(label));
        return OpenRoutes.answer(bytes(Json.write(feed)), MediaType.APPLICATION_JSON, forOne());
    }

    @GetMapping("/csaf/{label}/{year}/{file}")
    @Requires(Permission.TAXII)
    ResponseEntity<byte[]> document(
            Viewer viewer, @PathVariable String label, @PathVariable String year, @PathVariable String file) {
        return document(viewer, limited(label), year, file, forOne());
    }

    /// The label of a folder that is not for everybody.
    private static String limited(String folder) {
        return switch (folder) {
            case "green" -> "GREEN";
            case "amber" -> "AMBER";
            default ->
                throw Problem.notFound(
                        "There are the folders green and amber here. What everybody may read is under /.well-known/csaf/white/.");
        };
    }

    /// A document, or what stands beside it: its digests as `sha256sum` writes them (requirement 18), its
    /// signature (19).
    private ResponseEntity<byte[]> document(Viewer viewer, String label, String year, String file, CacheControl cache) {
        int end = file.indexOf(".json");
        var name = end < 0 ? file : file.substring(0, end) + ".json";
        var beside = end < 0 ? "" : file.substring(name.length());
        var document = warnings.document(viewer, label, year, name).orElseThrow(CsafRoutes::absent);
        return switch (beside) {
            case "" -> OpenRoutes.answer(document.bytes(), MediaType.APPLICATION_JSON, cache);
            case ".sha256" -> digest("SHA-256", document, name, cache);
            case ".sha512" -> digest("SHA-512", document, name, cache);
            case ".asc" -> OpenRoutes.answer(bytes(warnings.signature(document)), TEXT, cache);
            default -> throw absent();
        };
    }

    private static ResponseEntity<byte[]> digest(
            String algorithm, OpenWarnings.Document document, String name, CacheControl cache) {
        var line = OpenRoutes.hex(algorithm, document.bytes()) + "  " + name + "\n";
        return OpenRoutes.answer(bytes(line), TEXT, cache);
    }

    private static Problem absent() {
        return Problem.notFound("There is no such document, or it is not for you. The feeds name those that are.");
    }

    private static ResponseEntity<byte[]> open(JsonObject json) {
        return OpenRoutes.answer(bytes(Json.write(json)), MediaType.APPLICATION_JSON, forEverybody());
    }

    private static CacheControl forEverybody() {
        return CacheControl.maxAge(FRESH).cachePublic();
    }

    private static CacheControl forOne() {
        return CacheControl.noCache().cachePrivate();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
