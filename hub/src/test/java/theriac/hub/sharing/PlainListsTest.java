package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

class PlainListsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    @Test
    void aPlainListIsBrakedToo() {
        var cert = HUB.organization("Cert", "cert");
        var north = HUB.organization("North", "hospital");
        var store = HUB.part(Store.class);
        var audience = Audience.of(Tlp.GREEN, cert.key());
        long source = store.sources()
                .register(new NewSource(cert.key(), "Feed", "stix", audience))
                .key();
        var ids = IntStream.range(0, 40).mapToObj(n -> UUID.randomUUID()).toList();
        claim(store, source, audience, indicators(ids, "2026-11-01", false));
        var token = HUB.token(north, Scope.LISTS);
        assertThat(HUB.ask(token, "/lists/domains.txt").body().lines()).hasSize(40);
        long fetches = fetches(store);
        assertThat(HUB.ask(token, "/lists/domains.txt").body().lines()).hasSize(40);
        assertThat(fetches(store)).as("asking again costs no row").isEqualTo(fetches);

        // Its source revokes most of it: held. What somebody takes back leaves meanwhile.
        claim(store, source, audience, indicators(ids.subList(0, 30), "2026-11-02", true));
        var held = HUB.ask(token, "/lists/domains.txt");
        assertThat(held.headers().firstValue("X-Theriac-Held")).contains("true");
        assertThat(held.body().lines()).hasSize(40);
        store.claims()
                .withdraw(
                        Viewer.system("test"),
                        indicators(ids.subList(39, 40), "2026-11-01", false)
                                .getFirst()
                                .id(),
                        source,
                        "A mistake.");
        held = HUB.ask(token, "/lists/domains.txt");
        assertThat(held.headers().firstValue("X-Theriac-Held")).contains("true");
        assertThat(held.body().lines()).hasSize(39).doesNotContain(domain(ids.get(39)));

        var operator = HUB.person(cert, "operator", Set.of(Role.values()));
        var shown = operator.get("/api/exports").body();
        assertThat(shown).contains("\"plain\":true").contains("\"heldEntries\":9");
        var exports =
                ((JsonObject) Json.read(shown)).array("exports").orElseThrow().objects();
        var id = exports.iterator().next().text("id").orElseThrow();
        assertThat(operator.write("DELETE", "/api/exports/" + id, "", "application/json")
                        .statusCode())
                .isEqualTo(409);
        assertThat(operator.write("POST", "/api/exports/" + id + "/domains.txt/release", "", "application/json")
                        .statusCode())
                .isEqualTo(200);
        var after = HUB.ask(token, "/lists/domains.txt");
        assertThat(after.headers().firstValue("X-Theriac-Held")).isEmpty();
        assertThat(after.headers().firstValue("Age")).contains("0");
        assertThat(after.body().lines()).hasSize(9);

        // And it grows by a leap: held as well.
        var many = IntStream.range(0, 120).mapToObj(n -> UUID.randomUUID()).toList();
        claim(store, source, audience, indicators(many, "2026-11-03", false));
        var grown = HUB.ask(token, "/lists/domains.txt");
        assertThat(grown.headers().firstValue("X-Theriac-Held")).contains("true");
        assertThat(grown.body().lines()).hasSize(9);
        assertThat(operator.write("POST", "/api/exports/" + id + "/domains.txt/release", "", "application/json")
                        .statusCode())
                .isEqualTo(200);
        assertThat(HUB.ask(token, "/lists/domains.txt").body().lines()).hasSize(129);
    }

    private static long fetches(Store store) {
        return store.ledger().totals().getOrDefault(LedgerEntry.Kind.FETCHED, 0L);
    }

    private static void claim(Store store, long source, Audience audience, List<StixObject> objects) {
        store.claims()
                .claim(new ClaimBatch(
                        source,
                        null,
                        objects.stream()
                                .map(object -> new Candidate(object, audience))
                                .toList()));
    }

    private static String domain(UUID id) {
        return "site-" + id + ".example";
    }

    private static List<StixObject> indicators(List<UUID> ids, String day, boolean revoked) {
        return ids.stream()
                .map(id -> StixObject.of((JsonObject) Json.read("""
                        {"type":"indicator","spec_version":"2.1","id":"indicator--%s",
                         "created":"2026-11-01T10:00:00.000Z","modified":"%sT10:00:00.000Z","revoked":%b,
                         "pattern":"[domain-name:value = '%s']","pattern_type":"stix",
                         "valid_from":"2026-11-01T10:00:00Z"}""".formatted(id, day, revoked, domain(id)))))
                .toList();
    }
}
