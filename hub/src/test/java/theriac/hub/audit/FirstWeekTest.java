package theriac.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import theriac.hub.testing.RunningHub;
import theriac.hub.web.RequestTrail;
import theriac.stix.json.JsonObject;

/// What somebody did is ticked, for that person alone, and nothing else.
class FirstWeekTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static RunningHub.Browser anna;
    private static RunningHub.Browser bram;

    @BeforeAll
    static void people() {
        var cert = HUB.organization("Cert", "cert");
        anna = HUB.person(cert, "anna");
        bram = HUB.person(cert, "bram");
    }

    private static List<String> done(RunningHub.Browser who) {
        return who.json("/api/first-week").array("exercises").orElseThrow().objects().stream()
                .flatMap(exercise -> exercise.array("steps").orElseThrow().objects().stream()
                        .filter(step -> step.text("done").isPresent())
                        .map(step -> exercise.text("name").orElseThrow() + "."
                                + step.text("name").orElseThrow()))
                .toList();
    }

    @Test
    void whatIsDoneIsTickedAndWhatIsRefusedIsNot() throws InterruptedException {
        assertThat(done(anna)).isEmpty();
        anna.get("/api/objects?query=type:indicator");
        var refused = anna.post(
                "/api/queries",
                JsonObject.builder().put("name", "").put("query", "(").build());
        assertThat(refused.statusCode()).isEqualTo(400);
        HUB.part(AuditTrail.class).writeNoted();
        assertThat(done(anna)).containsExactly("search.ask");
        var begun = anna.post(
                "/api/investigations",
                JsonObject.builder().put("title", "First").put("summary", "").build());
        assertThat(begun.statusCode()).isLessThan(300);
        assertThat(done(anna)).containsExactly("search.ask", "investigation.begin");
        assertThat(done(bram)).isEmpty();
    }

    /// A step that no route can tick would never be done.
    @Test
    void everyStepIsSomethingThatTheTrailTells() {
        var routes = HUB.part(RequestMappingHandlerMapping.class).getHandlerMethods().values().stream()
                .map(RequestTrail::action)
                .collect(Collectors.toSet());
        routes.addAll(List.of("search", "look-up"));
        assertThat(routes).containsAll(FirstWeek.actions());
    }
}
