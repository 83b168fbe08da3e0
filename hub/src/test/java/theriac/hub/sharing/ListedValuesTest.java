package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.formats.controls.ControlFormat;
import theriac.hub.formats.controls.ControlFormats;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.value.ValueKind;

/// A warning list brakes every file that a control can load: those that are made anew, those that are kept from before
/// the list came, and those that are changed in places.
class ListedValuesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String LIST = """
            {"name":"Our own sites","type":"hostname","version":1,"description":"","matching_attributes":["domain"],
             "list":["ours.example"]}""";

    private long source;
    private Audience audience = Audience.of(Tlp.GREEN, 0);
    private String token = "";

    @Test
    void everyFileLeavesOutWhatIsListed() {
        var cert = HUB.organization("Cert", "cert");
        var member = HUB.organization("North", "hospital");
        audience = Audience.of(Tlp.GREEN, cert.key());
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "Feed", "stix", audience))
                .key();
        token = HUB.token(member, Scope.LISTS);
        var operator = HUB.person(cert, "operator", Set.of(Role.values()));
        var made =
                operator.json(operator.write("POST", "/api/exports", """
                {"organization":"%s","name":"All","query":"","minConfidence":0,"minScore":0,"most":0,"shrinkPercent":100,
                 "growPercent":100000}""".formatted(member.id()), "application/json"));
        var files = new ArrayList<>(List.of("/lists/domains.txt"));
        ControlFormats.all().stream()
                .filter(format -> format.kinds().contains(ValueKind.DOMAIN))
                .map(ControlFormat::file)
                .forEach(file ->
                        files.add("/exports/%s/%s".formatted(made.text("id").orElseThrow(), file)));
        claim("login.ours.example");
        claim("evil.example");
        assertThat(files).hasSizeGreaterThan(10);
        for (var file : files) {
            assertThat(fetch(file)).as(file).contains("evil.example", "login.ours.example");
        }
        var saved = operator.write("PUT", "/api/warning-lists/ours", LIST, "application/json");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        for (var file : files) {
            assertThat(fetch(file))
                    .as("kept from before: %s", file)
                    .contains("evil.example")
                    .doesNotContain("ours.example");
        }
        claim("mail.ours.example");
        claim("worse.example");
        for (var file : files) {
            assertThat(fetch(file))
                    .as("changed: %s", file)
                    .contains("evil.example", "worse.example")
                    .doesNotContain("ours.example");
        }
        operator.write("DELETE", "/api/warning-lists/ours", "", "application/json");
        for (var file : files) {
            assertThat(fetch(file)).as("without the list: %s", file).contains("mail.ours.example");
        }
    }

    private String fetch(String file) {
        var answer = HUB.ask(token, file);
        assertThat(answer.statusCode()).as(file).isEqualTo(200);
        return file.endsWith(".lst")
                ? answer.body()
                        .lines()
                        .map(line -> new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("\n"))
                : answer.body();
    }

    private void claim(String domain) {
        var indicator = StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = '%s']","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z"}""".formatted(UUID.randomUUID(), domain)));
        HUB.part(Store.class).claims().claim(new ClaimBatch(source, null, List.of(new Candidate(indicator, audience))));
    }
}
