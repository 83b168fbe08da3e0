package theriac.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The spelling of PCRE in that of the JDK, and what repeats nothing.
class RegexSyntaxTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "a{2} a{2}",
                "a{2,} a{2,}",
                "a{2,34} a{2,34}",
                "a{ a\\{",
                "a{} a\\{}",
                "a{x} a\\{x}",
                "a{2 a\\{2",
                "a{2, a\\{2,",
                "a{2,3 a\\{2,3",
                "a{,3} a\\{,3}",
                "a{2,x} a\\{2,x}",
                "a{2x} a\\{2x}",
                "(?P<n>a) (?<n>a)",
                "(?P<n>a)(?P=n)b (?<n>a)\\k<n>b",
                "(?P=n (?P=n",
                "\\x{41}{2} \\x{41}{2}",
                "\\p{L}x \\p{L}x",
                "\\d{x} \\d\\{x}",
                "\\x{41 \\x{41",
                "\\Q[{\\E{ \\[\\{\\{",
                "\\Qa{ a\\{",
                "\\Q(?x)a1é\\Ea? \\(\\?x\\)a1éa?",
                "(\\Q\\E){9} (){9}",
                "[\\Q]\\E] [\\]]",
                "\\{[ \\{[",
                "a\\ a\\",
                "[]a] [\\]a]",
                "[^]a] [^\\]a]",
                "[a]] [a]]",
                "[a [a",
                "[ [",
                "[^ [^",
                "[[:alpha:]_] [\\p{Alpha}_]",
                "[[:word:][:digit:]] [\\w\\p{Digit}]",
                "[[:no:]] [\\[:no:]]",
                "[[:alpha] [\\[:alpha]",
                "[a&&b[] [a\\&\\&b\\[]",
                "[\\]a] [\\]a]",
                "[\\x{41}{] [\\x{41}{]",
                "[a{] [a{]"
            })
    void whatPcreSpellsDifferentlyIsRewritten(String pcre, String java) {
        assertThat(PcreSyntax.translate(pcre)).isEqualTo(java);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "a{9} 0",
                "(a){9} 0",
                "(a*){9} 9",
                "(a+){9} 0",
                "(a?){9} 9",
                "(a*?){9} 9",
                "(a*+){9} 9",
                "(a+?){9} 0",
                "(){9} 9",
                "(^){9} 9",
                "^{9} 9",
                "(\\b){9} 9",
                "(\\d){9} 0",
                "(a)(\\1){9} 9",
                "(?<n>a)(\\k<n>){9} 9",
                "(\\p{L}){9} 0",
                "([a*]){9} 0",
                "([\\]]*){9} 9",
                "(a|){9} 9",
                "(a|b){9} 0",
                "(|a){9} 9",
                "(?=a){9} 9",
                "(?!a){9} 9",
                "(?<=a){9} 9",
                "(?<!a){9} 9",
                "(?:a*){9} 9",
                "(?:a){9} 0",
                "(?i){9} 9",
                "(?i)a{9} 0",
                "((a*){9}){9} 81",
                "((a*){9}b){9} 9",
                "(a*){9}(b*){9} 18",
                "(a*){9}|(b*){7} 16",
                "(a*){9,} 9",
                "(a*){0,9} 0",
                "(a*){1} 0",
                "(a*){2}{3} 6",
                "(a*){99999999999999} 1099511627776",
                "((a*){9999999}){9999999} 1099511627776",
                "((a*){9 9",
                "a){9} 0",
                "(a*){9 9",
                "\\ 0",
                "[a 0",
                "(? 0"
            })
    void roundsOverNothingAreCounted(String regex, long rounds) {
        assertThat(EmptyRepeats.count(regex)).isEqualTo(rounds);
    }

    @Test
    void whatTheEngineDoesNotKnowIsRefusedWithASentence() {
        for (String regex : new String[] {
            "(?R)",
            "(?(1)a)",
            "a\\Kb",
            "(a*){1001}",
            "(\\Q\\E){1001}",
            "(?x)( ){9}",
            "(?i-x:a{9})",
            "(",
            "a".repeat(20_001)
        }) {
            assertThatThrownBy(() -> RegexSearch.compile(regex, true))
                    .as(regex)
                    .isInstanceOf(MatchFault.class)
                    .hasMessageStartingWith("The regular expression ");
        }
        for (String regex : new String[] {"(a*){1000}", "(?x) a b # c", "\\Qa.b\\E{9}"}) {
            assertThat(RegexSearch.compile(regex, true)).as(regex).isNotNull();
        }
    }
}
