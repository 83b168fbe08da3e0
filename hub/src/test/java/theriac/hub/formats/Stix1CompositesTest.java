package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import theriac.stix.pattern.Pattern;

/// Indicators of STIX 1 that are composed of others, and observables that are.
class Stix1CompositesTest {

    private static final String ADDRESS = """
            <cybox:Observable><cybox:Object><cybox:Properties xsi:type="AddressObj:AddressObjectType" category="ipv4-addr">\
            <AddressObj:Address_Value condition="Equals">%s</AddressObj:Address_Value></cybox:Properties></cybox:Object></cybox:Observable>""";

    private static String indicator(String id, String inside) {
        return "<indicator:Indicator id=\"x:%s\"><indicator:Title>%s</indicator:Title>%s</indicator:Indicator>"
                .formatted(id, id, inside);
    }

    private static String address(String id, String value) {
        return indicator(id, ADDRESS.formatted(value));
    }

    private static String composed(String operator, String... ids) {
        var parts = new StringBuilder();
        for (var id : ids) {
            parts.append("<indicator:Indicator idref=\"x:").append(id).append("\"/>");
        }
        return "<indicator:Composite_Indicator_Expression operator=\"%s\">%s</indicator:Composite_Indicator_Expression>"
                .formatted(operator, parts);
    }

    private static Collected read(String... indicators) throws IOException {
        return Collected.read(new Stix1(), """
                <stix:STIX_Package xmlns:stix="s" xmlns:indicator="i" xmlns:cybox="c" xmlns:AddressObj="a" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="x:p">\
                <stix:STIX_Header><stix:Title>A package</stix:Title></stix:STIX_Header>\
                <stix:Indicators>%s</stix:Indicators></stix:STIX_Package>""".formatted(String.join("", indicators)));
    }

    private static Map<String, String> patterns(Collected read) {
        var patterns = new TreeMap<String, String>();
        read.objects.stream()
                .filter(object -> object.type().equals("indicator"))
                .forEach(object -> patterns.put(
                        object.name().orElse(""), object.text("pattern").orElse("")));
        return patterns;
    }

    /// Whatever the order and however deep: two addresses that must both be seen are two observations.
    @Test
    void alternativesAndConjunctionsNestAndMayComeBeforeTheirParts() throws IOException {
        var read = read(
                indicator("both-or-third", composed("OR", "both", "third")),
                indicator("both", composed("AND", "first", "second")),
                address("first", "192.0.2.1"),
                address("second", "192.0.2.2"),
                address("third", "192.0.2.3"));
        assertThat(read.rejected).isEmpty();
        assertThat(Pattern.of(patterns(read).get("both"))
                        .equivalentTo(
                                Pattern.of("[ipv4-addr:value = '192.0.2.1'] AND [ipv4-addr:value = '192.0.2.2']")))
                .as(patterns(read).get("both"))
                .isTrue();
        assertThat(
                        Pattern.of(patterns(read).get("both-or-third"))
                                .equivalentTo(
                                        Pattern.of(
                                                "([ipv4-addr:value = '192.0.2.1'] AND [ipv4-addr:value = '192.0.2.2']) OR [ipv4-addr:value = '192.0.2.3']")))
                .as(patterns(read).get("both-or-third"))
                .isTrue();
        var report = read.objects.stream()
                .filter(object -> object.type().equals("report"))
                .findFirst()
                .orElseThrow();
        assertThat(report.refs("object_refs"))
                .as("all five stand in the package's report")
                .hasSize(5);
    }

    @Test
    void aPartThatStandsInTheCompositionItselfCounts() throws IOException {
        var inline =
                "<indicator:Composite_Indicator_Expression operator=\"AND\"><indicator:Indicator>%s</indicator:Indicator>"
                                .formatted(ADDRESS.formatted("192.0.2.8"))
                        + "<indicator:Indicator idref=\"x:first\"/></indicator:Composite_Indicator_Expression>";
        var read = read(address("first", "192.0.2.1"), indicator("mixed", inline));
        assertThat(patterns(read).get("mixed")).contains("192.0.2.8", "] AND [", "192.0.2.1");
    }

    /// Half of a conjunction would match too much; of alternatives the others remain.
    @Test
    void aConjunctionWithAPartWithoutWordsIsRejectedAndAlternativesAreNot() throws IOException {
        var read = read(
                address("first", "192.0.2.1"),
                indicator("with-absent", composed("AND", "first", "absent")),
                indicator("or-absent", composed("OR", "first", "absent")));
        assertThat(patterns(read)).containsKeys("first", "or-absent").doesNotContainKey("with-absent");
        assertThat(patterns(read).get("or-absent")).isEqualTo("[ipv4-addr:value = '192.0.2.1']");
        assertThat(read.rejected).hasSize(1);
        assertThat(read.findings).anySatisfy(said -> assertThat(said.message()).contains("the indicator x:absent"));
    }

    /// One that is part of itself, a chain without end, and one that doubles with each step.
    @Test
    void hostileCompositionsEnd() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            var circle = read(indicator("a", composed("AND", "b", "b")), indicator("b", composed("OR", "a", "a")));
            assertThat(patterns(circle)).isEmpty();
            assertThat(circle.rejected).hasSize(2);
            var chain = new String[2_000];
            var doubling = new String[60];
            for (int n = 0; n < chain.length; n++) {
                chain[n] = indicator("n" + n, composed("AND", "n" + (n + 1), "n" + (n + 1)));
            }
            for (int n = 0; n < doubling.length - 1; n++) {
                doubling[n] = indicator("d" + n, composed("OR", "d" + (n + 1), "d" + (n + 1)));
            }
            doubling[doubling.length - 1] = address("d" + (doubling.length - 1), "192.0.2.1");
            assertThat(read(chain).rejected).hasSize(chain.length);
            assertThat(read(doubling).objects).isNotEmpty();
        });
    }
}
