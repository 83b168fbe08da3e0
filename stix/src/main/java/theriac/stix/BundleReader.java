package theriac.stix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import theriac.stix.ByteSource.Capture;
import theriac.stix.ByteSource.End;
import theriac.stix.ByteSource.Slice;
import theriac.stix.json.Encoding;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonParsed;

/// Reads the objects of a bundle (STIX 2.0 or 2.1), a TAXII envelope, a JSON list, a single object, or any number of
/// these one after the other (JSON lines), holding one object at a time.
///
/// One bad object is rejected alone; what comes before and after it is still delivered. A stream that ends too early
/// gives a finding after the objects that were whole.
public final class BundleReader {

    private static final byte[] OBJECTS = "\"objects\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY_LIST = "[]".getBytes(StandardCharsets.US_ASCII);

    private final ByteSource in;
    private final JsonLimits limits;
    private final BundleSink sink;
    private int index;

    private BundleReader(ByteSource in, JsonLimits limits, BundleSink sink) {
        this.in = in;
        this.limits = limits;
        this.sink = sink;
    }

    /// Reads to the end of the stream; does not close it.
    ///
    /// @throws IOException when the stream fails: the environment's fault, not the data's
    public static void read(InputStream stream, JsonLimits limits, BundleSink sink) throws IOException {
        ByteSource in = new ByteSource(stream, limits.documentBytes());
        byte[] start = in.start(4);
        Optional<Finding> wide = Encoding.wide(start);
        if (wide.isPresent()) {
            sink.finding(wide.get());
            return;
        }
        if (Encoding.startsWithBom(start)) {
            in.skip(3);
            sink.finding(Finding.info(
                    "json-bom", "", "The document begins with a byte order mark, which was skipped (RFC 8259 §8.1)."));
        }
        new BundleReader(in, limits, sink).documents();
    }

    private void documents() throws IOException {
        int documents = 0;
        for (int next = in.peekToken(); next >= 0; next = in.peekToken()) {
            if (next == '{') {
                document();
            } else if (next == '[') {
                in.skip(1);
                entries("", "the list");
            } else if (next == ',' || next == 0x1e) {
                in.skip(1); // JSON text sequences (RFC 7464) and lines joined by commas
                continue;
            } else {
                sink.finding(Finding.error(
                        "json-syntax", "", "Text that is not JSON stands at byte " + in.position() + "; it was left."));
                return;
            }
            documents++;
            if (in.tooLong()) {
                sink.finding(Finding.error(
                        "json-too-large",
                        "",
                        "The document is longer than " + limits.documentBytes() + " bytes; the rest was not read."));
                return;
            }
        }
        if (documents == 0) {
            sink.finding(Finding.error("json-empty", "", "The document is empty."));
        }
    }

    /// A document that begins with `{`: its `objects` list is streamed, all other members are held.
    private void document() throws IOException {
        Capture members = new Capture(limits.objectBytes());
        in.captureInto(members);
        in.skip(1);
        boolean streamed = false;
        for (int next = in.peekToken(); next != '}'; next = in.peekToken()) {
            if (next < 0) {
                in.release();
                endedEarly(members, streamed);
                return;
            }
            if (next == ',' || next == ':') {
                in.skip(1);
                continue;
            }
            End how = in.skipValue();
            in.flush();
            if (how == End.UNCLOSED) {
                in.skip(1); // a stray bracket: the members will not parse, and say so
            }
            if (next == '"' && members.endsWith(OBJECTS) && startsList()) {
                streamed = true;
                if (!objects(members)) {
                    return;
                }
            }
        }
        in.skip(1);
        in.release();
        if (streamed) {
            envelope(members.slice(End.WHOLE).bytes());
        } else {
            whole(members.slice(End.WHOLE));
        }
    }

    /// After the name `objects`: true when its value is a list, whose `[` is then next.
    private boolean startsList() throws IOException {
        if (in.peekToken() != ':') {
            return false;
        }
        in.skip(1);
        return in.peekToken() == '[';
    }

    /// Streams the list, which stands as `[]` in the held members. False when the stream ended inside it.
    private boolean objects(Capture members) throws IOException {
        in.release();
        in.skip(1);
        members.add(EMPTY_LIST, 0, EMPTY_LIST.length);
        boolean ended = entries("/objects", "the bundle");
        in.captureInto(members);
        return ended;
    }

    private void endedEarly(Capture members, boolean streamed) {
        if (streamed) {
            truncated("the bundle");
        } else {
            deliver("", members.slice(End.TRUNCATED));
        }
    }

    private void envelope(byte[] bytes) {
        JsonParsed parsed = Json.parse(bytes, limits);
        parsed.findings().forEach(sink::finding);
        parsed.object().map(o -> o.without("objects")).ifPresent(sink::envelope);
    }

    /// A document without an `objects` list: one object by itself, or an empty envelope.
    private void whole(Slice slice) {
        if (slice.isWhole()) {
            Optional<JsonObject> json = Json.parse(slice.bytes(), limits).object();
            if (json.isPresent() && isEmptyEnvelope(json.get())) {
                sink.envelope(json.get());
                return;
            }
        }
        deliver("", slice);
    }

    private static boolean isEmptyEnvelope(JsonObject json) {
        boolean bundle = json.text("type").filter("bundle"::equals).isPresent();
        return bundle || !json.has("type") && !json.has("id");
    }

    /// The entries of a list whose `[` was read. True when its `]` was found.
    private boolean entries(String parent, String what) throws IOException {
        for (int place = 0; ; place++) {
            int next = in.peekToken();
            if (next == ']') {
                in.skip(1);
                return true;
            }
            if (next < 0 || in.tooLong()) {
                truncated(what);
                return false;
            }
            Slice slice = in.value(limits.objectBytes());
            deliver(parent + "/" + place, slice);
            if (slice.end() == End.TRUNCATED) {
                truncated(what);
                return false;
            }
            if (slice.end() == End.WHOLE) {
                separator(parent + "/" + place);
            }
        }
    }

    private void separator(String pointer) throws IOException {
        int next = in.peekToken();
        if (next == ',') {
            in.skip(1);
        } else if (next >= 0 && next != ']') {
            sink.finding(Finding.error("json-syntax", pointer, "There is no comma after this entry of the list."));
            in.skipJunk();
        }
    }

    private void deliver(String pointer, Slice slice) {
        int at = index++;
        byte[] raw = slice.bytes();
        if (!slice.isWhole()) {
            sink.rejected(at, pointer, raw, List.of(problem(pointer, slice)));
            return;
        }
        JsonParsed parsed = Json.parse(raw, limits);
        List<Finding> findings = below(pointer, parsed.findings());
        Optional<StixObject> object = parsed.object().flatMap(json -> StixObject.find(json, text(raw)));
        if (object.isPresent()) {
            sink.object(at, pointer, object.get(), findings);
            return;
        }
        List<Finding> all = new ArrayList<>(findings);
        if (parsed.value().isPresent()) {
            all.add(Finding.error(
                    "stix-no-object",
                    pointer,
                    "This entry is no STIX object: it has no well-formed \"id\" or no \"type\" (STIX 2.1 §3.2)."));
        }
        sink.rejected(at, pointer, raw, all);
    }

    private Finding problem(String pointer, Slice slice) {
        if (slice.tooLarge()) {
            return Finding.error(
                    "json-too-large",
                    pointer,
                    "The object is longer than " + limits.objectBytes() + " bytes and was not read.");
        }
        return slice.end() == End.TRUNCATED
                ? Finding.error("json-truncated", pointer, "The text ends inside this object.")
                : Finding.error("json-syntax", pointer, "This object is not closed; the next one begins inside it.");
    }

    private static String text(byte[] raw) {
        return Encoding.decode(raw).orElseThrow(() -> new IllegalStateException("Parsed bytes are UTF-8."));
    }

    private static List<Finding> below(String pointer, List<Finding> findings) {
        return findings.stream()
                .map(f -> new Finding(f.rule(), f.severity(), pointer + f.pointer(), f.message()))
                .toList();
    }

    private void truncated(String what) {
        sink.finding(
                in.tooLong()
                        ? Finding.error(
                                "json-too-large",
                                "",
                                "The document is longer than " + limits.documentBytes()
                                        + " bytes; the rest was not read.")
                        : Finding.error(
                                "json-truncated",
                                "",
                                "The text ends before " + what + " does; " + index
                                        + " entries were read before that."));
    }
}
