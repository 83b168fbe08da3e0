package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.all;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.member;
import static theriac.hub.store.StoreFixture.modified;
import static theriac.hub.store.StoreFixture.strict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ValueSearch.Mode;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.JsonObject;
import theriac.stix.net.IpNetwork;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValuePatterns;
import theriac.stix.value.Values;

class ValueLookupTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private StoreFixture fixture;
    private long source;
    private int made;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(DATABASE.database());
        source = fixture.source("Feed", fixture.cert);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private StixObject indicator(String value) {
        return StixObject.of(JsonObject.builder()
                .put("type", "indicator")
                .put("id", id("indicator", ++made))
                .put("created", modified(1))
                .put("modified", modified(1))
                .put("name", value)
                .put("pattern", ValuePatterns.of(value(value)).orElseThrow())
                .put("pattern_type", "stix")
                .build());
    }

    private static NormalValue value(String text) {
        return Values.recognize(text).orElseThrow();
    }

    private void known(String... values) {
        fixture.claim(
                source,
                green(fixture.cert),
                java.util.Arrays.stream(values).map(this::indicator).toArray(StixObject[]::new));
    }

    private List<String> search(Viewer viewer, Mode mode, String text) {
        var found = new ArrayList<String>();
        Optional<String> after = Optional.empty();
        do {
            var page = fixture.store.values().search(viewer, new ValueSearch(mode, text, 2, after));
            page.items().forEach(row -> found.add(row.value().text()));
            after = page.next();
        } while (after.isPresent());
        return found;
    }

    @Test
    void subDomainsAreFoundAndNamesThatOnlyLookAlikeAreNot() {
        known(
                "evil.example",
                "a.evil.example",
                "b.a.evil.example",
                "notevil.example",
                "evil.example.test",
                "*.evil.example");
        assertThat(search(all(), Mode.BELOW, "evil[.]example"))
                .containsExactlyInAnyOrder("a.evil.example", "b.a.evil.example");
        assertThat(search(all(), Mode.BELOW, "*.evil.example")).hasSize(2);
    }

    @Test
    void theBeginningOfAValueFindsIt() {
        known(
                "http://evil.example/a",
                "http://evil.example/b?c=%_",
                "http://evil.example.test/",
                "https://evil.example/a");
        assertThat(search(all(), Mode.PREFIX, "http://evil.example/"))
                .containsExactly("http://evil.example/a", "http://evil.example/b?c=%_");
        assertThat(fixture.store.values().fault(new ValueSearch(Mode.PREFIX, "ht", 10, Optional.empty())))
                .contains(ValueSearch.Fault.TOO_SHORT);
    }

    /// Java orders characters beyond the basic plane before some inside it; the index does not.
    @Test
    void pagesGoOnBehindAnyCharacter() {
        known("mal\uFF21.zip", "mal\uFF22.zip", "mal\uD83D\uDE00.zip", "mal\uD83D\uDE01.zip", "malz.zip");
        assertThat(search(all(), Mode.PREFIX, "mal")).hasSize(5);
    }

    @Test
    void networksAndAddressesFindEachOther() {
        known(
                "198.51.100.0/24",
                "198.51.0.0/16",
                "198.51.100.7",
                "198.51.101.7",
                "203.0.113.0/24",
                "2001:db8::/32",
                "2001:db8::7",
                "2001:db9::7");
        assertThat(search(all(), Mode.AROUND, "198.51.100.7"))
                .containsExactlyInAnyOrder("198.51.100.0/24", "198.51.0.0/16");
        assertThat(search(all(), Mode.AROUND, "198.51.100.0/25"))
                .containsExactlyInAnyOrder("198.51.100.0/24", "198.51.0.0/16");
        assertThat(search(all(), Mode.AROUND, "::ffff:198.51.101.9")).containsExactly("198.51.0.0/16");
        assertThat(search(all(), Mode.AROUND, "2001:db8:1::1")).containsExactly("2001:db8::/32");
        assertThat(search(all(), Mode.INSIDE, "198.51.0.0/16"))
                .containsExactlyInAnyOrder("198.51.100.0/24", "198.51.100.7", "198.51.101.7");
        assertThat(search(all(), Mode.INSIDE, "198.51.100.0/23")).hasSize(3);
        assertThat(search(all(), Mode.INSIDE, "2001:db8::/31"))
                .containsExactlyInAnyOrder("2001:db8::/32", "2001:db8::7", "2001:db9::7");
        assertThat(fixture.store.values().fault(new ValueSearch(Mode.INSIDE, "0.0.0.0/4", 10, Optional.empty())))
                .contains(ValueSearch.Fault.TOO_WIDE);
    }

    /// Texts of addresses in ranges of the index against the arithmetic of addresses.
    @Test
    void theRangesOfANetworkHoldTheTextsOfAllItsAddresses() {
        var random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            boolean version4 = random.nextBoolean();
            var bytes = new byte[version4 ? 4 : 16];
            random.nextBytes(bytes);
            for (int i = 2; i < bytes.length; i++) {
                if (!version4 && random.nextInt(3) > 0) {
                    bytes[i] = 0;
                }
            }
            bytes[0] |= 0x20;
            int prefix = version4 ? 8 + random.nextInt(25) : 16 + random.nextInt(113);
            var network = new IpNetwork(bytes, prefix);
            var inside = bytes.clone();
            for (int bit = prefix; bit < bytes.length * 8; bit++) {
                if (random.nextInt(3) == 0) {
                    inside[bit / 8] ^= (byte) (0x80 >>> bit % 8);
                }
            }
            var text = new IpNetwork(inside, bytes.length * 8).text();
            assertThat(TextRange.of(network))
                    .as("%s in %s", text, network)
                    .hasSizeLessThanOrEqualTo(128)
                    .anyMatch(range -> text.compareTo(range.low()) >= 0 && text.compareTo(range.high()) < 0);
        }
    }

    @Test
    void aPastedListTellsWhoKnowsItSinceWhenAndWhatIsAroundIt() {
        known("evil.example", "198.51.100.0/24");
        var other = fixture.source("Another feed", fixture.north);
        fixture.claim(other, green(fixture.north), indicator("evil.example"));
        fixture.claim(other, strict(fixture.north), indicator("hidden.example"));
        var asked = List.of(
                        "evil.example",
                        "login.evil.example",
                        "http://evil.example/x",
                        "198.51.100.9",
                        "hidden.example",
                        "new.example")
                .stream()
                .map(ValueLookupTest::value)
                .toList();
        var south = fixture.store.values().findAround(member(fixture.south), asked);

        assertThat(south)
                .extracting(h ->
                        h.value().text() + " " + h.match() + " " + h.found().text() + " " + h.by())
                .containsExactlyInAnyOrder(
                        "evil.example EXACT evil.example [Feed]",
                        "evil.example EXACT evil.example [Another feed]",
                        "login.evil.example DOMAIN evil.example [Feed]",
                        "login.evil.example DOMAIN evil.example [Another feed]",
                        "http://evil.example/x DOMAIN evil.example [Feed]",
                        "http://evil.example/x DOMAIN evil.example [Another feed]",
                        "198.51.100.9 NETWORK 198.51.100.0/24 [Feed]");
        assertThat(fixture.store.values().findAround(member(fixture.north), asked))
                .hasSize(8);
    }

    @Test
    void objectsThatShareAValueAreFoundByThePageAndHiddenOnesAreNot() {
        known("one.example", "other.example");
        fixture.claim(
                source,
                green(fixture.cert),
                IntStream.range(0, 25).mapToObj(n -> indicator("one.example")).toArray(StixObject[]::new));
        fixture.claim(source, strict(fixture.north), indicator("one.example"));
        var first = StixId.of(id("indicator", 1));
        var seen = new ArrayList<StixId>();
        Optional<String> after = Optional.empty();
        do {
            var page = fixture.store.correlation().alsoSeen(member(fixture.south), first, 4, after);
            page.items().forEach(shared -> {
                seen.add(shared.object().id());
                assertThat(shared.values()).containsExactly(value("one.example"));
            });
            after = page.next();
        } while (after.isPresent());
        assertThat(seen).hasSize(25).doesNotHaveDuplicates().doesNotContain(first);
    }

    @Test
    void whatStandsOnTheSameInfrastructureIsGrouped() {
        known("http://evil.example/a", "http://evil.example/b", "cdn.evil.example", "evil.example", "other.example");
        var groups = fixture.store.correlation().infrastructure(all(), StixId.of(id("indicator", 1)), 10);
        assertThat(groups)
                .extracting(g -> g.mode() + " "
                        + g.rows().stream().map(r -> r.value().text()).toList())
                .containsExactlyInAnyOrder(
                        "EXACT [evil.example]", "BELOW [cdn.evil.example]", "PREFIX [http://evil.example/b]");
    }

    @Test
    void thousandsOfValuesAreAnsweredInTheirOrderAsAFewAtATimeAre() {
        var known = IntStream.range(0, 40).mapToObj(n -> "k" + n + ".example").toList();
        fixture.claim(
                source, green(fixture.cert), known.stream().map(this::indicator).toArray(StixObject[]::new));
        var pasted = IntStream.range(0, 4_500)
                .mapToObj(n -> value(n % 97 == 0 ? known.get(n / 97 % 40) : "u" + n + ".example"))
                .toList();
        var viewer = member(fixture.north);

        var answers = fixture.store.values().find(viewer, pasted);

        var fewByFew = IntStream.range(0, 15)
                .mapToObj(n -> pasted.subList(n * 300, (n + 1) * 300))
                .flatMap(few -> fixture.store.values().find(viewer, few).stream())
                .toList();
        assertThat(answers).hasSize(47).isEqualTo(fewByFew);
        assertThat(fixture.store.values().findAround(viewer, pasted)).containsAll(fewByFew);
        assertThat(DATABASE.database().inSnapshot(() -> fixture.store.values().find(viewer, pasted)))
                .as("on the one connection of a caller's transaction")
                .isEqualTo(fewByFew);
    }
}
