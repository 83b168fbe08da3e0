package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// `added_after` (TAXII 2.1 §3.4) counts to the microsecond: what one delivery brought stands a microsecond apart, and
/// whoever goes on from any of it gets what comes after it, and nothing else.
class AddedAfterTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String TAXII = "application/taxii+json;version=2.1";
    private static final int MANY = 6;

    private static String token;
    private static String made;

    @BeforeAll
    static void oneDelivery() {
        var cert = HUB.organization("Cert", "cert");
        var member = HUB.organization("Hospital", "hospital");
        token = HUB.token(member, Scope.TAXII);
        made = HUB.person(cert, "maker")
                .post(
                        "/api/collections",
                        JsonObject.builder()
                                .put("title", "All")
                                .put("description", "")
                                .put("picked", false)
                                .put("posting", "nobody")
                                .put("query", "")
                                .put("organizations", List.of(member.id().toString()))
                                .put("groups", List.of())
                                .put("ended", false)
                                .build())
                .body();
        made = ((JsonObject) Json.read(made)).text("id").orElseThrow();
        var audience = Audience.of(Tlp.GREEN, cert.key());
        var store = HUB.part(Store.class);
        long source = store.sources()
                .register(new NewSource(cert.key(), "Feed", "stix", audience))
                .key();
        store.claims()
                .claim(new ClaimBatch(
                        source,
                        null,
                        IntStream.range(0, MANY)
                                .mapToObj(n -> new Candidate(indicator(n), audience))
                                .toList()));
        while (store.shelves().advance()) {
            // Until all that happened has been read.
        }
    }

    private static StixObject indicator(int n) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = 'x%d.example']",
                 "pattern_type":"stix","valid_from":"2026-11-01T10:00:00Z"}""".formatted(UUID.randomUUID(), n)));
    }

    private record Added(String id, Instant at) {}

    private static List<Added> manifest(String collection, String query) {
        var answer = HUB.ask(token, "/taxii2/hub/collections/" + collection + "/manifest/" + query, "Accept", TAXII);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var added = new ArrayList<Added>();
        ((JsonObject) Json.read(answer.body()))
                .array("objects").map(JsonArray::objects).orElse(List.of()).stream()
                        .forEach(one -> added.add(new Added(
                                one.text("id").orElseThrow(),
                                Instant.parse(one.text("date_added").orElseThrow()))));
        return added;
    }

    private static List<String> after(String collection, String moment) {
        return manifest(collection, "?added_after=" + moment).stream()
                .map(Added::id)
                .toList();
    }

    private static void goesOnFromEach(String collection) {
        var all = manifest(collection, "");
        assertThat(all).hasSize(MANY);
        var ids = all.stream().map(Added::id).toList();
        for (int n = 0; n < MANY; n++) {
            var at = all.get(n).at();
            if (n > 0) {
                assertThat(ChronoUnit.MICROS.between(all.get(n - 1).at(), at))
                        .as("so close that a coarser clock could not tell them apart")
                        .isBetween(1L, 10L);
            }
            assertThat(after(collection, at.toString()))
                    .as("%s after number %d", collection, n)
                    .isEqualTo(ids.subList(n + 1, MANY));
            assertThat(after(collection, at.minus(1, ChronoUnit.MICROS).toString()))
                    .as("%s a microsecond before number %d", collection, n)
                    .isEqualTo(ids.subList(n, MANY));
            assertThat(after(collection, at.plusNanos(999).toString()))
                    .as("%s with finer digits", collection)
                    .isEqualTo(ids.subList(n + 1, MANY));
        }
    }

    @Test
    void inTheOrderOfTheLedger() {
        goesOnFromEach("indicators");
        goesOnFromEach("intelligence");
    }

    @Test
    void inACollectionThatTheCertMade() {
        goesOnFromEach(made);
    }
}
