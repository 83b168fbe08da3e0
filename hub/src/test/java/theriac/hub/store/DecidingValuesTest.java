package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.all;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.indicator;
import static theriac.hub.store.StoreFixture.member;
import static theriac.hub.store.StoreFixture.modified;
import static theriac.hub.store.StoreFixture.strict;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Use;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.query.Query;
import theriac.hub.query.QueryParsed;
import theriac.hub.query.QueryParser;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.value.ValueKind;

class DecidingValuesTest {

    /// What some control can block.
    private static final Set<ValueKind> KINDS = EnumSet.of(
            ValueKind.DOMAIN,
            ValueKind.URL,
            ValueKind.IPV4,
            ValueKind.IPV6,
            ValueKind.CIDR,
            ValueKind.MD5,
            ValueKind.SHA1,
            ValueKind.SHA256,
            ValueKind.SHA512,
            ValueKind.EMAIL);

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private StoreFixture fixture;
    private long source;
    private int number;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(DATABASE.database());
        source = fixture.source("Partner", fixture.cert);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aValueThatNeedsAnotherBesideItIsNeverListed() {
        claim("[domain-name:value = 'alone.example']");
        claim("[domain-name:value = 'one.example' OR ipv4-addr:value = '192.0.2.1']");
        claim("[domain-name:value IN ('two.example', 'three.example')] OR [url:value = 'http://four.example/x']");
        claim("[domain-name:value = 'with.example' AND network-traffic:dst_port = 443]");
        claim("[domain-name:value = 'then.example'] FOLLOWEDBY [file:name = 'x']");
        claim("[domain-name:value = 'both.example'] AND [file:name = 'x']");
        claim("[domain-name:value = 'often.example'] REPEATS 5 TIMES");
        claim("[domain-name:value NOT = 'never.example']");
        claim("[domain-name:value != 'not.example' OR domain-name:value = 'five.example']");

        assertThat(texts(all(), new Query.All()))
                .containsExactly(
                        "192.0.2.1",
                        "alone.example",
                        "five.example",
                        "http://four.example/x",
                        "one.example",
                        "three.example",
                        "two.example");
    }

    @Test
    void theNewestVersionThatAViewerSeesDecides() {
        var one = id("indicator", 1);
        fixture.claim(source, green(fixture.cert), indicator(one, modified(1), "old.example"));
        long own = fixture.source("Own", fixture.north);
        fixture.claim(own, strict(fixture.north), indicator(one, modified(2), "new.example"));

        assertThat(texts(member(fixture.north), new Query.All())).containsExactly("new.example");
        assertThat(texts(member(fixture.south), new Query.All())).containsExactly("old.example");

        fixture.store.claims().withdraw(all(), indicator(one, modified(2), "").id(), own, "A mistake.");
        assertThat(texts(member(fixture.north), new Query.All())).containsExactly("old.example");
    }

    @Test
    void whatEndsByItselfSaysWhen() {
        claim("[domain-name:value = 'over.example']", "valid_until", "2020-01-01T00:00:00Z");
        claim("[domain-name:value = 'ends.example']", "valid_until", "2090-01-01T00:00:00Z");
        claim("[domain-name:value = 'stays.example']");

        var found = new TreeSet<String>();
        var reading = fixture.store
                .deciding()
                .read(
                        all(),
                        Use.BLOCK,
                        KINDS,
                        new Query.All(),
                        value -> found.add(value.value().text()));
        assertThat(found).containsExactly("ends.example", "stays.example");
        assertThat(plain(all())).isEqualTo(found);
        assertThat(fixture.store
                        .deciding()
                        .readPlain(all(), Use.BLOCK, KINDS, (value, audience, object) -> {})
                        .until())
                .as("no later than the first end")
                .isEqualTo(reading.until());
        assertThat(reading.until()).isEqualTo(Instant.parse("2090-01-01T00:00:00Z"));
        assertThat(fixture.store.deciding().changedSince(all(), Use.BLOCK, reading.head()))
                .isFalse();
        claim("[domain-name:value = 'more.example']");
        assertThat(fixture.store.deciding().changedSince(all(), Use.BLOCK, reading.head()))
                .isTrue();
    }

    @Test
    void aQuestionChoosesAndBringsTheConfidence() {
        claim("[domain-name:value = 'sure.example']", "confidence", 90);
        claim("[domain-name:value = 'unsure.example']", "confidence", 20);
        claim("[domain-name:value = 'silent.example']");

        var query = ((QueryParsed.Understood) QueryParser.parse("confidence>=50")).query();
        assertThat(texts(all(), query)).containsExactly("sure.example");
        fixture.store
                .deciding()
                .read(
                        all(),
                        Use.BLOCK,
                        KINDS,
                        query,
                        value -> assertThat(value.confidence()).isEqualTo(90));
    }

    @Test
    void aValueTooLongForTheIndexIsListedWhole() {
        var url = "http://long.example/" + "x".repeat(2_000);
        claim("[url:value = '" + url + "']");
        assertThat(texts(all(), new Query.All())).containsExactly(url);
    }

    @Test
    void whatWasStoredBeforeItWasToldIsToldFirst() {
        claim("[domain-name:value = 'alone.example']");
        claim("[domain-name:value = 'with.example' AND network-traffic:dst_port = 443]");
        fixture.database.jdbc().sql("update value_index set decides = null").update();
        assertThat(texts(all(), new Query.All())).containsExactly("alone.example");
    }

    private List<String> texts(Viewer viewer, Query query) {
        var found = new TreeSet<String>();
        fixture.store
                .deciding()
                .read(
                        viewer,
                        Use.BLOCK,
                        KINDS,
                        query,
                        value -> found.add(value.value().text()));
        if (query instanceof Query.All) {
            assertThat(plain(viewer)).as("the same, as lists need it").isEqualTo(found);
        }
        return List.copyOf(found);
    }

    /// Each under an audience that lets the viewer have it.
    private TreeSet<String> plain(Viewer viewer) {
        var found = new TreeSet<String>();
        var audiences = new TreeSet<Long>();
        var objects = new TreeSet<Long>();
        var reading = fixture.store.deciding().readPlain(viewer, Use.BLOCK, KINDS, (value, audience, object) -> {
            audiences.add(audience);
            objects.add(object);
            found.add(new String(value, StandardCharsets.UTF_8));
        });
        assertThat(audiences)
                .allMatch(audience ->
                        Visibility.allows(viewer, fixture.store.audiences().load(audience)));
        assertThat(fixture.store.deciding().ids(objects)).hasSameSizeAs(objects);
        assertThat(reading.head()).isEqualTo(fixture.store.ledger().head());
        return found;
    }

    @Test
    void whatACopyWritesWithABackslashIsReadAsItWas() {
        assertThat(CopiedText.of("x\ta\\\\b\\nc\\td\\qe\n".getBytes(StandardCharsets.UTF_8), 2, 15))
                .isEqualTo("a\\b\nc\tdqe".getBytes(StandardCharsets.UTF_8));
    }

    private void claim(String pattern) {
        fixture.claim(source, green(fixture.cert), made(pattern));
    }

    private void claim(String pattern, String property, Object value) {
        var json = made(pattern).json();
        var changed = value instanceof Integer given
                ? json.with(property, theriac.stix.json.JsonNumber.of(given))
                : json.with(property, new JsonString(value.toString()));
        fixture.claim(source, green(fixture.cert), StixObject.of(changed));
    }

    private StixObject made(String pattern) {
        var template = indicator(id("indicator", 1_000 + ++number), modified(1), "x.example")
                .json();
        return StixObject.of((JsonObject) Json.read(Json.write(template.with("pattern", new JsonString(pattern)))));
    }
}
