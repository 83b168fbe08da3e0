package theriac.hub.sharing.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.fetch.Credential;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.hub.vault.Vault;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// What comes into an object of MISP, or changes in one, arrives at a server that reads nothing of
/// what it holds for not newer, and nothing else of the object goes.
class PushedObjectsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final long THEN = 1_780_000_000;

    private static MispOnLoopback misp;
    private static MispPushes pushes;
    private static Source source;

    private UUID event = UUID.randomUUID();
    private String destination = "";

    @BeforeAll
    static void people() {
        misp = MispOnLoopback.start();
        var cert = HUB.organization("Cert", "cert");
        var partner = HUB.organization("Partner", "partner");
        pushes = new MispPushes(HUB, HUB.person(cert, "maker"), partner.id());
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "Events", "misp", Audience.of(Tlp.GREEN, cert.key())));
        HUB.part(Vault.class).put("misp", "127.0.0.1", new Credential.Header("Authorization", "key"), "maker");
    }

    @AfterAll
    static void stop() {
        misp.close();
    }

    /// An attribute as it stands in an object.
    ///
    /// @param name also its uuid is made of it
    private record Has(String name, String comment, long timestamp) {

        String uuid(UUID event) {
            return UUID.nameUUIDFromBytes((event + name).getBytes(StandardCharsets.UTF_8))
                    .toString();
        }

        String json(UUID event) {
            return """
                    {"uuid":"%s","type":"domain","category":"Network activity","object_relation":"domain","to_ids":true,
                     "value":"%s","comment":"%s","timestamp":"%d"}""".formatted(uuid(event), name, comment, timestamp);
        }
    }

    private static Has has(String name) {
        return new Has(name, "", THEN);
    }

    private String object(String name, Has... attributes) {
        return """
                {"uuid":"%s","name":"domain-ip","meta-category":"network","timestamp":"%d","Attribute":[%s]}""".formatted(
                        objectId(name),
                        THEN,
                        Arrays.stream(attributes).map(one -> one.json(event)).collect(Collectors.joining(",")));
    }

    private String objectId(String name) {
        return UUID.nameUUIDFromBytes((event + "object" + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private void take(long timestamp, String... objects) {
        var text = """
                {"Event":{"uuid":"%s","info":"With objects","date":"2026-11-01","distribution":"3","threat_level_id":"2",
                 "analysis":"0","timestamp":"%d","published":true,
                 "Orgc":{"uuid":"55f6ea5e-2c60-40e5-964f-47a8950d210f","name":"Elsewhere"},
                 "Object":[%s]}}""".formatted(event, timestamp, String.join(",", objects));
        var delivery = HUB.part(Ingest.class)
                .take(source, "event.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(delivery.counts().rejected()).isZero();
    }

    private void send() {
        if (destination.isEmpty()) {
            destination = pushes.made("To " + event, MispPushes.REPORTS_AND_INDICATORS, misp.address());
        }
        misp.asked().clear();
        var now = pushes.sent(destination, false);
        assertThat(now.text("problem")).as(Json.write(now)).isEmpty();
    }

    /// The attributes of an object as the server has it, as value and comment.
    private List<String> there(String name) {
        return misp.event(event.toString()).array("Object").map(JsonArray::objects).orElse(List.of()).stream()
                .filter(object ->
                        object.text("uuid").filter(objectId(name)::equals).isPresent())
                .flatMap(object -> object.array("Attribute").orElseThrow().objects().stream())
                .map(one -> one.text("value").orElseThrow() + " "
                        + one.text("comment").orElse(""))
                .map(String::strip)
                .toList();
    }

    @Test
    void anAttributeThatComesIntoAnObjectArrivesAndTheOthersStay() {
        pushes.brake("ours.example");
        take(THEN, object("one", has("first.example"), has("second.ours.example")));
        send();
        assertThat(there("one")).containsExactly("first.example");
        pushes.brake("nothing.example");
        send();
        assertThat(there("one")).containsExactly("first.example", "second.ours.example");
        send();
        assertThat(misp.asked()).as("nothing is news").isEmpty();
    }

    @Test
    void anAttributeThatChangesInAnObjectThatTheServerHoldsForNewerArrives() {
        pushes.brake("ours.example");
        take(THEN, object("one", has("first.example"), has("second.ours.example")));
        send();
        pushes.brake("nothing.example");
        send();
        var changed = new Has("first.example", "Not so bad", THEN + 100);
        take(THEN + 100, object("one", changed, has("second.ours.example")));
        send();
        assertThat(there("one")).containsExactly("first.example Not so bad", "second.ours.example");
    }

    /// The server says of the event that it has nothing newer, and knows neither the object nor its attributes.
    @Test
    void anObjectThatTheServerDoesNotHaveIsToldOnceWithAllThatItHas() throws MispOutbound.Unanswered {
        var sent = (JsonObject)
                Json.read("{\"Object\":[%s]}".formatted(object("one", has("a.example"), has("b.example"))));
        var late = new LateParts(sent, "{\"errors\":\"%s\"}".formatted(MispSender.NOT_NEWER));
        var asked = new ArrayList<String>();
        LateParts.Wire wire = (action, body) -> {
            asked.add(action);
            return new MispOutbound.Answer(action.startsWith("objects/add/") ? 200 : 404, "", Duration.ZERO);
        };
        var first = UUID.fromString(has("a.example").uuid(event));
        var second = UUID.fromString(has("b.example").uuid(event));
        assertThat(late.tell(wire, event, first)).isPresent();
        assertThat(late.tell(wire, event, second)).as("it came with the object").isEmpty();
        assertThat(late.tell(wire, event, UUID.randomUUID()))
                .as("no part of what was sent")
                .isEmpty();
        assertThat(asked)
                .containsExactly(
                        "attributes/edit/" + first, "objects/edit/" + objectId("one") + "/0/1", "objects/add/" + event);
    }
}
