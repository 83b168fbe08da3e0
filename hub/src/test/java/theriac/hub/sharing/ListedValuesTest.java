package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
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

/// A warning list brakes every file that a control can load: those that are made anew, those that
/// are kept from before the list came, and those that are changed in places.
class ListedValuesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization member;
    private static RunningHub.Browser operator;
    private static long source;
    private static Audience audience = Audience.of(Tlp.GREEN, 0);
    private static String token = "";
    private static final List<String> FILES = new ArrayList<>(List.of("/lists/domains.txt"));

    @BeforeAll
    static void aProfileWithEveryFile() {
        var cert = HUB.organization("Cert", "cert");
        member = HUB.organization("North", "hospital");
        audience = Audience.of(Tlp.GREEN, cert.key());
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "Feed", "stix", audience))
                .key();
        token = HUB.token(member, Scope.LISTS, Scope.TAXII);
        operator = HUB.person(cert, "operator", Set.of(Role.values()));
        var made =
                operator.json(operator.write("POST", "/api/exports", """
                {"organization":"%s","name":"All","query":"","minConfidence":0,"minScore":0,"most":0,"shrinkPercent":100,
                 "growPercent":100000}""".formatted(member.id()), "application/json"));
        ControlFormats.all().stream()
                .filter(format -> format.kinds().contains(ValueKind.DOMAIN))
                .map(ControlFormat::file)
                .forEach(file ->
                        FILES.add("/exports/%s/%s".formatted(made.text("id").orElseThrow(), file)));
        assertThat(FILES).hasSizeGreaterThan(10);
    }

    /// An indicator with alternatives: a file of values leaves out the one that is listed, and
    /// whatever carries the indicator whole leaves it out, also where the listed value is of a kind
    /// that the file does not carry.
    @Test
    void ofAlternativesTheListedOneIsLeftOutAndAWholeIsHeldBack() {
        var lists = List.of(hostnames("Other sites of ours", "own.example"), """
                {"name":"Our own DNS servers","type":"cidr","version":1,"description":"","matching_attributes":["ip-dst"],
                 "list":["192.0.2.0/24"]}""");
        for (int n = 0; n < lists.size(); n++) {
            var saved = operator.write("PUT", "/api/warning-lists/or" + n, lists.get(n), "application/json");
            assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        }
        var both = claimed("[domain-name:value = 'shop.own.example'] OR [domain-name:value = 'beside.example']");
        var other = claimed("[ipv4-addr:value = '192.0.2.7' OR domain-name:value = 'beside-a-network.example']");
        var sure = claimed("[domain-name:value = 'beside.example']");
        for (var file : FILES) {
            boolean whole = file.endsWith("bundle.json");
            var text = fetch(file);
            assertThat(text)
                    .as(file)
                    .contains("beside.example")
                    .doesNotContain("own.example")
                    .doesNotContain("192.0.2.7");
            assertThat(text.contains("beside-a-network.example")).as(file).isEqualTo(!whole);
            if (whole) {
                assertThat(text)
                        .as("who names the other value alone")
                        .contains(sure)
                        .doesNotContain(both)
                        .doesNotContain(other);
            }
        }
        assertThat(HUB.ask(
                                token,
                                "/taxii2/hub/collections/indicators/objects/?limit=1000",
                                "Accept",
                                "application/taxii+json;version=2.1")
                        .body())
                .contains(sure)
                .doesNotContain(both)
                .doesNotContain(other);
        for (int n = 0; n < lists.size(); n++) {
            operator.write("DELETE", "/api/warning-lists/or" + n, "", "application/json");
        }
        assertThat(FILES)
                .filteredOn(file -> file.endsWith("bundle.json"))
                .hasSize(1)
                .allSatisfy(file -> assertThat(fetch(file)).contains(both, other, sure));
    }

    @Test
    void everyFileLeavesOutWhatIsListed() {
        var files = FILES;
        claim("login.ours.example");
        claim("evil.example");
        assertThat(files).hasSizeGreaterThan(10);
        for (var file : files) {
            assertThat(fetch(file)).as(file).contains("evil.example", "login.ours.example");
        }
        var saved = operator.write(
                "PUT", "/api/warning-lists/ours", hostnames("Our own sites", "ours.example"), "application/json");
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

    private static String fetch(String file) {
        var answer = HUB.ask(token, file);
        assertThat(answer.statusCode()).as(file).isEqualTo(200);
        return file.endsWith(".lst")
                ? answer.body()
                        .lines()
                        .map(line -> new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("\n"))
                : answer.body();
    }

    private static String hostnames(String name, String domain) {
        return """
                {"name":"%s","type":"hostname","version":1,"description":"","matching_attributes":["domain"],
                 "list":["%s"]}""".formatted(name, domain);
    }

    private static void claim(String domain) {
        claimed("[domain-name:value = '%s']".formatted(domain));
    }

    /// @return the indicator's id
    private static String claimed(String pattern) {
        var indicator = StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"%s","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z"}""".formatted(UUID.randomUUID(), pattern)));
        HUB.part(Store.class).claims().claim(new ClaimBatch(source, null, List.of(new Candidate(indicator, audience))));
        return indicator.id().text();
    }
}
