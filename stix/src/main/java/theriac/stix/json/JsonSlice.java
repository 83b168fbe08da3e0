package theriac.stix.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import theriac.stix.Finding;

/// One value in a JSON text, by its place: for documents that are too large to be held as values. What stands inside a
/// value is not looked at until it is asked for, so each part is to be parsed before it is believed. Immutable, if
/// nobody changes the text; safe between threads.
public final class JsonSlice {

    private final byte[] text;
    private final int from;
    private final int to;

    private JsonSlice(byte[] text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
    }

    /// The one value of a UTF-8 text, a byte order mark skipped; empty when the text ends before the value
    /// does, or goes on after it.
    public static Optional<JsonSlice> of(byte[] text) {
        int from = blank(text, Encoding.startsWithBom(text) ? 3 : 0, text.length);
        int to = end(text, from, text.length);
        return to < 0 || blank(text, to, text.length) < text.length
                ? Optional.empty()
                : Optional.of(new JsonSlice(text, from, to));
    }

    public boolean isObject() {
        return text[from] == '{';
    }

    public boolean isArray() {
        return text[from] == '[';
    }

    /// A copy of its bytes.
    public byte[] bytes() {
        return Arrays.copyOfRange(text, from, to);
    }

    /// Reads it strictly; never throws on bad data.
    public JsonParsed parse(JsonLimits limits) {
        return Json.parse(bytes(), limits);
    }

    /// Told of the members of an object in their order, repeated names included.
    @FunctionalInterface
    public interface Members {
        void member(String name, JsonSlice value);
    }

    /// Told of the elements of an array in their order.
    @FunctionalInterface
    public interface Elements {
        void element(int place, JsonSlice value);
    }

    /// Walks through the members of an object.
    ///
    /// @return why the walk ended too early; empty when it came to the end
    public Optional<Finding> members(Members sink) {
        int at = blank(text, from + 1, to);
        if (at == to - 1) {
            return Optional.empty();
        }
        while (true) {
            int nameEnd = at < to && text[at] == '"' ? end(text, at, to) : -1;
            int colon = nameEnd < 0 ? to : blank(text, nameEnd, to);
            int value = colon < to && text[colon] == ':' ? blank(text, colon + 1, to) : to;
            int end = end(text, value, to);
            if (end < 0) {
                return fault(at);
            }
            var name = new JsonSlice(text, at, nameEnd).parse(JsonLimits.standard());
            if (!(name.value().orElse(JsonNull.NULL) instanceof JsonString(String written))) {
                return fault(at);
            }
            sink.member(written, new JsonSlice(text, value, end));
            at = blank(text, end, to);
            if (at == to - 1 && text[at] == '}') {
                return Optional.empty();
            }
            if (at >= to || text[at] != ',') {
                return fault(at);
            }
            at = blank(text, at + 1, to);
        }
    }

    /// Walks through the elements of an array.
    ///
    /// @return why the walk ended too early; empty when it came to the end
    public Optional<Finding> elements(Elements sink) {
        int at = blank(text, from + 1, to);
        if (at == to - 1) {
            return Optional.empty();
        }
        for (int place = 0; ; place++) {
            int end = end(text, at, to);
            if (end < 0) {
                return fault(at);
            }
            sink.element(place, new JsonSlice(text, at, end));
            at = blank(text, end, to);
            if (at == to - 1 && text[at] == ']') {
                return Optional.empty();
            }
            if (at >= to || text[at] != ',') {
                return fault(at);
            }
            at = blank(text, at + 1, to);
        }
    }

    private static Optional<Finding> fault(int at) {
        return Optional.of(Finding.error(
                "json-syntax", "", "The text is not JSON at byte " + at + "; what came before it was read."));
    }

    private static int blank(byte[] text, int at, int to) {
        int next = at;
        while (next < to && (text[next] == ' ' || text[next] == '\n' || text[next] == '\r' || text[next] == '\t')) {
            next++;
        }
        return next;
    }

    /// Where the value that begins at a place ends; -1 when none begins there or it does not end. Brackets are counted,
    /// not matched: parsing does that.
    private static int end(byte[] text, int at, int to) {
        if (at >= to) {
            return -1;
        }
        return switch (text[at]) {
            case '"' -> string(text, at, to);
            case '{', '[' -> nested(text, at, to);
            case ',', ':', '}', ']' -> -1;
            default -> scalar(text, at, to);
        };
    }

    private static int string(byte[] text, int at, int to) {
        for (int next = at + 1; next < to; next++) {
            if (text[next] == '\\') {
                next++;
            } else if (text[next] == '"') {
                return next + 1;
            }
        }
        return -1;
    }

    private static int nested(byte[] text, int at, int to) {
        int depth = 0;
        for (int next = at; next < to; ) {
            switch (text[next]) {
                case '"' -> {
                    next = string(text, next, to);
                    if (next < 0) {
                        return -1;
                    }
                }
                case '{', '[' -> {
                    depth++;
                    next++;
                }
                case '}', ']' -> {
                    next++;
                    if (--depth == 0) {
                        return next;
                    }
                }
                default -> next++;
            }
        }
        return -1;
    }

    private static int scalar(byte[] text, int at, int to) {
        int next = at;
        while (next < to && " \n\r\t,:]}[{\"".indexOf(text[next]) < 0) {
            next++;
        }
        return next;
    }

    /// The text, for a person who looks for a fault.
    @Override
    public String toString() {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }
}
