package theriac.hub.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A browser on its way through an issuer: it keeps the cookies of both, and goes back to the hub as the workbench
/// does.
public final class IssuersBrowser implements AutoCloseable {

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final RunningHub hub;
    private final CookieManager jar = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder().cookieHandler(jar).build();
    private final Map<String, String> cookies = new HashMap<>();
    private String csrf = "";

    public IssuersBrowser(RunningHub hub) {
        this.hub = hub;
    }

    /// What the issuer sent back, as a form of the hub's interface.
    public record Back(String code, String state, Optional<String> iss) {
        JsonObject body() {
            var body = JsonObject.builder().put("code", code).put("state", state);
            iss.ifPresent(issuer -> body.put("iss", issuer));
            return body.build();
        }
    }

    /// From the button to the issuer's form and back.
    public Back go(String path, String body, String person) {
        var begun = post(path, body);
        if (begun.statusCode() != 200) {
            throw new AssertionError(begun.statusCode() + ": " + begun.body());
        }
        return logInAt(((JsonObject) Json.read(begun.body())).text("address").orElseThrow(), person);
    }

    /// The issuer's own form.
    public Back logInAt(String address, String person) {
        var at = URI.create(address);
        var answer =
                send(HttpRequest.newBuilder(at).header("Accept", "text/html").GET());
        if (location(at, answer).getPath().equals("/login")) {
            var form = "username=%s&password=%s&_csrf=%s"
                    .formatted(encoded(person), encoded(TestIssuer.PASSWORD), encoded(formToken(at.resolve("/login"))));
            var there = send(HttpRequest.newBuilder(at.resolve("/login"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form)));
            answer = send(HttpRequest.newBuilder(location(at, there))
                    .header("Accept", "text/html")
                    .GET());
        }
        var back = query(location(at, answer));
        return new Back(
                String.valueOf(back.get("code")),
                String.valueOf(back.get("state")),
                Optional.ofNullable(back.get("iss")));
    }

    /// The token that the issuer's form carries against forged requests.
    private String formToken(URI form) {
        var page = send(HttpRequest.newBuilder(form)
                        .header("Accept", "text/html")
                        .GET())
                .body();
        var field = FORM_TOKEN.matcher(page);
        if (!field.find()) {
            throw new AssertionError("The issuer's form has no token: " + page);
        }
        return field.group(1);
    }

    /// Hands the issuer's answer to the hub.
    public HttpResponse<String> answer(Back back) {
        return post("/api/session/issuer/answer", Json.write(back.body()));
    }

    public HttpResponse<String> post(String path, String body) {
        return write("POST", path, body);
    }

    public HttpResponse<String> write(String method, String path, String body) {
        var request = HttpRequest.newBuilder(hub.uri(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return remembered(hub.send(with(request)));
    }

    public HttpResponse<String> get(String path) {
        return hub.send(with(HttpRequest.newBuilder(hub.uri(path)).GET()));
    }

    /// A page of the issuer, followed nowhere.
    public HttpResponse<String> visit(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)).GET());
    }

    public void forget(String cookie) {
        cookies.remove(cookie);
    }

    private HttpRequest with(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    String.join(
                            "; ",
                            cookies.entrySet().stream()
                                    .map(each -> each.getKey() + "=" + each.getValue())
                                    .toList()));
        }
        if (!csrf.isEmpty()) {
            request.header("X-CSRF", csrf);
        }
        return request.build();
    }

    private HttpResponse<String> remembered(HttpResponse<String> answer) {
        for (var line : answer.headers().allValues("Set-Cookie")) {
            var pair = line.split(";")[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        if (answer.statusCode() == 200 && answer.body().startsWith("{")) {
            var body = (JsonObject) Json.read(answer.body());
            body.object("session")
                    .or(() -> Optional.of(body))
                    .flatMap(s -> s.text("csrf"))
                    .ifPresent(told -> csrf = told);
        }
        return answer;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    private static URI location(URI from, HttpResponse<String> answer) {
        return from.resolve(answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer.statusCode() + ": " + answer.body())));
    }

    private static Map<String, String> query(URI address) {
        var found = new HashMap<String, String>();
        for (var pair : String.valueOf(address.getRawQuery()).split("&")) {
            var parts = pair.split("=", 2);
            found.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return found;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
