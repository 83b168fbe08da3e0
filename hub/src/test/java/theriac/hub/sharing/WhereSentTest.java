package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
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

/// What an object's page says of whom it was sent to.
class WhereSentTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String TAXII = "application/taxii+json;version=2.1";
    private static final int MANY = 30_000;

    private static Organization cert;
    private static Organization north;
    private static Organization south;
    private static RunningHub.Browser analyst;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        south = HUB.organization("South", "hospital");
        analyst = HUB.person(cert, "anna");
    }

    @Test
    void eachWayNamesItsRecipientsAndNoOtherHasIt() {
        var audience = Audience.of(Tlp.GREEN, cert.key());
        var object = indicator("here.example");
        claim(audience, List.of(object));
        assertThat(sent(analyst, object)).isEmpty();

        HUB.ask(
                HUB.token(north, Scope.TAXII),
                "/taxii2/hub/collections/indicators/objects/?limit=1000",
                "Accept",
                TAXII);
        var lists = HUB.token(south, Scope.LISTS);
        HUB.ask(lists, "/lists/ips.txt");
        assertThat(sent(analyst, object)).containsExactly("North taxii indicators");
        HUB.ask(lists, "/lists/domains.txt");
        assertThat(sent(analyst, object)).containsExactly("North taxii indicators", "South list /lists/domains.txt");

        var reader = HUB.person(north, "noor", Set.of(Role.READER));
        assertThat(sent(reader, object)).containsExactly("North taxii indicators");
        var other = HUB.person(south, "sara", Set.of(Role.READER));
        assertThat(sent(other, object)).containsExactly("South list /lists/domains.txt");

        HUB.ask(HUB.token(cert, Scope.TAXII), "/taxii2/hub/collections/indicators/objects/", "Accept", TAXII);
        assertThat(sent(analyst, object)).contains("Cert taxii indicators");
        assertThat(sent(reader, object))
                .as("members know the CERT, and not what it takes itself")
                .containsExactly("North taxii indicators");

        var forNorth = indicator("north.example");
        claim(Audience.of(Tlp.AMBER_STRICT, cert.key()).withOrganization(north.key()), List.of(forNorth));
        for (var one : List.of(north, south)) {
            HUB.ask(HUB.token(one, Scope.TAXII), "/taxii2/hub/collections/intelligence/objects/", "Accept", TAXII);
        }
        assertThat(sent(analyst, forNorth))
                .as("who read past its place and may not have it has not had it")
                .containsExactly("North taxii intelligence");

        var later = indicator("later.example");
        claim(audience, List.of(later));
        assertThat(sent(analyst, later)).isEmpty();
    }

    @Test
    void anObjectThatIsNotForTheReaderIsNotThere() {
        var hidden = indicator("hidden.example");
        claim(Audience.undecided(cert.key()), List.of(hidden));
        var reader = HUB.person(south, "sam", Set.of(Role.READER));
        assertThat(reader.get("/api/objects/" + hidden.id().text() + "/sent").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aValueIsFoundAmongManyByItsPlace() {
        var west = HUB.organization("West", "hospital");
        var audience = Audience.of(Tlp.AMBER_STRICT, cert.key()).withOrganization(west.key());
        var objects = IntStream.range(0, MANY)
                .mapToObj(n -> indicator("many%d.example".formatted(n)))
                .toList();
        for (int from = 0; from < MANY; from += ClaimBatch.LIMIT) {
            claim(audience, objects.subList(from, from + ClaimBatch.LIMIT));
        }
        assertThat(HUB.ask(HUB.token(west, Scope.LISTS), "/lists/domains.txt")
                        .body()
                        .lines())
                .hasSizeGreaterThanOrEqualTo(MANY);
        for (int n = 0; n < MANY; n += MANY / 20) {
            assertThat(sent(analyst, objects.get(n)))
                    .as("number %d", n)
                    .containsExactly("West list /lists/domains.txt");
        }
        var absent = indicator("absent.example");
        claim(audience, List.of(absent));
        assertThat(sent(analyst, absent)).isEmpty();
    }

    private static List<String> sent(RunningHub.Browser who, StixObject object) {
        return who.json("/api/objects/" + object.id().text() + "/sent").array("sent").orElseThrow().objects().stream()
                .map(row -> "%s %s %s"
                        .formatted(
                                row.text("recipient").orElseThrow(),
                                row.text("way").orElseThrow(),
                                row.text("what").orElseThrow()))
                .toList();
    }

    private static void claim(Audience audience, List<StixObject> objects) {
        var store = HUB.part(Store.class);
        long source = store.sources()
                .register(new NewSource(cert.key(), "Feed " + UUID.randomUUID(), "stix", audience))
                .key();
        store.claims()
                .claim(new ClaimBatch(
                        source,
                        null,
                        objects.stream()
                                .map(object -> new Candidate(object, audience))
                                .toList()));
    }

    private static StixObject indicator(String domain) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = '%s']","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z"}""".formatted(UUID.randomUUID(), domain)));
    }
}
