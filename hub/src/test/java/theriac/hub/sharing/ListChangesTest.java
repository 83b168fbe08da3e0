package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
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
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

class ListChangesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization cert;

    @BeforeAll
    static void whoRunsTheHub() {
        cert = HUB.organization("Cert", "cert");
    }

    @Test
    void aControlThatHasAListIsToldWhatCameAndWent() {
        var west = HUB.organization("West", "hospital");
        var store = HUB.part(Store.class);
        var audience = Audience.of(Tlp.AMBER_STRICT, west.key());
        long source = store.sources()
                .register(new NewSource(west.key(), "Feed of West", "stix", audience))
                .key();
        var ids = IntStream.range(0, 4).mapToObj(n -> UUID.randomUUID()).toList();
        var token = HUB.token(west, Scope.LISTS);
        claim(store, source, audience, indicators(ids.subList(0, 2), "2026-11-01", false));
        var first = tag(HUB.ask(token, "/lists/domains.txt"));
        claim(store, source, audience, indicators(ids.subList(2, 3), "2026-11-01", false));
        var second = tag(HUB.ask(token, "/lists/domains.txt"));
        claim(store, source, audience, indicators(ids.subList(3, 4), "2026-11-01", false));
        claim(store, source, audience, indicators(ids.subList(0, 1), "2026-11-02", true));
        claim(store, source, audience, indicators(ids.subList(2, 3), "2026-11-02", true));

        var since = HUB.ask(token, "/lists/domains.txt?since=" + second);
        assertThat(since.body().lines())
                .containsExactlyInAnyOrder(
                        "-" + domain(ids.get(0)), "-" + domain(ids.get(2)), "+" + domain(ids.get(3)));
        assertThat(HUB.ask(token, "/lists/domains.txt?since=" + first).body().lines())
                .as("what came and went in between is not told")
                .containsExactlyInAnyOrder("-" + domain(ids.get(0)), "+" + domain(ids.get(3)));
        assertThat(HUB.ask(token, "/lists/domains.txt?since=" + tag(since)).body())
                .isEmpty();
        assertThat(HUB.ask(token, "/lists/domains.txt?since=unknown").statusCode())
                .isEqualTo(409);
    }

    /// Two sources say it, one takes it back: it stays, and who asks is told why there is no line about it.
    @Test
    void whatWasTakenBackAndStandsByAnotherSourceIsExplained() {
        var east = HUB.organization("East", "hospital");
        var store = HUB.part(Store.class);
        var audience = Audience.of(Tlp.AMBER_STRICT, east.key());
        var sources = List.of("One of East", "Another of East").stream()
                .map(name -> store.sources()
                        .register(new NewSource(east.key(), name, "stix", audience))
                        .key())
                .toList();
        var both = UUID.randomUUID();
        var one = UUID.randomUUID();
        claim(store, sources.getFirst(), audience, indicators(List.of(both, one), "2026-11-01", false));
        claim(store, sources.getLast(), audience, indicators(List.of(both), "2026-11-01", false));
        var token = HUB.token(east, Scope.LISTS);
        var tag = tag(HUB.ask(token, "/lists/domains.txt"));
        for (var id : List.of(both, one)) {
            store.claims()
                    .withdraw(
                            Viewer.system("test"), StixId.of("indicator--" + id), sources.getFirst(), "It was wrong.");
        }
        assertThat(HUB.ask(token, "/lists/domains.txt?since=" + tag).body()).isEqualTo("-" + domain(one) + "\n");
        var explained = HUB.ask(token, "/lists/domains.txt?explain=true&since=" + tag);
        assertThat(explained.body()).isEqualTo("-" + domain(one) + "\n=" + domain(both) + "\n");
        assertThat(HUB.ask(token, "/lists/domains.txt?explain=true&since=" + tag(explained))
                        .body())
                .as("since the state that is the present one nothing was taken back")
                .isEmpty();
        assertThat(preview(HUB.person(east, "eva", Set.of(Role.values()))))
                .as("on the screen of its own people")
                .contains("\"standing\":[\"" + domain(both) + "\"]");
        assertThat(preview(HUB.person(cert, "cas", Set.of(Role.values()))))
                .as("to whom it was never told")
                .contains("\"standing\":[]");
    }

    private static String preview(RunningHub.Browser person) {
        var exports = ((JsonObject) Json.read(person.get("/api/exports").body()))
                .array("exports")
                .orElseThrow()
                .objects();
        var id = exports.stream()
                .filter(export -> export.text("recipient").orElseThrow().equals("East"))
                .findFirst()
                .flatMap(export -> export.text("id"))
                .orElseThrow();
        return person.get("/api/exports/" + id + "/domains.txt/preview").body();
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow().replace("\"", "");
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
                     "valid_from":"2026-11-01T10:00:00Z"}\
                    """.formatted(id, day, revoked, domain(id)))))
                .toList();
    }
}
