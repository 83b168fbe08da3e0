package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.hub.vault.Vault;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A MISP server is pulled from over its REST interface. The server is this hub's own interface, as another
/// organisation's key sees it; a MISP of the MISP project was not run.
class MispServerPullTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String UUID = "9f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5";

    @Test
    void publishedEventsThatChangedArePulled() {
        var cert = HUB.organization("Cert", "cert");
        var partner = HUB.organization("Partner", "partner");
        var writer = HUB.token(cert, Scope.MISP_WRITE);
        write(writer, "events/add", event("1780500000", "one.example"));
        var source = source(HUB.token(partner, Scope.MISP), partner.key());
        var feeds = HUB.part(Feeds.class);
        var first = feeds.runNow(source).delivery().orElseThrow();
        assertThat(first.state()).as(String.valueOf(first.problem())).isEqualTo("done");
        assertThat(first.counts().created()).isPositive();
        assertThat(feeds.runNow(source)).isInstanceOf(Outcome.Unchanged.class);
        write(writer, "events/edit/" + UUID, event("1780500001", "two.example"));
        var second = feeds.runNow(source).delivery().orElseThrow();
        assertThat(second.counts().revised()).isPositive();
    }

    private static Source source(String key, long organization) {
        HUB.part(Vault.class)
                .put("partner-misp", "127.0.0.1", Vault.credential("header", "Authorization", key), "test");
        var settings = "{\"url\":\"%s\",\"allow\":[\"127.0.0.1\"],\"credential\":\"partner-misp\"}"
                .formatted(HUB.uri("/misp/"));
        var source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(
                        organization,
                        "partner",
                        "misp",
                        (JsonObject) Json.read(settings),
                        'C',
                        Audience.of(Tlp.AMBER_STRICT, organization),
                        ""));
        HUB.part(Plans.class).save(source.key(), "misp-server", Optional.empty());
        return source;
    }

    private static String event(String timestamp, String domain) {
        return """
            {"Event":{"uuid":"%s","info":"Event","date":"2026-01-01","timestamp":"%s","published":true,"distribution":"1",
             "Tag":[{"name":"tlp:green"}],"Attribute":[{"uuid":"9f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c6","type":"domain",
             "category":"Network activity","value":"%s","to_ids":true,"timestamp":"%2$s"}]}}""".formatted(UUID, timestamp, domain);
    }

    private static void write(String key, String path, String body) {
        var answer = HUB.send(HttpRequest.newBuilder(HUB.uri("/misp/" + path))
                .header("Authorization", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
