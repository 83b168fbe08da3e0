package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.all;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.member;
import static theriac.hub.store.StoreFixture.modified;
import static theriac.hub.store.StoreFixture.strict;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Query;
import theriac.hub.testing.TestDatabase;
import theriac.stix.OpenCtiIds;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.JsonObject;

class ClustersTest {

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

    private static StixId actor(int number) {
        return StixId.of(id("intrusion-set", number));
    }

    private static StixObject actor(int number, String name, String... aliases) {
        return StixObject.of(JsonObject.builder()
                .put("type", "intrusion-set")
                .put("id", actor(number).text())
                .put("created", modified(1))
                .put("modified", modified(1))
                .put("name", name)
                .put("aliases", List.of(aliases))
                .build());
    }

    private List<String> members(Viewer viewer, int number) {
        return fixture.store
                .clusters()
                .find(viewer, actor(number))
                .map(c -> c.members().stream().map(ObjectSummary::name).toList())
                .orElse(List.of());
    }

    private ClusterView.Statement merge(Viewer actor, long audience, int... numbers) {
        var ids = java.util.Arrays.stream(numbers).mapToObj(ClustersTest::actor).toList();
        return fixture.store
                .clusters()
                .merge(actor, ids, fixture.store.audiences().load(audience), "same tools")
                .orElseThrow();
    }

    private long everybody() {
        return fixture.store.audiences().intern(green(fixture.cert));
    }

    private record Picture(Object objects, Object neighbours, Object search, Object changes) {}

    private Picture picture(Viewer viewer) {
        return new Picture(
                List.of(1, 2, 3).stream()
                        .map(n -> fixture.store.objects().find(viewer, actor(n)))
                        .toList(),
                List.of(1, 2, 3).stream()
                        .map(n -> fixture.store.graph().neighbours(viewer, actor(n), NeighbourQuery.first(10)))
                        .toList(),
                List.of(1, 2, 3).stream().map(n -> search(viewer, n)).toList(),
                fixture.changes(viewer).stream()
                        .map(c -> c.seq() + " " + c.version())
                        .toList());
    }

    private List<String> search(Viewer viewer, int number) {
        var query = new Query.Id(actor(number).text());
        return fixture.store.search().page(viewer, SearchRequest.newest(query, 10)).answers().stream()
                .map(answer -> answer.summary().name())
                .toList();
    }

    @Test
    void mergingLeadsFromEveryMemberToTheClusterAndUnMergingRestoresExactlyWhatWas() {
        fixture.claim(
                source, green(fixture.cert), actor(1, "Grey Ferret"), actor(2, "FERRET GREY"), actor(3, "Ruby Otter"));
        var before = picture(all());
        var statement = merge(all(), everybody(), 2, 1);

        assertThat(members(all(), 1)).containsExactly("FERRET GREY", "Grey Ferret");
        assertThat(members(all(), 2)).containsExactly("FERRET GREY", "Grey Ferret");
        assertThat(members(all(), 3)).isEmpty();
        assertThat(search(all(), 1)).containsExactlyInAnyOrder("FERRET GREY", "Grey Ferret");
        assertThat(fixture.store
                        .graph()
                        .neighbours(all(), actor(1), NeighbourQuery.first(10))
                        .items())
                .extracting(Neighbour::type)
                .containsExactly("same-as");
        assertThat(fixture.store.graph().paths(all(), actor(1), actor(2), 4).paths())
                .hasSize(1);

        assertThat(fixture.store.clusters().split(all(), statement.id(), "mistake"))
                .isTrue();
        assertThat(picture(all())).usingRecursiveComparison().isEqualTo(before);
        assertThat(fixture.store.clusters().split(all(), statement.id(), "again"))
                .isFalse();
        assertThat(fixture.store.ledger().read(all(), 0, 10, Set.of(LedgerEntry.Kind.MERGED, LedgerEntry.Kind.SPLIT)))
                .extracting(LedgerEntry::kind)
                .containsExactly(LedgerEntry.Kind.MERGED, LedgerEntry.Kind.SPLIT);
    }

    @Test
    void statementsHangTogetherAndEachCanBeTakenBackAlone() {
        fixture.claim(source, green(fixture.cert), actor(1, "One"), actor(2, "Two"), actor(3, "Three"));
        var first = merge(all(), everybody(), 1, 2);
        merge(all(), everybody(), 2, 3);
        assertThat(members(all(), 3)).containsExactly("One", "Two", "Three");

        fixture.store.clusters().split(all(), first.id(), "");
        assertThat(members(all(), 3)).containsExactly("Two", "Three");
        assertThat(members(all(), 1)).isEmpty();
    }

    @Test
    void aHiddenMemberStaysHiddenAndConnectsNothing() {
        fixture.claim(source, green(fixture.cert), actor(1, "One"), actor(3, "Three"));
        fixture.claim(source, strict(fixture.north), actor(2, "Hidden"));
        merge(all(), everybody(), 1, 2);
        merge(all(), everybody(), 2, 3);
        var south = member(fixture.south);

        assertThat(members(south, 1)).isEmpty();
        assertThat(members(south, 2)).isEmpty();
        assertThat(search(south, 1)).containsExactly("One");
        assertThat(fixture.store.graph().paths(south, actor(1), actor(3), 4).paths())
                .isEmpty();
        assertThat(members(member(fixture.north), 1)).containsExactly("One", "Hidden", "Three");
        assertThat(fixture.store.ledger().read(south, 0, 10, Set.of(LedgerEntry.Kind.MERGED)))
                .allSatisfy(entry -> {
                    assertThat(entry.object()).isEmpty();
                    assertThat(entry.detail().toString()).doesNotContain(actor(2).text());
                });
    }

    @Test
    void aReasonIsForThoseWhoSeeAllMembers() {
        fixture.claim(source, green(fixture.cert), actor(1, "One"), actor(3, "Three"));
        fixture.claim(source, strict(fixture.north), actor(2, "Hidden"));
        var statement = merge(all(), everybody(), 1, 2, 3);
        var south = member(fixture.south);

        assertThat(reasons(member(fixture.north))).containsExactly("same tools");
        assertThat(members(south, 1)).containsExactly("One", "Three");
        assertThat(reasons(south)).containsExactly("");
        fixture.store.clusters().split(all(), statement.id(), "Hidden is somebody else");
        assertThat(fixture.store.ledger().read(south, 0, 10, Set.of(LedgerEntry.Kind.MERGED, LedgerEntry.Kind.SPLIT)))
                .hasSize(2)
                .noneSatisfy(
                        entry -> assertThat(entry.detail().toString()).containsAnyOf("same tools", "somebody else"));
    }

    private List<String> reasons(Viewer viewer) {
        return fixture.store.clusters().find(viewer, actor(1)).orElseThrow().statements().stream()
                .map(ClusterView.Statement::reason)
                .toList();
    }

    @Test
    void aListHasOneRowForWhatIsOneThingToTheViewerAndUnMergingGivesEachItsOwnAgain() {
        long other = fixture.source("Other", fixture.cert);
        fixture.claim(source, green(fixture.cert), actor(1, "One"), actor(2, "Two"), actor(4, "Four"));
        fixture.claim(other, green(fixture.cert), actor(2, "Two"));
        fixture.claim(source, strict(fixture.north), actor(3, "Three"));
        var statement = merge(all(), everybody(), 1, 2, 3);
        var north = member(fixture.north);
        var south = member(fixture.south);

        assertThat(rows(north, new Query.All(), true)).containsExactly("Three", "Four");
        assertThat(rows(south, new Query.All(), true)).containsExactly("Two", "Four");
        assertThat(rows(south, new Query.All(), false)).containsExactly("Two", "Four", "One");
        assertThat(rows(south, new Query.Name(new Query.Text("one", false)), true))
                .as("the newest of those that answer")
                .containsExactly("One");
        assertThat(fixture.store
                        .search()
                        .facets(south, new Query.All(), true)
                        .total()
                        .count())
                .isEqualTo(2);
        assertThat(figures(north)).isEqualTo("3 members, 2 sources");
        assertThat(figures(south)).isEqualTo("2 members, 2 sources");

        fixture.store.clusters().split(all(), statement.id(), "");
        assertThat(rows(north, new Query.All(), true)).containsExactly("Three", "Two", "Four", "One");
    }

    /// Page by page, one row each.
    private List<String> rows(Viewer viewer, Query query, boolean merged) {
        var names = new java.util.ArrayList<String>();
        var after = java.util.Optional.<String>empty();
        do {
            var page = fixture.store
                    .search()
                    .page(viewer, new SearchRequest(query, SearchRequest.Sort.NEWEST, 1, after, merged));
            page.answers().forEach(answer -> names.add(answer.summary().name()));
            after = page.next();
        } while (after.isPresent());
        return names;
    }

    private String figures(Viewer viewer) {
        var request =
                new SearchRequest(new Query.All(), SearchRequest.Sort.NEWEST, 10, java.util.Optional.empty(), true);
        var cluster = fixture.store
                .search()
                .page(viewer, request)
                .answers()
                .getFirst()
                .cluster()
                .orElseThrow();
        assertThat(fixture.store.clusters().find(viewer, actor(1)).orElseThrow().figures())
                .isEqualTo(cluster.figures());
        return cluster.members().size() + " members, " + cluster.figures().sources() + " sources";
    }

    @Test
    void aStatementForOthersIsNoStatementForThisViewer() {
        fixture.claim(source, green(fixture.cert), actor(1, "One"), actor(2, "Two"));
        long north = fixture.store.audiences().intern(strict(fixture.north));
        var statement = merge(member(fixture.north), north, 1, 2);

        assertThat(members(member(fixture.north), 1)).hasSize(2);
        assertThat(members(member(fixture.south), 1)).isEmpty();
        assertThat(fixture.store.clusters().split(member(fixture.south), statement.id(), ""))
                .isFalse();
        assertThat(members(member(fixture.north), 1)).hasSize(2);
    }

    @Test
    void onlyVisibleObjectsOfOneTypeBecomeOneThing() {
        fixture.claim(source, green(fixture.cert), actor(1, "One"));
        fixture.claim(source, strict(fixture.north), actor(2, "Hidden"));
        var rule = green(fixture.cert);
        var clusters = fixture.store.clusters();
        assertThat(clusters.merge(member(fixture.south), List.of(actor(1), actor(2)), rule, ""))
                .isEmpty();
        assertThat(clusters.merge(all(), List.of(actor(1), actor(1)), rule, "")).isEmpty();
        assertThat(clusters.merge(all(), List.of(actor(1), StixId.of(id("malware", 1))), rule, ""))
                .isEmpty();
        assertThat(fixture.store.ledger().read(all(), 0, 10, Set.of(LedgerEntry.Kind.MERGED)))
                .isEmpty();
    }

    @Test
    void namesInAnySpellingAliasesAndComputedIdsAreSuggested() {
        var named = actor(4, "Blue Heron");
        var openCti = OpenCtiIds.find(named.json()).orElseThrow();
        fixture.claim(
                source,
                green(fixture.cert),
                actor(1, "APT 911", "Grey Ferret"),
                actor(2, "APT911"),
                actor(3, "Unrelated", "apt-911"),
                actor(5, "Ferret", "Something else"),
                named,
                StixObject.of(actor(9, "Heron of another name")
                        .json()
                        .with("id", new theriac.stix.json.JsonString(openCti.text()))));
        fixture.claim(source, strict(fixture.north), actor(6, "apt911"));

        assertThat(suggested(all(), 1)).containsExactlyInAnyOrder("NAME APT911", "NAME apt-911", "NAME apt911");
        assertThat(suggested(member(fixture.south), 1)).containsExactlyInAnyOrder("NAME APT911", "NAME apt-911");
        assertThat(suggested(all(), 4)).containsExactly("DETERMINISTIC_ID " + openCti.text());
        assertThat(suggested(all(), 5)).isEmpty();
        merge(all(), everybody(), 1, 2);
        assertThat(suggested(all(), 1)).doesNotContain("NAME APT911");
    }

    private List<String> suggested(Viewer viewer, int number) {
        return fixture.store.suggestions().find(viewer, actor(number)).stream()
                .map(s -> s.reason() + " " + s.evidence())
                .toList();
    }
}
