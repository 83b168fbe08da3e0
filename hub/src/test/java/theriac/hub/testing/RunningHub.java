package theriac.hub.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Tokens;
import theriac.hub.app.Hub;
import theriac.hub.core.HubConfig;
import theriac.hub.mail.MailSink;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A whole hub on a free loopback port, over a real database of its own, for one test class:
///
/// ```java
/// @RegisterExtension
/// static final RunningHub HUB = new RunningHub();
/// ```
public final class RunningHub implements BeforeAllCallback, AfterAllCallback {

    /// Long enough for the rules, used by every account that [#person] makes.
    public static final String PASSWORD = "a password for tests";

    private final TestDatabase database = TestDatabase.perClass();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> settings;
    private final Clock clock;
    private final Optional<MailSink> sink;
    private Hub hub;

    /// @param settings more of them, as on the command line: `--taxii-page-limit=20`
    public RunningHub(String... settings) {
        this(Clock.systemUTC(), settings);
    }

    /// A hub in another time.
    public RunningHub(Clock clock, String... settings) {
        this(clock, Optional.empty(), settings);
    }

    private RunningHub(Clock clock, Optional<MailSink> sink, String... settings) {
        this.clock = clock;
        this.sink = sink;
        this.settings = List.of(settings);
    }

    /// A hub that sends its mails, as `cert@hub.example`, to a server of its own, which keeps them: [#sink].
    public static RunningHub withMail(String... settings) {
        return new RunningHub(Clock.systemUTC(), Optional.of(MailSink.start(0)), settings);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        database.beforeAll(context);
        var folder = Path.of("target", "hub-" + context.getRequiredTestClass().getSimpleName());
        // Tests ask faster than people; those of the limits set their own.
        var arguments = new ArrayList<>(List.of(
                "--port=0",
                "--data=" + folder,
                "--requests-per-minute=0",
                "--requests-per-minute-organization=0",
                "--requests-per-minute-address=0"));
        sink.ifPresent(server -> arguments.addAll(List.of(
                "--mail-host=127.0.0.1",
                "--mail-port=" + server.port(),
                "--mail-from=cert@hub.example",
                "--mail-starttls=false")));
        arguments.addAll(settings);
        var config = HubConfig.of(Map.of(), Map.of(), arguments);
        hub = Hub.start(config, database.database(), clock);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (hub != null) {
            hub.close();
        }
        sink.ifPresent(MailSink::close);
        database.afterAll(context);
        client.close();
    }

    /// Where the mails of a hub [#withMail] arrive.
    public MailSink sink() {
        return sink.orElseThrow();
    }

    /// The mails for an address that have arrived, the oldest first; see [Eventually] to wait for one.
    public List<MailSink.Received> mails(String to) {
        return sink().received().stream().filter(mail -> mail.to().equals(to)).toList();
    }

    /// A part of the running hub.
    public <T> T part(Class<T> type) {
        return hub.part(type);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + hub.port() + path);
    }

    public Organization organization(String name, String kind) {
        return part(Organizations.class).create(new Organizations.NewOrganization(name, kind, "nl", ""));
    }

    /// A person with these roles, logged in.
    public Browser person(Organization organization, String login, Set<Role> roles) {
        part(Accounts.class).create(organization, login, login, PASSWORD, roles);
        return logIn(login);
    }

    /// A person with every role, logged in.
    public Browser person(Organization organization, String login) {
        return person(organization, login, EnumSet.allOf(Role.class));
    }

    public Browser logIn(String login) {
        var body = JsonObject.builder()
                .put("login", login)
                .put("password", PASSWORD)
                .build();
        var answer = send(HttpRequest.newBuilder(uri("/api/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build());
        if (answer.statusCode() != 200) {
            throw new AssertionError("Log-in failed: " + answer.body());
        }
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        return new Browser(
                cookie, ((JsonObject) Json.read(answer.body())).text("csrf").orElseThrow());
    }

    /// The secret of a new token.
    public String token(Organization organization, Scope... scopes) {
        return part(Tokens.class).issue(organization, "test", Set.of(scopes)).secret();
    }

    /// Sends a request as it is.
    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError("The hub did not answer " + request.uri(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /// Sends a request as it is, and fails when the answer has not come to its end in time, as a stream never does.
    public HttpResponse<String> send(HttpRequest request, Duration patience) {
        var answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new AssertionError(
                    "The hub's answer to %s did not end within %s".formatted(request.uri(), patience), late);
        } catch (ExecutionException failed) {
            throw new AssertionError("The hub did not answer " + request.uri(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /// Asks as a machine.
    public HttpResponse<String> ask(String token, String path, String... headers) {
        var request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + token)
                .GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /// A logged-in person's browser.
    public final class Browser {
        private final String cookie;
        private final String csrf;

        private Browser(String cookie, String csrf) {
            this.cookie = cookie;
            this.csrf = csrf;
        }

        /// The request with this browser's cookie.
        public HttpRequest.Builder signed(HttpRequest.Builder request) {
            return request.header("Cookie", cookie);
        }

        /// The session cookie, for a test that sends it in its own way.
        public String cookie() {
            return cookie;
        }

        public HttpResponse<String> get(String path) {
            return send(HttpRequest.newBuilder(uri(path))
                    .header("Cookie", cookie)
                    .GET()
                    .build());
        }

        public HttpResponse<String> post(String path, JsonObject body) {
            return write("POST", path, Json.write(body), "application/json");
        }

        public HttpResponse<String> write(String method, String path, String body, String type) {
            return write(method, path, body.getBytes(StandardCharsets.UTF_8), type);
        }

        public HttpResponse<String> write(String method, String path, byte[] body, String type) {
            return send(HttpRequest.newBuilder(uri(path))
                    .header("Cookie", cookie)
                    .header("X-CSRF", csrf)
                    .header("Content-Type", type)
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                    .build());
        }

        /// The answer as JSON; fails when it is no success.
        public JsonObject json(String path) {
            return json(get(path));
        }

        public JsonObject json(HttpResponse<String> answer) {
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(answer.statusCode() + ": " + answer.body());
            }
            return (JsonObject) Json.read(answer.body());
        }
    }
}
