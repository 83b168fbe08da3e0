package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import theriac.hub.fetch.Credential;
import theriac.hub.sharing.push.Destinations;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.hub.vault.Vault;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.taxii.server.ApiRoot;
import theriac.taxii.server.Credentials;
import theriac.taxii.server.InMemoryCollections;
import theriac.taxii.server.ObjectQuery;
import theriac.taxii.server.TaxiiCollection;
import theriac.taxii.server.TaxiiHttp;
import theriac.taxii.server.TaxiiServer;
import theriac.taxii.server.TaxiiSettings;

/// Servers elsewhere to which a hub sends, each begun for one question.
///
/// @param maker makes collections and destinations
record MatrixDestinations(RunningHub hub, RunningHub.Browser maker) {

    private static final String TOKEN = "others-token";
    private static final ApiRoot ROOT = ApiRoot.of("/api1/", "Other", 10_000_000);

    MatrixDestinations {
        hub.part(Vault.class).put("other", "127.0.0.1", new Credential.Bearer(TOKEN), "maker");
    }

    /// What a server of this organisation holds after everything that the query finds was sent to it.
    ///
    /// @return objects as JSON, one behind the other
    String sentTo(UUID organization, String query) throws IOException, InterruptedException {
        var store = new InMemoryCollections("Other", Clock.systemUTC()).add(ROOT);
        var there = UUID.randomUUID();
        store.add(
                ROOT,
                TaxiiCollection.of(there, "In", Set.of(TaxiiCollection.Access.READ, TaxiiCollection.Access.WRITE)));
        var server = new TaxiiServer<>(store, TaxiiSettings.standard(), Clock.systemUTC());
        try (var other =
                TaxiiHttp.start(server, Credentials.tokens(Map.of(TOKEN, "hub"), InMemoryCollections.ANONYMOUS), 0)) {
            send(
                    organization,
                    query,
                    other.base()
                            .resolve(ROOT.path() + "collections/" + there + "/")
                            .toString());
            var held = new StringBuilder();
            store.objects("hub", store.collections("hub", ROOT).getFirst(), ObjectQuery.everything(2_000))
                    .items()
                    .forEach(entry -> held.append(new String(entry.json(), StandardCharsets.UTF_8)));
            return held.toString();
        }
    }

    private void send(UUID organization, String query, String address) {
        var collection = JsonObject.builder()
                .put("title", "All for " + organization)
                .put("description", "")
                .put("picked", false)
                .put("posting", "nobody")
                .put("query", query)
                .put("organizations", List.of(organization.toString()))
                .put("groups", List.of())
                .put("ended", false)
                .build();
        var destination = JsonObject.builder()
                .put("title", "To " + organization)
                .put("address", address)
                .put("credential", "other")
                .put("allow", List.of("127.0.0.0/8"))
                .put("collection", id(maker.json(maker.post("/api/collections", collection))))
                .put("organization", organization.toString())
                .put("everyMinutes", 43_200)
                .put("on", true)
                .build();
        filled();
        var made = maker.json(maker.post("/api/destinations", destination));
        filled();
        var sending = JsonObject.builder().put("again", true).build();
        var before = maker.json(maker.post("/api/destinations/" + id(made) + "/sending", sending))
                .text("nextAt");
        while (true) {
            hub.part(Destinations.class).sendDue(10);
            var row =
                    maker.json("/api/destinations").array("destinations").map(JsonArray::objects).orElseThrow().stream()
                            .filter(each -> each.text("id").equals(made.text("id")))
                            .findFirst()
                            .orElseThrow();
            if (!row.bool("running").orElse(true) && !row.text("nextAt").equals(before)) {
                assertThat(row.text("problem")).as("destination %s", address).isEmpty();
                return;
            }
            Thread.yield();
        }
    }

    private static String id(JsonObject made) {
        return made.text("id").orElseThrow();
    }

    private void filled() {
        while (hub.part(Store.class).shelves().advance()) {
            // Until all that happened has been read.
        }
    }
}
