package theriac.hub.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import theriac.stix.value.Extraction;

/// What the end of a line broke is found whole; what stands below each other is not joined.
class WrappedValuesTest {

    private static final String SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static List<WrappedValues.Wrapped> find(String text) {
        return WrappedValues.find(text, Extraction.find(text));
    }

    private static List<String> values(String text) {
        return find(text).stream().map(one -> one.value().text()).toList();
    }

    @Test
    void aHashInTwoPiecesIsSureAndStandsWhereItStands() {
        var text = "The file (SHA-256: " + SHA256.substring(0, 44) + "\n" + SHA256.substring(44) + ") was dropped.";
        var found = find(text);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().value().text()).isEqualTo(SHA256);
        assertThat(found.getFirst().sure()).isTrue();
        var place = found.getFirst().place();
        assertThat(text.substring(place.start(), place.end()).replace("\n", "")).isEqualTo(SHA256);
    }

    @Test
    void aPieceThatIsAsLongAsAnotherKindOfHashLeavesItToTheReader() {
        var text = SHA256.substring(0, 40) + "\n" + SHA256.substring(40) + "\n";
        assertThat(values(text)).containsExactly(SHA256);
        assertThat(find(text).getFirst().sure()).isFalse();
        assertThat(Things.find(text, new NameBook(List.of()), List.of(), values -> Map.of()))
                .extracting(Thing::sure)
                .containsExactly(false, false);
    }

    @Test
    void aHashThatBeganLateInItsLineIsFound() {
        assertThat(values("(SHA-256 " + SHA256.substring(0, 10) + "\n" + SHA256.substring(10) + ")"))
                .containsExactly(SHA256);
    }

    @Test
    void aHashInThreePiecesIsFoundAndNotSure() {
        var text = SHA256.substring(0, 24) + "\n" + SHA256.substring(24, 48) + "\n" + SHA256.substring(48) + "\nend";
        assertThat(values(text)).containsExactly(SHA256);
        assertThat(find(text).getFirst().sure()).isFalse();
    }

    @Test
    void anAddressGoesOnWhereASignOfOneStandsAtTheBreak() {
        assertThat(values("It fetched hxxps://files.attacker[.]example/updates/\nstage2/payload.bin, and ran it."))
                .containsExactly("https://files.attacker.example/updates/stage2/payload.bin");
        assertThat(values("It fetched https://files.attacker.example/updates\n/stage2?id=7."))
                .containsExactly("https://files.attacker.example/updates/stage2?id=7");
        assertThat(values("It fetched https://files.attacker.example/a-long-na\nme-of-a.bin now"))
                .containsExactly("https://files.attacker.example/a-long-name-of-a.bin");
        assertThat(values("Mail went to payments@\nattacker.example and back"))
                .containsExactly("payments@attacker.example");
        assertThat(values("over https://\nattacker.example/x/y today")).containsExactly("https://attacker.example/x/y");
        assertThat(values("the site zorg-\ninloggen.example was new")).containsExactly("zorg-inloggen.example");
    }

    @Test
    void anAddressOverThreeLinesIsOne() {
        assertThat(values("See https://files.attacker.example/one/\ntwo/three/\nfour.bin for it"))
                .containsExactly("https://files.attacker.example/one/two/three/four.bin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Lists, one value a line.
                "https://one.attacker.example/a/\nhttps://two.attacker.example/b/\n",
                "one.attacker.example\ntwo.attacker.example\n",
                "d41d8cd98f00b204e9800998ecf8427f\n0cc175b9c0f1b6a831c399e269772662\n",
                "192.0.2.7\n192.0.2.8\n",
                // Sentences that go on.
                "It fetched https://files.attacker.example/updates\nand ran what came.",
                "It came from attacker.example.\nThe second stage came later.",
                "It came from attacker.example\n\n/etc/passwd was read next.",
                "The beef\ncafe is open. A decade\nfaced defeat",
                // Digits that are no hash together.
                "4d5a900003000000\n04000000ffff0000\n"
            })
    void whatStandsBelowEachOtherStaysApart(String text) {
        assertThat(values(text)).isEmpty();
    }

    @Test
    void theWrongPieceIsNotTakenWithoutAsking() {
        var things = Things.find(
                "It fetched hxxps://files.attacker[.]example/updates/\nstage2/payload.bin from there.",
                new NameBook(List.of()),
                List.of(),
                values -> Map.of());
        assertThat(things).extracting(Thing::sure).containsOnly(false);
        assertThat(things)
                .extracting(thing -> thing.what().key())
                .contains("value url https://files.attacker.example/updates/stage2/payload.bin");
    }

    @Test
    void hostileTextCostsLittle() {
        for (var piece : List.of(
                "https://a.example/\n", "deadbeefdeadbee\n", "a@\n", "-\n", "[.]\n", "://\n", "/".repeat(399) + "\n")) {
            var text = piece.repeat(600_000 / piece.length());
            var whole = Extraction.find(text);
            long start = System.nanoTime();
            assertThatCode(() -> WrappedValues.find(text, whole)).as(piece).doesNotThrowAnyException();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(piece).isLessThan(Duration.ofSeconds(10));
        }
        var random = new Random(3);
        var signs = "ab1/.@:-[]\n\n \uD83D\uDE00";
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            for (var one : find(text.toString())) {
                assertThat(text.substring(one.place().start(), one.place().end()))
                        .contains("\n");
            }
        }
    }
}
