package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.core.HubConfig;
import theriac.hub.db.DatabaseCannotStart;
import theriac.hub.db.EmbeddedPostgres;
import theriac.hub.db.PgSettings;

/// A hub as `./theriac start` makes it: on the operator's own PostgreSQL, set up by a link that works once.
class OperatorsDatabaseTest {

    @TempDir
    Path folder;

    /// Somebody else's server, as far as the hub can tell.
    private EmbeddedPostgres operatorsServer() {
        return EmbeddedPostgres.start(
                folder.resolve("operator"),
                PgSettings.forThisMachine()
                        .withBinaries(Path.of("target", "postgresql-binaries").toAbsolutePath()));
    }

    private HubConfig config(String url, String password) {
        return Installation.settings(
                Map.of("THERIAC_DB_URL", url, "THERIAC_DB_PASSWORD", password),
                List.of("--port=0", "--data=" + folder.resolve("data")));
    }

    @Test
    void theOperatorsOwnServerIsUsedAndNoOtherIsStarted() throws Exception {
        try (var server = operatorsServer()) {
            var config = config(server.url(), server.password());
            String link;
            try (var first = Installation.start(config)) {
                link = first.setupLink().orElseThrow();
                assertThat(folder.resolve("data").resolve("postgres")).doesNotExist();
                var secret = link.substring(link.lastIndexOf('/') + 1);
                assertThat(setUp(first, secret)).isEqualTo(200);
                assertThat(setUp(first, secret)).isEqualTo(404);
            }
            try (var again = Installation.start(config)) {
                assertThat(again.setupLink())
                        .as("a hub that is set up prints no link")
                        .isEmpty();
            }
        }
    }

    private static int setUp(Installation hub, String secret) throws Exception {
        var body = """
                {"token":"%s","organization":"The Cert","login":"first","name":"First","password":"three words together"}""".formatted(secret);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(hub.url() + "/api/setup"))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void anOperatorsServerThatRefusesIsASentenceWithoutThePassword() {
        try (var server = operatorsServer()) {
            assertThatThrownBy(() -> Installation.start(config(server.url(), "a wrong secret")))
                    .isInstanceOf(DatabaseCannotStart.class)
                    .hasMessageContaining("cannot be opened as user theriac")
                    .hasMessageNotContaining("a wrong secret");
        }
        assertThatThrownBy(() -> Installation.start(config("jdbc:postgresql://127.0.0.1:1/theriac", "x")))
                .isInstanceOf(DatabaseCannotStart.class)
                .hasMessageContaining("Check the address");
    }

    /// Whoever got hold of the hub would hold the server too: it can run programs as its superuser.
    @Test
    void aSuperuserIsNoRoleForTheHub() throws Exception {
        try (var server = operatorsServer()) {
            var secret = Files.readString(
                            folder.resolve("operator").resolve("secrets").resolve("superuser"))
                    .strip();
            var config = Installation.settings(
                    Map.of(
                            "THERIAC_DB_URL",
                            server.url(),
                            "THERIAC_DB_USER",
                            "postgres",
                            "THERIAC_DB_PASSWORD",
                            secret),
                    List.of("--port=0", "--data=" + folder.resolve("data")));
            assertThatThrownBy(() -> Installation.start(config))
                    .isInstanceOf(DatabaseCannotStart.class)
                    .hasMessageContaining("superuser postgres")
                    .hasMessageNotContaining(secret);
        }
    }
}
