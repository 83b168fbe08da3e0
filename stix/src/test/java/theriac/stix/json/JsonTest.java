package theriac.stix.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static final JsonLimits LIMITS = JsonLimits.standard();

    private static String rule(String text, JsonLimits limits) {
        JsonParsed parsed = Json.parse(text, limits);
        assertThat(parsed.value()).isEmpty();
        return parsed.findings().getFirst().rule() + " "
                + parsed.findings().getFirst().pointer();
    }

    @Test
    void orderAndNumberTextSurvive() {
        String text = "{\"b\":1.0,\"a\":[1e2,-0,12345678901234567890],\"c\":{\"z\":null,\"y\":true}}";
        assertThat(Json.write(Json.read(text))).isEqualTo(text);
    }

    @Test
    void repeatedNamesAreRefusedWithTheirPlace() {
        assertThat(rule("{\"a\":[{\"x~/\":1,\"x~/\":2}]}", LIMITS)).isEqualTo("json-duplicate-name /a/0/x~0~1");
    }

    @Test
    void halfSurrogatePairsAreRefused() {
        assertThat(rule("{\"a\":\"\\ud800\"}", LIMITS)).isEqualTo("json-lone-surrogate /a");
        assertThat(rule("\"\ud800\"", LIMITS)).isEqualTo("json-lone-surrogate ");
        assertThat(Json.parse("\"\\ud83d\\ude00\"", LIMITS).value()).contains(new JsonString("😀"));
    }

    @Test
    void depthAndLengthAreLimited() {
        assertThat(rule("[".repeat(65) + "]".repeat(65), LIMITS)).startsWith("json-too-deep");
        assertThat(Json.parse("[".repeat(64) + "]".repeat(64), LIMITS).value()).isPresent();
        assertThat(rule("[".repeat(2_000_000), LIMITS.withDepth(1000))).startsWith("json-too-deep");
        assertThat(rule("{\"a\":\"xxxx\"}", LIMITS.withStringChars(3))).isEqualTo("json-too-large /a");
        assertThat(rule("{\"a\":\"xxxx\"}", LIMITS.withObjectBytes(5))).isEqualTo("json-too-large ");
        assertThat(rule("1".repeat(2000), LIMITS)).startsWith("json-limit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[1,]", "{\"a\"}", "nul", "01", "+1", "NaN", "'a'", "{a:1}", "\"\t\"", "[1 2]", "// x\n1"})
    void whatIsNotJsonIsAFinding(String text) {
        assertThat(rule(text, LIMITS)).startsWith("json-syntax");
    }

    @Test
    void emptyAndTrailingTextAreFindings() {
        assertThat(rule(" ", LIMITS)).startsWith("json-empty");
        assertThat(rule("{} {}", LIMITS)).startsWith("json-trailing");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0, 0",
        "-0, 0",
        "1.0, 1",
        "4.9E-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "9007199254740993, 9007199254740992",
        "295147905179352830000, 295147905179352830000",
        "1e21, 1e+21",
        "1e20, 100000000000000000000",
        "1e-6, 0.000001",
        "1e-7, 1e-7",
        "0.1, 0.1",
        "333333333.33333329, 333333333.3333333",
        "2e-3, 0.002",
        "9.999999999999997e22, 9.999999999999997e+22",
        "1e23, 1e+23",
        "-1.5e300, -1.5e+300",
        "2.0E-323, 2e-323",
        "123456.789, 123456.789"
    })
    void canonicalNumbersAreEcmaScriptNumbers(String written, String canonical) {
        assertThat(new String(Json.canonical(Json.read(written)), StandardCharsets.UTF_8))
                .isEqualTo(canonical);
    }

    @Test
    void canonicalNamesAreSortedByUtf16Units() {
        JsonValue value = Json.read("{\"\ufb33\":1,\"😀\":2,\"\u20ac\":3,\"\\r\":4,\"1\":5,\"<\":\"</\\u0001\"}");
        assertThat(new String(Json.canonical(value), StandardCharsets.UTF_8))
                .isEqualTo("{\"\\r\":4,\"1\":5,\"<\":\"</\\u0001\",\"\u20ac\":3,\"😀\":2,\"\ufb33\":1}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 24, 25, 200})
    void canonicalNamesAreSortedHoweverManyThereAre(int count) {
        var names =
                IntStream.range(0, count).mapToObj(n -> "n" + n * 7919 % 1009).toList();
        var object = JsonObject.builder();
        names.forEach(name -> object.put(name, name));
        var expected = names.stream()
                .sorted()
                .map(name -> "\"" + name + "\":\"" + name + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        assertThat(new String(Json.canonical(object.build()), StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    @Test
    void canonicalTextIsTheUtf8OfEveryCharacterAlsoAcrossTheWritersStride() {
        for (int before : new int[] {0, 1, 254, 255, 256, 257, 1_023}) {
            for (var character :
                    new String[] {"\u007f", "\u0080", "\u07ff", "\u0800", "\uffff", "😀", "\udbff\udfff"}) {
                var text = "x".repeat(before) + character + "x".repeat(300);
                assertThat(new String(Json.canonical(new JsonString(text)), StandardCharsets.UTF_8))
                        .isEqualTo("\"" + text + "\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83d", "\ud83db", "\ude00\ud83d"})
    void halfASurrogatePairHasNoCanonicalForm(String text) {
        assertThatThrownBy(() -> Json.canonical(new JsonString(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RFC 8785");
    }
}
