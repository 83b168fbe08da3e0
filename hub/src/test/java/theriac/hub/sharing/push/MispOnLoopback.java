package theriac.hub.sharing.push;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// A server with MISP's rules of what it takes over: nothing of an event that is not newer than its
/// own, nothing of an object that is not, nothing of an attribute that is not. An object that is
/// edited by itself is newer than all that its author says later.
final class MispOnLoopback implements AutoCloseable {

    private static final String NEWER_THAN_ALL = "4000000000";

    private final HttpServer server;
    private final Map<String, JsonObject> events = new LinkedHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private MispOnLoopback(HttpServer server) {
        this.server = server;
    }

    static MispOnLoopback start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var misp = new MispOnLoopback(server);
            server.createContext("/", misp::handle);
            server.start();
            return misp;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    }

    /// The actions that were asked for, in their order.
    List<String> asked() {
        return asked;
    }

    /// An event as it has it.
    synchronized JsonObject event(String uuid) {
        return events.getOrDefault(uuid, JsonObject.empty());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var sent = (JsonObject)
                    Json.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var path = exchange.getRequestURI().getPath().substring(1).split("/");
            asked.add(String.join("/", path));
            var answer = answer(path, sent);
            var bytes = Json.write(answer.isPresent() ? answer.get() : said("Not there"))
                    .getBytes(StandardCharsets.UTF_8);
            int status = answer.isEmpty() ? 404 : answer.get().text("errors").isPresent() ? 403 : 200;
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Optional<JsonObject> answer(String[] path, JsonObject sent) {
        return switch (path[0] + "/" + path[1]) {
            case "events/add" -> Optional.of(put(sent));
            case "events/edit" ->
                Optional.ofNullable(events.get(path[2]))
                        .map(
                                has -> newer(sent, has)
                                        ? put(merged(has, sent))
                                        : said(
                                                "Event could not be saved: Event in the request not newer than the local copy."));
            case "attributes/add" ->
                Optional.ofNullable(events.get(path[2]))
                        .map(has -> put(has.with("Attribute", with(has.array("Attribute"), sent))));
            case "attributes/edit" -> editedAttribute(path[2], sent);
            case "objects/add" ->
                Optional.ofNullable(events.get(path[2]))
                        .map(has -> put(has.with(
                                "Object",
                                with(has.array("Object"), sent.object("Object").orElseThrow()))));
            case "objects/edit" -> addedToObject(path, sent);
            default -> throw new IllegalStateException("Nobody expected " + String.join("/", path));
        };
    }

    private JsonObject put(JsonObject event) {
        events.put(event.text("uuid").orElseThrow(), event);
        return JsonObject.builder().put("Event", event).build();
    }

    private static JsonObject said(String why) {
        return JsonObject.builder().put("errors", why).build();
    }

    private static boolean newer(JsonObject sent, JsonObject has) {
        return Long.parseLong(sent.text("timestamp").orElseThrow())
                > Long.parseLong(has.text("timestamp").orElseThrow());
    }

    /// Elements by their uuids; lists within them likewise.
    private static JsonObject merged(JsonObject has, JsonObject sent) {
        var result = sent;
        for (var list : List.of("Attribute", "Object")) {
            var all = new LinkedHashMap<String, JsonObject>();
            each(has, list).forEach(one -> all.put(one.text("uuid").orElseThrow(), one));
            each(sent, list)
                    .forEach(one -> all.merge(
                            one.text("uuid").orElseThrow(),
                            one,
                            (old, next) -> newer(next, old) ? merged(old, next) : old));
            if (!all.isEmpty()) {
                result = result.with(list, JsonArray.of(new ArrayList<>(all.values())));
            }
        }
        return result;
    }

    private Optional<JsonObject> editedAttribute(String uuid, JsonObject sent) {
        for (var event : List.copyOf(events.values())) {
            for (var object : each(event, "Object")) {
                var old = each(object, "Attribute").stream()
                        .filter(one -> one.text("uuid").filter(uuid::equals).isPresent())
                        .findFirst();
                if (old.isPresent()) {
                    if (!newer(sent, old.get())) {
                        return Optional.of(said("Attribute in the request not newer than the local copy."));
                    }
                    var attributes = with(object.array("Attribute"), sent);
                    var next = object.with("Attribute", attributes).with("timestamp", new JsonString(NEWER_THAN_ALL));
                    return Optional.of(put(event.with("Object", with(event.array("Object"), next))));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<JsonObject> addedToObject(String[] path, JsonObject sent) {
        if (path.length != 5 || !path[4].equals("1")) {
            throw new IllegalStateException("Without this the other attributes of the object would be deleted.");
        }
        for (var event : List.copyOf(events.values())) {
            for (var object : each(event, "Object")) {
                if (object.text("uuid").filter(path[2]::equals).isPresent()) {
                    var attributes = with(
                            object.array("Attribute"), each(sent, "Attribute").getFirst());
                    var next = object.with("Attribute", attributes).with("timestamp", new JsonString(NEWER_THAN_ALL));
                    return Optional.of(put(event.with("Object", with(event.array("Object"), next))));
                }
            }
        }
        return Optional.empty();
    }

    private static JsonArray with(Optional<JsonArray> list, JsonObject one) {
        var all = new LinkedHashMap<String, JsonObject>();
        list.map(JsonArray::objects)
                .orElse(List.of())
                .forEach(each -> all.put(each.text("uuid").orElseThrow(), each));
        all.put(one.text("uuid").orElseThrow(), one);
        return JsonArray.of(new ArrayList<>(all.values()));
    }

    private static List<JsonObject> each(JsonObject element, String list) {
        return element.array(list).map(JsonArray::objects).orElse(List.of());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
