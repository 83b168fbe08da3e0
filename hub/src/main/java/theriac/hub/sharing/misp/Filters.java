package theriac.hub.sharing.misp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import theriac.hub.core.Problem;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonNull;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// What a search asks for, of the parameters that MISP's clients send. A parameter that is not known here is
/// refused by its name, for leaving it out would answer more than was asked; one that is null, empty, `0` or
/// `false` where it would only switch something on says nothing.
final class Filters {

    /// Parameters about the form of the answer; each search reads those that it has.
    private static final Set<String> FORM = Set.of(
            "returnFormat",
            "limit",
            "page",
            "metadata",
            "includeEventUuid",
            "includeEventTags",
            "includeContext",
            "includeSightings",
            "includeAttributeCount",
            "headerless",
            "requested_attributes",
            "withAttachments",
            "sgReferenceOnly",
            "sort",
            "direction",
            "desc",
            "minimal",
            "deleted");

    /// What must hold of the event.
    private static final Map<String, Function<Subject, List<String>>> OF_EVENT = Map.of(
            "org", Subject::creator,
            "orgc", Subject::creator,
            "eventid", subject -> Subject.names(subject.event()),
            "event_id", subject -> Subject.names(subject.event()),
            "eventinfo", subject -> Subject.scalar(subject.event(), "info"),
            "event_tags", subject -> Subject.tags(subject.event()),
            "threatlevel", subject -> Subject.scalar(subject.event(), "threat_level_id"),
            "threat_level_id", subject -> Subject.scalar(subject.event(), "threat_level_id"),
            "analysis", subject -> Subject.scalar(subject.event(), "analysis"),
            "distribution", subject -> Subject.scalar(subject.event(), "distribution"));

    /// What must hold of the attribute.
    private static final Map<String, Function<Subject, List<String>>> OF_ATTRIBUTE = Map.of(
            "value", Subject::values,
            "attribute", Subject::values,
            "type", subject -> Subject.scalar(subject.attribute(), "type"),
            "category", subject -> Subject.scalar(subject.attribute(), "category"),
            "comment", subject -> Subject.scalar(subject.attribute(), "comment"),
            "object_relation", subject -> Subject.scalar(subject.attribute(), "object_relation"),
            "object_name", subject -> Subject.scalar(subject.object(), "name"));

    private static final Map<String, Function<Subject, Optional<Instant>>> MOMENTS = Map.of(
            "timestamp", Subject::changed,
            "attribute_timestamp", Subject::changed,
            "event_timestamp", Subject::eventChanged,
            "publish_timestamp", Subject::published,
            "last", Subject::published);

    private final List<Predicate<Subject>> conditions = new ArrayList<>();

    /// Those of them that look at the event alone.
    private final List<Predicate<Subject>> ofEvent = new ArrayList<>();

    private final JsonObject parameters;
    private final Instant now;
    private boolean attributes;
    private Instant changedSince = Instant.EPOCH;
    private Instant eventsChangedSince = Instant.EPOCH;

    /// @throws Problem when a parameter is not known here, or of a form that is not
    Filters(JsonObject parameters, Instant now) {
        this.parameters = parameters;
        this.now = now;
        for (var parameter : parameters.members()) {
            if (!saysNothing(parameter.value()) && !FORM.contains(parameter.name())) {
                read(parameter.name(), parameter.value());
            }
        }
    }

    private void read(String name, JsonValue value) {
        if (OF_EVENT.containsKey(name)) {
            ofEvent.add(texts(value, OF_EVENT.get(name)));
        } else if (OF_ATTRIBUTE.containsKey(name)) {
            texts(value, OF_ATTRIBUTE.get(name));
            attributes = true;
        } else if (MOMENTS.containsKey(name)) {
            var span = Span.of(name, value, now);
            var moment = MOMENTS.get(name);
            Predicate<Subject> inside =
                    subject -> moment.apply(subject).filter(span::holds).isPresent();
            conditions.add(inside);
            if (!name.endsWith("timestamp") || name.equals("event_timestamp") || name.equals("publish_timestamp")) {
                ofEvent.add(inside);
                eventsChangedSince = later(span.from(), eventsChangedSince);
            } else {
                changedSince = later(span.from(), changedSince);
            }
            attributes |= name.equals("attribute_timestamp");
        } else {
            other(name, value);
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private Predicate<Subject> texts(JsonValue value, Function<Subject, List<String>> of) {
        var wanted = Wanted.of(value);
        Predicate<Subject> condition = subject -> wanted.fits(of.apply(subject));
        conditions.add(condition);
        return condition;
    }

    private void other(String name, JsonValue value) {
        switch (name) {
            case "tags", "tag" -> texts(value, Subject::tags);
            case "uuid" -> texts(value, Filters::uuids);
            case "published" -> flag(value, Subject::event, "published").ifPresent(ofEvent::add);
            case "to_ids" -> {
                flag(value, Subject::attribute, "to_ids");
                attributes = true;
            }
            case "from", "datefrom", "date_from" -> day(name, value, false);
            case "to", "dateuntil", "date_to" -> day(name, value, true);
            case "quickFilter", "all", "searchall" -> anywhere(value);
            // The index is asked for several with one stroke between them.
            case "sharinggroup" ->
                ofEvent.add(texts(
                        value instanceof JsonString(String said)
                                ? JsonArray.ofTexts(List.of(said.split("\\|+")))
                                : value,
                        subject -> subject.event().object("SharingGroup").stream()
                                .flatMap(group -> Subject.names(group).stream())
                                .toList()));
            default -> unknown(name, value);
        }
    }

    private static List<String> uuids(Subject subject) {
        return java.util.stream.Stream.of(subject.event(), subject.attribute(), subject.object())
                .flatMap(element -> element.text("uuid").stream())
                .toList();
    }

    /// Where MISP's clients switch things off that are not offered here, nothing is asked.
    private static void unknown(String name, JsonValue value) {
        var texts = Wanted.of(value).any();
        if (!texts.equals(List.of("0"))) {
            throw Problem.badRequest(
                    "The parameter \"%s\" is not known to this hub, so nothing was searched: leave it out."
                            .formatted(name));
        }
    }

    private Optional<Predicate<Subject>> flag(JsonValue value, Function<Subject, JsonObject> of, String member) {
        var wanted = Wanted.of(value).any();
        boolean yes = wanted.stream().anyMatch(text -> text.equals("1") || text.equalsIgnoreCase("true"));
        boolean no = wanted.stream().anyMatch(text -> text.equals("0") || text.equalsIgnoreCase("false"));
        if (yes == no) {
            return Optional.empty();
        }
        Predicate<Subject> condition = subject -> Subject.is(of.apply(subject), member) == yes;
        conditions.add(condition);
        return Optional.of(condition);
    }

    private void day(String name, JsonValue value, boolean last) {
        var edge = Span.moment(name, value, now, last);
        Predicate<Subject> inside = subject -> subject.event()
                .text("date")
                .filter(text -> text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"))
                .map(text -> Span.moment("date", new JsonString(text), now, false))
                .filter(at ->
                        last ? !at.isAfter(edge) : !at.isBefore(edge.truncatedTo(java.time.temporal.ChronoUnit.DAYS)))
                .isPresent();
        conditions.add(inside);
        ofEvent.add(inside);
    }

    /// `%text%`, or the text somewhere in what people read.
    private void anywhere(JsonValue value) {
        var wanted = Wanted.of(value);
        var forms = new Wanted(
                wanted.any().stream().map(Filters::inside).toList(),
                wanted.all().stream().map(Filters::inside).toList(),
                wanted.none().stream().map(Filters::inside).toList());
        conditions.add(subject -> forms.fits(subject.texts()));
        attributes = true;
    }

    private static String inside(String text) {
        return text.contains("%") ? text : "%" + text + "%";
    }

    private static boolean saysNothing(JsonValue value) {
        return value == JsonNull.NULL
                || value instanceof JsonString(String text) && text.isBlank()
                || value instanceof JsonArray list && list.size() == 0;
    }

    boolean fits(Subject subject) {
        return conditions.stream().allMatch(condition -> condition.test(subject));
    }

    /// Whether the event is one whose attributes may be answers.
    boolean fitsEvent(Subject event) {
        return ofEvent.stream().allMatch(condition -> condition.test(event));
    }

    /// Whether something is asked of the event alone, so that it pays to look for events first.
    boolean areAboutEvents() {
        return !ofEvent.isEmpty();
    }

    /// Nothing that was last changed before this moment is asked for.
    Instant changedSince() {
        return changedSince;
    }

    /// No event that was last changed before this moment is asked for.
    Instant eventsChangedSince() {
        return eventsChangedSince;
    }

    /// The uuids that are asked for; empty when others may be answers.
    List<UUID> uuids() {
        return find("uuid").map(Wanted::of).filter(Wanted::isExact).map(Wanted::any).orElse(List.of()).stream()
                .flatMap(uuid ->
                        Numbers.uuid(JsonObject.builder().put("uuid", uuid).build()).stream())
                .toList();
    }

    /// The values that are asked for; empty when others may be answers.
    Optional<List<String>> exactValues() {
        return find("value")
                .or(() -> find("attribute"))
                .map(Wanted::of)
                .filter(Wanted::isExact)
                .map(Wanted::any);
    }

    /// Whether something is asked of attributes, so that events alone cannot answer.
    boolean areAboutAttributes() {
        return attributes;
    }

    /// Whether the form of the answer asks for something.
    boolean has(String name) {
        return Subject.is(parameters, name)
                || parameters.find(name).filter(JsonBoolean.TRUE::equals).isPresent();
    }

    Optional<JsonValue> find(String name) {
        return parameters.find(name).filter(value -> !saysNothing(value));
    }

    /// Whether deleted parts are asked for: alone (`1`), beside the others (a list of both, or `only`), or not
    /// at all.
    boolean takesDeleted(boolean deleted) {
        var wanted = find("deleted").map(Wanted::of).map(Wanted::any).orElse(List.of("0"));
        return deleted
                ? wanted.contains("1") || wanted.contains("only") || wanted.contains("true")
                : wanted.contains("0") || wanted.contains("false");
    }

    /// @param least the smallest that makes sense
    /// @throws Problem when it is no number
    int number(String name, int least, int otherwise) {
        var texts = find(name).map(Wanted::of).map(Wanted::any).orElse(List.of());
        if (texts.isEmpty() || texts.getFirst().equals("0")) {
            return otherwise;
        }
        if (!texts.getFirst().matches("[0-9]{1,9}")) {
            throw Problem.badRequest("The parameter \"%s\" must be a number.".formatted(name));
        }
        return Math.max(least, Integer.parseInt(texts.getFirst()));
    }
}
