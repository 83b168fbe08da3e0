package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShinglesTest {

    private static final String MESSAGE =
            "[NL-Alert] Het Nationaal Gezondheidsinstituut stelt een beperkt aantal zorgpakketten"
                    + " beschikbaar. Vraag uw pakket vandaag nog aan: https://rivg-zorgpakket.example/aanvragen";

    @Test
    void theSameMessageWithAnotherLinkIsTheSameMessage() {
        var other = Shingles.of(MESSAGE.replace("rivg-zorgpakket.example/aanvragen", "rlvg-pakket.invalid/x?id=77"));
        assertThat(Shingles.of(MESSAGE).likeness(other)).isGreaterThan(0.9);
    }

    @Test
    void aWordMoreOrLessStaysClose() {
        var other = Shingles.of(MESSAGE.replace("een beperkt aantal", "nog een zeer beperkt aantal"));
        assertThat(Shingles.of(MESSAGE).likeness(other)).isBetween(0.4, 0.99);
    }

    @Test
    void anotherMessageIsFar() {
        var other = Shingles.of(
                "Herinnering: u heeft morgen om 10:40 een afspraak op de polikliniek Cardiologie, route 34.");
        assertThat(Shingles.of(MESSAGE).likeness(other)).isLessThan(0.15);
    }

    @Test
    void anEmptyMessageHasAFingerprintToo() {
        assertThat(Shingles.of("").bands()).hasSize(Shingles.BANDS);
    }
}
