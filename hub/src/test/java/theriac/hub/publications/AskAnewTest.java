package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.testing.TestDatabase;
import theriac.stix.json.JsonObject;

/// An update asks those who have the warning to acknowledge it anew when its writer decides so, and
/// otherwise when chance or damage rises; what was acknowledged before stays with its version.
class AskAnewTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final String WORDS = "{\"title\":\"Title\",\"summary\":\"s\",\"advice\":\"a\"}";

    @TempDir
    Path data;

    private WarningFixture house;

    @BeforeEach
    void start() {
        house = new WarningFixture(DATABASE, data);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private static String content(String chance, String more) {
        return "{\"tlp\":\"green\",\"chance\":\"%s\",\"damage\":\"medium\",\"nl\":%s,\"en\":%s,\"indicators\":[]%s}"
                .formatted(chance, WORDS, WORDS, more);
    }

    private static String path(String id, String rest) {
        return WarningFixture.path(id, rest);
    }

    /// A warning with a medium chance that both hospitals have and one has read.
    private String sent() {
        var id = house.post("anna", "/api/publications", content("medium", "")).text("id");
        house.approve(id);
        house.publish(id);
        assertThat(house.post("sara", path(id, "acknowledgement"), "").status()).isEqualTo(200);
        return id;
    }

    private String begun(String id, String chance) {
        var draft = house.post("anna", path(id, "update"), "").text("id");
        var changed = ",\"changedNl\":\"Anders.\",\"changedEn\":\"Other.\"";
        assertThat(house.put("anna", path(draft, ""), content(chance, changed)).status())
                .isEqualTo(200);
        return draft;
    }

    private void publish(String draft) {
        house.approve(draft);
        house.publish(draft);
    }

    private boolean read(String id) {
        return !house.get("sara", path(id, "")).list("acknowledgements").isEmpty();
    }

    private JsonObject chased(String id) {
        return house.get("anna", path(id, "follow-up")).list("members").stream()
                .filter(row -> row.text("organization").orElseThrow().equals("South Hospital"))
                .findFirst()
                .orElseThrow();
    }

    private JsonObject fared() {
        return house.get("anna", "/api/publications/statistics")
                .list("publications")
                .getFirst();
    }

    @Test
    void aHigherChanceAsksAnewAndTheChaseListThePortalAndTheStatisticsFollow() {
        var id = sent();
        assertThat(fared().integer("acknowledged")).hasValue(1);
        var draft = begun(id, "high");
        assertThat(house.get("anna", path(draft, "asks-anew")).json().bool("rises"))
                .contains(true);
        publish(draft);
        assertThat(read(id)).as("the portal asks again").isFalse();
        assertThat(chased(id).text("acknowledgedAt")).isEmpty();
        assertThat(fared().integer("acknowledged")).hasValue(0);
        assertThat(house.post("sara", path(id, "acknowledgement"), "").status()).isEqualTo(200);
        assertThat(read(id)).isTrue();
        assertThat(chased(id).text("acknowledgedAt")).isPresent();
        assertThat(fared().integer("acknowledged")).hasValue(1);
        var versions = house.get("anna", path(id, "versions")).list("versions");
        assertThat(versions)
                .as("of each version, the newest first")
                .extracting(version -> version.integer("acknowledged").orElseThrow())
                .containsExactly(1L, 1L);
        assertThat(house.get("sara", path(id, "versions"))
                        .list("versions")
                        .getFirst()
                        .integer("acknowledged"))
                .as("for its owner only")
                .isEmpty();
    }

    @Test
    void aLowerChanceDoesNotAskAnewUnlessItsWriterSaysSo() {
        var id = sent();
        publish(begun(id, "low"));
        assertThat(read(id)).isTrue();
        assertThat(chased(id).text("acknowledgedAt")).isPresent();
        var second = begun(id, "low");
        assertThat(house.put("anna", path(second, "asks-anew"), "{\"again\":true}")
                        .status())
                .isEqualTo(200);
        publish(second);
        assertThat(read(id)).isFalse();
    }

    @Test
    void aHigherChanceDoesNotAskAnewWhenItsWriterSaysSo() {
        var id = sent();
        var draft = begun(id, "high");
        assertThat(house.put("anna", path(draft, "asks-anew"), "{\"again\":false}")
                        .status())
                .isEqualTo(200);
        assertThat(house.put("sara", path(draft, "asks-anew"), "{}").status()).isIn(403, 404);
        assertThat(house.put("anna", path(id, "asks-anew"), "{}").status())
                .as("no update")
                .isEqualTo(409);
        house.post("anna", path(draft, "review"), "");
        assertThat(house.put("anna", path(draft, "asks-anew"), "{\"again\":true}")
                        .status())
                .as("frozen")
                .isEqualTo(409);
        house.post("bram", path(draft, "approval"), "");
        house.publish(draft);
        assertThat(read(id)).isTrue();
    }
}
