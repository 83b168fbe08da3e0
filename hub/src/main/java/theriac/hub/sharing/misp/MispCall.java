package theriac.hub.sharing.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// A request as MISP's clients write it: controller and action, then arguments, then named parameters
/// (`limit:5`, `deleted[]:1`), any of them ending in `.json`; further parameters in the body, which may lie in
/// a `request`.
///
/// @param path as the answer of a failure names it
/// @param action `controller/action`, lower case without underscores
/// @param arguments what follows the action and is no named parameter
/// @param parameters from the path and from the body; the body counts more
/// @param body as sent; empty object when there is none; a list or a text stands in `list`
record MispCall(
        Viewer.Party caller,
        boolean writes,
        String path,
        String action,
        List<String> arguments,
        JsonObject parameters,
        JsonObject body) {

    /// A word of its own is `searchall`.
    private static final Pattern PREFIXED = Pattern.compile("^search(?!all$)(.+)$");

    MispCall {
        arguments = List.copyOf(arguments);
    }

    /// @param path below the base path, decoded
    /// @throws Problem when the body is no JSON object
    static MispCall of(Viewer.Party caller, String method, String path, byte[] body) {
        var plain = new ArrayList<String>();
        var named = JsonObject.empty();
        for (var segment : withoutSuffix(path).split("/")) {
            int colon = segment.indexOf(':');
            if (colon > 0 && plain.size() > 1) {
                named = put(named, segment.substring(0, colon), segment.substring(colon + 1));
            } else if (!segment.isEmpty()) {
                plain.add(segment);
            }
        }
        var json = body(body);
        for (var member : json.object("request").orElse(json).members()) {
            named = named.with(member.name(), member.value());
        }
        var words = plain.size() < 2 ? List.of(plain.isEmpty() ? "" : plain.getFirst(), "index") : plain;
        return new MispCall(
                caller,
                method.equals("POST") || method.equals("PUT") || method.equals("DELETE"),
                "/" + path,
                (words.get(0).replace("_", "") + "/" + words.get(1)).toLowerCase(Locale.ROOT),
                words.subList(2, words.size()),
                named,
                json);
    }

    private static String withoutSuffix(String path) {
        return path.endsWith(".json") ? path.substring(0, path.length() - 5) : path;
    }

    private static JsonObject put(JsonObject named, String name, String value) {
        if (!name.endsWith("[]")) {
            return named.with(name, new JsonString(value));
        }
        var list = name.substring(0, name.length() - 2);
        var values = new ArrayList<>(named.array(list).map(JsonArray::texts).orElse(List.of()));
        values.add(value);
        return named.with(list, JsonArray.ofTexts(values));
    }

    private static JsonObject body(byte[] bytes) {
        if (bytes.length == 0) {
            return JsonObject.empty();
        }
        var parsed = Json.parse(bytes, JsonLimits.standard());
        return parsed.value()
                .flatMap(value -> switch (value) {
                    case JsonObject object -> Optional.of(object);
                    case JsonArray list ->
                        Optional.of(JsonObject.builder().put("list", list).build());
                    case JsonString text ->
                        Optional.of(JsonObject.builder()
                                .put("list", JsonArray.of(List.of(text)))
                                .build());
                    default -> Optional.empty();
                })
                .orElseThrow(() -> Problem.badRequest("The body of the request must be a JSON object."));
    }

    /// The same call with another body.
    MispCall withBody(JsonObject other) {
        return new MispCall(caller, writes, path, action, arguments, parameters, other);
    }

    /// The same call with the parameters as other searches name them: those of the index of events may begin with
    /// `search`.
    MispCall withPlainNames() {
        var plain = JsonObject.empty();
        for (var parameter : parameters.members()) {
            plain = plain.with(PREFIXED.matcher(parameter.name()).replaceFirst("$1"), parameter.value());
        }
        return new MispCall(caller, writes, path, action, arguments, plain, body);
    }

    /// The only argument.
    String argument() {
        if (arguments.isEmpty()) {
            throw Problem.badRequest("Say which: the address needs an id or a uuid at its end.");
        }
        return arguments.getFirst();
    }
}
