package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Tokens;
import theriac.hub.policy.Scope;
import theriac.hub.testing.Certificates;
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
        return structure(pem(name));
    }

    private static String structure(String pem) {
        return ":" + pem.replaceAll("-----[A-Z ]+-----|\\s", "") + ":";
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

    /// A fingerprint says nothing of the key: whether that is long enough shows when the certificate comes.
    @Test
    void aCertificateWhoseKeyIsTooShortOpensNothing(@TempDir Path folder) throws Exception {
        var weak = certificate(Certificates.selfSigned(folder, "weak", "RSA", 1_024));
        var der = Base64.getMimeDecoder().decode(weak.replaceAll("-----[A-Z ]+-----", ""));
        tied(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der)));
        var refused = discover(HUB, "Client-Cert", structure(weak));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("a key of 1024 bits, and RSA needs 2048 at least");
        var pasted = keeper.write(
                "PUT",
                "/api/tokens/"
                        + HUB.part(Tokens.class).list(hospital.key()).getFirst().id() + "/certificate",
                theriac.stix.json.Json.write(
                        JsonObject.builder().put("certificate", weak).build()),
                "application/json");
        assertThat(pasted.statusCode()).isEqualTo(400);
        assertThat(pasted.body()).contains("it would not be let in");
    }

    @Test
    void keysThatAreLongEnoughOpenWhatTheyAreTiedTo(@TempDir Path folder) throws Exception {
        for (var made : List.of(
                Certificates.selfSigned(folder, "rsa", "RSA", 2_048),
                Certificates.selfSigned(folder, "curve", "EC", 256))) {
            var enough = certificate(made);
            tied(enough);
            assertThat(discover(HUB, "Client-Cert", structure(enough)).statusCode())
                    .isEqualTo(200);
        }
    }

    /// Without the private key.
    private static String certificate(String pem) {
        return pem.substring(0, pem.indexOf("-----BEGIN PRIVATE KEY"));
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
