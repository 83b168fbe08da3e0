package theriac.hub.intake;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import theriac.hub.core.DeskLookups;
import theriac.hub.core.Problem;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Which RDAP service knows which domain: one for all, or as a file says (RFC 9224 §4). Immutable.
final class RdapServices {

    private final Map<String, URI> bases;

    private RdapServices(Map<String, URI> bases) {
        this.bases = Map.copyOf(bases);
    }

    /// @throws Problem when the file cannot be read
    static RdapServices of(DeskLookups settings) {
        return settings.rdapService()
                .map(base -> new RdapServices(Map.of("", base)))
                .or(() -> settings.rdapBootstrap().map(RdapServices::read))
                .orElseGet(() -> new RdapServices(Map.of()));
    }

    /// Where a domain is asked for: at the service of the longest ending that fits.
    Optional<URI> question(String domain) {
        for (var ending = domain; ; ending = ending.substring(ending.indexOf('.') + 1)) {
            var base = bases.get(ending);
            if (base != null) {
                return Optional.of(question(base, domain));
            }
            if (ending.indexOf('.') < 0) {
                return Optional.ofNullable(bases.get("")).map(all -> question(all, domain));
            }
        }
    }

    /// RFC 9082 §3.1.3.
    private static URI question(URI base, String domain) {
        var text = base.toString();
        return URI.create(text + (text.endsWith("/") ? "" : "/") + "domain/" + domain);
    }

    private static RdapServices read(Path file) {
        try {
            if (Json.read(Files.readString(file)) instanceof JsonObject whole) {
                var bases = new HashMap<String, URI>();
                for (var service : whole.array("services").orElseThrow().values()) {
                    var pair = ((JsonArray) service).values();
                    var address = texts(pair.get(1)).stream()
                            .min(java.util.Comparator.comparing(text -> !text.startsWith("https:")))
                            .map(URI::create)
                            .orElseThrow();
                    texts(pair.get(0)).forEach(ending -> bases.put(ending.toLowerCase(Locale.ROOT), address));
                }
                return new RdapServices(bases);
            }
        } catch (IOException | RuntimeException unreadable) {
            throw Problem.badRequest(
                    "The file of \"rdap-bootstrap\" (%s) is not there or not as RFC 9224 says: fetch it anew, or take the setting away."
                            .formatted(file));
        }
        throw Problem.badRequest("The file of \"rdap-bootstrap\" (%s) holds no JSON object.".formatted(file));
    }

    private static List<String> texts(Object array) {
        return ((JsonArray) array)
                .values().stream().map(value -> ((JsonString) value).text()).toList();
    }
}
