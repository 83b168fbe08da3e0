package theriac.taxii.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.taxii.client.TaxiiFailure.Kind;
import theriac.taxii.server.TaxiiCollection.Access;

/// Reads TAXII resources of other servers: what is missing gets a cautious default, what is unusable is left out.
final class Resources {

    private Resources() {}

    static RemoteServer server(JsonObject json, URI address) {
        List<URI> roots = texts(json, "api_roots").stream()
                .flatMap(text -> resolved(address, text).stream())
                .toList();
        Optional<URI> first = json.text("default").flatMap(text -> resolved(address, text));
        return new RemoteServer(
                json.text("title").orElse(""), json.text("description"), json.text("contact"), first, roots);
    }

    static RemoteRoot root(JsonObject json, URI address) {
        long most = json.integer("max_content_length").orElse(RemoteRoot.UNSAID);
        return new RemoteRoot(
                address, json.text("title").orElse(""), texts(json, "versions"), most > 0 ? most : RemoteRoot.UNSAID);
    }

    static List<RemoteCollection> collections(JsonObject json, URI address) {
        List<RemoteCollection> found = new ArrayList<>();
        for (JsonObject one : json.array("collections").map(JsonArray::objects).orElse(List.of())) {
            Optional<String> id = one.text("id").filter(text -> text.matches("[0-9A-Za-z._~-]{1,100}"));
            id.ifPresent(known -> found.add(new RemoteCollection(
                    address.resolve(known + "/"),
                    known,
                    one.text("title").orElse(known),
                    one.text("description"),
                    one.text("alias"),
                    access(one),
                    texts(one, "media_types"))));
        }
        return found;
    }

    private static Set<Access> access(JsonObject json) {
        Set<Access> access = EnumSet.noneOf(Access.class);
        if (json.bool("can_read").orElse(false)) {
            access.add(Access.READ);
        }
        if (json.bool("can_write").orElse(false)) {
            access.add(Access.WRITE);
        }
        return access;
    }

    static RemoteStatus status(JsonObject json) throws TaxiiFailure {
        String id = json.text("id")
                .orElseThrow(() -> new TaxiiFailure(Kind.NOT_TAXII, "The status of the submission has no id."));
        List<RemoteStatus.Failure> failed = json.array("failures").map(JsonArray::objects).orElse(List.of()).stream()
                .map(one -> new RemoteStatus.Failure(
                        one.text("id").orElse(""),
                        one.text("version").orElse(""),
                        one.text("message").orElse("")))
                .toList();
        boolean complete = json.text("status").filter("complete"::equals).isPresent();
        return new RemoteStatus(
                id,
                complete ? RemoteStatus.State.COMPLETE : RemoteStatus.State.PENDING,
                json.integer("success_count").orElse(0),
                json.integer("failure_count").orElse(0),
                json.integer("pending_count").orElse(0),
                failed);
    }

    private static List<String> texts(JsonObject json, String name) {
        return json.array(name).map(JsonArray::texts).orElse(List.of());
    }

    /// An address relative to where it was read; empty when it is no http address.
    private static Optional<URI> resolved(URI base, String text) {
        try {
            URI address = base.resolve(text.strip());
            String scheme = String.valueOf(address.getScheme());
            return Optional.of(address).filter(a -> scheme.equals("https") || scheme.equals("http"));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
