package theriac.hub.sharing.misp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import theriac.hub.core.Problem;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;

/// What is sent back.
///
/// @param type media type
/// @param retryAfter zero when waiting does not help
@SuppressWarnings("ArrayRecordComponent")
record MispAnswer(int status, String type, byte[] bytes, Duration retryAfter) {

    static final String JSON = "application/json";

    static MispAnswer json(JsonValue value) {
        return of(200, JSON, Json.write(value));
    }

    static MispAnswer list(java.util.List<? extends JsonValue> values) {
        return json(JsonArray.of(values));
    }

    /// In the envelope that searches have.
    static MispAnswer response(JsonValue value) {
        return json(JsonObject.builder().put("response", value).build());
    }

    /// As MISP says that something was done.
    static MispAnswer done(MispCall call, String what) {
        return json(JsonObject.builder()
                .put("saved", true)
                .put("success", true)
                .put("name", what)
                .put("message", what)
                .put("url", call.path())
                .build());
    }

    static MispAnswer text(String type, String text) {
        return of(200, type + "; charset=utf-8", text);
    }

    private static MispAnswer of(int status, String type, String text) {
        return new MispAnswer(status, type, text.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }

    /// A failure as MISP tells it: `name`, `message`, `url`. Who is not let in is told so with 403, as MISP
    /// does.
    static MispAnswer failure(Problem problem, String path) {
        int status = problem.code() == Problem.Code.NOT_AUTHENTICATED
                ? 403
                : problem.code().status();
        return failure(status, problem.sentence(), path, problem.retryAfter());
    }

    static MispAnswer failure(int status, String sentence, String path, Duration retryAfter) {
        boolean known = sentence.startsWith(OwnEvents.NOT_YOURS);
        var body = JsonObject.builder()
                .put("name", sentence)
                .put("message", known ? OwnEvents.NOT_YOURS : sentence)
                .put("url", path)
                .build();
        return new MispAnswer(status, JSON, Json.write(body).getBytes(StandardCharsets.UTF_8), retryAfter);
    }
}
