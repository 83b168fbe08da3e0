package theriac.hub.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which questions can be kept answered by reading the ledger.
class FollowingTest {

    private static Query query(String text) {
        return ((QueryParsed.Understood) QueryParser.parse(text)).query();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "score>50",
                "technique:T1566",
                "type:indicator NOT malware:emotet",
                "seen:7d",
                "added:7d",
                "type:indicator -label:listed*",
                "label:\"Listed:Top 1000 websites\""
            })
    void aQuestionThatTheClockOrOtherObjectsAnswerIsRefusedWithASentence(String text) {
        assertThat(Following.objection(query(text)).orElseThrow()).endsWith("A collection cannot follow that.");
    }

    @Test
    void whoAsksForAMarkIsToldWhatToDoInstead() {
        assertThat(Following.objection(query("label:listed*")).orElseThrow())
                .contains("A profile for controls can ask for it")
                .contains("filled by hand");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "label:a",
                "label:listed",
                "label:listing*",
                "source:one",
                "confidence>=80",
                "tlp:green",
                "created>2026-01-01",
                "sources>=2"
            })
    void othersCanBeFollowed(String text) {
        assertThat(Following.objection(query(text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "label:a source:one, label:a",
        "label:a OR source:one, ''",
        "NOT source:one, ''",
        "NOT label:a, NOT label:a",
        "type:indicator confidence>=80 label:a, type:indicator label:a",
        "type:indicator NOT (label:a source:one), type:indicator"
    })
    void aWidenedQuestionKeepsWhatTheContentDecides(String text, String wide) {
        assertThat(QueryPrinter.print(Following.widened(query(text)))).isEqualTo(wide);
    }

    @Test
    void aQuestionOfContentStaysAsItIs() {
        var question = query("label:a OR name:beta");
        assertThat(Following.isOfContent(question)).isTrue();
        assertThat(Following.widened(question)).isSameAs(question);
    }
}
