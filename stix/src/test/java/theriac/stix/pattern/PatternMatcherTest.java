package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.stix.pattern.Observed.at;
import static theriac.stix.pattern.Observed.failure;
import static theriac.stix.pattern.Observed.matches;
import static theriac.stix.pattern.Observed.name;
import static theriac.stix.pattern.Observed.span;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import theriac.testkit.ProcessorTime;

class PatternMatcherTest {

    private static ObservedData[] every(int count, int seconds) {
        var all = new ArrayList<ObservedData>();
        for (int i = 0; i < count; i++) {
            all.add(at(i * seconds, name("a")));
        }
        return all.toArray(ObservedData[]::new);
    }

    private static void isFast(Runnable work) {
        long before = ProcessorTime.nanos();
        work.run();
        assertThat(Duration.ofNanos(ProcessorTime.nanos() - before)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void anAndOfManyEqualPartsIsNoEnumeration() {
        for (String part : List.of("[file:name = 'a']", "[file:name LIKE '%']")) {
            String five = "(" + part + (" AND " + part).repeat(4) + ") WITHIN 1 SECONDS";
            isFast(() -> assertThat(matches(five, every(60, 10))).isFalse());
        }
        String different =
                "([file:name = 'a'] AND [file:name != 'b'] AND [file:name LIKE 'a'] AND [EXISTS file:name] AND [file:name < 'b'])";
        isFast(() -> assertThat(matches(different + " WITHIN 1 SECONDS", every(60, 10)))
                .isFalse());
        isFast(() -> assertThat(matches(different + " WITHIN 41 SECONDS", every(60, 10)))
                .isTrue());
        isFast(() -> assertThat(matches(different + " WITHIN 40 SECONDS", every(60, 10)))
                .isFalse());
    }

    @Test
    void aChainThatCannotFitIsNoEnumeration() {
        String chain =
                "([file:name = 'a'] FOLLOWEDBY [file:name != 'b'] FOLLOWEDBY [file:name LIKE 'a'] FOLLOWEDBY [EXISTS file:name])";
        isFast(() ->
                assertThat(matches(chain + " WITHIN 1 SECONDS", every(200, 10))).isFalse());
        isFast(() -> assertThat(matches(chain + " WITHIN 31 SECONDS", every(200, 10)))
                .isTrue());
        isFast(() ->
                assertThat(matches(chain + " REPEATS 10 TIMES", every(40, 10))).isTrue());
        isFast(() ->
                assertThat(matches(chain + " REPEATS 11 TIMES", every(40, 10))).isFalse());
    }

    @Test
    void windowsInsideEachOtherAreDecided() {
        String pair = "([file:name = 'a'] FOLLOWEDBY [file:name = 'b']) WITHIN 3 SECONDS";
        ObservedData[] seen = {at(0, name("a")), at(2, name("b")), at(10, name("a")), at(12, name("b"))};
        assertThat(matches("(" + pair + ") REPEATS 2 TIMES WITHIN 13 SECONDS", seen))
                .isTrue();
        assertThat(matches("(" + pair + ") REPEATS 2 TIMES WITHIN 12 SECONDS", seen))
                .isFalse();
        assertThat(matches("(" + pair + ") REPEATS 3 TIMES", seen)).isFalse();
    }

    @Test
    void allConditionsOfTimeHoldForOneChoiceOfTimes() {
        // a lies in 0–10, b at 0 and c at 10: a can be near b or near c, but not near both.
        ObservedData[] seen = {span(0, 10, 1, name("a")), at(0, name("b")), at(10, name("c"))};
        assertThat(matches("([file:name='a'] AND [file:name='b']) WITHIN 2 SECONDS", seen))
                .isTrue();
        assertThat(matches("([file:name='a'] AND [file:name='c']) WITHIN 2 SECONDS", seen))
                .isTrue();
        assertThat(matches("([file:name='a'] AND [file:name='b'] AND [file:name='c']) WITHIN 2 SECONDS", seen))
                .isFalse();
        assertThat(matches("[file:name='c'] FOLLOWEDBY [file:name='a']", seen)).isTrue();
        assertThat(matches("[file:name='c'] FOLLOWEDBY [file:name='a'] FOLLOWEDBY [file:name='b']", seen))
                .isFalse();
    }

    @Test
    void aBindingNamesTheObservationsThatItUses() {
        ObservedData a = at(0, name("a"));
        ObservedData b = at(1, name("b"));
        ObservedData noise = at(2, name("c"));
        MatchResult result = PatternMatcher.compile(Pattern.of("[file:name='a'] FOLLOWEDBY [file:name='b']"))
                .match(List.of(noise, b, a));
        assertThat(result).isEqualTo(new MatchResult.Matched(List.of(b, a)));
    }

    @Test
    void aPatternThatMultipliesOutWithoutEndIsRefusedWithASentence() {
        String either = "([file:name='a'] AND [file:name='b'] OR [file:name='c'] AND [file:name='d'])";
        String many = either + (" AND " + either).repeat(12);
        assertThat(failure(many, every(3, 1))).contains("multiplies out");
        assertThat(failure("(" + either + " REPEATS 100000 TIMES)", every(3, 1)))
                .contains("multiplies out");
        assertThat(failure(
                        "([file:name='a'] FOLLOWEDBY [file:name='a']) REPEATS 5000 TIMES",
                        span(0, 9, 20_000, name("a"))))
                .contains("at most 1000");
        assertThat(failure("([file:name='a'] FOLLOWEDBY [file:name='a']) REPEATS 5000 TIMES", every(3, 1)))
                .as("too few observations are no match, whatever the number")
                .isEqualTo("no failure");
    }

    @Test
    void repeatsInAWindowOverManyObservationsIsASweep() {
        isFast(() -> assertThat(matches("[file:name='a'] REPEATS 100 TIMES WITHIN 100 SECONDS", every(3_000, 1)))
                .isTrue());
        isFast(() -> assertThat(matches("[file:name='a'] REPEATS 101 TIMES WITHIN 100 SECONDS", every(3_000, 1)))
                .isFalse());
    }

    @Test
    void manyPatternsAreLookedUpAtOnce() {
        var builder = PatternIndex.<String>builder();
        assertThat(builder.add("equal", Pattern.of("[file:name = 'a']"))).isTrue();
        assertThat(builder.add("either", Pattern.of("[file:name = 'x' OR file:name IN ('y', 'a')]")))
                .isTrue();
        assertThat(builder.add("both", Pattern.of("[file:name = 'a' AND file:size > 3]")))
                .isTrue();
        assertThat(builder.add("list", Pattern.of("[x:l[*].k = 'v'] OR [x:z = 'w']")))
                .isTrue();
        assertThat(builder.add("residual", Pattern.of("[file:name LIKE 'a%']"))).isTrue();
        assertThat(builder.add("hangs", Pattern.of("[file:name MATCHES '(a+)+$']")))
                .isTrue();
        assertThat(builder.add("two", Pattern.of("[file:name = 'a'] AND [file:name = 'b']")))
                .isFalse();
        assertThat(builder.add("invalid", Pattern.of("[file:name MATCHES '(']")))
                .isFalse();
        PatternIndex<String> index = builder.build();
        List<String> failed = new ArrayList<>();
        assertThat(index.matches(at(0, name("a")), failed::add))
                .containsExactlyInAnyOrder("equal", "either", "residual", "hangs");
        assertThat(index.matches(at(0, "{\"type\":\"file\",\"name\":\"a\",\"size\":4}"), failed::add))
                .contains("both");
        assertThat(index.matches(at(0, "{\"type\":\"x\",\"l\":[{\"k\":\"u\"},{\"k\":\"v\"}]}"), failed::add))
                .containsExactly("list");
        assertThat(failed).isEmpty();
        assertThat(index.matches(at(0, name("a".repeat(3_000) + "!")), failed::add))
                .containsExactly("residual");
        assertThat(failed).containsExactly("hangs");
    }

    @Test
    void anIndexFindsWhatEachPatternAloneFinds() {
        for (int i = 0; i < 500; i++) {
            var generator = new PatternGenerator(77 + i);
            var builder = PatternIndex.<Integer>builder();
            List<PatternMatcher> alone = new ArrayList<>();
            for (int n = 0; n < 20; n++) {
                Pattern pattern = generator.smallPattern();
                boolean taken = builder.add(alone.size(), pattern);
                if (taken) {
                    alone.add(PatternMatcher.compile(pattern));
                }
            }
            PatternIndex<Integer> index = builder.build();
            ObservedData data = at(0, "{\"type\":\"x\",\"v\":" + generator.below(3) + "}");
            List<Integer> expected = new ArrayList<>();
            for (int n = 0; n < alone.size(); n++) {
                if (alone.get(n).match(data) instanceof MatchResult.Matched) {
                    expected.add(n);
                }
            }
            assertThat(index.matches(data, key -> {})).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void equivalentPatternsAreRecognized() {
        List<String[]> same = List.of(
                new String[] {"[a:b = 1 AND a:c = 2]", "[a:c = 2.0 AND a:b = 1 AND a:b = 1]"},
                new String[] {"[a:b IN ('x', 'y')]", "[a:b = 'y'] OR [a:b = 'x']"},
                new String[] {"[a:b NOT = 1]", "[a:b != 1]"},
                new String[] {"[a:b = 1 OR (a:b = 1 AND a:c = 2)]", "[a:b = 1]"},
                new String[] {"[(a:b = 1 OR a:b = 2) AND a:c = 3]", "[a:b = 1 AND a:c = 3] OR [a:b = 2 AND a:c = 3]"},
                new String[] {"[a:b = 1] AND [a:b = 1]", "[a:b = 1] REPEATS 2 TIMES"},
                new String[] {
                    "([a:b = 1] AND [c:d = 1]) REPEATS 2 TIMES",
                    "[c:d = 1] REPEATS 2 TIMES AND [a:b = 1] REPEATS 2 TIMES"
                },
                new String[] {"[a:b = 1] WITHIN 5 SECONDS", "[a:b = 1]"},
                new String[] {"[i:v ISSUBSET '192.0.2.9/24']", "[i:v ISSUBSET '192.0.2.0/24']"},
                new String[] {"[a:b_bin = b'AA==']", "[a:b_bin = h'00']"},
                new String[] {
                    "[a:b=1] FOLLOWEDBY ([a:b=2] FOLLOWEDBY [a:b=3])", "[a:b=1] FOLLOWEDBY [a:b=2] FOLLOWEDBY [a:b=3]"
                });
        for (String[] pair : same) {
            assertThat(Pattern.of(pair[0]).equivalentTo(Pattern.of(pair[1])))
                    .as(pair[0])
                    .isTrue();
            assertThat(Pattern.of(pair[1]).equivalentTo(Pattern.of(pair[0])))
                    .as(pair[1])
                    .isTrue();
        }
        assertThat(Pattern.of("[a:b = 1] AND [a:b = 2]").equivalentTo(Pattern.of("[a:b = 1 AND a:b = 2]")))
                .isFalse();
        assertThat(Pattern.of("[a:b NOT > 1]").equivalentTo(Pattern.of("[a:b <= 1]")))
                .isFalse();
        assertThat(Pattern.of("[a:b = 'A']").equivalentTo(Pattern.of("[a:b = 'a']")))
                .isFalse();
    }

    @Test
    void aBuilderWritesWhatTheParserReads() {
        Pattern built = PatternBuilder.seen(PatternBuilder.equal(ObjectPath.of("file", "hashes", "SHA-256"), "it's"))
                .and(PatternBuilder.seen(
                        PatternBuilder.in(ObjectPath.of("ipv4-addr", "value"), List.of("192.0.2.1", "192.0.2.2"))))
                .within(Duration.ofMillis(1500))
                .between(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T00:00:00Z"))
                .build();
        assertThat(built.print())
                .isEqualTo("([file:hashes.'SHA-256' = 'it\\'s'] AND [ipv4-addr:value IN ('192.0.2.1', '192.0.2.2')])"
                        + " WITHIN 1.5 SECONDS START t'2026-01-01T00:00:00Z' STOP t'2026-01-02T00:00:00Z'");
        assertThat(Pattern.of(built.print())).isEqualTo(built);
        assertThat(built.objectTypes()).containsExactly("file", "ipv4-addr");
        assertThat(built.constants())
                .extracting(PatternConstant::text)
                .containsExactly("it's", "192.0.2.1", "192.0.2.2");
    }
}
