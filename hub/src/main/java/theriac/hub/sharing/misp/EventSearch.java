package theriac.hub.sharing.misp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;

/// Which events of one recipient fit what was asked, without their parts: the index and the search.
/// Thread-safe.
final class EventSearch {

    private static final List<String> SORTED_BY = List.of("id", "date", "timestamp", "publish_timestamp", "info");

    private final MispEvents events;

    EventSearch(MispEvents events) {
        this.events = events;
    }

    /// The events that fit, without parts.
    List<MispEvents.Head> heads(Viewer.Party caller, Filters filters) {
        var found = new ArrayList<MispEvents.Head>();
        events.each(caller, filters.changedSince(), head -> {
            if (filters.fits(Subject.of(head.json()))) {
                found.add(head);
            }
        });
        return found;
    }

    /// The index of events: what they are, not what is in them.
    ///
    /// @param found the events that fit
    MispAnswer index(List<MispEvents.Head> found, Filters filters) {
        var heads = new ArrayList<>(found);
        sort(heads, filters);
        heads = page(heads, filters, Integer.MAX_VALUE);
        boolean minimal = filters.has("minimal");
        return MispAnswer.list(heads.stream()
                .map(head -> minimal ? minimal(head.json()) : row(head))
                .toList());
    }

    private static void sort(List<MispEvents.Head> heads, Filters filters) {
        var by = filters.find("sort").map(Wanted::of).map(Wanted::any).orElse(List.of());
        if (by.isEmpty()) {
            return;
        }
        if (!SORTED_BY.contains(by.getFirst())) {
            throw Problem.badRequest("Events are sorted by one of %s.".formatted(String.join(", ", SORTED_BY)));
        }
        Comparator<MispEvents.Head> order =
                Comparator.comparing(head -> String.join("", Subject.scalar(Numbers.head(head.json()), by.getFirst())));
        boolean down = filters.has("desc")
                || filters.find("direction")
                        .map(Wanted::of)
                        .filter(said -> said.any().contains("desc"))
                        .isPresent();
        heads.sort(down ? order.reversed() : order);
    }

    /// The page that was asked for.
    static <T> ArrayList<T> page(List<T> all, Filters filters, int otherwise) {
        int limit = filters.number("limit", 1, otherwise);
        long from = (filters.number("page", 1, 1) - 1L) * limit;
        return new ArrayList<>(all.subList((int) Math.min(all.size(), from), (int) Math.min(all.size(), from + limit)));
    }

    private static JsonObject minimal(JsonObject event) {
        var row = JsonObject.builder().put("id", Numbers.of(Numbers.uuid(event).orElseThrow()));
        for (var name : List.of("timestamp", "sighting_timestamp")) {
            row.put(name, Subject.scalar(event, name).stream().findFirst().orElse("0"));
        }
        return row.put("published", isPublished(event))
                .put("uuid", event.text("uuid").orElse(""))
                .put(
                        "orgc_uuid",
                        event.object("Orgc").flatMap(org -> org.text("uuid")).orElse(""))
                .build();
    }

    static boolean isPublished(JsonObject event) {
        return !event.has("published") || Subject.is(event, "published");
    }

    private static JsonObject row(MispEvents.Head head) {
        var event = Numbers.head(head.json());
        var row = JsonObject.builder();
        for (var member : event.members()) {
            // How many parts there are is told with the parts that the recipient may have, and not by those
            // it may not.
            if (!(member.value() instanceof JsonArray) && !member.name().equals("attribute_count")) {
                row.put(member.name(), member.value());
            }
        }
        row.put(
                "EventTag",
                JsonArray.of(event.array("Tag").map(JsonArray::objects).orElse(List.of()).stream()
                        .map(tag -> JsonObject.builder().put("Tag", tag).build())
                        .toList()));
        return row.build().with("published", JsonBoolean.of(isPublished(event)));
    }

    MispAnswer metadata(List<MispEvents.Head> heads) {
        return MispAnswer.response(JsonArray.of(heads.stream()
                .map(head -> JsonObject.builder()
                        .put("Event", Numbers.head(head.json()))
                        .build())
                .toList()));
    }
}
