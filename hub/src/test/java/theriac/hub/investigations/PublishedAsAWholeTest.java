package theriac.hub.investigations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.db.Database;
import theriac.hub.policy.Role;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A publication that breaks off in the middle leaves nothing half, and can be decided again.
class PublishedAsAWholeTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final int DRAFTS = 20;

    private static RunningHub.Browser anna;
    private static RunningHub.Browser bram;
    private static RunningHub.Browser reader;
    private static String path;
    private static String proposal;
    private static final List<String> IDS = new ArrayList<>();

    @BeforeAll
    static void drafts() {
        var cert = HUB.organization("Cert", "cert");
        anna = HUB.person(cert, "anna");
        bram = HUB.person(cert, "bram");
        reader = HUB.person(HUB.organization("Hospital", "hospital"), "reader", Set.of(Role.READER));
        var begun = anna.json(write(anna, "POST", "/api/investigations", "{\"title\":\"Whole\",\"summary\":\"\"}"));
        path = "/api/investigations/" + begun.text("id").orElseThrow();
        var person = begun.array("colleagues").orElseThrow().objects().getFirst();
        anna.json(write(anna, "PUT", path + "/people/" + person.text("id").orElseThrow(), ""));
        for (int n = 0; n < DRAFTS; n++) {
            anna.json(write(anna, "POST", path + "/drafts", Json.write(form("Part " + n))));
        }
        anna.json(path)
                .array("drafts")
                .orElseThrow()
                .objects()
                .forEach(each -> IDS.add(each.text("id").orElseThrow()));
        proposal = anna.json(write(
                        anna,
                        "POST",
                        path + "/publication",
                        "{\"tlp\":\"green\",\"organizations\":[],\"groups\":[],\"reason\":\"ready\"}"))
                .text("id")
                .orElseThrow();
        var confirmed =
                write(bram, "POST", "/api/session/confirmation", "{\"password\":\"" + RunningHub.PASSWORD + "\"}");
        assertThat(confirmed.statusCode()).isLessThan(300);
    }

    private static JsonObject form(String name) {
        return JsonObject.builder()
                .put("type", "campaign")
                .put("name", name)
                .put("text", "")
                .put("pattern", "")
                .put("from", "")
                .put("link", "")
                .put("to", "")
                .put("objects", List.of())
                .build();
    }

    private static HttpResponse<String> write(RunningHub.Browser who, String method, String path, String body) {
        return who.write(method, path, body, "application/json");
    }

    private static void sql(String... statements) {
        for (var statement : statements) {
            HUB.part(Database.class).jdbc().sql(statement).update();
        }
    }

    private static long known() {
        return IDS.stream()
                .filter(id -> reader.get("/api/objects/" + id).statusCode() == 200)
                .count();
    }

    private static HttpResponse<String> approve() {
        return write(bram, "POST", "/api/proposals/" + proposal + "/approval", "");
    }

    private static void longAgo() {
        sql("update proposal set state = 'approved', decided_at = now() - interval '11 minutes'");
    }

    @Test
    void whatBreaksOffInTheMiddleIsNotThereAndIsDoneWholeTheSecondTime() {
        // The claims of all drafts are written by then; what follows them fails, as if the hub were gone.
        sql(
                "create function gone() returns trigger language plpgsql as 'begin raise exception ''gone''; end'",
                "create trigger gone before update on investigation_draft for each row execute function gone()");
        assertThat(approve().statusCode()).isEqualTo(500);
        assertThat(known()).isZero();
        assertThat(anna.get(path).body()).doesNotContain("\"publishedAt\":\"");
        sql("drop trigger gone on investigation_draft");
        assertThat(approve().statusCode()).as("decided a moment ago").isEqualTo(409);
        longAgo();
        assertThat(approve().statusCode()).isEqualTo(200);
        assertThat(known()).isEqualTo(DRAFTS);
        // A hub that was killed between the deed and its end does it again, and that changes nothing.
        longAgo();
        assertThat(approve().statusCode()).isEqualTo(200);
        assertThat(reader.json("/api/objects/" + IDS.getFirst())
                        .array("versions")
                        .orElseThrow()
                        .objects())
                .hasSize(1);
    }
}
