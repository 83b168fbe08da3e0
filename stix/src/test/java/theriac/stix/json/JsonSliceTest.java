package theriac.stix.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSliceTest {

    private static final JsonLimits LIMITS = JsonLimits.standard();
    private static final String[] PIECES = {
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\\"", "\"a\"", "\"b\":1", "1e5", "true", "null", " ", "\n", "é",
        "\u0000"
    };

    private static Optional<JsonSlice> slice(String text) {
        return JsonSlice.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void partsAreTheMembersAndElementsThatReadingTheWholeGives() {
        var text = " {\"a\": [1, {\"b\":\"]}\\\"\"}, \"x\"] ,\"\\u0063\":{}, \"d\":-1.5e3,\"e\":[ ]}\n";
        var names = new ArrayList<String>();
        var values = new ArrayList<JsonValue>();
        var elements = new ArrayList<String>();
        var fault = slice(text).orElseThrow().members((name, value) -> {
            names.add(name);
            values.add(value.parse(LIMITS).value().orElseThrow());
            if (value.isArray()) {
                assertThat(value.elements((place, element) -> elements.add(place + element.toString())))
                        .isEmpty();
            }
        });
        assertThat(fault).isEmpty();
        assertThat(names).containsExactly("a", "c", "d", "e");
        var whole = (JsonObject) Json.read(text);
        assertThat(values)
                .isEqualTo(names.stream().map(n -> whole.find(n).orElseThrow()).toList());
        assertThat(elements).containsExactly("01", "1{\"b\":\"]}\\\"\"}", "2\"x\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1", "{\"a\":\"", "[1] 2", "}", ":", "{\"a\":[}"})
    void aTextThatIsNoSingleValueHasNone(String text) {
        assertThat(slice(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\" 1}", "{\"a\":1 \"b\":2}", "{1:2}", "{\"a\":1,}", "{\"a\":}", "{,}", "{\"\\ud83d\":1}"})
    void aWalkThroughAnObjectThatIsNoneEndsWithAFinding(String text) {
        assertThat(slice(text).orElseThrow().members((name, value) -> {})).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1 2]", "[1,]", "[,1]", "[1:2]"})
    void aWalkThroughAListThatIsNoneEndsWithAFinding(String text) {
        assertThat(slice(text).orElseThrow().elements((place, value) -> {})).isPresent();
    }

    /// Whatever the text: no exception, no walk without an end, and what is whole JSON is walked through.
    @Test
    void nothingThrowsAndWholeJsonIsWhole() {
        for (int seed = 0; seed < 50_000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            var found = slice(text.toString());
            var faults = new ArrayList<Object>();
            found.filter(JsonSlice::isObject)
                    .ifPresent(s -> s.members((n, v) -> {}).ifPresent(faults::add));
            found.filter(JsonSlice::isArray)
                    .ifPresent(s -> s.elements((n, v) -> {}).ifPresent(faults::add));
            if (Json.parse(text.toString(), LIMITS).value().isPresent()) {
                assertThat(found).as("seed %d: %s", seed, text).isPresent();
                assertThat(faults).as("seed %d: %s", seed, text).isEqualTo(List.of());
            }
        }
    }
}
