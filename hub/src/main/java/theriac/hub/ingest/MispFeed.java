package theriac.hub.ingest;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import theriac.hub.core.Problem;
import theriac.hub.fetch.Fetcher;
import theriac.hub.store.Source;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// A MISP feed: `manifest.json` lists events with the time of their last change, each event is a file of its
/// own. Only events that changed are asked for, oldest first. An event that is gone from the manifest is not
/// thereby wrong, and stays. (`hashes.csv` serves look-ups without the events; whoever has the events does not
/// need it.)
final class MispFeed implements Way {

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Access access;
    private final Fetcher fetcher;
    private final Parts parts;

    MispFeed(Access access, Fetcher fetcher, Parts parts) {
        this.access = access;
        this.fetcher = fetcher;
        this.parts = parts;
    }

    private record Listed(Parts.Part part, String timestamp) {}

    @Override
    public Outcome ask(Source source) throws IOException {
        var request = access.request(source);
        var folder = folder(request.address());
        var manifest = new Documents(fetcher, request).json(folder.resolve("manifest.json"));
        return parts.take(source, request, listed(folder, manifest));
    }

    /// People paste the address of the folder or of its manifest.
    private static URI folder(URI address) {
        return address.getRawPath() != null && address.getRawPath().endsWith(".json")
                ? address.resolve(".")
                : Documents.folder(address);
    }

    private static List<Parts.Part> listed(URI folder, JsonObject manifest) {
        var listed = new ArrayList<Listed>();
        for (var member : manifest.members()) {
            // Anything else would be an address of the server's choice.
            if (UUID.matcher(member.name()).matches() && member.value() instanceof JsonObject event) {
                var changed = timestamp(event);
                var address = folder.resolve(member.name() + ".json");
                listed.add(new Listed(new Parts.Part(member.name(), changed, address, List.of()), changed));
            }
        }
        if (listed.isEmpty() && manifest.size() > 0) {
            throw Problem.conflict(
                    "The manifest lists no MISP event by its uuid: this is no MISP feed. Check the address.");
        }
        return listed.stream()
                .sorted(Comparator.comparing((Listed one) -> one.timestamp().length())
                        .thenComparing(Listed::timestamp))
                .map(Listed::part)
                .toList();
    }

    /// Seconds as a text or as a number; servers differ.
    private static String timestamp(JsonObject event) {
        return switch (event.valueOrNull("timestamp")) {
            case JsonString text -> text.text();
            case JsonNumber number -> number.text();
            case null, default -> event.text("date").orElse("");
        };
    }
}
