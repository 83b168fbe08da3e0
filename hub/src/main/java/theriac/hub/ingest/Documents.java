package theriac.hub.ingest;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import theriac.hub.core.Problem;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetcher;
import theriac.hub.fetch.Shown;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;

/// Tables of contents of a feed: small enough to be read as a whole.
final class Documents {

    private static final int MOST_BYTES = 64 << 20;

    private final Fetcher fetcher;
    private final FetchRequest base;

    Documents(Fetcher fetcher, FetchRequest base) {
        this.fetcher = fetcher;
        this.base = base;
    }

    /// @throws Problem when it is no JSON object
    JsonObject json(URI address) throws IOException {
        return Json.parse(bytes(address), JsonLimits.standard())
                .object()
                .orElseThrow(() -> Problem.conflict(
                        "%s is no JSON object, so it is not the table of contents that was expected there. Check the address."
                                .formatted(Shown.address(address))));
    }

    /// @throws Problem when it is no JSON list
    JsonArray list(URI address) throws IOException {
        if (Json.parse(bytes(address), JsonLimits.standard()).value().orElse(null) instanceof JsonArray list) {
            return list;
        }
        throw Problem.conflict("%s is no JSON list, so it is not the index that was expected there. Check the address."
                .formatted(Shown.address(address)));
    }

    String text(URI address) throws IOException {
        return new String(bytes(address), StandardCharsets.UTF_8);
    }

    private byte[] bytes(URI address) throws IOException {
        try (var answer = fetcher.fetch(base.at(address).with(base.limits().withBytes(MOST_BYTES)))) {
            return answer.body().readAllBytes();
        }
    }

    /// A reference of a table of contents.
    ///
    /// @throws Problem when it is none
    static URI resolve(URI base, String reference) {
        try {
            return base.resolve(reference.strip().replace(" ", "%20"));
        } catch (IllegalArgumentException unreadable) {
            throw Problem.conflict(
                    "The table of contents at %s names something that is no address.".formatted(Shown.address(base)));
        }
    }

    /// The folder of an address: what relative references start from.
    static URI folder(URI address) {
        return address.getRawPath().endsWith("/") ? address : URI.create(address + "/");
    }
}
