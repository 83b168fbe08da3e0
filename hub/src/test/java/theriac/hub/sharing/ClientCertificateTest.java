package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Tokens;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.JsonObject;
import theriac.testkit.FixedClock;

/// Client certificates as a TLS proxy on the loopback address tells them.
class ClientCertificateTest {

    private static final FixedClock CLOCK = FixedClock.at("2026-12-25T10:00:00Z");

    @RegisterExtension
    static final RunningHub HUB = new RunningHub(CLOCK, "--client-cert-proxies=127.0.0.1, ::1");

    private static final String TAXII = "application/taxii+json;version=2.1";

    private static Organization hospital;
    private static RunningHub.Browser keeper;

    @BeforeAll
    static void people() {
        HUB.organization("Cert", "cert");
        hospital = HUB.organization("Hospital", "hospital");
        keeper = HUB.person(hospital, "keeper");
    }

    static String pem(String name) {
        try (var in = ClientCertificateTest.class.getResourceAsStream("/certificates/" + name + ".pem")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    /// As RFC 9440 writes it.
    static String structured(String name) {
        return ":" + pem(name).replaceAll("-----[A-Z ]+-----|\\s", "") + ":";
    }

    static String escaped(String name) {
        return URLEncoder.encode(pem(name), StandardCharsets.US_ASCII).replace("+", "%20");
    }

    static HttpResponse<String> discover(RunningHub hub, String... headers) {
        return hub.send(HttpRequest.newBuilder(hub.uri("/taxii2/"))
                .header("Accept", TAXII)
                .headers(headers)
                .GET()
                .build());
    }

    /// A key that is tied to a certificate by the route that people use.
    private static String tied(String certificate) {
        var issued = HUB.part(Tokens.class).issue(hospital, "firewall", java.util.Set.of(Scope.TAXII));
        HUB.part(Tokens.class).list(hospital.key()).stream()
                .filter(token -> token.certificate().isPresent())
                .forEach(token -> HUB.part(Tokens.class).revoke(hospital.key(), token.id()));
        var body = JsonObject.builder().put("certificate", certificate).build();
        keeper.json(keeper.write(
                "PUT",
                "/api/tokens/" + issued.token().id() + "/certificate",
                theriac.stix.json.Json.write(body),
                "application/json"));
        return issued.secret();
    }

    @Test
    void aCertificateOpensWhatItsKeyOpens() {
        tied(pem("good"));
        for (var form : List.of(structured("good"), escaped("good"))) {
            assertThat(discover(HUB, "Client-Cert", form).statusCode()).as(form).isEqualTo(200);
        }
        var nobodys = discover(HUB, "Client-Cert", structured("other"));
        assertThat(nobodys.statusCode()).isEqualTo(401);
        assertThat(HUB.send(HttpRequest.newBuilder(HUB.uri("/lists/domains.txt"))
                                .header("Client-Cert", structured("good"))
                                .GET()
                                .build())
                        .statusCode())
                .as("the key has no scope for lists")
                .isEqualTo(403);
    }

    @Test
    void aKeyThatIsTiedCountsOnlyWithItsCertificate() {
        var bearer = "Bearer " + tied(pem("good"));
        assertThat(discover(HUB, "Authorization", bearer).statusCode()).isEqualTo(401);
        assertThat(discover(HUB, "Authorization", bearer, "Client-Cert", structured("other"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(discover(HUB, "Authorization", bearer, "Client-Cert", structured("good"))
                        .statusCode())
                .isEqualTo(200);
        tied("");
    }

    @Test
    void whatIsNoCertificateOrOutOfItsTimeOrTwiceIsRefused() {
        tied(pem("expired"));
        assertThat(discover(HUB, "Client-Cert", structured("expired")).body()).contains("not valid at this time");
        assertThat(discover(HUB, "Client-Cert", ":bm8=:").statusCode()).isEqualTo(401);
        assertThat(discover(HUB, "Client-Cert", structured("good"), "Client-Cert", structured("other"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aFingerprintTiesToo() {
        tied("4F".repeat(32));
        assertThat(HUB.part(Tokens.class).list(hospital.key()).getFirst().certificate())
                .isPresent();
        var wrong = keeper.write(
                "PUT",
                "/api/tokens/"
                        + HUB.part(Tokens.class).list(hospital.key()).getFirst().id() + "/certificate",
                "{\"certificate\":\"-----BEGIN NOTHING-----\"}",
                "application/json");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("no certificate");
    }
}
