package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.stix.pattern.PatternGenerator.tries;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

class PatternPropertyTest {

    private static final long SEED = 20260601;

    @Test
    void everyPatternComesBackFromItsPrint() {
        var generator = new PatternGenerator(SEED);
        for (int i = 0; i < tries(20_000); i++) {
            Pattern pattern = generator.anyPattern();
            assertThat(Pattern.parse(pattern.print())).isEqualTo(new PatternParsed.Parsed(pattern));
        }
    }

    @Test
    void theNormalFormIsItsOwnNormalFormAndPrints() {
        var generator = new PatternGenerator(SEED + 1);
        for (int i = 0; i < tries(10_000); i++) {
            Pattern pattern = generator.anyPattern();
            Pattern normal = pattern.normalForm();
            assertThat(normal.normalForm()).as(pattern.print()).isEqualTo(normal);
            assertThat(Pattern.of(normal.print())).isEqualTo(normal);
            assertThat(pattern.equivalentTo(normal) && normal.equivalentTo(pattern))
                    .isTrue();
        }
    }

    @Test
    void checksAndCompilationNeverThrow() {
        var generator = new PatternGenerator(SEED + 2);
        for (int i = 0; i < tries(5_000); i++) {
            Pattern pattern = generator.anyPattern();
            assertThat(pattern.findings()).isNotNull();
            assertThat(PatternMatcher.compile(pattern).match(List.of())).isNotNull();
        }
    }

    @Test
    void mutatedTextNeverThrowsAndErrorsNameAPlaceInTheText() {
        var generator = new PatternGenerator(SEED + 3);
        String marks = "[]()'\\ :.=<>!*,tbhANDOR0123\n/-";
        for (int i = 0; i < tries(20_000); i++) {
            var text = new StringBuilder(generator.anyPattern().print());
            for (int changes = 1 + generator.below(3); changes > 0 && !text.isEmpty(); changes--) {
                int at = generator.below(text.length());
                char mark = marks.charAt(generator.below(marks.length()));
                switch (generator.below(3)) {
                    case 0 -> text.insert(at, mark);
                    case 1 -> text.deleteCharAt(at);
                    default -> text.setCharAt(at, mark);
                }
            }
            if (Pattern.parse(text.toString()) instanceof PatternParsed.Refused(PatternError error)) {
                assertThat(error.message()).isNotBlank();
                String[] lines = text.toString().split("\n", -1);
                assertThat(error.line()).isBetween(1, lines.length);
                assertThat(error.column()).isBetween(1, lines[error.line() - 1].length() + 1);
            }
        }
    }

    @Test
    void matchesWhatTheNaiveMatcherMatchesOnPointsOfTime() {
        int matched = 0;
        for (int i = 0; i < tries(20_000); i++) {
            var generator = new PatternGenerator(SEED + 10 + i);
            Pattern pattern = generator.smallPattern();
            List<NaiveMatcher.Seen> seen = new ArrayList<>();
            List<ObservedData> observations = new ArrayList<>();
            for (int n = generator.below(6); n > 0; n--) {
                var one = new NaiveMatcher.Seen(generator.below(3), generator.below(2) == 0, generator.below(5) * 10);
                int times = 1 + generator.below(4) / 3;
                for (int k = 0; k < times; k++) {
                    seen.add(one);
                }
                observations.add(observation(one, one.time(), one.time(), times));
            }
            boolean expected = new NaiveMatcher(seen).matches(pattern);
            matched += expected ? 1 : 0;
            check(pattern, observations, expected);
        }
        assertThat(matched).isBetween(tries(4_000), tries(16_000));
    }

    @Test
    void matchesWhatSomeChoiceOfTimesMatchesOnSpans() {
        int decided = 0;
        for (int i = 0; i < tries(4_000); i++) {
            var generator = new PatternGenerator(SEED + 100_000 + i);
            Pattern pattern = generator.smallPattern();
            List<NaiveMatcher.Seen> seen = new ArrayList<>();
            List<Integer> lengths = new ArrayList<>();
            List<ObservedData> observations = new ArrayList<>();
            for (int n = 1 + generator.below(3); n > 0; n--) {
                var one = new NaiveMatcher.Seen(generator.below(3), false, generator.below(4) * 10);
                int length = seen.size() < 2 ? generator.below(2) * 10 : 0;
                seen.add(one);
                lengths.add(length);
                observations.add(observation(one, one.time(), one.time() + length, 1));
            }
            boolean expected = someTimes(pattern, seen, lengths, 0);
            decided += expected ? 1 : 0;
            check(pattern, observations, expected);
        }
        assertThat(decided).isBetween(tries(400), tries(3_600));
    }

    /// Tries every choice of times on a grid fine enough for windows of half seconds.
    private static boolean someTimes(Pattern pattern, List<NaiveMatcher.Seen> seen, List<Integer> lengths, int at) {
        if (at == seen.size()) {
            return new NaiveMatcher(seen).matches(pattern);
        }
        NaiveMatcher.Seen one = seen.get(at);
        for (int later = 0; later <= lengths.get(at); later++) {
            List<NaiveMatcher.Seen> moved = new ArrayList<>(seen);
            moved.set(at, new NaiveMatcher.Seen(one.value(), one.hasW(), one.time() + later));
            if (someTimes(pattern, moved, lengths, at + 1)) {
                return true;
            }
        }
        return false;
    }

    /// The matcher says what is expected, and so it does for the normal form; a binding is itself a match.
    private static void check(Pattern pattern, List<ObservedData> observations, boolean expected) {
        for (Pattern form : List.of(pattern, pattern.normalForm())) {
            MatchResult result = PatternMatcher.compile(form).match(observations);
            assertThat(result instanceof MatchResult.Matched)
                    .as(() -> form.print() + " (from " + pattern.print() + ") against "
                            + observations.stream()
                                    .map(o -> o.source().toString())
                                    .toList() + " gave " + result)
                    .isEqualTo(expected);
            if (result instanceof MatchResult.Matched(List<ObservedData> bound)) {
                assertThat(PatternMatcher.compile(form).match(bound))
                        .as(form::print)
                        .isInstanceOf(MatchResult.Matched.class);
            }
        }
    }

    private static ObservedData observation(NaiveMatcher.Seen seen, int first, int last, int number) {
        JsonObject json = (JsonObject) Json.read(
                """
                {"type": "observed-data", "first_observed": "%s", "last_observed": "%s", "number_observed": %d,
                 "objects": {"0": {"type": "x", "v": %d%s}}}""".formatted(time(first), time(last), number, seen.value(), seen.hasW() ? ", \"w\": []" : ""));
        return ObservedData.read(List.of(json)).getFirst();
    }

    private static String time(int tenths) {
        return "2026-01-01T00:00:0" + tenths / 10 + "." + tenths % 10 + "Z";
    }
}
