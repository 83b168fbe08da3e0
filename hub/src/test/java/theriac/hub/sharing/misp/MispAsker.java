package theriac.hub.sharing.misp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// A client of MISP's interface: it asks as PyMISP does, and reads what must have been answered.
record MispAsker(RunningHub hub) {

    /// @param path below the base path
    /// @param body empty for none
    /// @param more further headers, each with its value behind it
    HttpResponse<String> ask(String key, String method, String path, String body, String... more) {
        var request = HttpRequest.newBuilder(hub.uri("/misp/" + path))
                .header("Authorization", key)
                .header("Accept", "application/json")
                .header("content-type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (more.length > 0) {
            request.headers(more);
        }
        return hub.send(request.build());
    }

    static JsonObject object(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return (JsonObject) Json.read(answer.body());
    }

    static JsonArray list(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return (JsonArray) Json.read(answer.body());
    }
}
