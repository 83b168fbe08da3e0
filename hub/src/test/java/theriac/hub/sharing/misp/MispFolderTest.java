package theriac.hub.sharing.misp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The feed's tables of contents, and reports that did not come from MISP in it.
class MispFolderTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String EVENT = "af0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5";
    private static final String REPORT = "bf0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5";

    private static void take(Organization owner, String kind, String text) {
        var source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(owner.key(), kind, kind, Audience.of(Tlp.AMBER_STRICT, owner.key())));
        HUB.part(Ingest.class).take(source, "x.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String event(String uuid, String value) {
        return """
            {"Event":{"uuid":"%1$s","info":"Event","date":"2026-05-28","timestamp":"1780000000","distribution":"3","published":true,
             "Tag":[{"name":"tlp:green"}],"Attribute":[
              {"uuid":"%2$s708192a3b4c7","type":"domain|ip","category":"Network activity","to_ids":true,"value":"%3$s|198.51.100.9",
               "timestamp":"1780000001"}]}}""".formatted(uuid, uuid.substring(0, 24), value);
    }

    private static final String BUNDLE = """
            {"type":"bundle","id":"bundle--cf0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5","objects":[
             {"type":"indicator","spec_version":"2.1","id":"indicator--cf0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5",
              "created":"2026-05-28T00:00:00.000Z","modified":"2026-05-28T00:00:00.000Z","valid_from":"2026-05-28T00:00:00Z",
              "pattern":"[domain-name:value = 'stix.example']","pattern_type":"stix","pattern_version":"2.1",
              "object_marking_refs":["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"]},
             {"type":"report","spec_version":"2.1","id":"report--%s","created":"2026-05-28T00:00:00.000Z",
              "modified":"2026-05-28T00:00:00.000Z","published":"2026-05-28T00:00:00Z","name":"From a vendor",
              "object_refs":["indicator--cf0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5"],
              "object_marking_refs":["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"]}]}""".formatted(REPORT);

    @Test
    void theTablesOfContentsAreKeptUntilSomethingInThemChanges() {
        var cert = HUB.organization("Cert", "cert");
        var hospital = HUB.organization("Hospital", "hospital");
        take(cert, "misp", event(EVENT, "open.example"));
        take(cert, "stix", BUNDLE);
        var token = HUB.token(hospital, Scope.LISTS);
        var first = HUB.ask(token, "/lists/misp/manifest.json");
        assertThat(((JsonObject) Json.read(first.body())).names()).containsExactlyInAnyOrder(EVENT, REPORT);
        var tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(HUB.ask(token, "/lists/misp/manifest.json", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(HUB.ask(token, "/lists/misp/" + REPORT + ".json").body())
                .contains("From a vendor", "stix.example", "tlp:green");
        var hashes = HUB.ask(token, "/lists/misp/hashes.csv");
        assertThat(hashes.body().lines())
                .containsExactlyInAnyOrder(
                        "61afa3d2d0341966e717ed0238b7018d," + EVENT,
                        "c46b232695ce66f7700153fa5a35a59d," + EVENT,
                        "074e07ced49367c7c41cf4e80f0cb862," + REPORT);
        take(cert, "misp", event("df0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5", "more.example"));
        assertThat(HUB.ask(token, "/lists/misp/manifest.json", "If-None-Match", tag)
                        .body())
                .contains("df0e1d2c");
        assertThat(HUB.ask(token, "/lists/misp/hashes.csv").body().lines()).hasSize(5);
        var key = HUB.token(hospital, Scope.MISP);
        assertThat(HUB.ask(key, "/misp/attributes/restSearch/value:stix.example")
                        .body())
                .contains("\"type\":\"domain\"", "stix.example");
        assertThat(HUB.ask(key, "/misp/events/view/" + REPORT).body()).contains("From a vendor");
        assertThat(HUB.part(Store.class)
                        .ledger()
                        .read(Viewer.system("test"), 0, 1_000, Set.of(LedgerEntry.Kind.FETCHED)))
                .anySatisfy(row -> {
                    assertThat(row.detail().text("file")).contains("manifest.json");
                    assertThat(row.detail().has("position")).isFalse();
                });
    }
}
