package theriac.hub.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import theriac.hub.policy.MarkedText.Piece;
import theriac.hub.policy.MarkedText.Section;
import theriac.hub.policy.MarkedText.Unreadable;
import theriac.hub.policy.MarkedText.Wrong;
import theriac.stix.Tlp;

/// A section is one only between two good fences, and what looks like a fence is never open text.
class MarkedTextTest {

    private static final String SAID = """
            Somebody calls wards.

            ::: TLP:AMBER
            It was ward 3.

            Of Noord.
            :::

            Hang up.
            ::: tlp:amber+strict
            Ask for Jan.
            :::""";

    @Test
    void theOpenTextHasNoSignOfItsSections() {
        var text = MarkedText.parse(SAID);
        assertThat(text.open()).isEqualTo("Somebody calls wards.\n\nHang up.");
        assertThat(text.sections())
                .containsExactly(
                        new Section(1, Tlp.AMBER, "It was ward 3.\n\nOf Noord."),
                        new Section(3, Tlp.AMBER_STRICT, "Ask for Jan."));
        assertThat(text.pieces())
                .extracting(Piece::label)
                .containsExactly(
                        Optional.empty(), Optional.of(Tlp.AMBER), Optional.empty(), Optional.of(Tlp.AMBER_STRICT));
        assertThat(MarkedText.parse(text.written())).isEqualTo(text);
    }

    @Test
    void whoMayNotHaveASectionReadsOneTextWithoutASeam() {
        var text = MarkedText.parse("One.\n::: TLP:AMBER\nTwo.\n:::\nThree.\n\n::: TLP:AMBER\nFour.\n:::");
        var less = new MarkedText(text.open(), List.of());
        assertThat(less.pieces()).containsExactly(new Piece(Optional.empty(), "One.\n\nThree."));
        assertThat(less.written()).isEqualTo("One.\n\nThree.");
    }

    @Test
    void aTextOfNothingButASectionIsOpenToNobody() {
        var text = MarkedText.parse("::: TLP:AMBER\nAll of it.\n:::");
        assertThat(text.open()).isEmpty();
        assertThat(text.pieces()).containsExactly(new Piece(Optional.of(Tlp.AMBER), "All of it."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "::: TLP:AMBER\\nx|UNCLOSED|1",
                "a\\n::: TLP:AMBER\\nx\\n::: TLP:AMBER\\ny\\n:::\\n:::|NESTED|4",
                "a\\n:::|UNOPENED|2",
                "a\\n::: TLP:AMBR\\nx\\n:::|LABEL|2",
                "::: AMBER\\nx\\n:::|LABEL|1",
                "::: TLP:CLEAR\\nx\\n:::|LABEL|1",
                "::: TLP:AMBER x\\nx\\n:::|LABEL|1",
                "::: TLP:RED\\nx\\n:::|RED|1",
                "::: TLP:AMBER\\n \\n:::|EMPTY|1",
                "a ::: TLP:AMBER\\nx :::|FORM|1",
                "a\\n> ::: TLP:AMBER\\nx\\n> :::|FORM|2",
                "a\\n\uFF1A\uFF1A\uFF1A TLP:AMBER\\nx\\n\uFF1A\uFF1A\uFF1A|FORM|2",
                "a\\n\u2236\u2236\u2236 TLP:AMBER\\nx\\n\u2236\u2236\u2236|FORM|2",
                "a\\n:\u202E:: TLP:AMBER\\nx\\n:\u202E::|FORM|2",
                "a\\n:: TLP:AMBER\\nx\\n::|FORM|2",
                "a\u2028::: TLP:AMBER\u2028x|UNCLOSED|2",
                "```\\n::: TLP:AMBER\\nx\\n```|UNCLOSED|2",
            })
    void aWrongFenceIsAFaultThatNamesItsLine(String written, Wrong wrong, int line) {
        var unreadable = catchThrowableOfType(Unreadable.class, () -> MarkedText.parse(written.replace("\\n", "\n")));
        assertThat(unreadable).as(written).isNotNull();
        assertThat(unreadable.fault().wrong()).as(written).isEqualTo(wrong);
        assertThat(unreadable.fault().line()).as(written).isEqualTo(line);
    }

    @Test
    void aFenceInABlockOfCodeIsAFence() {
        var text = MarkedText.parse("```\n::: TLP:AMBER\npassword\n:::\n```");
        assertThat(text.open()).isEqualTo("```\n\n```");
    }

    @Test
    void longAndManyIsNoTrouble() {
        var long_ = "x".repeat(10_000);
        assertThat(MarkedText.parse("::: TLP:AMBER\n" + long_ + "\n:::")
                        .sections()
                        .getFirst()
                        .text())
                .isEqualTo(long_);
        assertThat(MarkedText.parse(":".repeat(10_000) + " TLP:AMBER\nx\n:::").open())
                .isEmpty();
        var many = "::: TLP:AMBER\nx\n:::\n".repeat(MarkedText.MOST + 1);
        var unreadable = catchThrowableOfType(Unreadable.class, () -> MarkedText.parse(many));
        assertThat(unreadable.fault().wrong()).isEqualTo(Wrong.MANY);
    }

    @Test
    void othersWordsHaveNoFences() {
        for (var hostile : List.of(SAID, "a :::", "\uFF1A\uFF1A\uFF1A TLP:AMBER", "::tlp", ":::::")) {
            var literal = MarkedText.literal(hostile);
            assertThat(literal.lines().anyMatch(MarkedText::isLike)).as(literal).isFalse();
            assertThat(MarkedText.parse(literal).sections()).isEmpty();
        }
        assertThat(MarkedText.literal("a: b\n\n2001:db8::1")).isEqualTo("a: b\n\n2001:db8::1");
    }

    /// Whatever people write: it is refused, or every word of a section stays out of the open text, and what was
    /// read is written as it was meant.
    @Test
    void randomTextsAreReadOneWay() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var lines =
                List.of("open one", "open two", "", "secret", "::: TLP:AMBER", "::: TLP:GREEN", ":::", "```", " ::: ");
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            var written = new StringBuilder();
            for (int line = random.nextInt(9); line >= 0; line--) {
                written.append(lines.get(random.nextInt(lines.size()))).append('\n');
            }
            try {
                var text = MarkedText.parse(written.toString());
                assertThat(MarkedText.parse(text.written()))
                        .as("seed %d: %s", seed, written)
                        .isEqualTo(text);
                assertThat(text.open()).as("seed %d", seed).doesNotContain(":::");
                assertThat(text.open().lines().filter("secret"::equals).count()
                                + text.sections().stream()
                                        .flatMap(section -> section.text().lines())
                                        .filter("secret"::equals)
                                        .count())
                        .as("seed %d: %s", seed, written)
                        .isEqualTo(written.toString()
                                .lines()
                                .filter("secret"::equals)
                                .count());
                read++;
            } catch (Unreadable refused) {
                assertThat(refused.fault().line()).isPositive();
            }
        }
        assertThat(read).isGreaterThan(500);
    }
}
