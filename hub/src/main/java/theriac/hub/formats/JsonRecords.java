package theriac.hub.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import theriac.stix.Finding;
import theriac.stix.json.Encoding;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonPointers;
import theriac.stix.json.JsonString;

/// The records of a JSON text, one at a time: the elements of the list at a place, or the value there when it is
/// no list. Documents may follow each other (JSON lines). What stands beside the place on the way down is kept
/// as [#head()]. Brackets are only counted here; each record is parsed by whoever takes it. Not thread-safe.
final class JsonRecords {

    /// What stands beside the records is context, not content.
    private static final int LARGEST_HEAD_VALUE = 1 << 20;

    private static final int MOST_HEAD_VALUES = 200;
    private static final int END = -1;
    private static final String VALUE_STARTS = "{[\"-0123456789tfn";

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private final JsonLimits limits;
    private final Telling telling;
    private JsonObject head = JsonObject.empty();
    private boolean broken;

    JsonRecords(InputStream stream, JsonLimits limits, Telling telling) {
        this.in = stream;
        this.limits = limits;
        this.telling = telling;
    }

    /// Told of each record.
    @FunctionalInterface
    interface Sink {
        /// @param raw the record's bytes, cut at the object limit
        /// @param whole whether nothing of it was cut off
        void record(String pointer, byte[] raw, boolean whole);
    }

    /// Members beside the records that were met so far.
    JsonObject head() {
        return head;
    }

    /// Reads all documents.
    ///
    /// @param place the steps to the records; `*` is any member or element
    void read(List<String> place, Sink sink) throws IOException {
        to = in.readNBytes(buffer, 0, 4);
        var start = Arrays.copyOf(buffer, to);
        var wide = Encoding.wide(start);
        if (wide.isPresent()) {
            telling.remark(wide.get());
            return;
        }
        from = Encoding.startsWithBom(start) ? 3 : 0;
        for (int next = peek(); next != END && !broken; next = peek()) {
            if (next == ',' || next == 0x1e) {
                from++;
                continue;
            }
            head = JsonObject.empty();
            walk(place, 0, "", sink);
        }
    }

    private void walk(List<String> place, int depth, String pointer, Sink sink) throws IOException {
        int next = peek();
        if (depth == place.size()) {
            if (next == '[') {
                elements(pointer, (_, at) -> record(at, sink));
            } else {
                record(pointer, sink);
            }
        } else if (next == '{') {
            members(pointer, (name, at) -> {
                if (matches(place.get(depth), name)) {
                    walk(place, depth + 1, at, sink);
                } else {
                    keep(name);
                }
            });
        } else if (next == '[') {
            elements(pointer, (name, at) -> {
                if (matches(place.get(depth), name)) {
                    walk(place, depth + 1, at, sink);
                } else {
                    capture(0);
                }
            });
        } else {
            record(pointer, sink);
        }
    }

    private static boolean matches(String step, String name) {
        return step.equals("*") || step.equals(name);
    }

    private interface Step {
        void at(String name, String pointer) throws IOException;
    }

    private void members(String pointer, Step step) throws IOException {
        from++;
        while (!broken) {
            int next = peek();
            if (next == ',') {
                from++;
            } else if (next == '}') {
                from++;
                return;
            } else if (next != '"') {
                broken(pointer, next);
            } else {
                var name = Json.parse(capture(limits.stringChars()).bytes(), limits)
                        .value();
                if (peek() != ':' || !(name.orElse(null) instanceof JsonString(String written))) {
                    broken(pointer, peek());
                } else {
                    from++;
                    step.at(written, JsonPointers.child(pointer, written));
                }
            }
        }
    }

    private void elements(String pointer, Step step) throws IOException {
        from++;
        for (int place = 0; !broken; ) {
            int next = peek();
            if (next == ',') {
                from++;
            } else if (next == ']') {
                from++;
                return;
            } else if (next == END || next == '}' || next == ':') {
                broken(pointer, next);
            } else {
                step.at(Integer.toString(place), JsonPointers.child(pointer, place));
                place++;
            }
        }
    }

    private void record(String pointer, Sink sink) throws IOException {
        int next = peek();
        if (next == END || VALUE_STARTS.indexOf(next) < 0) {
            broken(pointer, next);
            return;
        }
        var captured = capture(limits.objectBytes());
        sink.record(pointer, captured.bytes(), captured.whole());
    }

    private void keep(String name) throws IOException {
        var captured = capture(LARGEST_HEAD_VALUE);
        if (captured.whole() && head.size() < MOST_HEAD_VALUES) {
            Json.parse(captured.bytes(), limits).value().ifPresent(value -> head = head.with(name, value));
        }
    }

    private void broken(String pointer, int next) {
        broken = true;
        telling.remark(Finding.error(
                "json-syntax",
                pointer,
                next == END
                        ? "The text ends before the JSON does; what came before is read."
                        : "The text is no JSON from here on; what came before is read."));
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Captured(byte[] bytes, boolean whole) {}

    /// Reads over one value and keeps its first bytes.
    private Captured capture(int most) throws IOException {
        var kept = new ByteArrayOutputStream();
        int depth = 0;
        boolean quoted = false;
        boolean escaped = false;
        int first = peek();
        boolean scalar = first != '"' && first != '{' && first != '[';
        long length = 0;
        while (true) {
            int next = look();
            if (next == END || scalar && isEnd(next)) {
                return new Captured(kept.toByteArray(), length <= most && (scalar || next != END));
            }
            from++;
            if (++length <= most) {
                kept.write(next);
            }
            if (quoted) {
                quoted = escaped || next != '"';
                escaped = !escaped && next == '\\';
            } else {
                quoted = next == '"' && !scalar;
                depth += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
            }
            if (!scalar && !quoted && depth == 0) {
                return new Captured(kept.toByteArray(), length <= most);
            }
        }
    }

    private static boolean isEnd(int next) {
        return ",:]}[{\" \n\r\t".indexOf(next) >= 0;
    }

    /// The next byte that is no blank, not taken; [#END] at the end.
    private int peek() throws IOException {
        int next = look();
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            from++;
            next = look();
        }
        return next;
    }

    private int look() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, in.read(buffer));
        }
        return from < to ? buffer[from] & 0xff : END;
    }

    /// The steps of a JSON pointer (RFC 6901), in which `*` stands for any.
    static List<String> steps(String pointer) {
        return pointer.isEmpty() || !pointer.startsWith("/")
                ? List.of()
                : Arrays.stream(pointer.substring(1).split("/", -1))
                        .map(step -> step.replace("~1", "/").replace("~0", "~"))
                        .toList();
    }
}
