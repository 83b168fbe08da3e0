package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.indicator;
import static theriac.hub.store.StoreFixture.member;
import static theriac.hub.store.StoreFixture.modified;
import static theriac.hub.store.StoreFixture.strict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.query.Query;
import theriac.hub.store.ObjectSql.Hit;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The newest claims of some types, where thousands in a row are for others: none is missed at a leap and
/// none comes twice, whatever the lengths of the rows and the sizes of the pages.
class LeapTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private int number;

    @Test
    void nothingIsMissedAndNothingComesTwice() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        try (var fixture = new StoreFixture(DATABASE.database())) {
            long source = fixture.source("feed", fixture.cert);
            for (int part = 0; part < 7; part++) {
                tell(fixture, source, part % 2 == 0, part == 3 ? 5_200 : 1 + random.nextInt(1_600));
            }
            var viewer = member(fixture.north);
            var visible = fixture.store.audiences().visible(viewer);
            var sql = new SearchSql(fixture.database);
            for (var types : List.of(new Integer[] {1}, new Integer[] {1, 4}, new Integer[] {4, 111})) {
                var expected = expected(fixture, visible, types);
                assertThat(expected).hasSizeGreaterThan(types[0] == 1 ? 2 : 0);
                for (int limit : new int[] {37, 900, 100_000}) {
                    assertThat(pages(before -> sql.newest(visible, before, limit, types), limit))
                            .as("seed %d, types %s, pages of %d", seed, List.of(types), limit)
                            .isEqualTo(expected);
                }
            }
            for (var without : List.of(new Integer[] {1}, new Integer[] {4}, new Integer[] {1, 4})) {
                var others = Stream.of(1, 4)
                        .filter(type -> !List.of(without).contains(type))
                        .toArray(Integer[]::new);
                for (int limit : new int[] {37, 900, 100_000}) {
                    assertThat(chunks(sql, visible, without, limit))
                            .as("seed %d, without %s, chunks of %d", seed, List.of(without), limit)
                            .isEqualTo(expected(fixture, visible, others));
                }
            }
            assertThat(sql.newest(new long[0], Long.MAX_VALUE, 10, new Integer[] {1}))
                    .isEmpty();
        }
    }

    /// As after a whole ATT&CK: thousands of connections came last, and those who look for anything else find the
    /// newest of that at once.
    @Test
    void aRowOfWhatIsNotWantedIsLeaptOver() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            long source = fixture.source("feed", fixture.cert);
            tell(fixture, source, true, 3);
            var row = new ArrayList<Candidate>();
            for (int n = 0; n < 30_000; n++) {
                row.add(new Candidate(sighting(10_000 + n, id("indicator", 1)), green(fixture.cert)));
            }
            for (int from = 0; from < row.size(); from += 5_000) {
                fixture.store.claims().claim(new ClaimBatch(source, null, row.subList(from, from + 5_000)));
            }
            tell(fixture, source, true, 1);
            var question = new Query.Not(new Query.Or(List.of(new Query.Type("sighting"), new Query.Type("report"))));
            var page = fixture.store.search().page(member(fixture.north), SearchRequest.newest(question, 3));
            assertThat(page.answers()).hasSize(3);
            var rest = fixture.store
                    .search()
                    .page(
                            member(fixture.north),
                            new SearchRequest(question, SearchRequest.Sort.NEWEST, 3, page.next()));
            assertThat(rest.answers()).hasSize(1);
            assertThat(rest.next()).isEmpty();
            assertThat(rest.searchedTo()).isEmpty();
        }
    }

    /// Indicators with a sighting now and then, so that the two types end their walks in different places.
    private void tell(StoreFixture fixture, long source, boolean open, int count) {
        var audience = open ? green(fixture.cert) : strict(fixture.cert);
        var told = new ArrayList<Candidate>();
        for (int n = 0; n < count; n++) {
            number++;
            var of = id("indicator", number);
            told.add(new Candidate(indicator(of, modified(1), "n" + number + ".example"), audience));
            if (n % 9 == 0) {
                told.add(new Candidate(sighting(number, of), audience));
            }
        }
        for (int from = 0; from < told.size(); from += 2_500) {
            fixture.store
                    .claims()
                    .claim(new ClaimBatch(source, null, told.subList(from, Math.min(told.size(), from + 2_500))));
        }
    }

    private static StixObject sighting(int number, String of) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"sighting","spec_version":"2.1","id":"%s","created":"2026-02-01T00:00:00.000Z",
                 "modified":"2026-02-01T00:00:00.000Z","sighting_of_ref":"%s"}""".formatted(id("sighting", number), of)));
    }

    private static List<Hit> chunks(SearchSql sql, long[] visible, Integer[] without, int limit) {
        var all = new ArrayList<Hit>();
        for (long before = Long.MAX_VALUE; before != Long.MIN_VALUE; ) {
            var chunk = sql.newestBut(visible, before, limit, without);
            assertThat(chunk.hits()).hasSizeLessThanOrEqualTo(limit);
            assertThat(chunk.place()).isLessThan(before);
            all.addAll(chunk.hits());
            before = chunk.place();
        }
        return all;
    }

    private static List<Hit> pages(LongFunction<List<Hit>> pageBefore, int limit) {
        var all = new ArrayList<Hit>();
        long before = Long.MAX_VALUE;
        while (true) {
            var page = pageBefore.apply(before);
            if (page.isEmpty()) {
                return all;
            }
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page);
            before = page.getLast().seq();
        }
    }

    private static List<Hit> expected(StoreFixture fixture, long[] visible, Integer[] types) {
        return fixture
                .database
                .jdbc()
                .sql("""
                        select seq, object_key from claim
                        where type_id = any(:types) and withdrawn_seq is null and audience_id = any(:visible)""")
                .param("types", types)
                .param("visible", visible)
                .query((row, n) -> new Hit(row.getLong(1), row.getLong(2), 0))
                .list()
                .stream()
                .sorted(Comparator.comparingLong(Hit::seq).reversed())
                .toList();
    }
}
