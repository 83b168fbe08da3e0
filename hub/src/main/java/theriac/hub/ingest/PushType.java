package theriac.hub.ingest;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import theriac.hub.core.Problem;

/// What a sender may call its body. Packed and raw bytes always fit; a name that contradicts the source's format is
/// refused before anything is read, and so is what `curl --data` says by itself: it would have changed the bytes.
enum PushType {
    JSON("application/json, a type that ends with +json, or application/x-ndjson"),
    XML("application/xml, text/xml, or a type that ends with +xml"),
    TEXT("text/csv or text/plain");

    private static final Set<String> ANY =
            Set.of("application/octet-stream", "application/gzip", "application/x-gzip", "application/zip");

    private final String words;

    PushType(String words) {
        this.words = words;
    }

    /// @param kind of the source
    /// @param header `Content-Type` as sent; absent is fine
    /// @throws Problem with what would fit
    static void check(String kind, Optional<String> header) {
        var type = header.map(text -> text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
        var wanted = of(kind);
        if (!type.isEmpty() && !ANY.contains(type) && !wanted.fits(type)) {
            throw Problem.of(
                    Problem.Code.UNSUPPORTED_TYPE,
                    "This source reads the format %s; \"%s\" is something else. Say application/octet-stream, or %s."
                            .formatted(kind, type, wanted.words));
        }
    }

    private static PushType of(String kind) {
        return switch (kind) {
            case "csv", "text", "prose", "epss", "suricata", "snort", "yara" -> TEXT;
            case "stix1", "openioc", "rss" -> XML;
            default -> JSON;
        };
    }

    private boolean fits(String type) {
        return switch (this) {
            case JSON -> type.endsWith("/json") || type.endsWith("+json") || type.endsWith("ndjson");
            case XML -> type.endsWith("/xml") || type.endsWith("+xml");
            case TEXT -> type.startsWith("text/");
        };
    }
}
