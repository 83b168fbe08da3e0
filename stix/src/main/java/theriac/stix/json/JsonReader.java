package theriac.stix.json;

import java.util.Arrays;
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

    private static final int FEW_NAMES = 32;

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

    /// Members and entries of the objects and arrays that are not yet closed, as a stack: one array for all of them.
    private String[] names = new String[64];

    private JsonValue[] values = new JsonValue[64];
    private int top;

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
    /// @param text the same, decoded
    JsonParsed read(byte[] utf8, String text) {
        // Only an escape such as \ud800 can bring in half a pair: UTF-8 itself cannot hold one.
        surrogatesPossible = text.contains("\\ud") || text.contains("\\uD");
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
        int start = top;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            int place = push();
            names[place] = checked(parser, name);
            JsonValue value = value(parser, parser.nextToken(), depth + 1); // may replace the arrays
            values[place] = value;
        }
        refuseRepeatedName(parser, start);
        String[] ownNames = Arrays.copyOfRange(names, start, top);
        JsonValue[] ownValues = Arrays.copyOfRange(values, start, top);
        top = start;
        return new JsonObject(ownNames, ownValues);
    }

    private JsonArray array(JsonParser parser, int depth) throws Refusal {
        checkDepth(parser, depth);
        int start = top;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            int place = push();
            JsonValue value = value(parser, token, depth + 1);
            values[place] = value;
        }
        JsonArray array = new JsonArray(Arrays.asList(values).subList(start, top));
        top = start;
        return array;
    }

    /// A place for one more member or entry; what stands in it is overwritten before it is read.
    private int push() {
        if (top == values.length) {
            names = Arrays.copyOf(names, top * 2);
            values = Arrays.copyOf(values, top * 2);
        }
        return top++;
    }

    private void checkDepth(JsonParser parser, int depth) throws Refusal {
        if (depth > limits.depth()) {
            throw new Refusal(Finding.error(
                    "json-too-deep", pointer(parser), "The document nests deeper than " + limits.depth() + " levels."));
        }
    }

    private void refuseRepeatedName(JsonParser parser, int start) throws Refusal {
        int place = top - start <= FEW_NAMES ? repeatedAmongFew(start) : repeatedAmongMany(start);
        if (place >= 0) {
            // The parser stands at the object's end, whose pointer is the object's own.
            throw new Refusal(Finding.error(
                    "json-duplicate-name",
                    pointer(parser) + "/" + JsonPointers.escape(names[place]),
                    "The member name " + Json.write(new JsonString(names[place]))
                            + " occurs twice in one object; readers disagree on which one counts (RFC 7493 §2.3)."));
        }
    }

    /// Place of a name that stood before, or -1. Strings keep their hashes, so that few are compared quickest in pairs.
    private int repeatedAmongFew(int start) {
        for (int i = start + 1; i < top; i++) {
            String name = names[i];
            int hash = name.hashCode();
            for (int j = start; j < i; j++) {
                if (names[j].hashCode() == hash && names[j].equals(name)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private int repeatedAmongMany(int start) {
        Set<String> seen = HashSet.newHashSet(top - start);
        for (int i = start; i < top; i++) {
            if (!seen.add(names[i])) {
                return i;
            }
        }
        return -1;
    }

    private String checked(JsonParser parser, String text) throws Refusal {
        if (text.length() > limits.stringChars()) {
            throw new Refusal(Finding.error(
                    "json-too-large",
                    pointer(parser),
                    "A string has " + text.length() + " characters; at most " + limits.stringChars() + " are read."));
        }
        if (surrogatesPossible && hasLoneSurrogate(text)) {
            throw new Refusal(Finding.error(
                    "json-lone-surrogate",
                    pointer(parser),
                    "A string holds half a surrogate pair, which is not a character (RFC 7493 §2.1)."));
        }
        return text;
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

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }
}
