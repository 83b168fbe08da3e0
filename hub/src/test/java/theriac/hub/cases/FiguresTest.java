package theriac.hub.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Role;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The figures of a threat picture: all of them for the CERT, and for others none that is about too few organisations.
class FiguresTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub("--sightings-least=3");

    private static RunningHub.Browser ann;
    private static RunningHub.Browser nora;

    @BeforeAll
    static void incidents() {
        var cert = HUB.organization("Cert", "cert");
        ann = HUB.person(cert, "ann", Set.of(Role.ANALYST));
        var north = HUB.organization("North", "hospital");
        var south = HUB.organization("South", "hospital");
        var lab = HUB.organization("Lab", "lab");
        nora = HUB.person(north, "nora", Set.of(Role.READER, Role.REPORTER));
        for (var at : List.of(north, south, lab)) {
            opened("ransomware", "NL-UT", at, "2025-03-10T12:00:00Z");
        }
        opened("ddos", "NL-ZE", north, "2025-12-31T22:59:00Z");
        opened("ddos", "NL-ZE", north, "2025-12-31T22:59:30Z");
        opened("fraud", "NL-GR", south, "2026-01-02T12:00:00Z");
        var none = opened("malware", "NL-DR", south, "2025-05-01T12:00:00Z");
        ann.json(ann.post("/api/cases/" + none.text("id").orElseThrow() + "/state", (JsonObject)
                Json.read("{\"state\":\"no-incident\",\"outcome\":\"A test of theirs.\"}")));
    }

    private static JsonObject opened(String type, String region, Organization at, String aware) {
        return ann.json(
                ann.post("/api/cases/incidents", (JsonObject) Json.read("""
                {"title":"t","text":"","organization":"%s","incident":{"type":"%s","region":"%s",
                 "organizationKind":"unknown","throughSupplier":false,"significant":false,"awareAt":"%s"}}""".formatted(at.id(), type, region, aware))));
    }

    private static List<String> rows(RunningHub.Browser who, String table) {
        return who.json("/api/figures?year=2025").array("tables").orElseThrow().objects().stream()
                .filter(each -> each.text("title").orElseThrow().equals(table))
                .flatMap(each -> each.array("rows").orElseThrow().objects().stream())
                .map(row -> row.text("name").orElseThrow() + " "
                        + row.integer("count").orElseThrow() + " "
                        + row.integer("organizations").orElseThrow())
                .toList();
    }

    @Test
    void theCertReadsAllOfThem() {
        assertThat(rows(ann, "type")).containsExactly("ransomware 3 3", "ddos 2 1");
        assertThat(rows(ann, "region")).containsExactly("NL-UT 3 3", "NL-ZE 2 1");
        assertThat(rows(ann, "organization-kind")).containsExactly("hospital 4 2", "lab 1 1");
        assertThat(rows(ann, "month")).containsExactly("2025-03 3 3", "2025-12 2 1");
        assertThat(ann.get("/api/figures?from=2026-01-01T00:00:00Z&until=2026-02-01T00:00:00Z")
                        .body())
                .contains("fraud");
    }

    @Test
    void othersReadNoFigureOfTooFewOrganisations() {
        assertThat(rows(nora, "type")).containsExactly("ransomware 3 3");
        assertThat(rows(nora, "region")).containsExactly("NL-UT 3 3");
        assertThat(rows(nora, "organization-kind"))
                .as("two hospitals and one lab")
                .isEmpty();
        assertThat(rows(nora, "month")).containsExactly("2025-03 3 3");
        assertThat(nora.json("/api/figures?year=2025").bool("all")).contains(false);
    }

    @Test
    void aReportWithoutANameIsCountedAndNotWhoseItIs() {
        var words = "{\"text\":\"Pay at https://figures-bad.example/x\",\"anonymous\":%s}";
        nora.json(nora.post("/api/reports", (JsonObject) Json.read(words.formatted(false))));
        nora.json(nora.post("/api/reports", (JsonObject) Json.read(words.formatted(true))));
        var sam = HUB.person(HUB.organization("West", "hospital"), "sam", Set.of(Role.REPORTER));
        sam.json(sam.post("/api/reports", (JsonObject) Json.read(words.formatted(true))));
        var value = ann
                .json("/api/figures?year=" + java.time.Year.now(java.time.ZoneId.systemDefault()))
                .array("tables")
                .orElseThrow()
                .objects()
                .stream()
                .filter(each -> each.text("title").orElseThrow().equals("value"))
                .flatMap(each -> each.array("rows").orElseThrow().objects().stream())
                .findFirst()
                .orElseThrow();
        assertThat(value.integer("count")).hasValue(3);
        assertThat(value.integer("organizations"))
                .as("two would tell that one of the two without a name is of the one with a name")
                .hasValue(1);
    }

    @Test
    void othersReadWholeYearsThatHaveEnded() {
        int year = java.time.Year.now(java.time.ZoneId.systemDefault()).getValue();
        assertThat(nora.get("/api/figures?year=" + year).statusCode()).isEqualTo(403);
        assertThat(ann.get("/api/figures?year=" + year).statusCode()).isEqualTo(200);
        assertThat(nora.get("/api/figures?from=2025-03-01T00:00:00Z&until=2025-04-01T00:00:00Z")
                        .statusCode())
                .isEqualTo(403);
        assertThat(nora.get("/api/figures").statusCode()).isEqualTo(400);
    }
}
