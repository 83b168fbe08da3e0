package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.core.converter.ModelConverters;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springdoc.core.utils.SpringDocUtils;
import theriac.hub.accounts.Caller;
import theriac.hub.policy.Viewer;
import theriac.hub.testing.RunningHub;
import theriac.testkit.Golden;

/// The one description of the HTTP interface: written from the routes, read by the workbench, served by the hub.
class OpenApiTest {

    @RegisterExtension
    static final RunningHub HUB = new DescribingHub().hub;

    /// Switches the describing library on before the hub starts: it is a test dependency, the real hub has none of it.
    private static final class DescribingHub {
        final RunningHub hub;

        DescribingHub() {
            SpringDocUtils.getConfig().addRequestWrapperToIgnore(Viewer.class, Caller.class);
            ModelConverters.getInstance(true).addConverter(new RecordsInOpenApi());
            System.setProperty("springdoc.api-docs.enabled", "true");
            System.setProperty("springdoc.writer-with-order-by-keys", "true");
            System.setProperty("springdoc.paths-to-match", "/api/**");
            hub = new RunningHub();
        }
    }

    @AfterAll
    static void off() {
        System.clearProperty("springdoc.api-docs.enabled");
        System.clearProperty("springdoc.writer-with-order-by-keys");
        System.clearProperty("springdoc.paths-to-match");
    }

    @Test
    void theDescriptionStaysAsItWasAgreed() {
        var answer =
                HUB.send(HttpRequest.newBuilder(HUB.uri("/v3/api-docs")).GET().build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Golden.checkJsonDocs(
                "openapi.json",
                answer.body()
                        .replaceAll("\"servers\":\\[[^]]*],?", "")
                        .replace("OpenAPI definition", "Theriac")
                        .replace("\"version\":\"v0\"", "\"version\":\"1\""));
    }
}
