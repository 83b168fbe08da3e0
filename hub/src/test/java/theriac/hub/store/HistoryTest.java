package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.all;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.indicator;
import static theriac.hub.store.StoreFixture.member;
import static theriac.hub.store.StoreFixture.modified;
import static theriac.hub.store.StoreFixture.strict;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Viewer;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

class HistoryTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final StixId ONE = StixId.of(id("indicator", 1));

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

    private Instant now() {
        return Position.at(fixture.store.ledger().head());
    }

    private Optional<EffectiveObject> then(Viewer viewer, Instant at) {
        return fixture.store.history().find(viewer, ONE, at);
    }

    @Test
    void theObjectIsAsItWasOnAnyDay() {
        var before = Instant.now().minusSeconds(60);
        fixture.claim(source, green(fixture.cert), indicator(ONE.text(), modified(1), "one.example"));
        var first = now();
        var asItWas = fixture.store.objects().find(all(), ONE).orElseThrow();
        fixture.claim(source, green(fixture.cert), indicator(ONE.text(), modified(2), "two.example"));
        var second = now();
        fixture.store.claims().withdraw(all(), ONE, source, "wrong");
        var third = now();

        assertThat(then(all(), before)).isEmpty();
        assertThat(then(all(), first).orElseThrow()).usingRecursiveComparison().isEqualTo(asItWas);
        assertThat(then(all(), second).orElseThrow().summary().name()).isEqualTo("Domain two.example");
        assertThat(then(all(), second).orElseThrow().summary().revoked()).isFalse();
        assertThat(then(all(), third).orElseThrow().summary().revoked()).isTrue();
    }

    @Test
    void whatWasHiddenThenStaysHiddenWhenLookingBack() {
        fixture.claim(source, strict(fixture.north), indicator(ONE.text(), modified(1), "one.example"));
        var hidden = now();
        fixture.redirect(ONE, source, green(fixture.cert));
        var shown = now();
        fixture.redirect(ONE, source, strict(fixture.north));

        assertThat(then(member(fixture.south), hidden)).isEmpty();
        assertThat(then(member(fixture.south), shown).orElseThrow().summary().revoked())
                .isFalse();
        assertThat(then(member(fixture.south), now()).orElseThrow().summary().revoked())
                .isTrue();
        assertThat(then(member(fixture.north), hidden)).isPresent();
    }

    @Test
    void versionsComeByThePageAndDifferencesByTheProperty() {
        for (int day = 1; day <= 5; day++) {
            fixture.claim(source, green(fixture.cert), indicator(ONE.text(), modified(day), "d" + day + ".example"));
        }
        fixture.claim(source, strict(fixture.north), indicator(ONE.text(), modified(6), "hidden.example"));
        var history = fixture.store.history();
        var first = history.versions(member(fixture.south), ONE, 3, Optional.empty());
        var second = history.versions(member(fixture.south), ONE, 3, first.next());
        assertThat(first.items())
                .extracting(VersionView::modified)
                .containsExactly(modified(5), modified(4), modified(3));
        assertThat(second.items()).extracting(VersionView::modified).containsExactly(modified(2), modified(1));
        assertThat(second.next()).isEmpty();

        var newest = first.items().getFirst().digest();
        var oldest = second.items().getLast().digest();
        assertThat(history.differences(member(fixture.south), ONE, oldest, newest)
                        .orElseThrow()
                        .differences())
                .extracting(Differences.Difference::pointer)
                .containsExactly("/modified", "/name", "/pattern");
        var hidden = history.versions(all(), ONE, 1, Optional.empty())
                .items()
                .getFirst()
                .digest();
        assertThat(history.differences(member(fixture.south), ONE, oldest, hidden))
                .isEmpty();
    }

    @Test
    void listsAreComparedAsBagsAndNumbersByTheirText() {
        var differences = Differences.between(
                json("{'a':[1,2,2,{'x':1}],'b':{'c':1.0,'d':'same'},'gone':true,'order':[1,2]}"),
                json("{'a':[2,{'x':1},3],'b':{'c':1.00,'d':'same'},'order':[2,1],'new':null}"));
        assertThat(differences.differences())
                .extracting(d -> d.kind() + " " + d.pointer() + " " + d.before() + " " + d.after())
                .containsExactly(
                        "REMOVED /a 1 ",
                        "REMOVED /a 2 ",
                        "ADDED /a  3",
                        "CHANGED /b/c 1.0 1.00",
                        "REMOVED /gone true ",
                        "CHANGED /order [1,2] [2,1]",
                        "ADDED /new  null");
        assertThat(differences.more()).isFalse();
    }

    private static JsonObject json(String text) {
        return (JsonObject) Json.read(text.replace('\'', '"'));
    }
}
