package theriac.detect;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonNull;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// One JSON object per line. Nested members become `parent.name`; the texts of a list share its name.
record JsonReader(ZoneId zone) implements LogReader {

    private static final List<String> TIMES = List.of(
            "ts",
            "timestamp",
            "@timestamp",
            "timecreated",
            "eventtime",
            "event.created",
            "time",
            "date",
            "eventdata.utctime");

    @Override
    public LogFormat format() {
        return LogFormat.JSON;
    }

    @Override
    public Observation read(String line) {
        Optional<JsonObject> object = Json.parse(line, JsonLimits.standard()).object();
        if (object.isEmpty()) {
            return new PlainReader(zone).read(line);
        }
        List<Field> fields = new ArrayList<>();
        collect("", object.get(), fields);
        return new Observation(time(fields), fields);
    }

    private static void collect(String name, JsonValue value, List<Field> fields) {
        switch (value) {
            case JsonObject object -> {
                for (JsonObject.Member member : object.members()) {
                    String own = member.name().toLowerCase(Locale.ROOT);
                    collect(name.isEmpty() ? own : name + "." + own, member.value(), fields);
                }
            }
            case JsonArray array -> array.values().forEach(item -> collect(name, item, fields));
            case JsonString(String text) -> fields.add(new Field(name, text));
            case JsonNumber(String text) -> fields.add(new Field(name, text));
            case JsonBoolean _, JsonNull _ -> {}
        }
    }

    private Optional<Instant> time(List<Field> fields) {
        for (String name : TIMES) {
            for (Field field : fields) {
                if (field.name().equals(name)) {
                    Optional<Instant> time = LogTimes.parse(field.text(), zone);
                    if (time.isPresent()) {
                        return time;
                    }
                }
            }
        }
        return Optional.empty();
    }
}
