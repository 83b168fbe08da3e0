package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.testing.RunningHub;
import theriac.hub.web.RequestTrail;
import theriac.testkit.Golden;

/// Every route with what it asks: a change of who may do what shows in the diff of `docs/routes.txt`.
class RoutesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    @Test
    void theListOfRoutesStaysAsItWasAgreed() {
        var lines = new TreeSet<String>();
        var undeclared = new ArrayList<String>();
        for (var entry :
                HUB.part(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet()) {
            var method = entry.getValue();
            if (!method.getBeanType().getName().startsWith("theriac.")) {
                continue;
            }
            var requires = method.getMethodAnnotation(Requires.class);
            if (requires == null) {
                undeclared.add(method.toString());
                continue;
            }
            var verbs = entry.getKey().getMethodsCondition().getMethods();
            for (var path : entry.getKey().getPathPatternsCondition().getPatternValues()) {
                lines.add("%-45s %-7s %-22s %-8s %s%s"
                        .formatted(
                                path,
                                verbs.size() == 1 ? verbs.iterator().next().name() : "any",
                                requires.value(),
                                audited(verbs, requires.value()),
                                method.getBeanType().getSimpleName(),
                                requires.confirmed() ? ", confirmed" : ""));
            }
        }
        assertThat(undeclared).as("routes without @Requires").isEmpty();
        Golden.checkDocs(
                "routes.txt",
                "# path, method, permission, in the audit trail, class, whether the person must have confirmed lately who it is\n"
                        + String.join("\n", lines) + "\n");
    }

    private static String audited(Set<RequestMethod> verbs, Permission permission) {
        if (verbs.isEmpty()) {
            return "writes";
        }
        return verbs.stream().anyMatch(verb -> RequestTrail.records(verb.name(), permission)) ? "writes" : "-";
    }

    @Test
    void nobodyGetsInWithoutALogIn() {
        for (var entry :
                HUB.part(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet()) {
            var requires = entry.getValue().getMethodAnnotation(Requires.class);
            if (requires == null || requires.value() == Permission.PUBLIC) {
                continue;
            }
            var verbs = entry.getKey().getMethodsCondition().getMethods();
            for (var path : entry.getKey().getPathPatternsCondition().getPatternValues()) {
                var concrete = path.replaceAll("\\{[^}]+}", "00000000-0000-4000-8000-000000000000")
                        .replace("/**", "/x");
                var answer = HUB.send(HttpRequest.newBuilder(HUB.uri(concrete))
                        .method(
                                verbs.isEmpty()
                                        ? "GET"
                                        : verbs.iterator().next().name(),
                                HttpRequest.BodyPublishers.ofString("{}"))
                        .header("Content-Type", "application/json")
                        .build());
                assertThat(answer.statusCode()).as(path).isEqualTo(401);
            }
        }
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        var answer = HUB.send(HttpRequest.newBuilder(HUB.uri("/")).GET().build());
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self';");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    }

    /// A route would take one of the two values, and a proxy or a log perhaps the other.
    @Test
    void aParameterThatStandsTwiceIsRefused() {
        var ann = HUB.person(HUB.organization("Cert", "cert"), "ann");
        assertThat(ann.get("/api/reports?state=new&after=9").statusCode()).isEqualTo(200);
        for (var twice : new String[] {"state=new&state=dismissed", "state=new&%73tate=new", "x=1&x=2"}) {
            var answer = ann.get("/api/reports?" + twice);
            assertThat(answer.statusCode()).as(twice).isEqualTo(400);
            assertThat(answer.body()).contains("stands more than once in the address");
        }
    }
}
