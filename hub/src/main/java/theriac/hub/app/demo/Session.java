package theriac.hub.app.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Somebody who speaks with the hub over HTTP: a person with a browser's cookie, or a machine with a token.
final class Session {

    private final HttpClient client;
    private final String hub;
    private final List<String> headers;

    private Session(HttpClient client, String hub, List<String> headers) {
        this.client = client;
        this.hub = hub;
        this.headers = List.copyOf(headers);
    }

    /// Logs in.
    static Session person(HttpClient client, String hub, String login, String password) {
        var wish = JsonObject.builder()
                .put("login", login)
                .put("password", password)
                .build();
        var nobody = new Session(client, hub, List.of());
        var answer = nobody.send("POST", "/api/session", BodyPublishers.ofString(Json.write(wish)), "application/json");
        var cookie = answer.headers().firstValue("Set-Cookie").orElse("").split(";")[0];
        var csrf = ((JsonObject) Json.read(answer.body())).text("csrf").orElse("");
        return new Session(client, hub, List.of("Cookie", cookie, "X-CSRF", csrf));
    }

    static Session machine(HttpClient client, String hub, String token) {
        return new Session(client, hub, List.of("Authorization", "Bearer " + token));
    }

    JsonObject get(String path) {
        return (JsonObject) Json.read(text(path));
    }

    /// The answer as it is.
    ///
    /// @param more header names and values
    String text(String path, String... more) {
        var request = HttpRequest.newBuilder(URI.create(hub + path)).GET();
        var all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        request.headers(all.toArray(String[]::new));
        return exchange(request.build()).body();
    }

    JsonObject post(String path, JsonObject body) {
        return json(send("POST", path, BodyPublishers.ofString(Json.write(body)), "application/json"));
    }

    JsonObject put(String path, JsonObject body) {
        return json(send("PUT", path, BodyPublishers.ofString(Json.write(body)), "application/json"));
    }

    JsonObject upload(String path, BodyPublisher body) {
        return json(send("POST", path, body, "application/octet-stream"));
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return answer.body().isEmpty() ? JsonObject.empty() : (JsonObject) Json.read(answer.body());
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body, String type) {
        var request = HttpRequest.newBuilder(URI.create(hub + path))
                .header("Content-Type", type)
                .method(method, body);
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        return exchange(request.build());
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new DemoFailed("The hub answered %d to %s %s: %s"
                        .formatted(
                                answer.statusCode(),
                                request.method(),
                                request.uri().getPath(),
                                answer.body()));
            }
            return answer;
        } catch (IOException gone) {
            throw new DemoFailed("The hub did not answer %s %s."
                    .formatted(request.method(), request.uri().getPath()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("The demo was stopped.");
        }
    }
}
