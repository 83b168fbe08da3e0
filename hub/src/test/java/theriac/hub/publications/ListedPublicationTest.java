package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.JsonObject;

/// What is often mistaken for bad goes out only with a reason.
class ListedPublicationTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String LIST = """
            {"name":"Resolvers","description":"","type":"cidr","version":1,"list":["192.0.2.0/28"],
             "matching_attributes":["ip-dst"]}""";

    @Test
    void aValueOnAWarningListIsPublishedOnlyWithAReasonThatItsOwnerReads() {
        var cert = HUB.organization("Cert", "cert");
        var north = HUB.organization("North", "hospital");
        var anna = HUB.person(cert, "anna");
        var bram = HUB.person(cert, "bram");
        var noor = HUB.person(north, "noor");
        var listed = approved(anna, bram, "192.0.2.9");
        var clean = approved(anna, bram, "203.0.113.9");
        assertThat(anna.write("PUT", "/api/warning-lists/resolvers", LIST, "application/json")
                        .statusCode())
                .isEqualTo(200);

        var refused = bram.post(listed + "/publication", JsonObject.empty());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("192[.]0[.]2[.]9", "Resolvers", "say why");
        assertThat(bram.json(listed).text("state")).contains("approved");

        var reason =
                JsonObject.builder().put("despite", "Seen in three hospitals.").build();
        assertThat(bram.json(bram.post(listed + "/publication", reason)).text("despite"))
                .contains("Seen in three hospitals.");
        assertThat(noor.json(listed).text("state")).contains("published");
        assertThat(noor.json(listed).text("despite")).as("for its owner only").isEmpty();

        assertThat(bram.json(bram.post(clean + "/publication", reason)).text("despite"))
                .as("nothing of it is listed")
                .isEmpty();
    }

    private static String approved(RunningHub.Browser anna, RunningHub.Browser bram, String value) {
        var words = "{\"title\":\"A warning\",\"summary\":\"What\",\"advice\":\"Do\"}";
        var draft = anna.json(anna.write(
                "POST",
                "/api/publications",
                "{\"tlp\":\"green\",\"nl\":%s,\"en\":%s,\"indicators\":[{\"value\":\"%s\"}]}"
                        .formatted(words, words, value),
                "application/json"));
        var path = "/api/publications/" + draft.text("id").orElseThrow();
        anna.json(anna.post(path + "/review", JsonObject.empty()));
        bram.json(bram.post(path + "/approval", JsonObject.empty()));
        return path;
    }
}
