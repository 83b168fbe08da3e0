package theriac.hub.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static theriac.hub.testing.HostileServer.text;

import java.util.List;
import org.junit.jupiter.api.Test;
import theriac.hub.core.Problem;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.Fetcher;
import theriac.hub.testing.HostileServer;

/// A page that somebody else wrote is a file from outside like any other.
class PagesTest {

    @Test
    void aPageThatIsNotAdmittedIsNotRead() throws Exception {
        try (var server = new HostileServer();
                var fetcher = new Fetcher()) {
            server.on("/page.txt", text("about evil.example"));
            var address = server.uri("/page.txt").toString();
            var rules = AddressRules.allowing(List.of("127.0.0.0/8"));
            assertThat(new Pages(fetcher, rules, bytes -> {}).fetch(address).bytes())
                    .asString()
                    .isEqualTo("about evil.example");
            var strict = new Pages(fetcher, rules, bytes -> {
                throw Problem.badRequest("Something was found in it.");
            });
            assertThatThrownBy(() -> strict.fetch(address))
                    .isInstanceOf(Problem.class)
                    .hasMessage("Something was found in it.");
        }
    }
}
