package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.core.Problem;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.fetch.Fetcher;
import theriac.hub.fetch.Resolver;
import theriac.hub.testing.Certificates;
import theriac.hub.testing.TestDatabase;
import theriac.hub.vault.Seal;
import theriac.hub.vault.Vault;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.taxii.client.TaxiiClient;
import theriac.taxii.client.TaxiiFailure;

/// A partner's TAXII server that demands a client certificate in the TLS handshake: it gets the one in
/// the vault, and nobody else does.
class TaxiiClientCertificateTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    static Path folder;

    private static final String ROOT = """
            {"title":"Partner","versions":["application/taxii+json;version=2.1"],"max_content_length":1000000}""";
    private static final String STATUS = """
            {"id":"2d086da7-4bdc-4f91-900e-d77486753710","status":"complete","total_count":1,"success_count":1,
             "failure_count":0,"pending_count":0}""";

    private static Certificates certificates;

    private HttpsServer server;
    private HttpsServer elsewhere;
    private Fetcher fetcher;
    private Vault vault;
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private volatile String redirect = "";

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = Certificates.in(folder);
    }

    @BeforeEach
    void open() throws Exception {
        server = server(true);
        elsewhere = server(false);
        fetcher = new Fetcher(Resolver.system(), certificates.trust());
        vault = new Vault(DATABASE.database(), Seal.of(folder.resolve("vault.key")), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        fetcher.close();
        server.stop(0);
        elsewhere.stop(0);
    }

    /// @param demands whether a caller without a certificate is turned away; otherwise it is only asked
    ///     for one
    private HttpsServer server(boolean demands) throws Exception {
        var made = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext tls = certificates.server();
        made.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                var wanted = tls.getDefaultSSLParameters();
                if (demands) {
                    wanted.setNeedClientAuth(true);
                } else {
                    wanted.setWantClientAuth(true);
                }
                parameters.setSSLParameters(wanted);
            }
        });
        made.createContext("/", exchange -> {
            shown.add((demands ? "there " : "elsewhere ") + subject((HttpsExchange) exchange));
            exchange.getRequestBody().readAllBytes();
            if (!redirect.isEmpty() && demands) {
                exchange.getResponseHeaders().set("Location", redirect);
                exchange.sendResponseHeaders(302, -1);
                return;
            }
            boolean posted = exchange.getRequestMethod().equals("POST");
            var answer = (posted ? STATUS : ROOT).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/taxii+json;version=2.1");
            exchange.sendResponseHeaders(posted ? 202 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        made.start();
        return made;
    }

    private static String subject(HttpsExchange exchange) {
        try {
            return exchange.getSSLSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException nobody) {
            return "nobody";
        }
    }

    private static URI address(HttpsServer of) {
        return URI.create("https://127.0.0.1:%d/api1/collections/c1/"
                .formatted(of.getAddress().getPort()));
    }

    private TaxiiClient client(String credential) {
        var door = new TaxiiDoor(
                new Access(vault::open, FetchLimits.standard()), fetcher, DeliveryLimits.standard(), Clock.systemUTC());
        return door.open(address(server), credential, List.of("127.0.0.0/8"));
    }

    private void keep(String name, String pem) {
        vault.put(name, "127.0.0.1", Vault.credential("certificate", "", pem), "anna");
    }

    @Test
    void theServerIsShownTheCertificateInTheVault() throws Exception {
        keep("partner", certificates.client());
        try (var client = client("partner")) {
            assertThat(client.apiRoot(address(server).resolve("../../")).title())
                    .isEqualTo("Partner");
            var identity = StixObject.of((JsonObject) Json.read("""
                    {"type":"identity","spec_version":"2.1","id":"identity--6f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5",
                     "created":"2026-11-01T10:00:00.000Z","modified":"2026-11-01T10:00:00.000Z","name":"x",
                     "identity_class":"organization"}"""));
            assertThat(client.submit(address(server), 1_000_000, List.of(identity)))
                    .hasSize(1);
        }
        assertThat(shown).hasSizeGreaterThanOrEqualTo(2).allMatch("there CN=Theriac client"::equals);
    }

    @Test
    void withoutOneTheServerTurnsTheHubAwayAndTheSentenceSaysWhy() {
        try (var client = client("")) {
            assertThatThrownBy(() -> client.apiRoot(address(server).resolve("../../")))
                    .isInstanceOf(TaxiiFailure.class)
                    .satisfies(failure ->
                            assertThat(((TaxiiFailure) failure).sentence()).contains("client certificate"));
        }
        assertThat(shown).isEmpty();
    }

    @Test
    void aCertificateOfAnotherIssuerIsRefusedAndNothingOfTheKeyIsToldOrKeptInTheOpen() {
        keep("stranger", certificates.stranger());
        var lines = new Credential.Certificate(certificates.stranger()).secrets();
        assertThat(lines).hasSizeGreaterThan(1).allMatch(line -> line.length() >= 16);
        try (var client = client("stranger")) {
            assertThatThrownBy(() -> client.apiRoot(address(server).resolve("../../")))
                    .isInstanceOf(TaxiiFailure.class)
                    .satisfies(failure -> assertThat(((TaxiiFailure) failure).sentence())
                            .contains("client certificate")
                            .doesNotContain(lines));
        }
        assertThat(new Credential.Certificate(certificates.stranger()).toString())
                .doesNotContain(lines);
        var stored = DATABASE.database()
                .jdbc()
                .sql("select sealed from credential where name = 'stranger'")
                .query(byte[].class)
                .single();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .doesNotContain(lines)
                .doesNotContain("PRIVATE KEY");
        assertThat(vault.list())
                .anyMatch(kept -> kept.name().equals("stranger") && kept.kind().equals("certificate"));
    }

    @Test
    void anotherServerThatItIsSentToIsNotShownIt() throws Exception {
        keep("partner", certificates.client());
        redirect = address(elsewhere).toString();
        var access = new Access(vault::open, FetchLimits.standard());
        var asked = access.sample(address(server).toString(), "partner", List.of("127.0.0.0/8"));
        fetcher.fetch(asked).close();
        assertThat(shown).containsExactly("there CN=Theriac client", "elsewhere nobody");
    }

    @Test
    void itIsNotForPlainHttpNorForAnotherHost() {
        keep("partner", certificates.client());
        var access = new Access(vault::open, FetchLimits.standard());
        assertThatThrownBy(() -> access.sample("http://127.0.0.1/x", "partner", List.of("127.0.0.0/8")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("https only");
        assertThatThrownBy(() -> access.sample("https://partner.example/x", "partner", List.of()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is for 127.0.0.1");
    }

    @Test
    void whatIsNoPairIsRefusedWithASentence() {
        var client = certificates.client();
        var key = client.substring(client.indexOf("-----BEGIN PRIVATE KEY"));
        var stranger = certificates.stranger();
        var strangersCertificate = stranger.substring(0, stranger.indexOf("-----BEGIN PRIVATE KEY"));
        assertThatThrownBy(() -> keep("bad", strangersCertificate + key)).hasMessageContaining("does not belong");
        assertThatThrownBy(() -> keep("bad", key)).hasMessageContaining("BEGIN CERTIFICATE");
        assertThatThrownBy(() -> keep("bad", client.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY")))
                .hasMessageContaining("is encrypted");
        assertThatThrownBy(() -> keep("bad", client.replace("PRIVATE KEY", "RSA PRIVATE KEY")))
                .hasMessageContaining("PKCS #8");
        assertThatThrownBy(() -> keep("bad", "no certificate at all")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> keep("bad", Certificates.selfSigned(folder, "weak", "RSA", 1_024)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("a key of 1024 bits, and RSA needs 2048 at least");
        assertThat(vault.list()).noneMatch(kept -> kept.name().equals("bad"));
    }
}
