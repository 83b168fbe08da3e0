package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.query.Following;
import theriac.hub.query.Matcher;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Random histories of claims, withdrawals, restorations, changed audiences and changed questions. Whoever reads a
/// shelf afresh has exactly what the question says for him; whoever went on polling has all of that in the versions
/// that count, and holds nothing as standing that stands no longer for him; also after he left a sharing group and came
/// back to it.
class ShelvesPropertyTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final int OBJECTS = 7;
    private static final int STEPS = 120;
    private static final long GROUP = 77;
    private static final List<String> QUERIES = List.of(
            "",
            "label:a",
            "label:a OR label:b",
            "NOT label:a",
            "type:indicator NOT label:c",
            "source:one",
            "NOT source:one",
            "sources>=2",
            "label:a source:two",
            "tlp:green");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatIsPolledIsWhatTheQuestionSays(long seed) {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            new History(fixture, new Random(seed)).play();
        }
    }

    private static final class History {

        private final StoreFixture fixture;
        private final Random random;
        private final Shelves shelves;
        private final List<Long> sources;
        private final List<Audience> audiences;
        private final List<Client> clients = new ArrayList<>();
        private final long shelf;
        private final Set<Long> members = new HashSet<>();
        private String query;

        History(StoreFixture fixture, Random random) {
            this.fixture = fixture;
            this.random = random;
            this.shelves = fixture.store.shelves();
            this.sources = List.of(
                    fixture.source("one", fixture.cert),
                    fixture.source("two", fixture.north),
                    fixture.source("three", fixture.south));
            this.audiences = List.of(
                    StoreFixture.green(fixture.cert),
                    StoreFixture.strict(fixture.cert),
                    StoreFixture.strict(fixture.north),
                    StoreFixture.strict(fixture.south),
                    StoreFixture.strict(fixture.cert).withGroup(GROUP));
            this.query = any(QUERIES);
            this.shelf = shelves.open(query);
            for (long organization : List.of(fixture.cert, fixture.north, fixture.south)) {
                clients.add(new Client(organization));
                clients.add(new Client(organization));
            }
        }

        private <T> T any(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                happen();
                if (random.nextInt(3) == 0) {
                    shelves.advance();
                }
                if (random.nextInt(4) == 0) {
                    any(clients).poll(this, 1 + random.nextInt(4));
                }
                if (step % 20 == 19) {
                    check();
                }
            }
        }

        private void happen() {
            var object = id();
            if (random.nextInt(6) == 0 && !members.remove(fixture.north)) {
                members.add(fixture.north);
                forgetGiven();
            }
            switch (random.nextInt(12)) {
                case 0, 1 -> fixture.store.claims().withdraw(StoreFixture.all(), object, any(sources), "test");
                case 2 -> fixture.store.claims().restore(StoreFixture.all(), object, any(sources), "test");
                case 3 -> fixture.redirect(object, any(sources), any(audiences));
                case 4 -> {
                    if (random.nextInt(4) == 0) {
                        query = any(QUERIES);
                        shelves.ask(shelf, query);
                        forgetGiven();
                    }
                }
                default -> fixture.claim(any(sources), any(audiences), version(object));
            }
        }

        /// What comes into sight and what another question chooses comes again.
        private void forgetGiven() {
            clients.forEach(client -> client.given.clear());
        }

        Viewer.Party viewer(long organization) {
            var now = new Viewer.Party(
                    "member " + organization,
                    0,
                    organization,
                    members.contains(organization) ? Set.of(GROUP) : Set.of(),
                    Set.of(organization),
                    members.contains(organization) ? Set.of(GROUP) : Set.of(),
                    Set.of());
            return fixture.store.outlooks().current(now, () -> now).party();
        }

        private StixId id() {
            return StixId.of(StoreFixture.id("indicator", random.nextInt(OBJECTS)));
        }

        private StixObject version(StixId id) {
            return StixObject.of((JsonObject) Json.read("""
                    {"type":"indicator","spec_version":"2.1","id":"%s","created":"2026-01-01T00:00:00.000Z",
                     "modified":"%s","labels":["%s"],"pattern":"[domain-name:value = 'x.example']",
                     "pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"}""".formatted(
                            id.text(), StoreFixture.modified(1 + random.nextInt(9)), any(List.of("a", "b", "c")))));
        }

        Audience audience(Change change) {
            return fixture.store.audiences().load(change.audienceId());
        }

        private void check() {
            while (shelves.advance()) {
                // Until all that happened has been read.
            }
            if (members.add(fixture.north)) {
                forgetGiven();
            }
            for (var client : clients) {
                client.poll(this, 1 + random.nextInt(5));
                var viewer = viewer(client.organization);
                var standing = new TreeMap<String, String>();
                fixture.changes(viewer).stream()
                        .filter(change -> !change.withdrawn())
                        .forEach(change -> standing.put(change.id().text(), change.version()));
                var expected = expected(viewer, standing);

                var fresh = new Client(client.organization);
                fresh.poll(this, 1 + random.nextInt(5));
                assertThat(fresh.standing()).as("afresh: " + query).isEqualTo(expected);

                assertThat(client.standing()).as("polled: " + query).containsAllEntriesOf(expected);
                assertThat(standing.keySet())
                        .as("still stands: " + query)
                        .containsAll(client.standing().keySet());
            }
        }

        private Map<String, String> expected(Viewer viewer, Map<String, String> standing) {
            var ids = standing.keySet().stream().map(StixId::of).toList();
            var expected = new TreeMap<String, String>();
            for (var subject : fixture.store.subjects().of(viewer, ids)) {
                if (Matcher.matches(Shelves.understood(query), subject, StoreFixture.now())) {
                    var id = subject.id().text();
                    expected.put(id, standing.getOrDefault(id, ""));
                }
            }
            return expected;
        }
    }

    /// A TAXII client: goes on from the last date, follows `next`, keeps the last version that it got.
    private static final class Client {

        private final long organization;
        private final Map<String, Change> held = new HashMap<>();
        private final Set<String> given = new HashSet<>();
        private Optional<java.time.Instant> last = Optional.empty();

        Client(long organization) {
            this.organization = organization;
        }

        void poll(History history, int limit) {
            var viewer = history.viewer(organization);
            var wanted = new ChangeQuery(last, Optional.empty(), limit, Set.of(), Set.of(), VersionFilter.LAST);
            Optional<ShelfCursor> cursor = Optional.empty();
            do {
                var page = history.shelves.page(viewer, history.shelf, wanted, cursor);
                assertThat(page.changes()).hasSizeLessThanOrEqualTo(limit);
                page.changes().forEach(change -> {
                    assertThat(Visibility.allows(viewer, history.audience(change)))
                            .as("for this reader")
                            .isTrue();
                    take(history, change);
                });
                cursor = page.next().map(ShelfCursor::text).flatMap(ShelfCursor::parse);
            } while (cursor.isPresent());
        }

        private void take(History history, Change change) {
            last.ifPresent(before -> assertThat(change.at()).isAfter(before));
            last = Optional.of(change.at());
            held.put(change.id().text(), change);
            if (Following.isOfContent(Shelves.understood(history.query))) {
                assertThat(given.add(change.id().text() + change.version() + change.withdrawn()))
                        .as("given once")
                        .isTrue();
            }
        }

        Map<String, String> standing() {
            var standing = new TreeMap<String, String>();
            held.forEach((id, change) -> {
                if (!change.withdrawn()) {
                    standing.put(id, change.version());
                }
            });
            return standing;
        }
    }
}
