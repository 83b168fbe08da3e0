package theriac.hub.sharing.misp;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import theriac.hub.core.Problem;
import theriac.hub.sharing.misp.AttributeSearch.Hit;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// How found attributes are written: as JSON, as lines of CSV, or their values as lines of text. Values with
/// line breaks are left out of text, where they would read as several.
final class AttributeForm {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    private static final List<String> ALWAYS = List.of(
            "uuid",
            "event_id",
            "category",
            "type",
            "value",
            "comment",
            "to_ids",
            "date",
            "object_relation",
            "attribute_tag",
            "object_uuid",
            "object_name",
            "object_meta_category");

    private static final List<String> CONTEXT = List.of(
            "event_info",
            "event_member_org",
            "event_source_org",
            "event_distribution",
            "event_threat_level_id",
            "event_analysis",
            "event_date",
            "event_tag");

    private static final Map<String, Function<Subject, String>> COLUMNS = columns();

    private final Filters filters;
    private final String format;

    private AttributeForm(Filters filters, String format) {
        this.filters = filters;
        this.format = format;
    }

    /// @throws Problem when the form is none of these
    static AttributeForm of(Filters filters) {
        var form = new AttributeForm(filters, MispServer.format(filters, "json", "csv", "text"));
        form.requested();
        return form;
    }

    private static Map<String, Function<Subject, String>> columns() {
        var columns = new LinkedHashMap<String, Function<Subject, String>>();
        for (var name : List.of(
                "uuid",
                "category",
                "type",
                "value",
                "comment",
                "object_relation",
                "timestamp",
                "distribution",
                "first_seen",
                "last_seen")) {
            columns.put(name, subject -> first(subject.attribute(), name));
        }
        columns.put("to_ids", subject -> Subject.is(subject.attribute(), "to_ids") ? "1" : "0");
        columns.put("deleted", subject -> Subject.is(subject.attribute(), "deleted") ? "1" : "0");
        columns.put("date", subject -> subject.changed().map(DAY::format).orElse(""));
        columns.put("attribute_tag", subject -> String.join(",", Subject.tags(subject.attribute())));
        columns.put("object_uuid", subject -> first(subject.object(), "uuid"));
        columns.put("object_name", subject -> first(subject.object(), "name"));
        columns.put("object_meta_category", subject -> first(subject.object(), "meta-category"));
        columns.put(
                "event_id",
                subject -> Numbers.uuid(subject.event()).map(Numbers::of).orElse("0"));
        columns.put("event_uuid", subject -> first(subject.event(), "uuid"));
        columns.put("event_info", subject -> first(subject.event(), "info"));
        columns.put("event_member_org", subject -> creator(subject, "Org"));
        columns.put("event_source_org", subject -> creator(subject, "Orgc"));
        columns.put("event_distribution", subject -> first(subject.event(), "distribution"));
        columns.put("event_threat_level_id", subject -> first(subject.event(), "threat_level_id"));
        columns.put("event_analysis", subject -> first(subject.event(), "analysis"));
        columns.put("event_date", subject -> first(subject.event(), "date"));
        columns.put("event_tag", subject -> String.join(",", Subject.tags(subject.event())));
        return Map.copyOf(columns);
    }

    private static String first(JsonObject element, String name) {
        return String.join("", Subject.scalar(element, name));
    }

    private static String creator(Subject subject, String which) {
        return subject.event().object(which).map(org -> first(org, "name")).orElse("");
    }

    /// The columns of CSV, in order.
    private List<String> requested() {
        var wanted = filters.find("requested_attributes")
                .map(Wanted::of)
                .map(Wanted::any)
                .orElse(List.of());
        var unknown = wanted.stream().filter(name -> !COLUMNS.containsKey(name)).toList();
        if (!unknown.isEmpty()) {
            throw Problem.badRequest("There is no column %s; there are %s."
                    .formatted(
                            String.join(", ", unknown), String.join(", ", new java.util.TreeSet<>(COLUMNS.keySet()))));
        }
        if (!wanted.isEmpty()) {
            return wanted;
        }
        return filters.has("includeContext")
                ? java.util.stream.Stream.concat(ALWAYS.stream(), CONTEXT.stream())
                        .toList()
                : ALWAYS;
    }

    MispAnswer write(List<Hit> hits, String name) {
        return switch (format) {
            case "csv" -> MispAnswer.text("text/csv", csv(hits));
            case "text" -> MispAnswer.text("text/plain", lines(hits));
            default ->
                MispAnswer.response(JsonObject.builder()
                        .put(name, JsonArray.of(hits.stream().map(this::json).toList()))
                        .build());
        };
    }

    private static String lines(List<Hit> hits) {
        return hits.stream()
                .map(hit -> first(hit.subject().attribute(), "value"))
                .filter(value -> value.lines().count() == 1)
                .distinct()
                .map(value -> value + "\n")
                .collect(Collectors.joining());
    }

    private String csv(List<Hit> hits) {
        var columns = requested();
        var text = new StringBuilder();
        if (!filters.has("headerless")) {
            text.append(String.join(",", columns)).append('\n');
        }
        for (var hit : hits) {
            text.append(columns.stream()
                            .map(column -> quoted(COLUMNS.get(column), hit.subject()))
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String quoted(@org.jspecify.annotations.Nullable Function<Subject, String> column, Subject subject) {
        return "\"" + (column == null ? "" : column.apply(subject)).replace("\"", "\"\"") + "\"";
    }

    private JsonObject json(Hit hit) {
        var subject = hit.subject();
        var event = Numbers.head(subject.event());
        var uuid = Numbers.uuid(subject.event());
        var object = Numbers.uuid(subject.object()).map(Numbers::of).orElse("0");
        var json = Numbers.attribute(subject.attribute(), uuid.map(Numbers::of).orElse("0"), object);
        if (filters.has("includeEventTags")) {
            var tags = new java.util.ArrayList<>(tags(subject.attribute()));
            tags.addAll(tags(subject.event()));
            json = json.with("Tag", JsonArray.of(tags));
        }
        if (uuid.isEmpty()) {
            return json;
        }
        if (filters.has("includeEventUuid")) {
            json = json.with(
                    "event_uuid", new theriac.stix.json.JsonString(uuid.get().toString()));
        }
        var about = JsonObject.builder();
        for (var member : event.members()) {
            if (filters.has("includeContext")
                    || List.of("id", "uuid", "info", "org_id", "orgc_id", "distribution")
                            .contains(member.name())) {
                about.put(member.name(), member.value());
            }
        }
        return json.with("Event", about.build());
    }

    private static List<JsonObject> tags(JsonObject element) {
        return element.array("Tag").map(JsonArray::objects).orElse(List.of());
    }
}
