package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static theriac.hub.ingest.IngestFixture.json;
import static theriac.hub.testing.HostileServer.status;
import static theriac.hub.testing.HostileServer.text;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.core.Problem;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;
import theriac.hub.testing.HostileServer;
import theriac.hub.testing.TestDatabase;

/// One event of a MISP server, asked for alone: what a round would bring, and nothing that a round counts on.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MispOneEventTest {

    private static final String ONE = "11111111-1111-4111-8111-111111111111";
    private static final String TWO = "22222222-2222-4222-8222-222222222222";
    private static final String DRAFT = "33333333-3333-4333-8333-333333333333";
    private static final String INDEX = "/misp/events/index/minimal:1/published:1";

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path folder;

    private IngestFixture in;
    private HostileServer server;
    private Feeds feeds;
    private Source source;

    @BeforeEach
    void open() {
        in = new IngestFixture(DATABASE.database(), IngestFixture.SMALL);
        server = new HostileServer();
        feeds = in.feeds(folder);
        source = in.source("misp", json("{\"url\":\"%s\",\"allow\":[\"127.0.0.1\"]}".formatted(server.uri("/misp/"))));
        in.plans.save(source.key(), "misp-server", Optional.of(Duration.ofHours(1)));
        has("100", "200");
    }

    @AfterEach
    void close() {
        feeds.close();
        server.close();
        in.close();
    }

    /// A server that gives its whole index, whatever it is asked for.
    private void has(String first, String second) {
        var index = """
                [{"id":"16","uuid":"%s","timestamp":"%s","published":true},
                 {"id":17,"uuid":"%s","timestamp":"%s","published":true},
                 {"id":"18","uuid":"%s","timestamp":"300","published":false},
                 {"id":"19","uuid":"44444444-4444-4444-8444-444444444444","timestamp":"1","published":true},
                 {"id":"19","uuid":"55555555-5555-4555-8555-555555555555","timestamp":"1","published":true}]
                """.formatted(ONE, first, TWO, second, DRAFT);
        server.on(INDEX, text(index.replaceAll("(?s),\\s*\\{\"id\":\"19\".*", "]")));
        for (var name :
                List.of(ONE, TWO, DRAFT, UUID.nameUUIDFromBytes(new byte[0]).toString(), "16", "17", "18", "19")) {
            server.on(alone(name), text(index));
        }
        event(ONE, first);
        event(TWO, second);
    }

    private void event(String uuid, String timestamp) {
        server.on(view(uuid), text("""
                {"Event":{"uuid":"%s","info":"Event","date":"2026-01-01","timestamp":"%s","published":true,
                 "Attribute":[{"uuid":"%s","type":"domain","category":"Network activity","value":"at-%s.example","to_ids":true,
                 "timestamp":"%s"}]}}""".formatted(uuid, timestamp, uuid.replace('4', '5'), timestamp, timestamp)));
    }

    private static String view(String uuid) {
        return "/misp/events/view/%s/deleted%%5B%%5D:0/deleted%%5B%%5D:1".formatted(uuid);
    }

    private static String alone(String name) {
        return INDEX + "/searcheventid:" + name;
    }

    private List<String> asked() {
        var asked = server.requests().stream()
                .map(request -> request.split(" ", 3)[1])
                .toList();
        server.requests().clear();
        return asked;
    }

    private Delivery taken(String event) {
        var outcome = feeds.askFor(source, event);
        assertThat(outcome).isInstanceOf(Outcome.Taken.class);
        return outcome.delivery().orElseThrow();
    }

    private List<Delivery> deliveries() {
        return in.store.deliveries().list(IngestFixture.ALL, Optional.of(source.key()), 100);
    }

    @Test
    void aRoundBringsTheOthersAndNotTheOneThatWasTakenAlone() {
        assertThat(taken("17").counts().created()).isPositive();
        assertThat(asked()).as("exactly this event").containsExactly(alone("17"), view(TWO));
        assertThat(feeds.runNow(source)).isInstanceOf(Outcome.Taken.class);
        assertThat(asked()).containsExactly(INDEX, view(ONE));

        has("101", "201");
        assertThat(taken(ONE).counts().revised()).isPositive();
        assertThat(asked()).containsExactly(alone(ONE), view(ONE));
        assertThat(feeds.runNow(source)).isInstanceOf(Outcome.Taken.class);
        assertThat(asked()).as("what was not read is read").containsExactly(INDEX, view(TWO));
        assertThat(feeds.runNow(source)).isInstanceOf(Outcome.Unchanged.class);

        asked();
        var again = taken(TWO.toUpperCase(java.util.Locale.ROOT));
        assertThat(asked()).as("somebody asks for it").hasSize(2).contains(view(TWO));
        assertThat(again.counts().created() + again.counts().revised()).isZero();
        assertThat(again.counts().unchanged()).isPositive();
        assertThat(feeds.runNow(source)).isInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void whatIsNotThereOrNotPublishedIsNoDelivery() {
        for (var name : List.of("18", DRAFT, UUID.nameUUIDFromBytes(new byte[0]).toString())) {
            assertThat(feeds.askFor(source, name)).isInstanceOf(Outcome.Absent.class);
            assertThat(asked()).containsExactly(alone(name));
        }
        assertThat(feeds.askFor(source, "../users")).isInstanceOf(Outcome.Absent.class);
        assertThat(asked()).as("no address of the client's choice").isEmpty();
        assertThat(deliveries()).isEmpty();
    }

    @Test
    void aFailureIsADeliveryOfItsOwnAndTheRoundStaysAsItIsPlanned() {
        var plan = in.plans.find(source.key());
        server.on(view(TWO), status(500, ""));
        var failed = feeds.askFor(source, "17");
        assertThat(failed).isInstanceOf(Outcome.Failed.class);
        assertThat(failed.delivery().orElseThrow().problem().orElseThrow()).contains("1 of 1", "500");
        var two = feeds.askFor(source, "19").delivery().orElseThrow();
        assertThat(two.problem().orElseThrow()).contains("several events of the number 19");
        assertThat(in.plans.find(source.key()))
                .as("when it is asked, and how that went")
                .isEqualTo(plan);
        assertThat(deliveries()).hasSize(2);
        event(TWO, "200");
        asked();
        assertThat(feeds.runNow(source)).isInstanceOf(Outcome.Taken.class);
        assertThat(asked()).as("what was not read is not marked").containsExactly(INDEX, view(ONE), view(TWO));
    }

    @Test
    void whoIsAtItAlreadyIsNotDisturbed() {
        in.plans.claim(source.key(), UUID.randomUUID());
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> feeds.askFor(source, ONE))
                .withMessageContaining("is being asked right now");
        assertThat(asked()).isEmpty();
    }

    @Test
    void aFeedThatIsNoServerHasNoSingleEvents() {
        in.plans.save(source.key(), "misp-feed", Optional.empty());
        var failed = feeds.askFor(source, ONE).delivery().orElseThrow();
        assertThat(failed.problem().orElseThrow()).contains("not for one document");
        assertThat(failed.problemCode()).contains("fetch.setting");
    }
}
