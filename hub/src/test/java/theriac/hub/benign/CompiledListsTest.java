package theriac.hub.benign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import theriac.hub.benign.WarningList.Type;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

class CompiledListsTest {

    private static final PublicSuffixes SUFFIXES =
            PublicSuffixes.of(List.of("com", "nl", "co.uk", "uk", "github.io", "*.ck", "!www.ck"));

    @Test
    void theBoundaryOfOwnersIsKnownInBothSections() {
        assertThat(SUFFIXES.registrable("a.b.bank.nl")).isEqualTo("bank.nl");
        assertThat(SUFFIXES.registrable("shop.co.uk")).isEqualTo("shop.co.uk");
        assertThat(SUFFIXES.registrable("x.phish.github.io")).isEqualTo("phish.github.io");
        assertThat(SUFFIXES.registrable("a.b.c.ck")).isEqualTo("b.c.ck");
        assertThat(SUFFIXES.registrable("a.www.ck")).isEqualTo("www.ck");
        assertThat(SUFFIXES.isSuffix("github.io")).isTrue();
        assertThat(SUFFIXES.registrable("unknown.ending")).isEqualTo("unknown.ending");
        assertThat(PublicSuffixes.ofJava().isSuffix("vercel.app")).isTrue();
        assertThat(PublicSuffixes.ofJava().size()).isGreaterThan(5_000);
    }

    @Test
    void aListedHostNameCoversWhatItsOwnerNamesAndNothingOfStrangers() {
        var lists = lists(Type.HOSTNAME, "bank.nl", "github.io", "github.com");
        assertThat(names(lists, "bank.nl")).containsExactly("test");
        assertThat(names(lists, "cdn.static.bank.nl")).containsExactly("test");
        assertThat(names(lists, "notbank.nl")).isEmpty();
        assertThat(names(lists, "phish.github.io")).isEmpty();
        assertThat(names(lists, "github.io")).contains("test", "Public suffixes");
    }

    @Test
    void aUrlOnAListedHostIsToldButStopsOnlyAsItsFrontPage() {
        var lists = lists(Type.HOSTNAME, "github.com");
        assertThat(find(lists, "https://github.com/evil/x.exe"))
                .containsExactly(new Listing("test", false, true))
                .noneMatch(Listing::stops);
        assertThat(find(lists, "https://github.com/")).allMatch(Listing::stops);
        assertThat(find(lists, "https://github.com:8443/")).allMatch(Listing::stops);
        assertThat(find(lists, "https://user@github.com/")).allMatch(Listing::stops);
        assertThat(find(lists, "https://github.com.evil.nl/")).isEmpty();
        assertThat(find(lists, "https://evil.nl/@github.com/")).isEmpty();
    }

    @Test
    void networksStopWhatLiesInThemAndWhatHoldsThem() {
        var lists = lists(Type.CIDR, "9.9.9.0/24", "2620:fe::/48", "1.1.1.1");
        assertThat(names(lists, "9.9.9.9")).containsExactly("test");
        assertThat(names(lists, "9.9.10.9")).isEmpty();
        assertThat(names(lists, "2620:fe::9")).containsExactly("test");
        assertThat(names(lists, "1.1.1.0/24")).containsExactly("test");
        assertThat(names(lists, "1.1.2.0/24")).isEmpty();
        assertThat(names(lists, "http://9.9.9.9/x")).containsExactly("test");
    }

    @Test
    void whatNobodyMayBlockNeedsNoList() {
        var lists = CompiledLists.builder(SUFFIXES).build();
        for (var text : List.of("10.1.2.3", "127.0.0.1", "224.0.0.1", "fe80::1", "0.0.0.0/0", "128.0.0.0/1", "co.uk")) {
            assertThat(find(lists, text)).as(text).anyMatch(Listing::stops);
        }
        assertThat(find(lists, "203.0.113.9")).isEmpty();
    }

    @Test
    void exactListsAreExactButForTheUsualPrefix() {
        var lists = lists(Type.STRING, "google.com", "8.8.8.8", "d41d8cd98f00b204e9800998ecf8427e", "abuse@bank.nl");
        assertThat(names(lists, "google.com")).containsExactly("test");
        assertThat(names(lists, "www.google.com")).containsExactly("test");
        assertThat(names(lists, "sites.google.com")).isEmpty();
        assertThat(names(lists, "8.8.8.8")).containsExactly("test");
        assertThat(names(lists, "D41D8CD98F00B204E9800998ECF8427E")).containsExactly("test");
        assertThat(names(lists, "abuse@bank.nl")).containsExactly("test");
    }

    @Test
    void aTextWithADotInFrontStandsForTheNamesOfOneOwner() {
        var lists = lists(Type.STRING, ".google.nl", ".github.io");
        assertThat(names(lists, "mail.google.nl")).containsExactly("test");
        assertThat(names(lists, "google.nl")).containsExactly("test");
        assertThat(names(lists, "notgoogle.nl")).isEmpty();
        assertThat(names(lists, "phish.github.io")).isEmpty();
    }

    @Test
    void aListIsAboutItsKindsOnlyAndCountsWhatItCannotCompare() {
        var builder = CompiledLists.builder(SUFFIXES);
        var hashes = new WarningList(
                "hashes", "", "1", Type.STRING, Set.of(ValueKind.MD5), List.of("google.com", " ", "not a hash"));
        assertThat(builder.add(hashes, true)).isEqualTo(3);
        assertThat(find(builder.build(), "google.com")).isEmpty();
    }

    @Test
    void expressionsAreSearchedAsMispDoesInValuesOfTheirKindsOnly() {
        var lists = lists(
                Type.REGEX,
                Set.of(ValueKind.EMAIL, ValueKind.DOMAIN),
                "/^(security|abuse)\\@.*\\..*$/i",
                "^cdn[0-9]+\\.");
        assertThat(names(lists, "Abuse@bank.nl")).containsExactly("test");
        assertThat(names(lists, "no-abuse@bank.nl")).isEmpty();
        assertThat(names(lists, "cdn7.bank.nl")).containsExactly("test");
        assertThat(names(lists, "d41d8cd98f00b204e9800998ecf8427e")).isEmpty();
        assertThat(find(lists, "https://cdn7.bank.nl/x.exe"))
                .noneMatch(Listing::stops)
                .hasSize(1);
        assertThat(find(lists, "https://cdn7.bank.nl/"))
                .allMatch(Listing::stops)
                .hasSize(1);
    }

    @Test
    void anExpressionThatOnlyBacktrackingFindsOrThatWouldGrowIsCountedAsUnread() {
        var builder = CompiledLists.builder(SUFFIXES);
        var refused = List.of(
                "/(?=a)b/",
                "/(a)\\1/",
                "((a{1000}){1000}){10}",
                "(x{99999999999999999999})",
                "(",
                "/a/e",
                "//",
                "x".repeat(501));
        var list = new WarningList("r", "", "1", Type.REGEX, Set.of(ValueKind.DOMAIN), refused);
        assertThat(builder.add(list, true)).isEqualTo(refused.size());
    }

    @Test
    @Timeout(10)
    void anExpressionThatHangsBacktrackingEnginesIsAnsweredAtOnce() {
        var lists = lists(Type.REGEX, Set.of(ValueKind.DOMAIN), "^(([a-z])+.)+[A-Z]([a-z])+$", "(a|a)*(a|a)*(a|a)*X");
        for (int n = 0; n < 100; n++) {
            assertThat(names(lists, "a".repeat(60) + "." + "a".repeat(60) + "." + n + "aaaaaaaaaaaaaaaa.nl"))
                    .isEmpty();
        }
    }

    @Test
    void manyTextsKeepTheirNumbers() {
        var table = new TextTable();
        for (int n = 1; n <= 20_000; n++) {
            table.put("text " + n, n);
        }
        table.put("text 7", 70_000);
        for (int n = 1; n <= 20_000; n++) {
            assertThat(table.find("text " + n)).isEqualTo(n == 7 ? 70_000 : n);
        }
        assertThat(table.find("text 20001")).isZero();
        assertThat(table.size()).isEqualTo(20_000);
    }

    private static CompiledLists lists(Type type, Set<ValueKind> kinds, String... entries) {
        var builder = CompiledLists.builder(SUFFIXES);
        assertThat(builder.add(new WarningList("test", "", "1", type, kinds, List.of(entries)), true))
                .isZero();
        return builder.build();
    }

    private static CompiledLists lists(Type type, String... entries) {
        var kinds = EnumSet.of(
                ValueKind.DOMAIN,
                ValueKind.URL,
                ValueKind.IPV4,
                ValueKind.IPV6,
                ValueKind.CIDR,
                ValueKind.MD5,
                ValueKind.EMAIL);
        return lists(type, kinds, entries);
    }

    private static List<Listing> find(CompiledLists lists, String text) {
        NormalValue value = Values.recognize(text).orElseThrow();
        return lists.find(value);
    }

    private static List<String> names(CompiledLists lists, String text) {
        return find(lists, text).stream().map(Listing::list).toList();
    }
}
