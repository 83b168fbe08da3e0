package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Detection rules go out as values do: to whom they are for, as the profile asks, until they are taken back.
class RuleExportsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    @Test
    void aRuleGoesToWhomItIsForAndLeavesWhenItIsTakenBack() {
        var cert = HUB.organization("Cert", "cert");
        var north = HUB.organization("North", "hospital");
        var south = HUB.organization("South", "hospital");
        var store = HUB.part(Store.class);
        var forAll = Audience.of(Tlp.GREEN, cert.key());
        long source = store.sources()
                .register(new NewSource(cert.key(), "Feed", "stix", forAll))
                .key();
        var lure = rule("yara", "rule Lure { strings: $a = \"pay\" condition: $a }", 80);
        var forNorth = rule("yara", "rule North { condition: true }", 80);
        var unsure = rule("yara", "rule Unsure { condition: true }", 10);
        var broken = rule("yara", "rule Broken {", 80);
        var snort = rule("snort", "alert tcp any any -> any any (msg:\"x\"; sid:7;)", 80);
        claim(store, source, forAll, lure, unsure, broken, snort);
        claim(store, source, Audience.of(Tlp.AMBER_STRICT, cert.key()).withOrganization(north.key()), forNorth);

        assertThat(fetch(north, "rules.yar"))
                .contains("rule Lure", "rule North")
                .doesNotContain("Unsure", "Broken");
        assertThat(fetch(south, "rules.yar")).contains("rule Lure").doesNotContain("rule North");
        assertThat(fetch(south, "snort.rules")).contains("sid:7;").doesNotContain("Lure");
        assertThat(fetch(south, "sigma.yml").lines()).hasSize(1);

        store.claims().withdraw(Viewer.system("test"), lure.id(), source, "A mistake.");
        assertThat(fetch(north, "rules.yar")).contains("rule North").doesNotContain("rule Lure");
        var newer = StixObject.of((JsonObject) Json.read(forNorth.text()
                .replace("\"modified\":\"2026-11-01", "\"modified\":\"2026-11-02")
                .replace("rule North", "rule Newer")));
        claim(store, source, Audience.of(Tlp.AMBER_STRICT, cert.key()).withOrganization(north.key()), newer);
        assertThat(fetch(north, "rules.yar")).contains("rule Newer").doesNotContain("rule North");
    }

    /// By a profile of its own, so that nothing is kept from before.
    private static String fetch(Organization organization, String file) {
        var person = HUB.person(organization, "person-" + UUID.randomUUID());
        var profile =
                person.json(person.write("POST", "/api/exports", """
                    {"name":"%s","query":"","minConfidence":50,"minScore":0,"most":0,"shrinkPercent":100,
                     "growPercent":1000}\
                    """.formatted(UUID.randomUUID()), "application/json"));
        var answer = HUB.ask(
                HUB.token(organization, Scope.LISTS),
                "/exports/" + profile.text("id").orElseThrow() + "/" + file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void claim(Store store, long source, Audience audience, StixObject... objects) {
        store.claims()
                .claim(new ClaimBatch(
                        source,
                        null,
                        Arrays.stream(objects)
                                .map(object -> new Candidate(object, audience))
                                .toList()));
    }

    private static StixObject rule(String language, String pattern, int confidence) {
        var json = JsonObject.builder()
                .put("type", "indicator")
                .put("spec_version", "2.1")
                .put("id", "indicator--" + UUID.randomUUID())
                .put("created", "2026-11-01T10:00:00.000Z")
                .put("modified", "2026-11-01T10:00:00.000Z")
                .put("confidence", confidence)
                .put("pattern_type", language)
                .put("pattern", pattern)
                .put("valid_from", "2026-11-01T10:00:00Z");
        return StixObject.of((JsonObject) Json.read(Json.write(json.build())));
    }
}
