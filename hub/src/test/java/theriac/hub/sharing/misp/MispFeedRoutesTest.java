package theriac.hub.sharing.misp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The events of a partner's MISP as a feed: each recipient gets its own parts of them, and no more.
class MispFeedRoutesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String UUID = "5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5";
    private static final String EVENT = """
            {"Event":{"uuid":"%s","info":"False care package","date":"2026-05-28","timestamp":"1780000000","distribution":"3",
             "Orgc":{"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c6","name":"Partner"},%s
             "Attribute":[
              {"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c7","type":"domain","to_ids":true,"value":"open.example","timestamp":"1780000001"},
              {"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c8","type":"domain","to_ids":true,"value":"own.example","distribution":"0"}]}}
            """;

    @Test
    void eachRecipientGetsItsPartsAndNobodyElses() {
        var cert = HUB.organization("Cert", "cert");
        var hospital = HUB.organization("Hospital", "hospital");
        var stranger = HUB.organization("Stranger", "partner");
        take(cert, EVENT.formatted(UUID, "\"Tag\":[{\"name\":\"tlp:green\"}],"));
        var hidden = UUID.replace("b4c5", "b4d5");
        take(cert, EVENT.formatted(hidden, "").replace("b4c7", "b4d7").replace("b4c8", "b4d8"));
        var token = HUB.token(hospital, Scope.LISTS);
        var manifest = (JsonObject)
                Json.read(HUB.ask(token, "/lists/misp/manifest.json").body());
        assertThat(manifest.names()).as("what has no label is the owner's").containsExactly(UUID);
        assertThat(manifest.object(UUID).orElseThrow().text("timestamp")).contains("1780000000");
        var answer = HUB.ask(token, "/lists/misp/" + UUID + ".json");
        assertThat(answer.body())
                .contains("open.example", "\"distribution\":\"1\"")
                .doesNotContain("own.example");
        assertThat(HUB.ask(
                                token,
                                "/lists/misp/" + UUID + ".json",
                                "If-None-Match",
                                answer.headers().firstValue("ETag").orElseThrow())
                        .statusCode())
                .isEqualTo(304);
        var owners = HUB.ask(HUB.token(cert, Scope.LISTS), "/lists/misp/" + UUID + ".json");
        assertThat(owners.body()).contains("own.example", "tlp:amber+strict", "\"distribution\":\"0\"");
        var forbidden = HUB.ask(token, "/lists/misp/" + hidden + ".json");
        var absent = HUB.ask(token, "/lists/misp/" + UUID.replace("b4c5", "ffff") + ".json");
        assertThat(forbidden.statusCode()).isEqualTo(404);
        assertThat(forbidden.body()).isEqualTo(absent.body());
        assertThat(HUB.ask(HUB.token(stranger, Scope.TAXII), "/lists/misp/manifest.json")
                        .statusCode())
                .isEqualTo(403);
        withdraw(cert);
        assertThat(HUB.ask(token, "/lists/misp/manifest.json").body()).isEqualTo("{}");
        assertThat(HUB.ask(token, "/lists/misp/" + UUID + ".json").statusCode()).isEqualTo(404);
    }

    private static Source source(Organization owner) {
        return HUB.part(Store.class)
                .sources()
                .register(new NewSource(owner.key(), "events", "misp", Audience.of(Tlp.AMBER_STRICT, owner.key())));
    }

    private static void take(Organization owner, String text) {
        HUB.part(Ingest.class)
                .take(source(owner), "event.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void withdraw(Organization owner) {
        HUB.part(Store.class)
                .claims()
                .withdraw(
                        Viewer.system("test"),
                        StixId.of("report--" + UUID),
                        source(owner).key(),
                        "A mistake.");
    }
}
