package theriac.taxii.contract;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;

/// What a server answered; header names in lower case.
public record Reply(int status, Map<String, List<String>> headers, byte[] body) {

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonObject json() {
        return Json.parse(body, JsonLimits.standard())
                .object()
                .orElseThrow(() -> new AssertionError("The answer " + status + " is no JSON object: " + text()));
    }

    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    public List<JsonObject> list(String name) {
        return json().array(name).map(JsonArray::objects).orElse(List.of());
    }

    public List<String> texts(String name) {
        return json().array(name).map(JsonArray::texts).orElse(List.of());
    }

    /// Ids of the objects of an envelope or manifest, in order.
    public List<String> ids() {
        return list("objects").stream().map(o -> o.text("id").orElseThrow()).toList();
    }

    /// `modified` of the objects of an envelope, in order.
    public List<String> modified() {
        return list("objects").stream().map(o -> o.text("modified").orElse("")).toList();
    }

    public Optional<String> next() {
        return json().text("next");
    }

    public boolean more() {
        return json().bool("more").orElse(false);
    }

    public String firstAdded() {
        return header("x-taxii-date-added-first").orElseThrow();
    }

    public String lastAdded() {
        return header("x-taxii-date-added-last").orElseThrow();
    }
}
