package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.stix.pattern.Observed.at;
import static theriac.stix.pattern.Observed.error;
import static theriac.stix.pattern.Observed.failure;
import static theriac.stix.pattern.Observed.holds;
import static theriac.stix.pattern.Observed.matches;
import static theriac.stix.pattern.Observed.name;
import static theriac.stix.pattern.Observed.rules;
import static theriac.stix.pattern.Observed.span;

import java.util.List;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.testkit.ProcessorTime;

/// The traps of the pattern language, by the clause of STIX 2.1 that decides each.
class PatternTrapsTest {

    private static final String BOTH =
            "{\"type\": \"x\", \"a\": 1, \"b\": 2, \"l\": [1, 2], \"n\": null, \"o\": {\"k\": 1}}";

    @Test
    void must_9_5_3_andBindsOverOrOverFollowedBy() {
        assertThat(Pattern.of("[a:b=1] FOLLOWEDBY [c:d=1] OR [e:f=1] AND [g:h=1]")
                        .print())
                .isEqualTo("[a:b = 1] FOLLOWEDBY [c:d = 1] OR [e:f = 1] AND [g:h = 1]");
        assertThat(Pattern.of("[a:b=1] FOLLOWEDBY ([c:d=1] OR ([e:f=1] AND [g:h=1]))"))
                .isEqualTo(Pattern.of("[a:b=1] FOLLOWEDBY [c:d=1] OR [e:f=1] AND [g:h=1]"));
        assertThat(Pattern.of("([a:b=1] FOLLOWEDBY [c:d=1]) OR [e:f=1]").print())
                .isEqualTo("([a:b = 1] FOLLOWEDBY [c:d = 1]) OR [e:f = 1]");
        assertThat(Pattern.of("[a:b=1 OR a:c=1 AND a:d=1]")).isEqualTo(Pattern.of("[a:b=1 OR (a:c=1 AND a:d=1)]"));
    }

    @Test
    void must_9_5_1_aQualifierBindsToTheNearestExpression() {
        assertThat(Pattern.of("[a:b=1] FOLLOWEDBY [c:d=1] REPEATS 5 TIMES"))
                .isEqualTo(Pattern.of("[a:b=1] FOLLOWEDBY ([c:d=1] REPEATS 5 TIMES)"));
        ObservedData a = at(0, name("a"));
        assertThat(matches(
                        "[file:name='a'] FOLLOWEDBY [file:name='b'] REPEATS 2 TIMES",
                        a,
                        at(1, name("b")),
                        at(2, name("b"))))
                .isTrue();
        assertThat(matches(
                        "([file:name='a'] FOLLOWEDBY [file:name='b']) REPEATS 2 TIMES",
                        a,
                        at(1, name("b")),
                        at(2, name("b"))))
                .isFalse();
    }

    @Test
    void must_9_5_allComparisonsOfAnAndHoldOnOneObject() {
        ObservedData apart = at(0, "{\"type\":\"x\",\"a\":1}", "{\"type\":\"x\",\"b\":2}");
        assertThat(matches("[x:a = 1 AND x:b = 2]", apart)).isFalse();
        assertThat(matches("[x:a = 1 AND x:b = 2]", at(0, BOTH))).isTrue();
        assertThat(matches("[x:a = 1] AND [x:b = 2]", apart))
                .as("one observation for two brackets")
                .isFalse();
        assertThat(rules("[a:b = 1 AND c:d = 2]")).containsExactly("pattern-and-of-types");
        assertThat(rules("[(a:b = 1 OR c:d = 3) AND c:d = 2]")).isEmpty();
        assertThat(rules("[a:b = 1 OR c:d = 2]")).isEmpty();
    }

    @Test
    void must_9_5_2_joinedExpressionsNeedDifferentObservations() {
        ObservedData one = at(0, name("a"));
        assertThat(matches("[file:name='a'] AND [file:name='a']", one)).isFalse();
        assertThat(matches("[file:name='a'] AND [file:name='a']", one, at(0, name("a"))))
                .isTrue();
        assertThat(matches("[file:name='a'] FOLLOWEDBY [file:name='a']", one)).isFalse();
        assertThat(matches("[file:name='a'] FOLLOWEDBY [file:name='a']", one, at(0, name("a"))))
                .as("equal times")
                .isTrue();
        assertThat(matches("[file:name='b'] FOLLOWEDBY [file:name='a']", one, at(1, name("b"))))
                .isFalse();
    }

    @Test
    void must_9_5_1_repeatsCountsNumberObserved() {
        assertThat(matches("[file:name='a'] REPEATS 3 TIMES", span(0, 5, 3, name("a"))))
                .isTrue();
        assertThat(matches("[file:name='a'] REPEATS 4 TIMES", span(0, 5, 3, name("a"))))
                .isFalse();
        assertThat(matches("[file:name='a'] REPEATS 4 TIMES", span(0, 5, 3, name("a")), at(9, name("a"))))
                .isTrue();
        assertThat(matches("[file:name='a'] REPEATS 1000000 TIMES", span(0, 5, 1_000_000, name("a"))))
                .isTrue();
    }

    @Test
    void must_9_5_1_numbersOfQualifiersArePositive() {
        assertThat(error("[a:b=1] REPEATS 5.0 TIMES"))
                .contains("line 1, column 17")
                .contains("whole number");
        assertThat(error("[a:b=1] WITHIN -5 SECONDS")).contains("column 16").contains("positive");
        assertThat(rules("[a:b=1] REPEATS 0 TIMES")).containsExactly("pattern-invalid-repeats");
        assertThat(rules("[a:b=1] WITHIN 0 SECONDS")).containsExactly("pattern-invalid-within");
        assertThat(failure("[a:b=1] WITHIN 0 SECONDS")).contains("WITHIN 0");
        assertThat(failure("[a:b=1] REPEATS 0 TIMES")).contains("REPEATS 0");
    }

    @Test
    void must_9_5_1_withinIsStrict() {
        ObservedData[] seen = {at(0, name("a")), at(5, name("b"))};
        assertThat(matches("([file:name='a'] AND [file:name='b']) WITHIN 5 SECONDS", seen))
                .isFalse();
        assertThat(matches("([file:name='a'] AND [file:name='b']) WITHIN 5.000001 SECONDS", seen))
                .isTrue();
        assertThat(matches("([file:name='a'] FOLLOWEDBY [file:name='b']) WITHIN 5 SECONDS", seen))
                .isFalse();
        assertThat(matches("([file:name='a'] FOLLOWEDBY [file:name='b']) WITHIN 6 SECONDS", seen))
                .isTrue();
    }

    @Test
    void must_9_5_1_startIsInclusiveAndStopExclusive() {
        String from = "[file:name='a'] START t'2026-01-01T00:00:05Z' STOP t'2026-01-01T00:00:06Z'";
        assertThat(matches(from, at(5, name("a")))).isTrue();
        assertThat(matches(from, at(6, name("a")))).isFalse();
        assertThat(matches(from, at(4, name("a")))).isFalse();
        assertThat(matches(from, span(0, 5, 1, name("a"))))
                .as("a span that reaches the interval")
                .isTrue();
        assertThat(rules("[a:b=1] START t'2026-01-01T00:00:06Z' STOP t'2026-01-01T00:00:05Z'"))
                .containsExactly("pattern-empty-interval");
        assertThat(error("[a:b=1] START '2026-01-01T00:00:06Z' STOP '2026-01-01T00:00:07Z'"))
                .contains("timestamp");
        assertThat(Pattern.parse(
                        "[a:b=1] START '2026-01-01T00:00:06Z' STOP '2026-01-01T00:00:07Z'", PatternVersion.STIX_2_0))
                .isInstanceOf(PatternParsed.Parsed.class);
    }

    @Test
    void must_9_5_1_oneQualifierOfAKind() {
        assertThat(error("[a:b=1] WITHIN 5 SECONDS WITHIN 6 SECONDS")).contains("twice");
        assertThat(error("[a:b=1] WITHIN 5 SECONDS REPEATS 2 TIMES WITHIN 6 SECONDS"))
                .contains("twice");
        assertThat(rules("([a:b=1] WITHIN 5 SECONDS) WITHIN 6 SECONDS")).containsExactly("pattern-qualifier-twice");
    }

    @Test
    void must_9_6_aMissingPathIsFalseWhateverTheOperator() {
        for (String operator : List.of("= 1", "!= 1", "NOT = 1", "NOT IN (1)", "NOT LIKE 'x'", "> 0", "NOT > 0")) {
            assertThat(holds("x:missing " + operator, BOTH)).as(operator).isFalse();
            assertThat(holds("x:a.b " + operator, BOTH)).as(operator).isFalse();
        }
    }

    @Test
    void must_9_6_1_incompatibleTypesAreFalseExceptForNotEqual() {
        assertThat(holds("x:a = 'text'", BOTH)).isFalse();
        assertThat(holds("x:a != 'text'", BOTH)).isTrue();
        assertThat(holds("x:a > 'text'", BOTH)).isFalse();
        assertThat(holds("x:a LIKE '%'", BOTH)).isFalse();
        assertThat(holds("x:a = true", BOTH)).isFalse();
        assertThat(holds("x:n != 1", BOTH)).isTrue();
        assertThat(holds("x:o = 1", BOTH)).isFalse();
    }

    @Test
    void must_9_2_stringsEscapeOnlyBackslashAndApostrophe() {
        assertThat(Pattern.of("[a:b = 'it\\'s \\\\ here']")
                        .constants()
                        .getFirst()
                        .text())
                .isEqualTo("it's \\ here");
        assertThat(error("[a:b = 'x\\y']")).contains("column 10").contains("backslash");
        assertThat(error("[a:b = 'open")).contains("closing apostrophe");
        assertThat(error("[a:b = \"x\"]")).contains("apostrophes");
    }

    @Test
    void must_9_6_1_operatorsAreSpeltAsTheGrammarHasThem() {
        for (String good : List.of(
                "[a:b == 1]",
                "[a:b <> 1]",
                "[a:b = +5]",
                "[a:b NOT = 1]",
                "[NOT EXISTS a:b]",
                "[a:b = .5]",
                "[a:b IN ()]")) {
            assertThat(error(good)).as(good).isEqualTo("no error");
        }
        for (String bad : List.of(
                "[a:b = TRUE]",
                "[a:b = null]",
                "[a:b = 1e5]",
                "[a:b > true]",
                "[NOT a:b = 1]",
                "[a:b and a:c = 1]",
                "[a:b like 'x']",
                "[a:b = 01]",
                "[a:b = 5.]",
                "[a:b ! = 1]",
                "[a:b LIKE 5]",
                "[a:b IN 1]",
                "[]",
                "",
                "[a:b = 1",
                "a:b = 1",
                "[a:b = 1]]",
                "[a:b = 1] AND",
                "[a:b = 1] [c:d = 1]",
                "[a = 1]",
                "[a:b.c-d = 1]",
                "[a:b[x] = 1]",
                "[a:b = h'0']",
                "[a:b = b'x']")) {
            assertThat(error(bad)).as(bad).isNotEqualTo("no error");
        }
    }

    @Test
    void must_9_7_namesWithHyphensAreQuoted() {
        assertThat(error("[file:hashes.SHA-256 = 'x']"))
                .contains("column 14")
                .contains("between apostrophes: 'SHA-256'");
        String file = "{\"type\":\"file\",\"name\":\"n\",\"hashes\":{\"SHA-256\":\"x\",\"MD5\":\"y\"}}";
        assertThat(holds("file:hashes.'SHA-256' = 'x' AND file:hashes.MD5 = 'y' AND file:'name' = 'n'", file))
                .isTrue();
    }

    @Test
    void must_9_7_2_listItemsAreTriedOneByOne() {
        assertThat(holds("x:l[*] = 2", BOTH)).isTrue();
        assertThat(holds("x:l[0] = 1", BOTH)).isTrue();
        assertThat(holds("x:l[2] = 1", BOTH)).isFalse();
        assertThat(holds("x:l[2] != 1", BOTH)).as("out of range").isFalse();
        assertThat(holds("x:l[*] != 2", BOTH)).as("some item differs").isTrue();
        assertThat(holds("x:o[*] = 1", BOTH)).as("a dictionary is no list").isFalse();
        assertThat(holds("x:l = 1", BOTH)).isFalse();
    }

    @Test
    void must_9_7_4_referencesAreFollowedWithinTheObservationOnly() {
        String traffic =
                "{\"type\":\"network-traffic\",\"id\":\"network-traffic--1\",\"dst_ref\":\"ipv4-addr--1\",\"more_refs\":[\"ipv4-addr--1\"]}";
        String address = "{\"type\":\"ipv4-addr\",\"id\":\"ipv4-addr--1\",\"value\":\"192.0.2.1\"}";
        String pattern = "[network-traffic:dst_ref.value = '192.0.2.1' AND network-traffic:dst_ref.type = 'ipv4-addr'"
                + " AND network-traffic:more_refs[*].value = '192.0.2.1']";
        assertThat(matches(pattern, referring(traffic, address, "\"network-traffic--1\", \"ipv4-addr--1\"")))
                .isTrue();
        assertThat(matches(pattern, referring(traffic, address, "\"network-traffic--1\"")))
                .as("target not listed")
                .isFalse();
        assertThat(matches("[ipv4-addr:value = '192.0.2.1']", referring(traffic, address, "\"network-traffic--1\"")))
                .isFalse();
    }

    private static ObservedData referring(String first, String second, String references) {
        String data =
                "{\"type\":\"observed-data\",\"first_observed\":\"2026-01-01T00:00:00Z\",\"last_observed\":\"2026-01-01T00:00:00Z\","
                        + "\"number_observed\":1,\"object_refs\":[" + references + "]}";
        return ObservedData.read(List.of(
                        (JsonObject) Json.read(data), (JsonObject) Json.read(first), (JsonObject) Json.read(second)))
                .getFirst();
    }

    @Test
    void must_9_6_1_likeCoversTheWholeStringAndMatchesSearches() {
        String file = name("C:/Windows\\nsystem");
        assertThat(holds("file:name LIKE 'C:%'", file)).isTrue();
        assertThat(holds("file:name LIKE 'Windows'", file)).isFalse();
        assertThat(holds("file:name LIKE '_:/%'", file)).isTrue();
        assertThat(holds("file:name MATCHES 'Windows'", file)).isTrue();
        assertThat(holds("file:name MATCHES '^Windows'", file)).isFalse();
        assertThat(holds("file:name MATCHES 'Windows.system$'", file))
                .as("dot matches a line feed")
                .isTrue();
        assertThat(holds("file:name MATCHES '(?P<drive>[[:alpha:]]):/(?i)windows'", file))
                .as("PCRE spelling")
                .isTrue();
        assertThat(holds("file:name LIKE 'e\u0301%'", name("\u00e9cran")))
                .as("NFC on both sides")
                .isTrue();
        assertThat(holds("file:name LIKE '_'", name("\ud83d\ude00")))
                .as("one code point is one character")
                .isTrue();
    }

    @Test
    void aRegularExpressionCannotHang() {
        String file = name("a".repeat(5_000) + "!");
        for (String regex : List.of(
                "(a+)+$",
                "(a|aa)+$",
                "(a|a?)+$",
                "^(([a-z])+.)+[A-Z]([a-z])+$",
                "(?:(?:a*)*)*b",
                "(.*)(.*)(.*)(.*)(.*)x")) {
            long before = ProcessorTime.nanos();
            assertThat(failure("[file:name MATCHES '" + regex + "']", at(0, file)))
                    .contains("was stopped");
            assertThat(ProcessorTime.nanos() - before).as(regex).isLessThan(3_000_000_000L);
        }
        assertThat(failure("[file:name MATCHES '(']", at(0, file))).contains("cannot be read");
        assertThat(rules("[file:name MATCHES '(']")).containsExactly("pattern-invalid-regex");
    }

    @Test
    void must_9_6_2_plainComparisonIsByCodePointWithoutNormalization() {
        String composed = "\u00e9";
        String decomposed = "e\u0301";
        assertThat(holds("file:name = '" + composed + "'", name(decomposed))).isFalse();
        assertThat(holds("file:name = 'evil.example'", name("EVIL.example"))).isFalse();
        assertThat(holds("file:name > '\uffff'", name("\ud83d\ude00")))
                .as("beyond the basic plane is greater")
                .isTrue();
        assertThat(holds("file:name > 'o'", name("oz"))).isTrue();
    }

    @Test
    void must_9_6_1_subsetsAreOfNetworks() {
        String address = "{\"type\":\"ipv4-addr\",\"value\":\"198.51.100.9\"}";
        assertThat(holds("ipv4-addr:value ISSUBSET '198.51.100.0/24'", address)).isTrue();
        assertThat(holds("ipv4-addr:value ISSUBSET '198.51.100.77/24'", address))
                .as("host bits do not count")
                .isTrue();
        assertThat(holds("ipv4-addr:value ISSUBSET '198.51.100.9'", address))
                .as("identical")
                .isTrue();
        assertThat(holds("ipv4-addr:value ISSUPERSET '198.51.100.9/32'", address))
                .isTrue();
        assertThat(holds("ipv4-addr:value ISSUPERSET '198.51.100.9'", address))
                .as("a bare address")
                .isTrue();
        assertThat(holds("ipv4-addr:value ISSUPERSET '198.51.100.0/24'", address))
                .isFalse();
        assertThat(holds("ipv4-addr:value = '198.51.100.9/32'", address))
                .as("= compares text")
                .isFalse();
        assertThat(holds("ipv4-addr:value ISSUBSET '2001:db8::/32'", address)).isFalse();
        assertThat(rules("[ipv4-addr:value = '198.51.100.0/24']")).containsExactly("pattern-plain-network");
        assertThat(rules("[ipv4-addr:value ISSUBSET 'x']")).containsExactly("pattern-no-network");
        assertThat(rules("[domain-name:value ISSUBSET '198.51.100.0/24']")).containsExactly("pattern-subset-path");
        assertThat(rules("[network-traffic:dst_ref.value ISSUPERSET '198.51.100.0']"))
                .isEmpty();
        String six = "{\"type\":\"ipv6-addr\",\"value\":\"2001:db8::5\"}";
        assertThat(holds("ipv6-addr:value ISSUBSET '2001:0db8:0:0:0:0:0:0/33'", six))
                .isTrue();
    }

    @Test
    void must_9_6_4_binaryPropertiesAreComparedAsOctets() {
        String artifact =
                "{\"type\":\"artifact\",\"payload_bin\":\"dGhpcyBpcyBhIHRlc3Q=\",\"x_hex\":\"ffC3\",\"bad_bin\":\"*\"}";
        assertThat(holds("artifact:payload_bin = 'this is a test'", artifact)).isTrue();
        assertThat(holds("artifact:payload_bin = b'dGhpcyBpcyBhIHRlc3Q='", artifact))
                .isTrue();
        assertThat(holds("artifact:payload_bin = h'7468697320697320612074657374'", artifact))
                .isTrue();
        assertThat(holds("artifact:payload_bin = 'dGhpcyBpcyBhIHRlc3Q='", artifact))
                .isFalse();
        assertThat(holds("artifact:x_hex = h'ffc3' AND artifact:x_hex > h'7f'", artifact))
                .as("unsigned octets")
                .isTrue();
        assertThat(holds("artifact:x_hex MATCHES '\\\\xff.'", artifact)).isTrue();
        assertThat(holds("artifact:payload_bin != '\u20ac'", artifact))
                .as("not convertible")
                .isTrue();
        assertThat(holds("artifact:payload_bin = '\u20ac'", artifact)).isFalse();
        assertThat(holds("artifact:bad_bin = 'x'", artifact)).isFalse();
    }

    @Test
    void must_9_2_numbersCompareByValueAndSetsHoldOneKind() {
        String number = "{\"type\":\"x\",\"f\":1.5,\"i\":12,\"e\":1e2,\"huge\":1e999999999999}";
        assertThat(holds("x:f = 1", number)).isFalse();
        assertThat(holds("x:i = 12.0 AND x:f > 1 AND x:e = 100", number)).isTrue();
        assertThat(holds("x:huge > 1", number)).isFalse();
        assertThat(holds("x:i IN (1, 12)", number)).isTrue();
        assertThat(holds("x:i IN ()", number)).isFalse();
        assertThat(holds("x:i NOT IN ()", number)).isTrue();
        assertThat(rules("[x:i IN (1, 'x')]")).containsExactly("pattern-invalid-set");
        assertThat(failure("[x:i IN (1, true)]", at(0, number))).contains("mixes kinds");
        assertThat(rules("[x:i IN (1, 2.5)]")).isEmpty();
    }

    @Test
    void must_9_6_1_existsAsksForThePropertyOnly() {
        assertThat(holds("EXISTS x:l", BOTH)).isTrue();
        assertThat(holds("EXISTS x:missing", BOTH)).isFalse();
        assertThat(holds("NOT EXISTS x:missing", BOTH)).isTrue();
        assertThat(holds("NOT EXISTS y:missing", BOTH))
                .as("no object of the type")
                .isFalse();
    }

    @Test
    void must_2_16_timestampsHaveTheirFormAndTheirCalendar() {
        for (String bad : List.of(
                "2024-13-01T12:00:00Z",
                "2024-01-00T12:00:00Z",
                "2024-01-01T24:00:00Z",
                "2024-01-01T12:60:00Z",
                "2024-01-01T12:00:61Z",
                "2024-01-01t12:00:00Z",
                "2024-01-01T12:00:00",
                "2024-01-01T12:00:00.Z",
                "2024-01-01T12:00Z",
                "")) {
            assertThat(error("[a:b = t'" + bad + "']")).as(bad).contains("timestamp");
        }
        assertThat(rules("[a:b = t'2024-02-30T12:00:00Z']")).containsExactly("pattern-invalid-timestamp");
        assertThat(rules("[a:b = t'2024-02-29T12:00:60Z']")).containsExactly("pattern-leap-second");
        String event = "{\"type\":\"e\",\"t\":\"2026-01-01T00:00:00.10Z\"}";
        assertThat(holds("e:t = t'2026-01-01T00:00:00.1Z'", event)).isTrue();
        assertThat(holds("e:t < t'2026-01-01T00:00:00.1000000000001Z'", event))
                .as("to the last digit")
                .isTrue();
    }

    @Test
    void must_9_4_blanksOfAllKindsAndCommentsAreSkipped() {
        assertThat(Pattern.of("\u3000[\u00a0a:b\u2028=/* one\n*/1 // two\n\t]\u0085")
                        .print())
                .isEqualTo("[a:b = 1]");
        assertThat(error("[a:b = 1 /* open")).contains("*/");
        assertThat(error("[a:b = 1]\n\n  x")).startsWith("line 3, column 3");
    }

    @Test
    void hostileNestingAndLengthEndInAnError() {
        assertThat(error("(".repeat(100_000))).contains("nested more than");
        assertThat(error("[" + "(".repeat(100_000))).contains("nested more than");
        assertThat(error("([a:b=1])" + " REPEATS 1 TIMES".repeat(10_000))).contains("qualifiers");
        assertThat(error("[a:b = " + "9".repeat(100_000) + "]")).contains("at most 400 digits");
        assertThat(error("[a:b = 1] REPEATS 99999999999999999999 TIMES")).contains("repeats");
        assertThat(error("x".repeat(Pattern.MAX_LENGTH + 1))).contains("at most");
        String wide = "[a:b = 1" + " OR a:b = 1".repeat(200_000) + "]";
        assertThat(Pattern.of(wide).constants()).hasSize(200_001);
    }
}
