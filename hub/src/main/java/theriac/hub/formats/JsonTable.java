package theriac.hub.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonPointers;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// A list of JSON records with a value, or several, in each: one document (`json`) or a document a line
/// (`ndjson`). The setting `records` is a JSON pointer to the list, in which `*` stands for any member or
/// element; `columns` as in [ValueMapping], where places are JSON pointers into a record. Without `columns`,
/// members with the usual names (`ioc`, `url`, `ip_address` …) are looked at. A text instead of a record is its
/// own value.
///
/// ```
/// {"records": "/data", "columns": {"value": "/indicator", "kind": "/type", "seen": "/first_seen", "labels": "/tags"}}
/// ```
public final class JsonTable implements Format {

    private final boolean lines;

    /// @param lines whether each line is a document of its own; one that is none then costs no other
    JsonTable(boolean lines) {
        this.lines = lines;
    }

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        var telling = new Telling(sink);
        var mapping = ValueMapping.of(settings.options(), telling).orElse(usual());
        var reading = new Reading(mapping, settings, telling, new ValueMapping.LeftOut());
        var place = JsonRecords.steps(settings.options().text("records").orElse(""));
        if (lines) {
            lines(input, settings, reading, telling);
        } else {
            new JsonRecords(input, settings.limits(), telling).read(place, reading::record);
        }
        reading.leftOut.tell(telling);
        if (reading.seen == 0) {
            telling.remark(Finding.error(
                    "json.empty",
                    "",
                    "There is no record at \"%s\": the setting \"records\" must point to the list."
                            .formatted(settings.options().text("records").orElse(""))));
        }
    }

    @Override
    public List<Place> places(InputStream input, FormatSettings settings) throws IOException {
        var mapping = ValueMapping.of(settings.options(), Telling.toNobody()).orElse(usual());
        var found = new LinkedHashMap<String, String>();
        var records = new Records(found);
        if (lines) {
            var lines = new TextLines(input, settings.limits().objectBytes());
            for (var line = lines.next(); line != null; line = lines.next()) {
                records.look(line.raw(), settings);
            }
        } else {
            var place = JsonRecords.steps(settings.options().text("records").orElse(""));
            new JsonRecords(input, settings.limits(), Telling.toNobody())
                    .read(place, (pointer, raw, whole) -> records.look(raw, settings));
        }
        return found.entrySet().stream()
                .map(one -> new Place(one.getKey(), one.getValue(), mapping.roles(one.getKey())))
                .toList();
    }

    /// The scalars of the first records, by their pointers.
    private static final class Records {
        private static final int SAMPLE = 20;
        private static final int DEPTH = 4;
        private final Map<String, String> found;
        private int seen;

        Records(Map<String, String> found) {
            this.found = found;
        }

        void look(byte[] raw, FormatSettings settings) {
            if (seen++ < SAMPLE) {
                Json.parse(raw, settings.limits()).object().ifPresent(record -> look(record, "", DEPTH));
            }
        }

        private void look(JsonObject object, String above, int depth) {
            for (var member : object.members()) {
                var pointer = JsonPointers.child(above, member.name());
                if (member.value() instanceof JsonObject inner && depth > 1) {
                    look(inner, pointer, depth - 1);
                } else if (found.size() < Place.MOST || found.containsKey(pointer)) {
                    var text = Members.scalars(member.value()).findFirst();
                    text.ifPresent(example -> found.merge(pointer, example, (a, b) -> a.isBlank() ? b : a));
                }
            }
        }
    }

    private static void lines(InputStream input, FormatSettings settings, Reading reading, Telling telling)
            throws IOException {
        var lines = new TextLines(input, settings.limits().objectBytes());
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (line.number() == 1 && TextList.isWebPage(line.text())) {
                telling.reject(
                        "line 1", line.raw(), "json.web-page", "This is a web page, not JSON. Nothing was read.");
                reading.seen++;
                return;
            }
            if (!line.text().isBlank()) {
                reading.record("line " + line.number(), line.raw(), !line.cut());
            }
        }
    }

    private static Map<String, List<String>> usual() {
        return Map.of(
                "value",
                        CsvColumns.VALUE_NAMES.stream()
                                .sorted()
                                .map(name -> "/" + name)
                                .toList(),
                "seen",
                        List.of(
                                "/first_seen",
                                "/firstseen",
                                "/dateadded",
                                "/date",
                                "/timestamp",
                                "/submission_time",
                                "/created"),
                "description", List.of("/description", "/comment", "/malware", "/threat"),
                "labels", List.of("/tags", "/labels"),
                "id", List.of("/id"));
    }

    /// Not thread-safe; used for one delivery.
    private static final class Reading {
        private final ValueMapping mapping;
        private final FormatSettings settings;
        private final Telling telling;
        private final ValueMapping.LeftOut leftOut;
        private long seen;

        Reading(ValueMapping mapping, FormatSettings settings, Telling telling, ValueMapping.LeftOut leftOut) {
            this.mapping = mapping;
            this.settings = settings;
            this.telling = telling;
            this.leftOut = leftOut;
        }

        void record(String pointer, byte[] raw, boolean whole) {
            seen++;
            if (!whole) {
                telling.reject(pointer, raw, "json.cut", "The record is cut off, or larger than the limit.");
                return;
            }
            var parsed = Json.parse(raw, settings.limits());
            if (parsed.value().isEmpty()) {
                telling.reject(pointer, raw, parsed.findings());
                return;
            }
            outcome(parsed.value().get()).tell(pointer, raw, "json.record", settings, telling, leftOut);
        }

        private ValueMapping.Outcome outcome(JsonValue record) {
            if (record instanceof JsonString(String text)) {
                return new ValueMapping(Map.of("value", List.of("")), Map.of(), List.of(), mapping.nothing(), List.of())
                        .read(place -> Stream.of(text), "json");
            }
            // Some feeds end with a record that describes the others.
            if (record instanceof JsonObject json
                    && json.text("type").filter("metadata"::equals).isPresent()) {
                return new ValueMapping.Outcome.Excluded(new ValueMapping.Exclusion("/type", "equals", "metadata"));
            }
            return mapping.read(
                    place -> JsonPointers.resolve(record, place).stream().flatMap(Members::scalars), "json");
        }
    }
}
