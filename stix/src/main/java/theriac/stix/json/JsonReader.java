package theriac.stix.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import theriac.stix.Finding;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Builds the tree from Jackson's token stream. One use, one thread.
///
/// Limits are counted here and not by Jackson, so that each has its own rule name and sentence.
final class JsonReader {

    /// Longest number text: far beyond any double, short enough to convert without worry.
    private static final int NUMBER_CHARS = 1000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(NUMBER_CHARS)
                    .build())
            .build();

    private final JsonLimits limits;
    private boolean surrogatesPossible;

    JsonReader(JsonLimits limits) {
        this.limits = limits;
    }

    /// A finding on its way out of the recursion; never leaves this class.
    private static final class Refusal extends Exception {
        private final transient Finding finding;

        Refusal(Finding finding) {
            super(finding.message(), null, false, false);
            this.finding = finding;
        }
    }

    /// @param utf8 well-formed UTF-8 without byte order mark
    JsonParsed read(byte[] utf8) {
        surrogatesPossible = holdsSurrogateEscape(utf8);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
            return read(parser);
        }
    }

    private JsonParsed read(JsonParser parser) {
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return refused(Finding.error("json-empty", "", "The document is empty."));
            }
            JsonValue value = value(parser, first, 1);
            if (parser.nextToken() != null) {
                return refused(Finding.error("json-trailing", "", "There is more text after the end of the document."));
            }
            return new JsonParsed(Optional.of(value), List.of());
        } catch (Refusal refusal) {
            return refused(refusal.finding);
        } catch (StreamConstraintsException tooLong) {
            return refused(Finding.error("json-limit", pointer(parser), "A number has too many digits to be read."));
        } catch (JacksonException malformed) {
            return refused(Finding.error("json-syntax", pointer(parser), sentence(malformed)));
        }
    }

    private JsonValue value(JsonParser parser, JsonToken token, int depth) throws Refusal {
        return switch (token) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> array(parser, depth);
            case VALUE_STRING -> new JsonString(checked(parser, parser.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getString());
            case VALUE_TRUE -> JsonBoolean.TRUE;
            case VALUE_FALSE -> JsonBoolean.FALSE;
            case VALUE_NULL -> JsonNull.NULL;
            default -> throw new IllegalStateException("No JSON value starts with " + token);
        };
    }

    private JsonObject object(JsonParser parser, int depth) throws Refusal {
        checkDepth(parser, depth);
        List<String> names = new ArrayList<>();
        List<JsonValue> values = new ArrayList<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            names.add(checked(parser, name));
            values.add(value(parser, parser.nextToken(), depth + 1));
        }
        refuseRepeatedName(parser, names);
        return new JsonObject(names.toArray(String[]::new), values.toArray(JsonValue[]::new));
    }

    private JsonArray array(JsonParser parser, int depth) throws Refusal {
        checkDepth(parser, depth);
        List<JsonValue> values = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value(parser, token, depth + 1));
        }
        return new JsonArray(values);
    }

    private void checkDepth(JsonParser parser, int depth) throws Refusal {
        if (depth > limits.depth()) {
            throw new Refusal(Finding.error(
                    "json-too-deep", pointer(parser), "The document nests deeper than " + limits.depth() + " levels."));
        }
    }

    private static void refuseRepeatedName(JsonParser parser, List<String> names) throws Refusal {
        if (names.size() < 2) {
            return;
        }
        Set<String> seen = HashSet.newHashSet(names.size());
        for (String name : names) {
            if (!seen.add(name)) {
                // The parser stands at the object's end, whose pointer is the object's own.
                throw new Refusal(
                        Finding.error(
                                "json-duplicate-name",
                                pointer(parser) + "/" + JsonPointers.escape(name),
                                "The member name " + Json.write(new JsonString(name))
                                        + " occurs twice in one object; readers disagree on which one counts (RFC 7493 §2.3)."));
            }
        }
    }

    private String checked(JsonParser parser, String text) throws Refusal {
        if (text.length() > limits.stringChars()) {
            throw new Refusal(Finding.error(
                    "json-too-large",
                    pointer(parser),
                    "A string has " + text.length() + " characters; at most " + limits.stringChars() + " are read."));
        }
        if (surrogatesPossible && JsonWriter.hasLoneSurrogate(text)) {
            throw new Refusal(Finding.error(
                    "json-lone-surrogate",
                    pointer(parser),
                    "A string holds half a surrogate pair, which is not a character (RFC 7493 §2.1)."));
        }
        return text;
    }

    /// Only an escape such as `\ud800` can bring in half a pair: UTF-8 itself cannot hold one.
    private static boolean holdsSurrogateEscape(byte[] utf8) {
        for (int i = 0; i + 2 < utf8.length; i++) {
            if (utf8[i] == '\\') {
                if (utf8[i + 1] == 'u' && (utf8[i + 2] | 0x20) == 'd') {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static String pointer(JsonParser parser) {
        return parser.streamReadContext().pathAsPointer().toString();
    }

    private static String sentence(JacksonException malformed) {
        String what = malformed.getOriginalMessage();
        var where = malformed.getLocation();
        String place = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
        return "The text is not JSON" + place + ": " + (what == null ? "unreadable" : what) + ".";
    }

    private static JsonParsed refused(Finding finding) {
        return new JsonParsed(Optional.empty(), List.of(finding));
    }
}
