package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import theriac.stix.Tlp;
import theriac.stix.value.Extraction;

/// What a telephone shows: short, without anything that it makes a link of, and of what is confidential nothing.
class ShortTextTest {

    private static String text(Tlp tlp, String title, String language) {
        return ShortText.of(false, "Cert", tlp, "CERT-2026-0001", title, language);
    }

    @Test
    void itSaysWhoWhatAndThatThereIsNoLink() {
        assertThat(text(Tlp.GREEN, "Vals NL-Alert gaat rond", "nl"))
                .isEqualTo(
                        "Cert: DRINGEND TLP:GREEN CERT-2026-0001 Vals NL-Alert gaat rond. Log in zoals u altijd doet; in dit bericht staat met opzet geen link.");
        assertThat(text(Tlp.CLEAR, "A false alert goes round", "en")).contains("URGENT", "A false alert goes round");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AMBER", "AMBER_STRICT"})
    void whatIsConfidentialSaysOnlyThatThereIsSomething(String tlp) {
        assertThat(text(Tlp.valueOf(tlp), "Secret of a hospital", "en"))
                .doesNotContain("Secret", "hospital")
                .contains("CERT-2026-0001", "Log in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Do not open https://evil.example/pay?id=1",
                "Do not open evil.example now",
                "Mail from desk@evil.example",
                "Call +31 20 555 0100 to be sure",
                "Call 0800-555-0100 or 112",
                "From 192.0.2.17 and 2001:db8::17",
                "javascript:alert(1) tel:+31205550100 sms:1234567",
                "evil\u3002example and evil\uFF0Eexample",
                "evil\u200B.example\nand\u202Emore"
            })
    void nothingInItIsALink(String title) {
        var text = text(Tlp.GREEN, title, "en");
        assertThat(Extraction.find(text.replace("[.]", " dot "))).as(text).isEmpty();
        assertThat(text)
                .doesNotContain("://", "@")
                .doesNotContainPattern("\\S\\.[\\p{L}\\p{N}]")
                .doesNotContainPattern("[0-9]{6}");
    }

    @Test
    void aLongTitleIsCutAndTheSentenceAboutLinksStays() {
        var text = text(Tlp.GREEN, "\uD83D\uDEA8 long ".repeat(2_000), "nl");
        assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(ShortText.LONGEST);
        assertThat(text).endsWith("geen link.").contains("…");
    }
}
