package theriac.stix.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternParsed;

class ValuePatternsTest {

    private static final List<NormalValue> VALUES = List.of(
            new NormalValue(ValueKind.DOMAIN, "evil.example"),
            new NormalValue(ValueKind.URL, "https://evil.example/it's\\here"),
            new NormalValue(ValueKind.IPV4, "192.0.2.1"),
            new NormalValue(ValueKind.IPV6, "2001:db8::1"),
            new NormalValue(ValueKind.CIDR, "198.51.100.0/24"),
            new NormalValue(ValueKind.MD5, "d41d8cd98f00b204e9800998ecf8427e"),
            new NormalValue(ValueKind.SHA1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            new NormalValue(ValueKind.SHA256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            new NormalValue(ValueKind.EMAIL, "someone@evil.example"),
            new NormalValue(ValueKind.FILE_NAME, "invoice.pdf"));

    @Test
    void everyPatternParsesAndGivesItsValueBack() {
        for (var value : VALUES) {
            var text = ValuePatterns.of(value).orElseThrow();
            assertThat(Pattern.parse(text))
                    .as(text)
                    .isInstanceOfSatisfying(
                            PatternParsed.Parsed.class,
                            parsed -> assertThat(parsed.pattern().constants().stream()
                                            .flatMap(c -> Values.of(c).stream()))
                                    .contains(value));
        }
    }

    @Test
    void aTelephoneNumberHasNoPattern() {
        assertThat(ValuePatterns.of(new NormalValue(ValueKind.PHONE, "+31201234567")))
                .isEmpty();
    }
}
