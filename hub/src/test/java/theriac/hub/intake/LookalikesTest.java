package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import theriac.testkit.ProcessorTime;

class LookalikesTest {

    private final Lookalikes lookalikes = new Lookalikes(BrandList.supplied());

    @ParameterizedTest
    @CsvSource({
        "gezondheidslnstituut.example, HOMOGLYPH", // l for i
        "gezondhe1dsinstituut.example, HOMOGLYPH", // 1 for i
        "gezondheidsinstltuut.example, HOMOGLYPH",
        "gezondheidsinstituut.invalid, OTHER_ENDING",
        "gezondheidinstituut.example, TYPO", // a letter left out
        "gezondheidsinstituuut.example, TYPO",
        "gezondheidsinsituut.example, TYPO",
        "gezondehidsinstituut.example, TYPO", // two letters swapped
        "rivg-zorgpakket.example, BRAND_AND_WORD",
        "mijn-rivg.example, BRAND_AND_WORD",
        "r1vg-zorgpakket.example, HOMOGLYPH",
        "xn--rvg-rma.example, INTERNATIONAL", // rívg
        "rivg.example.evil.invalid, SUBDOMAIN",
        "www.rivg.example.evil.invalid, SUBDOMAIN",
        "ziekenhuls-noord.example, HOMOGLYPH",
        "inloggengezondheidsinstituut.example, CONTAINS"
    })
    void recognisesTheTrick(String host, String trick) {
        assertThat(lookalikes.find(host)).hasValueSatisfying(match -> {
            assertThat(match.kind()).isEqualTo(Lookalike.Trick.valueOf(trick));
            assertThat(match.score()).isBetween(50, 100);
            assertThat(match.english()).isNotBlank();
            assertThat(match.dutch()).isNotBlank();
        });
    }

    @Test
    void seesCyrillicLettersThatLookLatin() {
        assertThat(lookalikes.find("gеzondheidsinstituut.example")) // the second letter is Cyrillic
                .hasValueSatisfying(match -> assertThat(match.kind()).isEqualTo(Lookalike.Trick.INTERNATIONAL));
    }

    @ParameterizedTest
    @CsvSource({
        "gezondheidsinstituut.example",
        "www.gezondheidsinstituut.example",
        "webmail.ziekenhuis-noord.example",
        "gemeente-utrecht.example",
        "bakkerij-jansen.example",
        "ziekenhuis-west.example",
        "rivier.example",
        "tandarts-noord.example",
        "mijn-tuin.example",
        "localhost"
    })
    void leavesHonestNamesAlone(String host) {
        assertThat(lookalikes.find(host)).isEmpty();
    }

    @Test
    void aLookUpAmongTwoThousandBrandsTakesMilliseconds() {
        var random = new Random(7);
        var rows = new ArrayList<String>();
        for (int i = 0; i < 2_000; i++) {
            var name = new StringBuilder();
            for (int letter = 0; letter < 6 + random.nextInt(12); letter++) {
                name.append((char) ('a' + random.nextInt(26)));
            }
            rows.add("{\"name\":\"%1$s\",\"words\":[\"%1$s\"],\"domains\":[\"%1$s.example\"]}".formatted(name));
        }
        var many = new Lookalikes(BrandList.parse("[" + String.join(",", rows) + "]"));
        for (int i = 0; i < 200; i++) {
            many.find("inloggen-portaal-" + i + "-ziekenhuis.example");
        }
        long start = ProcessorTime.nanos();
        for (int i = 0; i < 100; i++) {
            many.find("inloggen-portaal-" + i + "-ziekenhuis.example");
        }
        double milliseconds = (ProcessorTime.nanos() - start) / 1e8;
        System.out.printf("look-alike among 2,000 brands: %.2f ms%n", milliseconds);
        assertThat(milliseconds).isLessThan(10);
    }
}
