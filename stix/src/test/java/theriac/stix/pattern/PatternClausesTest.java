package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.stix.pattern.Observed.at;
import static theriac.stix.pattern.Observed.error;
import static theriac.stix.pattern.Observed.holds;
import static theriac.stix.pattern.Observed.matches;
import static theriac.stix.pattern.Observed.name;

import java.util.List;
import org.junit.jupiter.api.Test;
import theriac.stix.value.NormalValue;
import theriac.stix.value.Values;

/// Clauses of STIX 2.1 §9 that are no traps.
class PatternClausesTest {

    private static final String NUMBER = "{\"type\":\"x\",\"n\":5,\"s\":\"m\",\"b\":true,\"f\":2.5}";

    @Test
    void must_9_4_patternsAreUnicodeText() {
        String odd = "f\u00f4o \u65e5\u672c \ud83d\ude00";
        Pattern pattern = Pattern.of("[file:name = '" + odd + "' AND file:'\u65e5' != 'x']");
        assertThat(Pattern.of(pattern.print())).isEqualTo(pattern);
        assertThat(holds("file:name = '" + odd + "'", name(odd))).isTrue();
    }

    @Test
    void must_9_5_observationsStandInSquareBrackets() {
        assertThat(error("file:name = 'a'")).startsWith("line 1, column 1").contains("begins with '['");
        assertThat(error("[file:name = 'a'")).contains("']'");
        assertThat(error("([file:name = 'a']")).contains("')'");
        assertThat(error("[[file:name = 'a']]")).contains("object type");
    }

    @Test
    void must_9_5_orIsTrueWithTheFirstAlternativeAlone() {
        var result = PatternMatcher.compile(
                        Pattern.of("[file:name = 'a'] OR ([file:name = 'b'] AND [file:name = 'c'])"))
                .match(List.of(at(0, name("b")), at(1, name("a"))));
        assertThat(result).isInstanceOf(MatchResult.Matched.class);
        assertThat(((MatchResult.Matched) result).observations()).hasSize(1);
    }

    @Test
    void must_9_6_comparisonsAreJoinedRecursively() {
        assertThat(holds("(x:n = 1 OR x:s = 'm') AND (x:b = true AND (x:f > 2 OR x:f < 1))", NUMBER))
                .isTrue();
        assertThat(holds("x:n = 1 OR x:s = 'm' AND x:b = false", NUMBER)).isFalse();
        assertThat(holds("x:n = 5 OR x:s = 'm' AND x:b = false", NUMBER))
                .as("AND binds first")
                .isTrue();
    }

    @Test
    void must_9_6_1_eachOperatorSaysWhatTheTableSays() {
        List<String> true5 = List.of(
                "= 5",
                "== 5",
                "!= 4",
                "<> 4",
                "> 4",
                ">= 5",
                "< 6",
                "<= 5",
                "IN (4, 5)",
                "NOT IN (4)",
                "NOT > 5",
                "NOT < 5");
        List<String> false5 = List.of(
                "= 4",
                "!= 5",
                "> 5",
                ">= 6",
                "< 5",
                "<= 4",
                "IN (4)",
                "NOT IN (5)",
                "NOT = 5",
                "NOT != 4",
                "NOT >= 5",
                "NOT <= 5");
        true5.forEach(test -> assertThat(holds("x:n " + test, NUMBER)).as(test).isTrue());
        false5.forEach(test -> assertThat(holds("x:n " + test, NUMBER)).as(test).isFalse());
        List<String> trueM = List.of("> 'l'", ">= 'm'", "< 'ma'", "<= 'm'", "NOT LIKE 'l%'", "NOT MATCHES '^l'");
        List<String> falseM = List.of("> 'm'", ">= 'ma'", "< 'm'", "<= 'l'", "NOT LIKE 'm%'", "NOT MATCHES 'm'");
        trueM.forEach(test -> assertThat(holds("x:s " + test, NUMBER)).as(test).isTrue());
        falseM.forEach(test -> assertThat(holds("x:s " + test, NUMBER)).as(test).isFalse());
        assertThat(holds("x:b = true AND x:b != false AND x:b NOT = false", NUMBER))
                .isTrue();
        assertThat(holds("x:f = 2.5 AND x:f < 2.51 AND x:f >= 2.49", NUMBER)).isTrue();
    }

    @Test
    void must_9_7_1_nestedPropertiesAndExtensionsAreReached() {
        String file = """
                {"type":"file","extensions":{"windows-pebinary-ext":{"pe_type":"exe","sections":[{"entropy":6.1},{"entropy":7.9}],
                 "optional_header":{"hashes":{"SHA-256":"ab","MD5":"cd"}}}}}""";
        assertThat(holds("file:extensions.'windows-pebinary-ext'.sections[*].entropy > 7.0", file))
                .isTrue();
        assertThat(holds("file:extensions.'windows-pebinary-ext'.sections[0].entropy > 7.0", file))
                .isFalse();
        assertThat(holds("file:extensions.'windows-pebinary-ext'.optional_header.hashes.'SHA-256' = 'ab'", file))
                .isTrue();
        assertThat(holds("EXISTS file:extensions.'windows-pebinary-ext'.pe_type", file))
                .isTrue();
        String traffic = """
                {"type":"network-traffic","extensions":{"http-request-ext":{"request_header":{"User-Agent":["a","b"],"x.y":["c"]}}}}""";
        String header = "network-traffic:extensions.'http-request-ext'.request_header.";
        assertThat(holds(header + "'User-Agent'[1] = 'b' AND " + header + "'x.y'[*] = 'c'", traffic))
                .isTrue();
    }

    @Test
    void eachObservationOfAPatternMayHoldManyObjects() {
        assertThat(matches("[file:name = 'a'] AND [file:name = 'b']", at(0, name("a"), name("b"))))
                .isFalse();
        assertThat(matches("[file:name = 'a'] AND [file:name = 'b']", at(0, name("a"), name("b")), at(1, name("b"))))
                .isTrue();
    }

    @Test
    void aPatternTellsItsTypesPathsConstantsAndValues() {
        Pattern pattern =
                Pattern.of("[file:hashes.MD5 = 'D41D8CD98F00B204E9800998ECF8427E' AND file:name NOT IN ('a', 'b')]"
                        + " FOLLOWEDBY [domain-name:value = 'EVIL.example'] WITHIN 5 SECONDS");
        assertThat(pattern.objectTypes()).containsExactly("file", "domain-name");
        assertThat(pattern.paths())
                .extracting(ObjectPath::text)
                .containsExactly("file:hashes.MD5", "file:name", "domain-name:value");
        assertThat(pattern.constants())
                .extracting(PatternConstant::text)
                .containsExactly("D41D8CD98F00B204E9800998ECF8427E", "a", "b", "EVIL.example");
        assertThat(pattern.constants()).extracting(PatternConstant::positive).containsExactly(true, false, false, true);
        assertThat(pattern.constants().stream()
                        .flatMap(constant -> Values.of(constant).stream())
                        .map(NormalValue::text))
                .contains("d41d8cd98f00b204e9800998ecf8427e", "evil.example");
    }
}
