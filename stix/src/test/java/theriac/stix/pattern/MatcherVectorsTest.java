package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import theriac.stix.SharedData;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

class MatcherVectorsTest {

    private static final String INCOMPATIBLE =
            "§9.6.1: arguments of incompatible types give false; the vector wants an error";
    private static final String ONE_OF_A_KIND =
            "§9.5.1: no more than one qualifier of a type on one expression; the vector repeats it";
    private static final String STRICT =
            "§9.5.1: the newest MUST NOT be equal to the earliest plus the window; the vector matches at equality";

    /// Vectors that contradict the specification, by pattern, each with the clause that proves it.
    private static final Map<String, String> DISAGREEMENTS = Map.ofEntries(
            Map.entry("[test:string = t'1965-07-19T22:41:38Z']", INCOMPATIBLE),
            Map.entry("[event:bad_ts[0] = t'1996-07-11T09:17:10Z']", INCOMPATIBLE),
            Map.entry("[event:bad_ts[1] = t'1996-07-11T09:17:10Z']", INCOMPATIBLE),
            Map.entry("[event:bad_ts[3] = t'1996-07-11T09:17:10Z']", INCOMPATIBLE),
            Map.entry("[event:bad_ts[4] = t'1996-07-11T09:17:10Z']", INCOMPATIBLE),
            Map.entry("[person:age < 20] REPEATS 2 TIMES REPEATS 2 TIMES", ONE_OF_A_KIND),
            Map.entry("[person:age < 20] REPEATS 2 TIMES REPEATS 3 TIMES", ONE_OF_A_KIND),
            Map.entry("([person:name = 'alice'] AND [person:name < 'carol']) WITHIN 5 SECONDS", STRICT),
            Map.entry("([person:name='alice'] AND [person:name='bob']) WITHIN 1 SECONDS", STRICT),
            Map.entry("([person:name='alice'] AND [person:name='bob']) WITHIN 2 SECONDS", STRICT));

    @Test
    void matchesObservedDataOfVersion21AsTheVectorsSay() {
        check("conformance/stix-patterns/matcher.json");
    }

    @Test
    void matchesObservedDataOfVersion20AsTheVectorsSay() {
        check("conformance/stix-patterns/matcher-stix20.json");
    }

    private static void check(String file) {
        List<String> wrong = new ArrayList<>();
        Set<String> unused = new HashSet<>(DISAGREEMENTS.keySet());
        for (JsonObject vector : SharedData.objects(file)) {
            String expected =
                    vector.bool("matches").map(b -> b ? "match" : "no match").orElse("error");
            String got = answer(vector);
            if (!got.equals(expected)) {
                String pattern = vector.text("pattern").orElseThrow();
                if (!DISAGREEMENTS.containsKey(pattern)) {
                    wrong.add(pattern + " expected " + expected + ", got " + got + "  ("
                            + vector.text("source").orElse("") + ", "
                            + vector.text("disputed").orElse("undisputed") + ")");
                }
                unused.remove(pattern);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(unused).as("disagreements that no longer disagree").isEmpty();
    }

    private static String answer(JsonObject vector) {
        String text = vector.text("pattern").orElseThrow();
        if (!(Pattern.parse(text, PatternVectorsTest.version(vector))
                instanceof PatternParsed.Parsed(Pattern pattern))) {
            return "error";
        }
        List<JsonObject> objects =
                vector.array("observations").map(JsonArray::objects).orElseThrow();
        return switch (PatternMatcher.compile(pattern).match(ObservedData.read(objects))) {
            case MatchResult.Matched matched -> "match";
            case MatchResult.NotMatched not -> "no match";
            case MatchResult.Failed failed -> "error";
        };
    }
}
