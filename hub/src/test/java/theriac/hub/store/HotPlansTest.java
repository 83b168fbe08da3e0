package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.all;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.indicator;
import static theriac.hub.store.StoreFixture.member;
import static theriac.hub.store.StoreFixture.modified;
import static theriac.hub.store.StoreFixture.strict;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Use;
import theriac.hub.query.Query;
import theriac.hub.query.QueryParsed;
import theriac.hub.query.QueryParser;
import theriac.hub.testing.ExplainedStatements;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.testkit.Golden;

/// How PostgreSQL answers the statements that everything waits for, on a filled store with statistics
/// over every row: which index, and how many rows it touches. The golden shows a change of either; a
/// scan of a whole bulk table fails.
class HotPlansTest {

    private static final int INDICATORS = 20_000;
    private static final Set<String> BULK =
            Set.of("object", "version", "claim", "claim_end", "value_index", "object_reference", "narrative", "ledger");

    private final Map<String, List<String>> plans = new LinkedHashMap<>();

    @Test
    void theHottestStatementsUseTheirIndexesAndTouchFewRows(@TempDir Path folder) throws Exception {
        explained(folder, (fixture, log) -> {
            fill(fixture);
            fixture.database.jdbc().sql("vacuum analyze").update();
            watch(fixture, log);
        });
        var text = new StringBuilder();
        plans.forEach((what, lines) -> {
            text.append(what).append('\n');
            lines.forEach(line -> text.append("    ").append(line).append('\n'));
        });
        assertThat(text.toString()).as("scans of a whole bulk table").doesNotContain("Seq Scan");
        Golden.check("plans.txt", text.toString());
    }

    @Test
    void aLookUpIsAnsweredByItsIndexAlsoBeforePostgresqlKnowsTheTables(@TempDir Path folder) throws Exception {
        explained(folder, (fixture, log) -> {
            fill(fixture);
            log.skip();
            lookUp(fixture);
            told("look-up", log);
        });
        assertThat(plans.get("look-up"))
                .filteredOn(line -> line.contains("value_index"))
                .isNotEmpty()
                .allMatch(line -> line.contains("by value_index_value"));
    }

    @Test
    void whatWasJustTakenBackIsReadObjectByObjectAlsoBeforePostgresqlKnowsTheTables(@TempDir Path folder)
            throws Exception {
        explained(folder, (fixture, log) -> {
            fill(fixture);
            log.skip();
            var viewer = member(fixture.north);
            long before = fixture.store.ledger().head() - 4_000;
            fixture.store.changes().page(viewer, ChangeQuery.first(1_000).after(new Cursor(before)));
            told("what was taken back", log);
        });
        assertThat(plans.get("what was taken back"))
                .filteredOn(line -> line.contains("claim_end"))
                .isNotEmpty()
                .as("all ends of the audience read for each object")
                .noneMatch(line -> line.contains("0,000 rows"));
    }

    @Test
    void searchesJudgeObjectByObjectAlsoBeforePostgresqlKnowsTheTables(@TempDir Path folder) throws Exception {
        explained(folder, (fixture, log) -> {
            fill(fixture);
            crowd(fixture);
            for (var question : List.of(
                    "type:indicator", "type:malware", "number77", "type:indicator confidence>=60", "source:other")) {
                log.skip();
                fixture.store.search().page(member(fixture.north), newest(question));
                told(question, log);
            }
        });
        plans.forEach((question, lines) -> assertThat(lines)
                .as(question)
                .noneMatch(line -> line.matches(".* (of|by) claim.*: at most (100,000|.*,000,000) rows"))
                .noneMatch(line -> line.matches("Seq Scan of (claim|claim_end|version|object_reference):.*"))
                .noneMatch(line -> line.matches("Bitmap Index Scan by claim_(audience|source|type|delivery).*")));
    }

    @Test
    void aListOfWhatControlsMayBlockReadsAllVersionsOnceAndNotForEachRevisedObject(@TempDir Path folder)
            throws Exception {
        explained(folder, (fixture, log) -> {
            fill(fixture);
            var revised = IntStream.range(0, 100)
                    .mapToObj(n -> new Candidate(
                            indicator(id("indicator", n), "2026-02-01T00:00:00.000Z", "r" + n + ".example"),
                            green(fixture.cert)))
                    .toList();
            fixture.store.claims().claim(new ClaimBatch(fixture.source("third", fixture.cert), null, revised));
            log.skip();
            var values = new ArrayList<DecidingValue>();
            fixture.store
                    .deciding()
                    .read(member(fixture.north), Use.BLOCK, Set.of(ValueKind.DOMAIN), new Query.All(), values::add);
            assertThat(values).hasSizeGreaterThanOrEqualTo(INDICATORS);
            told("list", log);
        });
        assertThat(plans.get("list"))
                .filteredOn(line -> line.contains(" of version"))
                .isNotEmpty()
                .as("all versions read for each object that has several")
                .noneMatch(line ->
                        line.contains("0,000,000 rows") || line.contains("Seq Scan of version: at most 1,000,000"));
    }

    /// Figures of a table are always behind: of a language that came in a moment ago PostgreSQL expects one rule.
    @Test
    void aFileOfRulesOfALanguageThatIsNewIsReadRuleByRule(@TempDir Path folder) throws Exception {
        explained(folder, (fixture, log) -> {
            rules(fixture, "yara", 2_000);
            fixture.database.jdbc().sql("vacuum analyze").update();
            rules(fixture, "snort", 2_000);
            log.skip();
            var read = new ArrayList<DecidingValue>();
            fixture.store
                    .deciding()
                    .readRules(member(fixture.north), Use.READ, "snort", new Query.Type("indicator"), read::add);
            assertThat(read).hasSize(2_000);
            double touched = 0;
            for (var plan : log.plans()) {
                touched += ExplainedStatements.sum(
                        plan,
                        node -> (ExplainedStatements.number(node, "Actual Rows")
                                        + ExplainedStatements.number(node, "Rows Removed by Filter")
                                        + ExplainedStatements.number(node, "Rows Removed by Join Filter"))
                                * ExplainedStatements.number(node, "Actual Loops"));
            }
            assertThat(touched).as("rows that were touched for 2,000 rules").isBetween(2_000.0, 100_000.0);
        });
    }

    private static void rules(StoreFixture fixture, String language, int count) {
        var rules = IntStream.range(0, count)
                .mapToObj(n -> new Candidate(
                        StixObject.of(JsonObject.builder()
                                .put("type", "indicator")
                                .put("spec_version", "2.1")
                                .put("id", id("indicator", (language.equals("yara") ? 100_000 : 200_000) + n))
                                .put("created", "2026-01-01T00:00:00.000Z")
                                .put("modified", "2026-01-01T00:00:00.000Z")
                                .put("pattern_type", language)
                                .put("pattern", language + " rule " + n)
                                .put("valid_from", "2026-01-01T00:00:00Z")
                                .build()),
                        green(fixture.cert)))
                .toList();
        fixture.store.claims().claim(new ClaimBatch(fixture.source(language, fixture.cert), null, rules));
    }

    @Test
    void anObjectThatWasSightedAllDayCostsNoMoreThanOneThatWasSightedOnce(@TempDir Path folder) throws Exception {
        explained(folder, (fixture, log) -> {
            long scouts = fixture.source("scouts", fixture.cert);
            var said = IntStream.range(0, 3_000)
                    .mapToObj(n -> new Candidate(sighting(n), green(fixture.cert)))
                    .toList();
            fixture.store.claims().claim(batch(scouts, fixture, 0, 50));
            fixture.store.claims().claim(new ClaimBatch(scouts, null, said));
            for (var question :
                    List.of("type:indicator", "type:indicator score<=20", "seen:[2026-01-01 TO 2026-03-01]")) {
                log.skip();
                assertThat(fixture.store
                                .search()
                                .page(member(fixture.north), newest(question))
                                .answers())
                        .isNotEmpty();
                told(question, log);
            }
            collected(fixture, "source:scouts", log);
        });
        assertThat(plans.get("type:indicator")).anyMatch(line -> line.contains("object_reference_sighting"));
        plans.forEach((question, lines) -> assertThat(lines)
                .as(question)
                .filteredOn(line -> line.contains(" of object_reference"))
                .noneMatch(line -> line.contains(",000 rows")));
    }

    /// A feed of a hundred thousand that is for others stands before what the viewer may see.
    @Test
    void whatIsForOthersIsLeaptOverAndNotReadRowByRow(@TempDir Path folder) throws Exception {
        explained(folder, (fixture, log) -> {
            fill(fixture);
            hide(fixture, 100_000);
            log.skip();
            assertThat(fixture.store
                            .search()
                            .page(member(fixture.north), newest("type:indicator"))
                            .answers())
                    .hasSize(50);
            double passed = 0;
            for (var plan : log.plans()) {
                passed += ExplainedStatements.sum(
                        plan,
                        node -> node.text("Index Name")
                                        .filter("claim_type"::equals)
                                        .isPresent()
                                ? (ExplainedStatements.number(node, "Actual Rows")
                                                + ExplainedStatements.number(node, "Rows Removed by Filter"))
                                        * ExplainedStatements.number(node, "Actual Loops")
                                : 0);
            }
            assertThat(passed).as("claims of the type that were passed").isBetween(200.0, 6_000.0);
        });
    }

    /// What members saw is counted in one walk through each table, whatever PostgreSQL knows of them.
    @Test
    void howManySawItIsCountedWithoutAProbeForEachSighting(@TempDir Path folder) throws Exception {
        explained(folder, (fixture, log) -> {
            fixture.store.claims().claim(batch(fixture.source("feed", fixture.cert), fixture, 0, 50));
            for (long hospital : List.of(fixture.north, fixture.south)) {
                int first = hospital == fixture.north ? 0 : 1_500;
                var said = IntStream.range(first, first + 1_500)
                        .mapToObj(n -> new Candidate(sighting(n), Audience.undecided(hospital)))
                        .toList();
                fixture.store
                        .claims()
                        .claim(new ClaimBatch(fixture.source("own of " + hospital, hospital), null, said));
            }
            log.skip();
            var counts = new SightingCounts(fixture.database, 1, Clock.systemUTC());
            assertThat(counts.of(member(fixture.north), List.of(StixId.of(id("indicator", 0)))))
                    .hasValueSatisfying(
                            count -> assertThat(count.organizations()).isEqualTo(1));
            for (var plan : log.plans()) {
                assertThat(ExplainedStatements.sum(
                                plan, node -> ExplainedStatements.number(node, "Actual Loops") > 50 ? 1 : 0))
                        .as("parts of the plan that run for each sighting: %s", plan)
                        .isZero();
            }
        });
    }

    /// The first page of a collection by question.
    private void collected(StoreFixture fixture, String question, ExplainedStatements log) throws IOException {
        var shelves = fixture.store.shelves();
        long shelf = shelves.open(question);
        boolean more = true;
        while (more) {
            more = shelves.advance();
        }
        log.skip();
        assertThat(shelves.page(member(fixture.north), shelf, ChangeQuery.first(100), Optional.empty())
                        .changes())
                .hasSize(100);
        told("a collection that follows " + question, log);
    }

    @FunctionalInterface
    private interface Work {
        void on(StoreFixture fixture, ExplainedStatements log) throws IOException;
    }

    private static void explained(Path folder, Work work) throws Exception {
        ExplainedStatements.run(folder, (database, log) -> {
            try (var fixture = new StoreFixture(database)) {
                work.on(fixture, log);
            }
        });
    }

    /// Three sources, of which one says a tenth and one was wrong; a few kinds of malware that many
    /// relationships point at.
    private static void fill(StoreFixture fixture) {
        long feed = fixture.source("feed", fixture.cert);
        long other = fixture.source("other", fixture.north);
        for (int first = 0; first < INDICATORS; first += 2_500) {
            int from = first;
            var batch = IntStream.range(from, from + 2_500)
                    .mapToObj(n -> new Candidate(one(n), green(fixture.cert)))
                    .toList();
            fixture.store.claims().claim(new ClaimBatch(feed, null, batch));
            fixture.store.claims().claim(new ClaimBatch(other, null, batch.subList(0, 250)));
        }
        long wrong = fixture.source("wrong", fixture.cert);
        for (int part = 0; part < 6; part++) {
            fixture.store.claims().claim(batch(wrong, fixture, 2 * INDICATORS + part * 2_500, 2_500));
        }
        for (long taken = -1; taken != 0; ) {
            taken = fixture.store
                    .claims()
                    .withdrawSource(all(), wrong, 0, "All of it.")
                    .claims();
        }
        var around = new ArrayList<Candidate>();
        for (int n = 0; n < 1_000; n++) {
            around.add(new Candidate(malware(n), green(fixture.cert)));
        }
        for (int n = 0; n < 2_000; n++) {
            around.add(new Candidate(indicates(n, n % 20), green(fixture.cert)));
        }
        fixture.store.claims().claim(new ClaimBatch(feed, null, around));
    }

    /// Claims on 300,000 objects that are not there, as a table of that size looks to a planner: cheap to
    /// make.
    private static void crowd(StoreFixture fixture) {
        crowd(fixture, 300_000, "'seq', -n");
    }

    /// The newest claims, on objects that are not there, for the CERT alone.
    private static void hide(StoreFixture fixture, int count) {
        long audience = fixture.store.audiences().intern(strict(fixture.cert));
        crowd(fixture, count, "'seq', " + fixture.store.ledger().head() + " + n, 'audience_id', " + audience);
    }

    private static void crowd(StoreFixture fixture, int count, String columns) {
        fixture.database.inTransaction(() -> {
            var jdbc = fixture.database.jdbc();
            jdbc.sql("select conname from pg_constraint where conrelid = 'claim'::regclass and contype = 'f'")
                    .query(String.class)
                    .list()
                    .forEach(foreign -> jdbc.sql("alter table claim drop constraint " + foreign)
                            .update());
            return jdbc.sql("""
                            insert into claim
                            select (jsonb_populate_record(null::claim,
                                     to_jsonb(c) || jsonb_build_object('object_key', -n, %s))).*
                            from (select * from claim where withdrawn_seq is null and type_id = 1 limit 1) c
                            cross join generate_series(1, %d) n""".formatted(columns, count)).update();
        });
    }

    private static void lookUp(StoreFixture fixture) {
        var asked = IntStream.range(0, 100)
                .mapToObj(n -> new NormalValue(ValueKind.DOMAIN, "n" + n * 7 + ".example"))
                .toList();
        assertThat(fixture.store.values().find(member(fixture.north), asked)).isNotEmpty();
    }

    private static StixObject one(int n) {
        return indicator(id("indicator", n), modified(1 + n % 28), "n" + n + ".example");
    }

    private static StixObject malware(int n) {
        return object("""
                {"type":"malware","spec_version":"2.1","id":"%s","created":"2026-01-01T00:00:00.000Z",
                 "modified":"2026-01-01T00:00:00.000Z","name":"Malware number%d","is_family":true}""".formatted(id("malware", n), n));
    }

    private static StixObject sighting(int n) {
        return object("""
                {"type":"sighting","spec_version":"2.1","id":"%s","created":"2026-02-01T00:00:00.000Z",
                 "modified":"2026-02-01T00:00:00.000Z","sighting_of_ref":"%s","last_seen":"2026-02-01T00:%02d:%02d.000Z"}""".formatted(id("sighting", n), id("indicator", 0), n / 60, n % 60));
    }

    private static StixObject indicates(int indicator, int malware) {
        return object("""
                {"type":"relationship","spec_version":"2.1","id":"%s","created":"2026-01-01T00:00:00.000Z",
                 "modified":"2026-01-01T00:00:00.000Z","relationship_type":"indicates","source_ref":"%s",
                 "target_ref":"%s"}""".formatted(id("relationship", indicator), id("indicator", indicator), id("malware", malware)));
    }

    private static StixObject object(String json) {
        return StixObject.of((JsonObject) Json.read(json));
    }

    private void watch(StoreFixture fixture, ExplainedStatements log) throws IOException {
        var viewer = member(fixture.north);
        var store = fixture.store;
        long feed = fixture.source("feed", fixture.cert);
        long half = store.ledger().head() - 5_000;
        log.skip();
        store.claims().claim(batch(feed, fixture, 0, 100));
        told("ingest of 100 objects that are known", log);
        store.claims().claim(batch(feed, fixture, INDICATORS, 100));
        told("ingest of 100 objects that are new", log);
        store.changes().page(viewer, ChangeQuery.first(100).ofTypes(Set.of("indicator")));
        told("TAXII page of 100 indicators", log);
        store.ledger().read(viewer, half, 100, Set.of());
        told("ledger from a place on", log);
        store.objects().find(viewer, StixId.of(id("indicator", 7)));
        told("one object with its claims", log);
        store.search().page(viewer, newest("type:indicator OR type:malware"));
        told("newest objects of all kinds", log);
        store.search().page(viewer, newest("type:malware"));
        told("newest objects of a narrow kind", log);
        store.search().page(viewer, newest("number77"));
        told("a rare word", log);
        lookUp(fixture);
        told("look-up of 100 values", log);
        store.graph().neighbours(viewer, StixId.of(id("malware", 3)), NeighbourQuery.first(100));
        told("neighbours of an object", log);
        store.claims().withdraw(all(), StixId.of(id("indicator", 9)), feed, "A mistake.");
        told("withdrawal of one object", log);
    }

    private static SearchRequest newest(String question) {
        return SearchRequest.newest(((QueryParsed.Understood) QueryParser.parse(question)).query(), 50);
    }

    private static ClaimBatch batch(long source, StoreFixture fixture, int first, int count) {
        return new ClaimBatch(
                source,
                null,
                IntStream.range(first, first + count)
                        .mapToObj(n -> new Candidate(one(n), green(fixture.cert)))
                        .toList());
    }

    private void told(String what, ExplainedStatements log) throws IOException {
        plans.put(what, log.scans(BULK));
    }
}
