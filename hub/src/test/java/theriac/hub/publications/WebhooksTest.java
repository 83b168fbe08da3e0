package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.db.Database;
import theriac.hub.policy.Role;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Warnings in members' chat channels: in the shape of each service, once, tried again when nothing
/// was taken, never what is TLP:AMBER, and never to an address that the hub does not ask.
class WebhooksTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub("--public-url=https://hub.example");

    private static final Map<String, List<JsonObject>> TAKEN = new ConcurrentHashMap<>();
    private static final Map<String, Integer> ANSWERS = new ConcurrentHashMap<>();
    private static HttpServer chat;
    private static RunningHub.Browser ann;
    private static RunningHub.Browser bob;
    private static RunningHub.Browser nora;

    @BeforeAll
    static void people() throws IOException {
        chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        chat.createContext("/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            TAKEN.computeIfAbsent(path, p -> new CopyOnWriteArrayList<>()).add((JsonObject) Json.read(body));
            exchange.sendResponseHeaders(ANSWERS.getOrDefault(path, 200), -1);
            exchange.close();
        });
        chat.start();
        var cert = HUB.organization("Cert", "cert");
        ann = HUB.person(cert, "ann");
        bob = HUB.person(cert, "bob");
    }

    @AfterAll
    static void stop() {
        chat.stop(0);
    }

    private static Organization member(String name) {
        return HUB.organization(name, "hospital");
    }

    private static JsonObject wish(Organization of, String shape, String path, String... allow) {
        return JsonObject.builder()
                .put("organization", of.id().toString())
                .put("name", "Security channel")
                .put("shape", shape)
                .put("address", "http://127.0.0.1:" + chat.getAddress().getPort() + path)
                .put("allow", List.of(allow))
                .build();
    }

    private static void hook(Organization of, String shape, String path, String... allow) {
        ann.json(ann.post("/api/webhooks", wish(of, shape, path, allow)));
    }

    private static void dueNow() {
        HUB.part(Database.class)
                .jdbc()
                .sql("update publication_delivery set due_at = now() - interval '1 second' where state = 'waiting'")
                .update();
    }

    private static String send(String tlp, String title, Organization only) {
        return send(tlp, title, "{\"targets\":[{\"rule\":\"organization\",\"subject\":\"%s\"}]}".formatted(only.id()));
    }

    private static String toAll(String tlp, String title) {
        return send(tlp, title, "{\"targets\":[]}");
    }

    private static String send(String tlp, String title, String rule) {
        var words = JsonObject.builder()
                .put("title", title)
                .put("summary", "Sum & more")
                .put("advice", "Do so")
                .build();
        var wish = JsonObject.builder()
                .put("tlp", tlp)
                .put("nl", words)
                .put("en", words)
                .put("indicators", List.of())
                .build();
        var path = "/api/publications/"
                + ann.json(ann.post("/api/publications", wish)).text("id").orElseThrow();
        ann.json(ann.write("PUT", path + "/targets", rule, "application/json"));
        ann.json(ann.post(path + "/review", JsonObject.empty()));
        bob.json(bob.post(path + "/approval", JsonObject.empty()));
        ann.json(ann.post(path + "/publication", JsonObject.empty()));
        return path;
    }

    private static Optional<String> state(String path) {
        return ann.json(path).array("deliveries").orElseThrow().objects().stream()
                .filter(row -> row.text("channel").orElseThrow().startsWith("webhook"))
                .findFirst()
                .map(row -> row.text("state").orElseThrow());
    }

    private static Optional<String> state(String path, String organization) {
        return ann.json(path).array("deliveries").orElseThrow().objects().stream()
                .filter(row -> row.text("channel").orElseThrow().startsWith("webhook"))
                .filter(row -> row.text("organization").equals(Optional.of(organization)))
                .findFirst()
                .map(row -> row.text("state").orElseThrow());
    }

    private static void becomes(String path, String state) {
        eventually(() -> state(path).equals(Optional.of(state)));
    }

    private static List<JsonObject> taken(String path) {
        return TAKEN.getOrDefault(path, List.of());
    }

    @Test
    void eachServiceGetsItsShapeOnceAndWordsMakeNoLinks() {
        var title = "<!channel> @all [here](https://evil.example)";
        for (var shape : List.of("teams", "slack", "mattermost")) {
            var of = member("Shape " + shape);
            hook(of, shape, "/" + shape, "127.0.0.1");
            var path = send("green", title, of);
            becomes(path, "sent");
            assertThat(taken("/" + shape)).hasSize(1);
            assertThat(Json.write(taken("/" + shape).getFirst()))
                    .contains("TLP:GREEN".substring(4), "https://hub.example/publications/");
        }
        assertThat(taken("/slack").getFirst().text("text").orElseThrow())
                .contains("&lt;!channel&gt;", "Sum &amp; more")
                .doesNotContain("<!channel>");
        assertThat(taken("/mattermost").getFirst().text("text").orElseThrow()).contains("\\@all \\[here\\]\\(https\\:");
        var card = taken("/teams")
                .getFirst()
                .array("attachments")
                .orElseThrow()
                .objects()
                .getFirst();
        assertThat(card.text("contentType")).contains("application/vnd.microsoft.card.adaptive");
        assertThat(Json.write(card)).contains("AdaptiveCard", "TextBlock").doesNotContain("[here](");
    }

    @Test
    void amberIsNeverPosted() {
        var of = member("Amber");
        hook(of, "slack", "/amber", "127.0.0.1");
        var path = send("amber", "Secret", of);
        assertThat(state(path)).isEmpty();
        var green = send("green", "Open", of);
        becomes(green, "sent");
        assertThat(Json.write(taken("/amber").getFirst())).doesNotContain("Secret");
        assertThat(taken("/amber")).hasSize(1);
    }

    @Test
    void whatWasNotTakenIsTriedAgainAndWhatMayHaveBeenIsNot() {
        var busy = member("Busy");
        hook(busy, "slack", "/busy", "127.0.0.1");
        ANSWERS.put("/busy", 503);
        var path = send("green", "t", busy);
        eventually(() -> taken("/busy").size() == 1 && state(path).equals(Optional.of("waiting")));
        ANSWERS.put("/busy", 200);
        dueNow();
        becomes(path, "sent");
        assertThat(taken("/busy")).as("refused once, taken once").hasSize(2);

        var broken = member("Broken");
        hook(broken, "slack", "/broken", "127.0.0.1");
        ANSWERS.put("/broken", 500);
        var other = send("green", "t", broken);
        becomes(other, "uncertain");
        assertThat(taken("/broken")).hasSize(1);
    }

    /// Between the decision to send and the post a member can become something else: the gate asks once
    /// more.
    @Test
    void whoIsNoMemberAnyMoreWhenItsTurnComesGetsNoPost() {
        var leaving = member("Leaving");
        hook(leaving, "slack", "/leaving", "127.0.0.1");
        ANSWERS.put("/leaving", 503);
        var path = toAll("green", "For members");
        eventually(() -> taken("/leaving").size() == 1);
        eventually(() -> state(path, "Leaving").equals(Optional.of("waiting")));
        HUB.part(Database.class)
                .inTransaction(() -> HUB.part(Organizations.class)
                        .change(
                                leaving.id(),
                                new Organizations.NewOrganization("Leaving", "partner", "en", "post@leaving.example")));
        ANSWERS.put("/leaving", 200);
        dueNow();
        eventually(() -> state(path, "Leaving").equals(Optional.of("failed")));
        assertThat(taken("/leaving"))
                .as("what was refused then is not posted now")
                .hasSize(1);
    }

    @Test
    void anInnerAddressIsNotAskedUnlessItWasAllowed() throws InterruptedException {
        var of = member("Inside");
        hook(of, "slack", "/inside");
        var path = send("green", "t", of);
        becomes(path, "failed");
        Thread.sleep(Duration.ofMillis(200));
        assertThat(taken("/inside")).isEmpty();
    }

    @Test
    void anAddressIsASecretAndOnlyTheCertsAdminEntersIt() {
        var of = member("Secretive");
        hook(of, "slack", "/very/secret/token", "127.0.0.1");
        var list = ann.get("/api/webhooks");
        assertThat(list.body()).contains("Secretive", "127.0.0.1").doesNotContain("very/secret");
        nora = HUB.person(of, "nora", Set.of(Role.READER, Role.MEMBER_ADMIN));
        assertThat(nora.get("/api/webhooks").statusCode()).isEqualTo(403);
        assertThat(ann.post("/api/webhooks", wish(of, "irc", "/x")).statusCode())
                .isEqualTo(400);
        assertThat(ann.post("/api/webhooks", wish(of, "slack", "/x", "not a network"))
                        .statusCode())
                .isEqualTo(400);
        var mine = ((JsonObject) Json.read(list.body()))
                .array("webhooks").orElseThrow().objects().stream()
                        .filter(row -> row.text("organization").equals(Optional.of("Secretive")))
                        .findFirst()
                        .orElseThrow();
        ann.json(ann.write("DELETE", "/api/webhooks/" + mine.text("id").orElseThrow(), "", "application/json"));
        var path = send("green", "t", of);
        assertThat(state(path)).isEmpty();
    }
}
