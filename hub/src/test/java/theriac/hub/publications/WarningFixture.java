package theriac.hub.publications;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
import theriac.hub.app.Hub;
import theriac.hub.core.HubConfig;
import theriac.hub.mail.MailSink;
import theriac.hub.policy.Role;
import theriac.hub.testing.TestDatabase;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// A running hub with a CERT (two analysts), two hospitals and a mail sink, spoken to over HTTP as people
/// do.
final class WarningFixture implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";

    final Hub hub;
    final MailSink sink;
    final Organization cert;
    final Organization north;
    final Organization south;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String[]> sessions = new HashMap<>();

    WarningFixture(TestDatabase database, Path data) {
        this(database, data, UnaryOperator.identity());
    }

    /// @param settings changes the usual ones
    WarningFixture(TestDatabase database, Path data, UnaryOperator<HubConfig> settings) {
        sink = MailSink.start(0);
        hub = Hub.start(settings.apply(config(data)), database.database(), Clock.systemUTC());
        var organizations = hub.part(Organizations.class);
        cert = organizations.create(new NewOrganization("Sector-CERT", "cert", "nl", ""));
        north = organizations.create(new NewOrganization("Ziekenhuis Noord", "hospital", "nl", "soc@noord.example"));
        south = organizations.create(new NewOrganization("South Hospital", "hospital", "en", "soc@south.example"));
        var cross = EnumSet.of(Role.READER, Role.ANALYST, Role.REVIEWER, Role.PUBLISHER);
        account(cert, "anna", cross);
        account(cert, "bram", cross);
        account(north, "noor", EnumSet.of(Role.READER, Role.REPORTER, Role.ANALYST));
        account(south, "sara", EnumSet.of(Role.READER, Role.REPORTER));
    }

    private HubConfig config(Path data) {
        return new HubConfig(
                data, "127.0.0.1", 0, "https://hub.example", Optional.empty(), Optional.of(sink.settings()));
    }

    /// A second hub on the same database, which sends through the same sink.
    Hub another(TestDatabase database, Path data) {
        return Hub.start(config(data), database.database(), Clock.systemUTC());
    }

    /// Somebody else who takes part, called by the login.
    void account(Organization organization, String login, Set<Role> roles) {
        hub.part(Accounts.class).create(organization, login, login, PASSWORD, roles);
    }

    record Answer(int status, String text) {
        JsonObject json() {
            return (JsonObject) Json.read(text);
        }

        String text(String name) {
            return json().text(name).orElseThrow(() -> new AssertionError("no " + name + " in " + text));
        }

        List<JsonObject> list(String name) {
            return json()
                    .array(name)
                    .orElseThrow(() -> new AssertionError("no " + name + " in " + text))
                    .values()
                    .stream()
                    .map(JsonObject.class::cast)
                    .toList();
        }
    }

    Answer get(String login, String path) {
        return send(login, HttpRequest.newBuilder(uri(path)).GET());
    }

    Answer post(String login, String path, String body) {
        return send(
                login,
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer put(String login, String path, String body) {
        return send(
                login,
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer delete(String login, String path) {
        return send(login, HttpRequest.newBuilder(uri(path)).DELETE());
    }

    /// Reports a message and gives the report's id.
    String report(String login, String text) {
        var body = JsonObject.builder().put("text", text).put("channel", "sms").put("sender", "NL-Alert");
        return post(login, "/api/reports", Json.write(body.build())).text("id");
    }

    /// A warning with the same words in both languages, drafted by Anna and approved by Bram.
    ///
    /// @param words title and summary
    /// @param values its indicators
    /// @return its id
    String approved(String tlp, Said words, String... values) {
        var said = JsonObject.builder()
                .put("title", words.title())
                .put("summary", words.summary())
                .put("advice", "Do so. ")
                .build();
        var wish = JsonObject.builder()
                .put("tlp", tlp)
                .put("nl", said)
                .put("en", said)
                .put(
                        "indicators",
                        JsonArray.of(List.of(values).stream()
                                .map(value ->
                                        JsonObject.builder().put("value", value).build())
                                .toList()))
                .build();
        var id = post("anna", "/api/publications", Json.write(wish)).text("id");
        approve(id);
        return id;
    }

    record Said(String title, String summary) {}

    /// Anna hands a draft over and Bram approves it.
    void approve(String id) {
        post("anna", path(id, "review"), "");
        var approved = post("bram", path(id, "approval"), "");
        if (approved.status() != 200) {
            throw new AssertionError(approved.text());
        }
    }

    /// Bram sends what was approved.
    void publish(String id) {
        var published = post("bram", path(id, "publication"), "");
        if (published.status() != 200) {
            throw new AssertionError(published.text());
        }
    }

    /// Drafted, approved and sent.
    String published(String tlp, Said words, String... values) {
        var id = approved(tlp, words, values);
        publish(id);
        return id;
    }

    static String path(String id, String step) {
        return "/api/publications/" + id + (step.isEmpty() ? "" : "/" + step);
    }

    /// What arrived at one address, the oldest first.
    List<MailSink.Received> mails(String to) {
        return sink.received().stream().filter(mail -> mail.to().equals(to)).toList();
    }

    HttpRequest.Builder signed(String login, HttpRequest.Builder request) {
        var session = sessions.computeIfAbsent(login, this::logIn);
        return request.header("Cookie", session[0]).header("X-CSRF", session[1]);
    }

    HttpClient http() {
        return http;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + hub.port() + path);
    }

    private Answer send(String login, HttpRequest.Builder request) {
        return exchange(signed(login, request).build());
    }

    private Answer exchange(HttpRequest request) {
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private String[] logIn(String login) {
        var body = "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, PASSWORD);
        var request = HttpRequest.newBuilder(uri("/api/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
            var csrf = ((JsonObject) Json.read(answer.body())).text("csrf").orElseThrow();
            return new String[] {cookie.substring(0, cookie.indexOf(';')), csrf};
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() {
        hub.close();
        sink.close();
    }
}
