package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
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

/// Law 3 over random audiences: no export holds an id or a value that its recipient's people cannot open, and none
/// misses one that they can.
class ExportsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final int OBJECTS = 60;
    private static final Pattern ID = Pattern.compile("indicator--[0-9a-f-]{36}");

    @Test
    void noExportHoldsWhatItsRecipientCannotOpen() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var cert = HUB.organization("Cert", "cert");
        var organizations = new ArrayList<Organization>();
        for (var kind : List.of("hospital", "hospital", "lab", "partner", "security-firm")) {
            organizations.add(HUB.organization(kind + organizations.size(), kind));
        }
        HUB.part(Organizations.class).delegate(organizations.getLast(), organizations.getFirst(), Set.of("detection"));
        var everyone = new ArrayList<>(organizations);
        everyone.add(cert);
        var domains = publish(random, everyone);
        for (var organization : everyone) {
            check(organization, domains, "seed %d, %s".formatted(seed, organization.name()));
        }
    }

    /// @return the domain of each published indicator, by its id
    private static Map<String, String> publish(Random random, List<Organization> owners) {
        var store = HUB.part(Store.class);
        long members = HUB.part(Organizations.class).group(Organizations.MEMBERS);
        var domains = new HashMap<String, String>();
        for (int n = 0; n < OBJECTS; n++) {
            var owner = owners.get(random.nextInt(owners.size()));
            long source = store.sources()
                    .register(new NewSource(
                            owner.key(), "source of " + owner.name(), "own", Audience.undecided(owner.key())))
                    .key();
            var audience = Audience.of(Tlp.values()[random.nextInt(Tlp.values().length)], owner.key());
            if (random.nextInt(3) == 0) {
                audience = audience.withGroup(members);
            }
            if (random.nextInt(3) == 0) {
                audience = audience.withOrganization(
                        owners.get(random.nextInt(owners.size())).key());
            }
            var object = indicator("random%d.example".formatted(n));
            store.claims().claim(new ClaimBatch(source, null, List.of(new Candidate(object, audience))));
            if (random.nextInt(6) == 0) {
                store.claims().withdraw(Viewer.system("test"), object.id(), source, "A mistake.");
            }
            domains.put(object.id().text(), "random%d.example".formatted(n));
        }
        return domains;
    }

    private static StixObject indicator(String domain) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = '%s']","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z"}""".formatted(UUID.randomUUID(), domain)));
    }

    private static void check(Organization organization, Map<String, String> domains, String what) {
        var token = HUB.token(organization, Scope.TAXII, Scope.LISTS);
        var person = HUB.person(organization, "reader of " + organization.name(), Set.of(Role.READER));
        var mayOpen = new LinkedHashSet<String>();
        domains.keySet().stream()
                .filter(id -> person.get("/api/objects/" + id).statusCode() == 200)
                .forEach(mayOpen::add);
        var taxii = HUB.ask(
                token,
                "/taxii2/hub/collections/indicators/objects/?limit=1000",
                "Accept",
                "application/taxii+json;version=2.1");
        assertThat(taxii.statusCode()).isEqualTo(200);
        var standing = new LinkedHashSet<String>();
        for (var object : ((JsonObject) Json.read(taxii.body()))
                .array("objects")
                .orElseThrow()
                .objects()) {
            var id = object.text("id").orElseThrow();
            boolean revoked = Json.write(object).contains("\"revoked\":true");
            if (!revoked && domains.containsKey(id)) {
                standing.add(id);
            }
        }
        assertThat(standing).as(what + ", over TAXII").isSubsetOf(mayOpen);
        assertThat(ids(taxii.body()).stream().filter(domains::containsKey))
                .as(what + ", over TAXII, revoked ones too")
                .isSubsetOf(mayOpen);
        var list = HUB.ask(token, "/lists/domains.txt").body();
        for (var entry : domains.entrySet()) {
            boolean listed = list.lines().anyMatch(entry.getValue()::equals);
            assertThat(listed)
                    .as("%s, %s in the list of domains", what, entry.getValue())
                    .isEqualTo(standing.contains(entry.getKey()));
        }
        assertThat(HUB.ask(token, "/lists/urls.txt").body()).doesNotContain("random");
    }

    private static Set<String> ids(String text) {
        var ids = new LinkedHashSet<String>();
        var matcher = ID.matcher(text);
        while (matcher.find()) {
            ids.add(matcher.group());
        }
        return ids;
    }
}
