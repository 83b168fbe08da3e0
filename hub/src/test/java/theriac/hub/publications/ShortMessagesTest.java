package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.db.Database;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Short messages of what is urgent: to each contact that was entered for it, once, without a link, never of what is
/// TLP:RED, and tried again when the gateway took nothing.
class ShortMessagesTest {

    private static final List<JsonObject> TAKEN = new CopyOnWriteArrayList<>();
    private static final List<String> TOKENS = new CopyOnWriteArrayList<>();
    private static final AtomicInteger ANSWER = new AtomicInteger(200);
    private static final HttpServer GATEWAY = gateway();

    @RegisterExtension
    static final RunningHub HUB = new RunningHub(
            "--public-url=https://hub.example",
            "--sms-gateway=http://127.0.0.1:" + GATEWAY.getAddress().getPort() + "/sms",
            "--sms-token=a-token",
            "--sms-allow=127.0.0.1");

    private static RunningHub.Browser ann;
    private static RunningHub.Browser bob;

    private static HttpServer gateway() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/sms", exchange -> {
                TOKENS.add(exchange.getRequestHeaders().getFirst("Authorization"));
                TAKEN.add((JsonObject)
                        Json.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                exchange.sendResponseHeaders(ANSWER.get(), -1);
                exchange.close();
            });
            return server;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    @BeforeAll
    static void people() {
        GATEWAY.start();
        var cert = HUB.organization("Cert", "cert");
        ann = HUB.person(cert, "ann");
        bob = HUB.person(cert, "bob");
    }

    @AfterAll
    static void stop() {
        GATEWAY.stop(0);
    }

    @BeforeEach
    void fresh() {
        TAKEN.clear();
        ANSWER.set(200);
    }

    private static Organization hospital(String name, String... numbers) {
        var hospital = HUB.organization(name, "hospital");
        contacts(hospital, numbers);
        return hospital;
    }

    private static void contacts(Organization of, String... numbers) {
        var contacts = List.of(numbers).stream()
                .map(number -> JsonObject.builder()
                        .put("name", "Night desk")
                        .put("role", "on-call")
                        .put("mail", "")
                        .put("phone", number)
                        .put("always", true)
                        .put("sms", true)
                        .build())
                .toList();
        ann.json(ann.write(
                "PUT",
                "/api/organizations/" + of.id() + "/contacts",
                Json.write(JsonObject.builder()
                        .put("contacts", JsonArray.of(contacts))
                        .build()),
                "application/json"));
    }

    private static String send(String tlp, String kind, String title, Organization only) {
        var words = JsonObject.builder()
                .put("title", title)
                .put("summary", "Sum")
                .put("advice", "Do so")
                .build();
        var wish = JsonObject.builder()
                .put("kind", kind)
                .put("tlp", tlp)
                .put("nl", words)
                .put("en", words)
                .put("indicators", List.of())
                .build();
        var path = "/api/publications/"
                + ann.json(ann.post("/api/publications", wish)).text("id").orElseThrow();
        ann.json(ann.write(
                "PUT",
                path + "/targets",
                "{\"targets\":[{\"rule\":\"organization\",\"subject\":\"%s\"}]}".formatted(only.id()),
                "application/json"));
        ann.json(ann.post(path + "/review", JsonObject.empty()));
        bob.json(bob.post(path + "/approval", JsonObject.empty()));
        ann.json(ann.post(path + "/publication", JsonObject.empty()));
        return path;
    }

    private static List<String> states(String path) {
        return ann.json(path).array("deliveries").orElseThrow().objects().stream()
                .filter(row -> row.text("channel").orElseThrow().equals("sms"))
                .map(row -> row.text("state").orElseThrow())
                .toList();
    }

    @Test
    void eachContactThatWasEnteredForItGetsOneMessage() {
        var of = hospital("North", "+31 (0)6 1234 5678", "+31 6 8765 4321", "+31-6-1234-5678");
        var path = send("green", "operational-alert", "Do not open evil.example", of);
        eventually(() -> states(path).equals(List.of("sent", "sent")));
        assertThat(TAKEN)
                .extracting(message -> message.text("to").orElseThrow())
                .as("one number twice is one message")
                .containsExactlyInAnyOrder("+31612345678", "+31687654321");
        assertThat(TAKEN.getFirst().text("text").orElseThrow())
                .contains("TLP:GREEN", "Do not open evil[.]example")
                .doesNotContain("hub.example", "://");
        assertThat(TAKEN).extracting(message -> message.text("reference")).doesNotHaveDuplicates();
        assertThat(TOKENS).containsOnly("Bearer a-token");
        assertThat(Json.write(ann.json(path))).as("rows show no number").doesNotContain("12345678", "87654321");
    }

    @Test
    void whatIsNotUrgentWakesNobodyAndAmberSaysNothing() {
        var of = hospital("South", "+31611111111");
        var calm = send("green", "info-message", "Good to know", of);
        var secret = send("amber", "operational-alert", "Secret plan", of);
        eventually(() -> states(secret).equals(List.of("sent")));
        assertThat(states(calm)).isEmpty();
        assertThat(TAKEN).hasSize(1);
        assertThat(TAKEN.getFirst().text("text").orElseThrow())
                .contains("TLP:AMBER")
                .doesNotContain("Secret");
    }

    @Test
    void whatWasNotTakenIsTriedAgainUnderOneReferenceAndWhatMayHaveBeenIsNot() {
        var of = hospital("East", "+31622222222");
        ANSWER.set(503);
        var path = send("green", "operational-alert", "t", of);
        eventually(() -> TAKEN.size() == 1 && states(path).equals(List.of("waiting")));
        ANSWER.set(200);
        HUB.part(Database.class)
                .jdbc()
                .sql("update publication_delivery set due_at = now() - interval '1 second' where state = 'waiting'")
                .update();
        eventually(() -> states(path).equals(List.of("sent")));
        assertThat(TAKEN).hasSize(2);
        assertThat(TAKEN.get(0).text("reference")).isEqualTo(TAKEN.get(1).text("reference"));
        ANSWER.set(500);
        var other = send("green", "operational-alert", "t", of);
        eventually(() -> states(other).equals(List.of("uncertain")));
    }

    @Test
    void whoIsNoContactAnyMoreWhenItsTurnComesGetsNothing() {
        var of = hospital("West", "+31633333333");
        ANSWER.set(503);
        var path = send("green", "operational-alert", "t", of);
        eventually(() -> TAKEN.size() == 1 && states(path).equals(List.of("waiting")));
        contacts(of, "+31644444444");
        ANSWER.set(200);
        HUB.part(Database.class)
                .jdbc()
                .sql("update publication_delivery set due_at = now() - interval '1 second' where state = 'waiting'")
                .update();
        eventually(() -> states(path).equals(List.of("cancelled")));
        assertThat(TAKEN).hasSize(1);
    }

    @Test
    void aNumberNeedsItsCountry() {
        var of = HUB.organization("Nowhere", "hospital");
        var answer = ann.write(
                "PUT",
                "/api/organizations/" + of.id() + "/contacts",
                "{\"contacts\":[{\"name\":\"Desk\",\"role\":\"it\",\"mail\":\"\",\"phone\":\"06 1234 5678\",\"always\":true,\"sms\":true}]}",
                "application/json");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("+31 6 1234 5678");
    }
}
