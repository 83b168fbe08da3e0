package theriac.hub.ingest;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetcher;
import theriac.hub.store.Source;
import theriac.stix.json.JsonObject;

/// A CSAF provider (CSAF 2.0 §7): its `provider-metadata.json` names ROLIE feeds (requirements 15 to 17) or a
/// directory with `changes.csv` and `index.txt` (11 to 14). Documents that changed are compared with their
/// checksum (18) before they are read, and with their OpenPGP signature (19) when the source has a key
/// ([SignedFile]).
final class CsafProvider implements Way {

    private static final String WELL_KNOWN = "/.well-known/csaf/provider-metadata.json";

    private final Access access;
    private final Fetcher fetcher;
    private final Parts parts;

    CsafProvider(Access access, Fetcher fetcher, Parts parts) {
        this.access = access;
        this.fetcher = fetcher;
        this.parts = parts;
    }

    @Override
    public Outcome ask(Source source) throws IOException {
        var request = access.request(source);
        var documents = new Documents(fetcher, request);
        var metadata = documents.json(metadata(request));
        var distributions = metadata.array("distributions").stream()
                .flatMap(array -> array.objects().stream())
                .toList();
        var listed = new ArrayList<Parts.Part>();
        for (var feed : feeds(distributions)) {
            listed.addAll(rolie(documents.json(Documents.resolve(request.address(), feed))));
        }
        if (listed.isEmpty()) {
            for (var distribution : distributions) {
                var directory = distribution.text("directory_url");
                if (directory.isPresent()) {
                    var folder = Documents.folder(Documents.resolve(request.address(), directory.get()));
                    listed.addAll(directory(documents, folder));
                }
            }
        }
        if (distributions.isEmpty()) {
            throw Problem.conflict(
                    "The provider's metadata names no distribution, so there is nowhere to look for its documents. Tell the provider.");
        }
        return parts.take(source, request, listed);
    }

    private static URI metadata(FetchRequest request) {
        var address = request.address();
        return address.getRawPath() != null && address.getRawPath().endsWith(".json")
                ? address
                : address.resolve(WELL_KNOWN);
    }

    private static List<String> feeds(List<JsonObject> distributions) {
        return distributions.stream()
                .flatMap(distribution -> distribution.object("rolie").stream())
                .flatMap(rolie -> rolie.array("feeds").stream())
                .flatMap(feeds -> feeds.objects().stream())
                .flatMap(feed -> feed.text("url").stream())
                .distinct()
                .toList();
    }

    private static List<Parts.Part> rolie(JsonObject feed) {
        return feed.object("feed").stream()
                .flatMap(inside -> inside.array("entry").stream())
                .flatMap(entries -> entries.objects().stream())
                .flatMap(CsafProvider::entry)
                .toList();
    }

    private static Stream<Parts.Part> entry(JsonObject entry) {
        var links = entry.array("link").stream()
                .flatMap(array -> array.objects().stream())
                .toList();
        var address = entry.object("content")
                .flatMap(content -> content.text("src"))
                .or(() -> href(links, "self").findFirst());
        return address.stream().map(text -> {
            var document = Access.address(text);
            var sums = href(links, "hash")
                    .map(Access::address)
                    .sorted(CsafProvider::stronger)
                    .toList();
            return new Parts.Part(text, entry.text("updated").orElse(""), document, sums);
        });
    }

    private static Stream<String> href(List<JsonObject> links, String relation) {
        return links.stream()
                .filter(link -> link.text("rel").orElse("").equals(relation))
                .flatMap(link -> link.text("href").stream());
    }

    private static int stronger(URI one, URI other) {
        return Boolean.compare(other.getPath().endsWith("512"), one.getPath().endsWith("512"));
    }

    /// `changes.csv` in whatever order; without it `index.txt`, which does not say when a document changed.
    private static List<Parts.Part> directory(Documents documents, URI folder) throws IOException {
        try {
            return documents
                    .text(folder.resolve("changes.csv"))
                    .lines()
                    .map(line -> line.replace("\"", "").split(",", 2))
                    .filter(fields -> fields.length == 2 && fields[0].strip().endsWith(".json"))
                    .map(fields -> document(folder, fields[0].strip(), fields[1].strip()))
                    .toList();
        } catch (FetchFailure absent) {
            if (absent.status() != 404) {
                throw absent;
            }
            return documents
                    .text(folder.resolve("index.txt"))
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.endsWith(".json"))
                    .map(line -> document(folder, line, "listed"))
                    .toList();
        }
    }

    private static Parts.Part document(URI folder, String path, String changed) {
        var address = Documents.resolve(folder, path);
        return new Parts.Part(
                path, changed, address, List.of(URI.create(address + ".sha512"), URI.create(address + ".sha256")));
    }
}
