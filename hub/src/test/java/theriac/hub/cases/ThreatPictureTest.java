package theriac.hub.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Year;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Role;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The draft of a threat picture has the figures that its readers may read, and no others.
class ThreatPictureTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub("--sightings-least=3");

    private static void opened(RunningHub.Browser who, String type, Organization at, String aware) {
        who.json(who.post("/api/cases/incidents", (JsonObject) Json.read("""
                {"title":"t","text":"","organization":"%s","incident":{"type":"%s","region":"NL-FR",
                 "organizationKind":"unknown","throughSupplier":false,"significant":false,"awareAt":"%s"}}""".formatted(at.id(), type, aware))));
    }

    private static String summary(RunningHub.Browser who, String language) {
        var begun = who.json(who.post(
                "/api/publication-drafts",
                JsonObject.builder().put("kind", "threat-picture").build()));
        return who.json("/api/publications/" + begun.text("id").orElseThrow())
                .object(language)
                .orElseThrow()
                .text("summary")
                .orElseThrow();
    }

    @Test
    void theDraftTakesTheFiguresOfTheLastYearThatEndedAsMembersReadThem() {
        var ann = HUB.person(HUB.organization("Cert", "cert"), "ann", Set.of(Role.READER, Role.ANALYST));
        assertThat(summary(ann, "nl")).as("nothing to tell").doesNotContain("Cijfers");
        int last = Year.now(ZoneId.systemDefault()).getValue() - 1;
        for (var name : new String[] {"North", "South", "West"}) {
            var hospital = HUB.organization(name, "hospital");
            opened(ann, "ransomware", hospital, last + "-03-10T12:00:00Z");
            opened(ann, "phishing", hospital, (last + 1) + "-01-02T12:00:00Z");
        }
        opened(ann, "espionage", HUB.organization("East", "hospital"), last + "-04-10T12:00:00Z");
        assertThat(summary(ann, "nl"))
                .contains(
                        "Cijfers",
                        "Over " + last + ", alleen waar ten minste 3 organisaties achter staan",
                        "Incidenten naar soort\n- gijzelsoftware: 3",
                        "- Fryslân: 4",
                        "/figures?year=" + last)
                .as("of one organisation, or of the year that goes on")
                .doesNotContain("spionage", "phishing");
        assertThat(summary(ann, "en"))
                .contains("Incidents by type\n- ransomware: 3", "Figures")
                .doesNotContain("espionage");
    }
}
