package theriac.hub.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixId;
import theriac.stix.json.Encoding;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonSlice;
import theriac.stix.json.JsonString;

/// MISP events as JSON: one `{"Event": …}`, a list of them, or an export `{"response": […]}`. An event becomes
/// a report of its organisation; each attribute that is meant for detection (`to_ids`) an indicator with the
/// attribute's own uuid, any other attribute with a known type an observable; galaxy clusters become actors,
/// malware, tools and techniques, tied by relationships. TLP tags become markings. What has no STIX counterpart
/// here is named in a finding and stays in the raw delivery.
///
/// An event of a few hundred thousand attributes is fine: they are read one at a time.
public final class MispEvent implements Format {

    /// An event may be this large: its bytes are held, and of its attributes one at a time.
    static final int MOST_BYTES = 256 << 20;

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        int limit = (int) Math.min(MOST_BYTES, settings.limits().documentBytes());
        var bytes = input.readNBytes(limit + 1);
        if (bytes.length > limit) {
            refuse(sink, bytes, "misp.size", "The event has more than %d bytes, which is the limit.".formatted(limit));
            return;
        }
        var wide = Encoding.wide(bytes);
        wide.ifPresent(sink::finding);
        var document = JsonSlice.of(bytes).filter(slice -> wide.isEmpty() && (slice.isObject() || slice.isArray()));
        if (document.isEmpty()) {
            refuse(sink, bytes, "misp.json", "This is no JSON that can be read: it is cut off, or something else.");
            return;
        }
        var found = new Found(settings, sink);
        found.look(document.get(), "", 0);
        if (found.counter.next == 0 && found.counter.events == 0) {
            refuse(
                    sink,
                    bytes,
                    "misp.event",
                    "There is no MISP event in this JSON: it has neither \"Event\" nor \"response\".");
        }
    }

    private static void refuse(BundleSink sink, byte[] bytes, String rule, String why) {
        sink.rejected(0, "", bytes, List.of(Finding.error(rule, "", why)));
    }

    /// The place of an object among all objects of the delivery.
    static final class Counter {
        int next;
        int events;
    }

    /// An event without its long lists, which are read one element at a time.
    ///
    /// @param head the event, with empty lists in their place
    /// @param lists `Attribute` and `Object`, as far as the event has them
    record Opened(JsonObject head, Map<String, JsonSlice> lists) {}

    /// Looks for events in a document. Not thread-safe; used once.
    private static final class Found {

        private static final Set<String> LONG = Set.of("Attribute", "Object");
        private static final byte[] EMPTY_LIST = {'[', ']'};

        private final FormatSettings settings;
        private final BundleSink sink;
        private final Counter counter = new Counter();

        Found(FormatSettings settings, BundleSink sink) {
            this.settings = settings;
            this.sink = sink;
        }

        void look(JsonSlice place, String pointer, int depth) {
            if (depth > settings.limits().depth()) {
                sink.finding(Finding.error(
                        "json-too-deep", "", "Events are nested more than %d deep.".formatted(depth - 1)));
                return;
            }
            if (place.isArray()) {
                place.elements((n, element) -> look(element, pointer + "/" + n, depth + 1))
                        .ifPresent(sink::finding);
            } else if (place.isObject()) {
                var members = new HashMap<String, JsonSlice>();
                place.members(members::put).ifPresent(sink::finding);
                if (members.containsKey("Event")) {
                    event(members.get("Event"), pointer + "/Event");
                } else if (members.containsKey("response")) {
                    look(members.get("response"), pointer + "/response", depth + 1);
                } else if (members.containsKey("uuid") && members.containsKey("info")) {
                    event(place, pointer);
                }
            }
        }

        private void event(JsonSlice event, String pointer) {
            var lists = new HashMap<String, JsonSlice>();
            var head = new ByteArrayOutputStream();
            head.write('{');
            var fault = event.isObject()
                    ? event.members((name, value) -> {
                        boolean cut = LONG.contains(name) && value.isArray();
                        if (cut) {
                            lists.put(name, value);
                        }
                        head.writeBytes(((head.size() == 1 ? "" : ",") + Json.write(new JsonString(name)) + ":")
                                .getBytes(StandardCharsets.UTF_8));
                        head.writeBytes(cut ? EMPTY_LIST : value.bytes());
                    })
                    : Optional.of(Finding.error("misp.event", "", "An event must be a JSON object."));
            head.write('}');
            var parsed = Json.parse(head.toByteArray(), settings.limits());
            var findings = new ArrayList<Finding>();
            fault.ifPresent(findings::add);
            findings.addAll(parsed.findings());
            if (fault.isEmpty() && parsed.value().orElse(null) instanceof JsonObject read) {
                findings.forEach(sink::finding);
                new MispReading(new Opened(read, lists), pointer, settings, sink, counter).tell();
            } else {
                // Without its head nobody knows for whom the event is: it is kept, and none of it is shared.
                sink.rejected(counter.next++, pointer, event.bytes(), findings);
            }
        }
    }

    /// A STIX id with a MISP uuid; empty when the uuid is none.
    static Optional<StixId> id(String type, JsonObject record) {
        return record.text("uuid").flatMap(uuid -> StixId.parse(type + "--" + uuid.toLowerCase(java.util.Locale.ROOT)));
    }
}
