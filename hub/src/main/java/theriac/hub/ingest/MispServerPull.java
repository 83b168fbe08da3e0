package theriac.hub.ingest;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import theriac.hub.core.Problem;
import theriac.hub.fetch.Fetcher;
import theriac.hub.store.Source;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// A MISP server over its REST interface, as other MISP servers pull from it: the index of published events
/// with the times of their last changes, then each event that changed, oldest first, with its deleted parts; or one
/// event that somebody asks for.
/// The source's credential is a header `Authorization` with the key of a user of that server.
final class MispServerPull implements Way {

    private static final String INDEX = "events/index/minimal:1/published:1";

    private static final Pattern UUID_OR_NUMBER =
            Pattern.compile("[0-9]{1,15}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Access access;
    private final Fetcher fetcher;
    private final Parts parts;

    MispServerPull(Access access, Fetcher fetcher, Parts parts) {
        this.access = access;
        this.fetcher = fetcher;
        this.parts = parts;
    }

    private record Listed(UUID uuid, long timestamp) {}

    @Override
    public Outcome ask(Source source) throws IOException {
        var request = access.request(source).with("Accept", "application/json");
        var server = Documents.folder(request.address());
        var index = new Documents(fetcher, request).list(server.resolve(INDEX));
        var listed = published(server, index.objects());
        if (listed.isEmpty() && index.size() > 0) {
            throw Problem.conflict("The server lists no published event by its uuid: this is no MISP server's index.");
        }
        return parts.take(source, request, listed);
    }

    /// One event by its uuid or by its number at that server. The index is asked for it alone; a server that gives all
    /// the same changes nothing.
    @Override
    public Outcome ask(Source source, String document) throws IOException {
        if (!UUID_OR_NUMBER.matcher(document).matches()) {
            return new Outcome.Absent();
        }
        var request = access.request(source).with("Accept", "application/json");
        var server = Documents.folder(request.address());
        var index =
                new Documents(fetcher, request).list(server.resolve("%s/searcheventid:%s".formatted(INDEX, document)));
        var named = index.objects().stream()
                .filter(event -> document.equalsIgnoreCase(event.text("uuid").orElse(""))
                        || document.equals(number(event, "id")))
                .toList();
        var found = published(server, named);
        if (found.size() > 1) {
            throw Problem.conflict(
                    "That server has several events of the number %s: ask for one by its uuid.".formatted(document));
        }
        return found.isEmpty() ? new Outcome.Absent() : parts.takeOne(source, request, found.getFirst());
    }

    /// The published ones, the oldest first.
    private static List<Parts.Part> published(URI server, List<JsonObject> index) {
        var listed = new ArrayList<Listed>();
        for (var event : index) {
            // Servers that do not know the parameter give the unpublished ones of the key's own organisation too.
            if (event.bool("published").orElse(true)) {
                event.text("uuid")
                        .map(MispServerPull::uuid)
                        .ifPresent(uuid -> listed.add(new Listed(uuid, timestamp(event))));
            }
        }
        return listed.stream()
                .sorted(Comparator.comparingLong(Listed::timestamp))
                .map(event -> new Parts.Part(
                        event.uuid().toString(),
                        Long.toString(event.timestamp()),
                        server.resolve("events/view/%s/deleted%%5B%%5D:0/deleted%%5B%%5D:1".formatted(event.uuid())),
                        List.of()))
                .toList();
    }

    /// A uuid and nothing else: anything would be an address of the server's choice.
    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException none) {
            throw Problem.conflict("The server's index has an event without a uuid: this is no MISP server's index.");
        }
    }

    private static long timestamp(JsonObject event) {
        var text = number(event, "timestamp");
        return text.matches("[0-9]{1,12}") ? Long.parseLong(text) : 0;
    }

    /// As a text or as a number; servers differ.
    private static String number(JsonObject event, String member) {
        return switch (event.valueOrNull(member)) {
            case JsonString(String said) -> said;
            case JsonNumber(String said) -> said;
            case null, default -> "";
        };
    }
}
