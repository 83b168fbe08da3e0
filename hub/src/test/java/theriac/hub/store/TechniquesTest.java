package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.indicator;
import static theriac.hub.store.StoreFixture.member;
import static theriac.hub.store.StoreFixture.modified;
import static theriac.hub.store.StoreFixture.strict;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Techniques.Counted;
import theriac.hub.store.Techniques.Scope;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// How often techniques are named and seen, as far as each viewer may know.
class TechniquesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private StoreFixture fixture;
    private long source;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(DATABASE.database());
        source = fixture.source("Feed", fixture.cert);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static StixObject object(String type, int number, String more) {
        return StixObject.of(
                (JsonObject) Json.read("""
                {"type":"%s","spec_version":"2.1","id":"%s","created":"%s","modified":"%s",%s}""".formatted(type, id(type, number), modified(1), modified(1), more)));
    }

    private static StixObject technique(int n, String number, String more) {
        return object("attack-pattern", n, """
                "name":"Way %d","external_references":[{"source_name":"sample","external_id":"%s"}]%s""".formatted(n, number, more));
    }

    private static StixObject named(String type, int n) {
        return object(type, n, "\"name\":\"" + type + " " + n + "\"");
    }

    private static StixObject tie(int n, String from, String type, String to) {
        return object("relationship", n, """
                "relationship_type":"%s","source_ref":"%s","target_ref":"%s\"""".formatted(type, from, to));
    }

    private static String way(int n) {
        return id("attack-pattern", n);
    }

    private List<Counted> count(Viewer viewer, Scope scope) {
        var techniques = fixture.store.techniques();
        return techniques.count(viewer, techniques.known(viewer), scope);
    }

    private Map<String, Long> heat(Viewer viewer, String id, boolean wide) {
        return figures(count(viewer, new Scope.Of(List.of(StixId.of(id)), wide)));
    }

    private static Map<String, Long> figures(List<Counted> counted) {
        return counted.stream().collect(Collectors.toMap(Counted::number, Counted::statements));
    }

    private void actor() {
        fixture.claim(
                source,
                green(fixture.cert),
                technique(1, "T9001", ""),
                technique(2, "T9002", ""),
                technique(3, "T9003", ""),
                named("intrusion-set", 1),
                named("malware", 1),
                named("campaign", 1),
                tie(1, id("intrusion-set", 1), "uses", way(1)),
                tie(2, id("intrusion-set", 1), "uses", id("malware", 1)),
                tie(3, id("malware", 1), "uses", way(2)),
                tie(4, id("campaign", 1), "attributed-to", id("intrusion-set", 1)),
                tie(5, id("campaign", 1), "uses", way(3)),
                tie(6, way(3), "subtechnique-of", way(1)));
    }

    @Test
    void anActorIsWarmByWhatIsSaidOfItAndWhenAskedByItsSoftwareAndCampaigns() {
        actor();
        var north = member(fixture.north);
        assertThat(heat(north, id("intrusion-set", 1), false)).isEqualTo(Map.of("T9001", 1L));
        assertThat(heat(north, id("intrusion-set", 1), true)).isEqualTo(Map.of("T9001", 1L, "T9002", 1L, "T9003", 1L));
    }

    @Test
    void aTechniqueThatAllSeeIsNotWarmForWhoMayNotSeeTheStatement() {
        actor();
        fixture.claim(
                source,
                strict(fixture.cert),
                tie(7, id("intrusion-set", 1), "uses", way(1)),
                tie(8, id("intrusion-set", 1), "uses", way(2)),
                named("malware", 2),
                tie(9, id("malware", 2), "uses", way(3)));
        fixture.claim(source, green(fixture.cert), tie(10, id("intrusion-set", 1), "uses", id("malware", 2)));
        assertThat(heat(member(fixture.north), id("intrusion-set", 1), true))
                .isEqualTo(Map.of("T9001", 1L, "T9002", 1L, "T9003", 1L));
        assertThat(heat(member(fixture.cert), id("intrusion-set", 1), true))
                .isEqualTo(Map.of("T9001", 2L, "T9002", 2L, "T9003", 2L));
        assertThat(count(member(fixture.north), new Scope.Of(List.of(StixId.of(id("intrusion-set", 1))), false)))
                .allSatisfy(counted -> assertThat(counted.audiences()).hasSize(1));
    }

    @Test
    void aStatementThatWasRevokedOrReplacedSaysNothingAnyMore() {
        actor();
        var tie = tie(1, id("intrusion-set", 1), "uses", way(1)).json();
        fixture.claim(
                source,
                green(fixture.cert),
                StixObject.of(tie.with("modified", new theriac.stix.json.JsonString(modified(2)))
                        .with("revoked", theriac.stix.json.JsonBoolean.of(true))));
        assertThat(heat(member(fixture.north), id("intrusion-set", 1), false)).isEmpty();
        var third = tie(3, id("malware", 1), "uses", way(3)).json();
        fixture.claim(
                source,
                green(fixture.cert),
                StixObject.of(third.with("modified", new theriac.stix.json.JsonString(modified(2)))));
        assertThat(heat(member(fixture.north), id("malware", 1), false)).isEqualTo(Map.of("T9003", 1L));
    }

    @Test
    void aReportNamesTechniquesItselfAndByTheStatementsThatItHolds() {
        actor();
        fixture.claim(source, green(fixture.cert), object("report", 1, """
                        "name":"A report","published":"%s","object_refs":["%s","%s","%s"]""".formatted(
                        modified(1), way(1), id("relationship", 1), id("relationship", 3))));
        assertThat(heat(member(fixture.north), id("report", 1), false)).isEqualTo(Map.of("T9001", 2L, "T9002", 1L));
    }

    @Test
    void aSpanOfTimeCountsWhatWasWrittenDownInIt() {
        actor();
        fixture.claim(source, green(fixture.cert), object("report", 1, """
                        "name":"A report","published":"%s","object_refs":["%s"]""".formatted(modified(1), way(1))));
        var day = Instant.parse(modified(1));
        assertThat(figures(count(member(fixture.north), new Scope.Between(day, day.plusSeconds(60)))))
                .isEqualTo(Map.of("T9001", 2L, "T9002", 1L, "T9003", 1L));
        assertThat(count(member(fixture.north), new Scope.Between(day.plusSeconds(1), day.plusSeconds(60))))
                .isEmpty();
    }

    @Test
    void whatNamesARevokedTechniqueCountsForItsSuccessorAndSaysSo() {
        actor();
        fixture.claim(
                source,
                green(fixture.cert),
                technique(11, "T8001", ",\"revoked\":true"),
                technique(12, "T8002", ",\"revoked\":true"),
                technique(13, "T8001", ""),
                tie(11, way(11), "revoked-by", way(12)),
                tie(12, way(12), "revoked-by", way(1)),
                tie(13, id("intrusion-set", 1), "uses", way(11)),
                tie(14, id("intrusion-set", 1), "uses", way(13)));
        var counted = count(member(fixture.north), new Scope.Of(List.of(StixId.of(id("intrusion-set", 1))), false));
        assertThat(figures(counted)).isEqualTo(Map.of("T9001", 3L));
        assertThat(counted.getFirst().former()).containsExactly("T8001");
    }

    @Test
    void successorsInACircleLeadNowhereAndAHiddenOneIsNotTold() {
        fixture.claim(
                source,
                green(fixture.cert),
                technique(1, "T9001", ",\"revoked\":true"),
                technique(2, "T9002", ",\"revoked\":true"),
                technique(3, "T9003", ",\"revoked\":true"),
                technique(4, "T9004", ""),
                tie(1, way(1), "revoked-by", way(2)),
                tie(2, way(2), "revoked-by", way(1)));
        fixture.claim(source, strict(fixture.cert), tie(3, way(3), "revoked-by", way(4)));
        assertThat(fixture.store.techniques().known(member(fixture.north)).successors())
                .isEmpty();
        assertThat(fixture.store.techniques().known(member(fixture.cert)).successors())
                .isEqualTo(Map.of("T9003", "T9004"));
    }

    @Test
    void whatOthersSawIsToldOnceEnoughOfThemSawItAndTheOwnAlways() {
        fixture.claim(
                source,
                green(fixture.cert),
                technique(1, "T9001", ""),
                indicator(id("indicator", 1), modified(1), "one.example"),
                indicator(id("indicator", 2), modified(1), "two.example"),
                tie(1, id("indicator", 1), "indicates", way(1)));
        fixture.claim(source, strict(fixture.cert), tie(2, id("indicator", 2), "indicates", way(1)));
        var counts = new SightingCounts(DATABASE.database(), 2, Clock.systemUTC());
        var north = member(fixture.north);
        sighting(fixture.north, 1, 1);
        assertThat(seen(counts, north)).isEqualTo(Map.of("T9001", 1));
        assertThat(seen(counts, member(fixture.south))).as("one is too few").isEmpty();
        long east = fixture.database.jdbc().sql("""
                        insert into organization (public_id, name, kind, identity_id, created_at)
                        values (gen_random_uuid(), 'East', 'member', 'identity--east', now()) returning id""").query(Long.class).single();
        sighting(east, 1, 2);
        assertThat(seen(counts, member(fixture.south))).isEqualTo(Map.of("T9001", 2));
        assertThat(seen(counts, north)).as("one other is too few").isEqualTo(Map.of("T9001", 1));
        sighting(fixture.south, 2, 3);
        assertThat(seen(counts, member(east)))
                .as("that the second indicator is one of the technique is hidden from it")
                .isEqualTo(Map.of("T9001", 1));
        assertThat(seen(counts, member(fixture.cert))).isEqualTo(Map.of("T9001", 3));
    }

    private Map<String, Integer> seen(SightingCounts counts, Viewer viewer) {
        return counts.ofTechniques(viewer, fixture.store.techniques().known(viewer));
    }

    private void sighting(long organization, int indicator, int number) {
        fixture.claim(
                fixture.source("of " + organization, organization),
                strict(organization),
                object("sighting", number, """
                        "sighting_of_ref":"%s","last_seen":"%s\"""".formatted(id("indicator", indicator), modified(2))));
    }

    @Test
    void aReportThatNamesEveryTechniqueIsJudgedOnce() {
        var many = IntStream.range(0, 500)
                .mapToObj(n -> technique(n, "T%04d".formatted(1000 + n), ""))
                .toArray(StixObject[]::new);
        fixture.claim(source, green(fixture.cert), many);
        var refs = IntStream.range(0, 500).mapToObj(n -> "\"" + way(n) + "\"").collect(Collectors.joining(","));
        fixture.claim(
                source, green(fixture.cert), object("report", 1, "\"name\":\"All\",\"object_refs\":[" + refs + "]"));
        assertThat(heat(member(fixture.north), id("report", 1), false))
                .hasSize(500)
                .containsEntry("T1499", 1L);
    }
}
