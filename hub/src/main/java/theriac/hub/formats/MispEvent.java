package theriac.hub.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;

/// MISP events as JSON: one `{"Event": …}`, a list of them, or an export `{"response": […]}`. An event becomes a report
/// of its
/// organisation; each attribute that is meant for detection (`to_ids`) an indicator with the attribute's own uuid, any
/// other
/// attribute with a known type an observable; galaxy clusters become actors, malware, tools and techniques, tied by
/// relationships. TLP tags become markings. What has no STIX counterpart here is named in a finding and stays in the
/// raw
/// delivery.
public final class MispEvent implements Format {

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        long limit = settings.limits().documentBytes();
        var bytes = input.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, limit + 1));
        if (bytes.length > limit) {
            sink.rejected(
                    0,
                    "",
                    bytes,
                    List.of(Finding.error(
                            "misp.size",
                            "",
                            "The event has more than %d bytes, which is the limit.".formatted(limit))));
            return;
        }
        var parsed = Json.parse(bytes, settings.limits());
        parsed.findings().forEach(sink::finding);
        if (parsed.value().isEmpty()) {
            sink.rejected(
                    0,
                    "",
                    bytes,
                    List.of(Finding.error("misp.json", "", "This is not JSON that can be read; see the findings.")));
            return;
        }
        var counter = new Counter();
        events(
                parsed.value().get(),
                "",
                (pointer, event) -> new MispReading(event, pointer, settings, sink, counter).tell());
        if (counter.next == 0 && counter.events == 0) {
            sink.rejected(
                    0,
                    "",
                    bytes,
                    List.of(Finding.error(
                            "misp.event",
                            "",
                            "There is no MISP event in this JSON: it has neither \"Event\" nor \"response\".")));
        }
    }

    /// The place of an object among all objects of the delivery.
    static final class Counter {
        int next;
        int events;
    }

    private interface EventSink {
        void event(String pointer, JsonObject event);
    }

    private static void events(JsonValue value, String pointer, EventSink sink) {
        switch (value) {
            case JsonArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    events(array.values().get(i), pointer + "/" + i, sink);
                }
            }
            case JsonObject object -> {
                var event = object.object("Event");
                var response = object.find("response");
                if (event.isPresent()) {
                    sink.event(pointer + "/Event", event.get());
                } else if (response.isPresent()) {
                    events(response.get(), pointer + "/response", sink);
                } else if (object.has("uuid") && object.has("info")) {
                    sink.event(pointer, object);
                }
            }
            default -> {}
        }
    }

    /// A STIX id with a MISP uuid; empty when the uuid is none.
    static Optional<StixId> id(String type, JsonObject record) {
        return record.text("uuid").flatMap(uuid -> StixId.parse(type + "--" + uuid.toLowerCase(java.util.Locale.ROOT)));
    }

    static List<String> ids(List<StixObject> objects) {
        var ids = new ArrayList<String>();
        objects.forEach(object -> ids.add(object.id().text()));
        return ids;
    }
}
