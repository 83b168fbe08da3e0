package theriac.hub.benign;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

class WarningListsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String LIST = """
            {"name":"Our own sites","version":3,"type":"hostname","matching_attributes":["domain","hostname","url"],
             "list":["hospital-site.example"]}""";

    @Test
    void aListIsBroughtShownBrakesAndIsTakenAway() {
        var cert = HUB.organization("Cert", "cert");
        var member = HUB.organization("North", "hospital");
        var store = HUB.part(Store.class);
        var source =
                store.sources().register(new NewSource(cert.key(), "Feed", "stix", Audience.of(Tlp.GREEN, cert.key())));
        for (var domain : List.of("www.hospital-site.example", "hospital-site.example.evil.example")) {
            store.claims()
                    .claim(new ClaimBatch(
                            source.key(),
                            null,
                            List.of(new Candidate(indicator(domain), Audience.of(Tlp.GREEN, cert.key())))));
        }
        var token = HUB.token(member, Scope.LISTS);
        assertThat(HUB.ask(token, "/lists/domains.txt").body()).contains("www.hospital-site.example\n");

        var operator = HUB.person(cert, "operator", Set.of(Role.values()));
        var saved = write(operator, "PUT", "/own-sites", LIST);
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        assertThat(saved.body()).containsIgnoringCase("\"use\":\"brake\"");
        assertThat(HUB.ask(token, "/lists/domains.txt").body())
                .doesNotContain("www.hospital-site.example")
                .contains("hospital-site.example.evil.example\n");
        assertThat(write(operator, "POST", "/check", "{\"values\":[\"https://www.hospital-site[.]example/x\",\"?\"]}")
                        .body())
                .contains("Our own sites")
                .contains("\"whole\":false");
        assertThat(operator.write(
                                "POST",
                                "/api/values",
                                "{\"values\":[\"www.hospital-site.example\"]}",
                                "application/json")
                        .body())
                .contains("Our own sites");

        assertThat(write(operator, "PUT", "/own-sites/use", "{\"use\":\"tell\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(HUB.ask(token, "/lists/domains.txt").body()).contains("www.hospital-site.example\n");
        assertThat(write(operator, "PUT", "/own-sites/use", "{\"use\":\"often\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(write(operator, "DELETE", "/own-sites", "").statusCode()).isEqualTo(200);
        assertThat(operator.get("/api/warning-lists").body()).doesNotContain("Our own sites");
        assertThat(write(operator, "PUT", "/own-sites", "{\"list\":[]}").statusCode())
                .isEqualTo(400);
    }

    private static HttpResponse<String> write(RunningHub.Browser person, String method, String path, String body) {
        return person.write(method, "/api/warning-lists" + path, body, "application/json");
    }

    private static StixObject indicator(String domain) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = '%s']","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z"}""".formatted(java.util.UUID.randomUUID(), domain)));
    }
}
