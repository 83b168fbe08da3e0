package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.all;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.member;
import static theriac.hub.store.StoreFixture.modified;
import static theriac.hub.store.StoreFixture.strict;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.value.ValueKind;

/// Values that are put together in memory are those that PostgreSQL puts together.
class PlainSqlTest {

    private static final Set<ValueKind> KINDS = Set.of(ValueKind.DOMAIN, ValueKind.URL);

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @Test
    void bothWaysGiveTheSame() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var random = new Random(20261126);
            var sources = List.of(fixture.source("One", fixture.cert), fixture.source("Other", fixture.north));
            for (int n = 0; n < 400; n++) {
                int object = random.nextInt(90);
                boolean first = random.nextBoolean();
                long owner = first ? fixture.cert : fixture.north;
                long source = sources.get(first ? 0 : 1);
                if (random.nextInt(6) == 0) {
                    fixture.store.claims().withdraw(all(), StixId.of(id("indicator", object)), source, "A mistake.");
                } else {
                    fixture.claim(
                            source, random.nextInt(3) == 0 ? strict(owner) : green(owner), indicator(random, object));
                }
            }
            for (var viewer : List.of(all(), member(fixture.north), member(fixture.south))) {
                var visible = fixture.store.audiences().visible(viewer);
                var byPostgres = byPostgres(fixture, visible);
                assertThat(inMemory(fixture, visible, StandingVersions.MOST))
                        .as("as %s", viewer)
                        .hasSizeGreaterThan(10)
                        .containsExactlyInAnyOrderElementsOf(byPostgres);
                exactlyUpToTheBoundary(fixture, visible, byPostgres);
            }
        }
    }

    /// Of more objects than fit nothing is given in memory, and all of it by PostgreSQL: a list is
    /// never cut short.
    private static void exactlyUpToTheBoundary(StoreFixture fixture, long[] visible, List<String> all) {
        int objects = fixture.database
                .jdbc()
                .sql("""
                        select count(distinct object_key) from claim
                        where type_id = :type and withdrawn_seq is null and audience_id = any(:visible)""")
                .param("type", ObjectTypes.INDICATOR)
                .param("visible", visible)
                .query(Integer.class)
                .single();
        assertThat(inMemory(fixture, visible, objects)).hasSameSizeAs(all);
        for (int most : List.of(objects - 1, objects / 2, 0)) {
            var before = rows(
                    fixture,
                    (now, found) -> assertThat(
                                    new PlainSql(fixture.database, most).read(visible, KINDS, now, found::add))
                            .as("%d objects where %d fit", objects, most)
                            .isFalse());
            assertThat(before).as("given before it gave up").isEmpty();
            assertThat(rows(
                            fixture,
                            (now, found) -> new DecidingSql(fixture.database, 0, most)
                                    .readPlain(visible, KINDS, now, found::add)))
                    .containsExactlyInAnyOrderElementsOf(all);
        }
    }

    private static StixObject indicator(Random random, int object) {
        var end = random.nextInt(4) == 0
                ? "\"valid_until\":\"2026-0%d-01T00:00:00Z\",".formatted(1 + random.nextInt(9))
                : "";
        var revoked = random.nextInt(8) == 0 ? "\"revoked\":true," : "";
        var pattern = random.nextBoolean()
                ? "[domain-name:value = 'd%d.example']".formatted(object)
                : "[url:value = 'http://u%d.example/a\\\\\\\\b']".formatted(object);
        return StixObject.of((JsonObject) Json.read(
                """
                {"type":"indicator","spec_version":"2.1","id":"%s","created":"2026-01-01T00:00:00.000Z",
                 "modified":"%s",%s%s"pattern":"%s","pattern_type":"stix","valid_from":"2025-01-01T00:00:00Z"}""".formatted(id("indicator", object), modified(1 + random.nextInt(6)), end, revoked, pattern)));
    }

    private static List<String> inMemory(StoreFixture fixture, long[] visible, int most) {
        return rows(
                fixture,
                (now, found) -> assertThat(new PlainSql(fixture.database, most).read(visible, KINDS, now, found::add))
                        .isTrue());
    }

    private static List<String> byPostgres(StoreFixture fixture, long[] visible) {
        return rows(
                fixture, (now, found) -> new DecidingSql(fixture.database).readPlain(visible, KINDS, now, found::add));
    }

    private interface Reading {
        void read(long now, List<DecidingSql.Plain> found);
    }

    private static List<String> rows(StoreFixture fixture, Reading reading) {
        var found = new ArrayList<DecidingSql.Plain>();
        long now = Position.of(Instant.parse("2026-05-15T00:00:00Z"));
        fixture.database.inSnapshot(() -> {
            reading.read(now, found);
            return found;
        });
        return found.stream()
                .map(row -> "%d %d %d %s"
                        .formatted(
                                row.object(),
                                row.version(),
                                row.audience(),
                                new String(row.value(), StandardCharsets.UTF_8)))
                .toList();
    }

    @Test
    void whatIsNotSettledDoesNotStand() {
        var standing = new StandingVersions(10);
        standing.claim(1, 11, 1);
        standing.claim(1, 12, 1);
        standing.unsettle(1);
        assertThat(standing.audience(1, 11)).isZero();
        standing.settle(1, 12, 3);
        assertThat(standing.audience(1, 12)).isEqualTo(3);
        assertThat(standing.audience(1, 11)).isZero();
    }

    @Test
    void aTableThatGrewStillHasEverything() {
        var standing = new StandingVersions(StandingVersions.MOST);
        for (long object = 1; object <= 200_000; object++) {
            standing.claim(object * 7, object, 1 + object % 3);
        }
        standing.claim(7, 1, 1);
        standing.claim(14, 3, 1);
        standing.end(21, 3);
        standing.end(28, 5);
        assertThat(standing.isTooMany()).isFalse();
        assertThat(standing.several()).containsExactly(14L);
        assertThat(standing.audience(7, 1)).as("the lowest of two").isEqualTo(1);
        assertThat(standing.audience(21, 3)).as("ended").isZero();
        assertThat(standing.audience(28, 4)).as("another version ended").isEqualTo(2);
        assertThat(standing.audience(28, 5)).isZero();
        assertThat(standing.audience(8, 1)).as("nobody claimed it").isZero();
        assertThat(standing.audience(1_400_000, 200_000)).isEqualTo(1 + 200_000 % 3);
    }
}
