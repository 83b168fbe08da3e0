package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.store.OutlookSql.Memberships;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;
import theriac.stix.StixObject;

/// An organisation joins sharing groups, leaves them and comes back, a firm begins and ends to act for it, while things
/// are said, taken back and given to others, and while its clients poll, page by page, now and then cut off in the
/// middle. Whenever it belongs to everything again, each client holds exactly what stands for it (nothing is lost), and
/// never was anything sent under an audience that the reader did not belong to (nothing leaks).
class OutlooksPropertyTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final int OBJECTS = 9;
    private static final int STEPS = 150;
    private static final long ONE = 71;
    private static final long TWO = 72;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void joiningLeavingAndJoiningAgainLosesNothingAndLeaksNothing(long seed) {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            new History(fixture, fixture.store.outlooks(), new Random(seed)).play();
        }
    }

    /// The same, and what came into sight is read beside the requests, which are served meanwhile.
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void whatIsTooMuchForARequestComesAWhileLater(long seed) {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            new History(fixture, outlooks(fixture, 2), new Random(seed)).play();
        }
    }

    /// @param atOnce old positions that are read within a request
    private static Outlooks outlooks(StoreFixture fixture, int atOnce) {
        return new Outlooks(fixture.database, fixture.store.audiences(), fixture.store.ledger(), atOnce);
    }

    @Test
    void theFirstRequestAfterAJoiningReadsNoMoreThanItMay() throws InterruptedException {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var source = fixture.source("one", fixture.cert);
            var forGroup = StoreFixture.strict(fixture.cert).withGroup(ONE);
            for (int n = 1; n <= 6; n++) {
                fixture.claim(source, forGroup, indicator(n));
            }
            fixture.claim(source, StoreFixture.strict(fixture.cert).withGroup(TWO), indicator(8));
            var outlooks = outlooks(fixture, 5);
            var guest = party(fixture, Set.of(TWO));
            outlooks.current(guest, () -> guest);
            var member = party(fixture, Set.of(ONE));
            var until = new CountDownLatch(1);
            var first = outlooks.current(member, now(new AtomicReference<>(member), until));
            assertThat(changes(fixture, first))
                    .as("neither what it no longer may see, nor what it may not see yet")
                    .isEmpty();
            fixture.claim(source, StoreFixture.green(fixture.cert), indicator(7));
            assertThat(ids(changes(fixture, first))).as("the rest goes on").containsExactly(indicatorId(7));
            long served = changes(fixture, first).getLast().seq();
            until.countDown();
            var later = changes(fixture, settled(outlooks, member)).stream()
                    .filter(change -> change.seq() > served)
                    .toList();
            assertThat(ids(later))
                    .as("all of it, behind what was served meanwhile, in the old order")
                    .containsExactly(
                            indicatorId(1),
                            indicatorId(2),
                            indicatorId(3),
                            indicatorId(4),
                            indicatorId(5),
                            indicatorId(6));
        }
    }

    /// It left one group and came to another with a long history, and was back before that was read.
    @Test
    void whoIsBackBeforeWhatItCameToWasReadIsToldWhatItMissed() throws InterruptedException {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var source = fixture.source("one", fixture.cert);
            var forTwo = StoreFixture.strict(fixture.cert).withGroup(TWO);
            for (int n = 1; n <= 6; n++) {
                fixture.claim(source, StoreFixture.strict(fixture.cert).withGroup(ONE), indicator(n));
            }
            var outlooks = outlooks(fixture, 5);
            var before = party(fixture, Set.of(TWO));
            outlooks.current(before, () -> before);
            var away = party(fixture, Set.of(ONE));
            var now = new AtomicReference<>(away);
            var until = new CountDownLatch(1);
            var absent = outlooks.current(away, now(now, until));
            fixture.claim(source, forTwo, indicator(7));
            fixture.claim(source, StoreFixture.green(fixture.cert), indicator(8));
            var meanwhile = changes(fixture, absent);
            assertThat(ids(meanwhile)).containsExactly(indicatorId(8));
            now.set(before);
            until.countDown();
            var later = changes(fixture, settled(outlooks, before)).stream()
                    .filter(change -> change.seq() > meanwhile.getLast().seq())
                    .toList();
            assertThat(ids(later)).containsExactly(indicatorId(7));
        }
    }

    /// Two requests at once: the one that was first knows nothing of the other's turn, and must not move a
    /// client past it.
    @Test
    void aReaderWhoKnowsLessReadsNothingBehindTheTurnThatAnotherWrote() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var source = fixture.source("one", fixture.cert);
            fixture.claim(source, StoreFixture.strict(fixture.cert).withGroup(ONE), indicator(1));
            var outlooks = fixture.store.outlooks();
            var alone = party(fixture, Set.of());
            var first = outlooks.current(alone, () -> alone);
            fixture.claim(source, StoreFixture.green(fixture.cert), indicator(2));
            var member = party(fixture, Set.of(ONE));
            var second = outlooks.current(member, () -> member);
            fixture.claim(source, StoreFixture.green(fixture.cert), indicator(3));
            assertThat(ids(changes(fixture, first))).containsExactly(indicatorId(2));
            assertThat(ids(changes(fixture, second))).containsExactly(indicatorId(2), indicatorId(1), indicatorId(3));
            var three = ChangeQuery.first(10).of(first).ofIds(Set.of(StixId.of(indicatorId(3))));
            assertThat(fixture.store.changes().page(first.party(), three).changes())
                    .as("asked for by its id")
                    .isEmpty();
        }
    }

    /// How an organisation is served now, as this thread finds it; whoever else asks waits until the latch falls.
    private static Supplier<Viewer.Party> now(AtomicReference<Viewer.Party> now, CountDownLatch until) {
        var test = Thread.currentThread();
        return () -> {
            if (Thread.currentThread() != test) {
                try {
                    until.await();
                } catch (InterruptedException stopped) {
                    throw new AssertionError("Nobody stops this test.", stopped);
                }
            }
            return now.get();
        };
    }

    private static List<Change> changes(StoreFixture fixture, Outlooks.Reader reader) {
        return fixture.store
                .changes()
                .page(reader.party(), ChangeQuery.first(10_000).of(reader))
                .changes();
    }

    private static List<String> ids(List<Change> changes) {
        return changes.stream().map(change -> change.id().text()).toList();
    }

    private static String indicatorId(int n) {
        return StoreFixture.id("indicator", n);
    }

    private static StixObject indicator(int n) {
        return StoreFixture.indicator(indicatorId(n), StoreFixture.modified(1), "n%d.example".formatted(n));
    }

    /// When everything that came into sight has its place.
    private static Outlooks.Reader settled(Outlooks outlooks, Viewer.Party member) throws InterruptedException {
        for (int go = 0; go < 1_000; go++) {
            var reader = outlooks.current(member, () -> member);
            if (Memberships.of(reader.party()).equals(Memberships.of(member))) {
                return reader;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("What came into sight was not read within ten seconds.");
    }

    private static final class History {

        private final StoreFixture fixture;
        private final Outlooks outlooks;
        private final Random random;
        private final List<Long> sources;
        private final List<Audience> audiences;
        private final List<Client> clients = List.of(new Client(), new Client(), new Client());
        private volatile Set<Long> groups = Set.of();
        private volatile boolean actsForSouth;

        History(StoreFixture fixture, Outlooks outlooks, Random random) {
            this.fixture = fixture;
            this.outlooks = outlooks;
            this.random = random;
            this.sources = List.of(fixture.source("one", fixture.cert), fixture.source("two", fixture.south));
            this.audiences = List.of(
                    StoreFixture.green(fixture.cert),
                    StoreFixture.strict(fixture.cert),
                    StoreFixture.strict(fixture.cert).withGroup(ONE),
                    StoreFixture.strict(fixture.cert).withGroup(ONE).withGroup(TWO),
                    StoreFixture.strict(fixture.south).withGroup(TWO),
                    Audience.of(theriac.stix.Tlp.AMBER, fixture.south));
        }

        private <T> T any(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                happen();
                if (random.nextInt(3) == 0) {
                    any(clients).poll(this, 1 + random.nextInt(3), random.nextInt(4));
                }
                if (step % 25 == 24) {
                    groups = Set.of(ONE, TWO);
                    actsForSouth = true;
                    settle();
                    check();
                }
            }
        }

        private void happen() {
            var object = StixId.of(StoreFixture.id("indicator", random.nextInt(OBJECTS)));
            switch (random.nextInt(14)) {
                case 0, 1 -> fixture.store.claims().withdraw(StoreFixture.all(), object, any(sources), "test");
                case 2 -> fixture.store.claims().restore(StoreFixture.all(), object, any(sources), "test");
                case 3 -> fixture.redirect(object, any(sources), any(audiences));
                case 4, 5 -> toggle(ONE);
                case 6 -> toggle(TWO);
                case 7 -> actsForSouth = !actsForSouth;
                default -> fixture.claim(any(sources), any(audiences), version(object));
            }
        }

        private void toggle(long group) {
            var changed = new HashSet<>(groups);
            if (!changed.remove(group)) {
                changed.add(group);
            }
            groups = Set.copyOf(changed);
        }

        private StixObject version(StixId id) {
            int day = 1 + random.nextInt(9);
            return StoreFixture.indicator(id.text(), StoreFixture.modified(day), "d" + day + ".example");
        }

        Outlooks.Reader reader() {
            return outlooks.current(now(), this::now);
        }

        private Viewer.Party now() {
            var circle = actsForSouth ? Set.of(fixture.north, fixture.south) : Set.of(fixture.north);
            var mine = groups;
            return new Viewer.Party("north", 0, fixture.north, mine, circle, mine, Set.of());
        }

        private void settle() {
            try {
                settled(outlooks, now());
            } catch (InterruptedException stopped) {
                throw new AssertionError("Nobody stops this test.", stopped);
            }
        }

        private void check() {
            var expected = standing();
            for (var client : clients) {
                client.poll(this, 1 + random.nextInt(4), Integer.MAX_VALUE);
                assertThat(client.standing()).as("polled").isEqualTo(expected);
            }
            var fresh = new Client();
            fresh.poll(this, 1 + random.nextInt(4), Integer.MAX_VALUE);
            assertThat(fresh.standing()).as("afresh").isEqualTo(expected);
            assertThat(byId(fresh)).as("asked for one by one").isEqualTo(fresh.dates());
        }

        /// What stands for the reader, told without any order: the name of what counts, by id.
        private Map<String, String> standing() {
            var visible = fixture.store.audiences().visible(reader().party());
            var keys = fixture.database
                    .jdbc()
                    .sql("select key from object")
                    .query(Long.class)
                    .list();
            var standing = new TreeMap<String, String>();
            var contents = new ChangeSql(fixture.database);
            new SpanSql(fixture.database).spans(keys, visible).forEach((key, spans) -> {
                var effective = Timeline.emissions(spans, VersionFilter.LAST).getFirst();
                if (!effective.gone()) {
                    var content =
                            contents.contents(List.of(effective.version())).get(effective.version());
                    standing.put(content.id(), Client.name(content.json()));
                }
            });
            return standing;
        }

        private Map<String, Instant> byId(Client client) {
            var dates = new TreeMap<String, Instant>();
            for (var id : client.dates().keySet()) {
                var reader = reader();
                var wanted = ChangeQuery.first(10).ofIds(Set.of(StixId.of(id))).of(reader);
                fixture.store
                        .changes()
                        .page(reader.party(), wanted)
                        .changes()
                        .forEach(change -> dates.put(id, change.at()));
            }
            return dates;
        }
    }

    /// Keeps of each object what carries the newest `modified`, as consumers do.
    private static final class Client {

        private final Map<String, Change> held = new HashMap<>();
        private Optional<Instant> last = Optional.empty();

        /// @param pages after so many, the client is cut off and remembers the last date only
        void poll(History history, int limit, int pages) {
            var reader = history.reader();
            var query =
                    new ChangeQuery(last, Optional.empty(), limit, Set.of(), Set.of(), VersionFilter.LAST).of(reader);
            for (int page = 0; page < pages; page++) {
                var found = history.fixture.store.changes().page(reader.party(), query);
                assertThat(found.changes()).hasSizeLessThanOrEqualTo(limit);
                found.changes().forEach(change -> take(history, reader.party(), change));
                if (found.next().isEmpty()) {
                    return;
                }
                query = query.after(found.next().get());
            }
        }

        private void take(History history, Viewer reader, Change change) {
            var audience = history.fixture.store.audiences().load(change.audienceId());
            assertThat(Visibility.allows(reader, audience))
                    .as("for this reader")
                    .isTrue();
            last.ifPresent(before -> assertThat(change.at()).isAfter(before));
            last = Optional.of(change.at());
            held.merge(
                    change.id().text(),
                    change,
                    (old, now) -> VersionOrder.compare(old.version(), now.version()) > 0 ? old : now);
        }

        Map<String, String> standing() {
            var standing = new TreeMap<String, String>();
            held.forEach((id, change) -> {
                if (!change.withdrawn()) {
                    standing.put(id, name(change.json()));
                }
            });
            return standing;
        }

        Map<String, Instant> dates() {
            var dates = new TreeMap<String, Instant>();
            held.forEach((id, change) -> dates.put(id, change.at()));
            return dates;
        }

        static String name(byte[] json) {
            return StixObject.of((theriac.stix.json.JsonObject)
                            theriac.stix.json.Json.read(new String(json, java.nio.charset.StandardCharsets.UTF_8)))
                    .text("name")
                    .orElseThrow();
        }
    }

    @Test
    void whatEndedBeforeAReaderEverBelongedNeverComes() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var source = fixture.source("one", fixture.cert);
            var audience = StoreFixture.strict(fixture.cert).withGroup(ONE);
            var gone = StoreFixture.id("indicator", 1);
            fixture.claim(source, audience, StoreFixture.indicator(gone, StoreFixture.modified(1), "gone.example"));
            fixture.claim(
                    source,
                    audience,
                    StoreFixture.indicator(StoreFixture.id("indicator", 2), StoreFixture.modified(1), "stays.example"));
            fixture.store.claims().withdraw(StoreFixture.all(), StixId.of(gone), source, "test");
            var alone = party(fixture, Set.of());
            fixture.store.outlooks().current(alone, () -> alone);
            long before = fixture.store.ledger().head();
            var member = party(fixture, Set.of(ONE));
            var changes = changes(fixture, fixture.store.outlooks().current(member, () -> member));
            assertThat(changes)
                    .extracting(change -> change.id().text())
                    .containsExactly(StoreFixture.id("indicator", 2));
            assertThat(changes.getFirst().seq()).isGreaterThan(before);
        }
    }

    @Test
    void ofManyRequestsThatSeeAChangeOneWritesItAndAStaleOneWritesNone() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var source = fixture.source("one", fixture.cert);
            fixture.claim(
                    source,
                    StoreFixture.strict(fixture.cert).withGroup(ONE),
                    StoreFixture.indicator(StoreFixture.id("indicator", 1), StoreFixture.modified(1), "a.example"));
            var before = party(fixture, Set.of());
            fixture.store.outlooks().current(before, () -> before);
            var now = party(fixture, Set.of(ONE));
            var requests = new ArrayList<CompletableFuture<Outlooks.Reader>>();
            for (int i = 0; i < 8; i++) {
                var stale = i % 2 == 0 ? before : now;
                requests.add(CompletableFuture.supplyAsync(
                        () -> fixture.store.outlooks().current(stale, () -> now)));
            }
            for (var request : requests) {
                request.join();
            }
            assertThat(fixture.store
                            .outlooks()
                            .current(before, () -> now)
                            .party()
                            .groups())
                    .containsExactly(ONE);
            assertThat(fixture.database
                            .jdbc()
                            .sql("select count(*) from outlook_change")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    private static Viewer.Party party(StoreFixture fixture, Set<Long> groups) {
        return new Viewer.Party("north", 0, fixture.north, groups, Set.of(fixture.north), groups, Set.of());
    }
}
