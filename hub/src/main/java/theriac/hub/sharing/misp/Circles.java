package theriac.hub.sharing.misp;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;

/// Sharing groups in what is written: clients name them by number alone (`sharing_group_id` beside
/// `distribution` 4), as `sharing_groups/index` told it. The group is put beside the number, because a number
/// is of this interface only; without it the event would stay with its organisation and nobody would know.
/// Thread-safe.
final class Circles {

    /// Parts of an event that have a distribution of their own, or parts that have one.
    private static final List<String> LISTS = List.of("Attribute", "Object", "EventReport");

    private final Function<Viewer.Party, List<JsonObject>> groups;

    /// @param groups those that an organisation is in, each as `sharing_groups/index` has it
    Circles(Function<Viewer.Party, List<JsonObject>> groups) {
        this.groups = groups;
    }

    /// The action, which gets what was sent with its groups in it.
    Function<MispCall, MispAnswer> named(Function<MispCall, MispAnswer> action) {
        return call -> {
            var written = Stream.of("Event", "Attribute", "Object", "EventReport")
                    .flatMap(name -> call.body().object(name).stream())
                    .findFirst()
                    .orElse(call.body());
            if (isByNumber(written) && group(call.caller(), written).isEmpty()) {
                throw Problem.badRequest(
                        "Invalid sharing group: there is no group %s, or your organisation is not in it; sharing_groups/index has yours."
                                .formatted(number(written)));
            }
            return action.apply(call.withBody(named(call.caller(), call.body())));
        };
    }

    /// A part whose group is not known here stays with its organisation, as one of another server's does.
    private JsonObject named(Viewer.Party caller, JsonObject element) {
        var result = isByNumber(element)
                ? group(caller, element)
                        .map(group -> element.with("SharingGroup", group))
                        .orElse(element)
                : element;
        for (var name : List.of("Event", "Attribute", "Object", "EventReport")) {
            var inner = result.object(name);
            if (inner.isPresent()) {
                result = result.with(name, named(caller, inner.get()));
            }
        }
        for (var name : LISTS) {
            result = each(caller, result, name);
        }
        return each(caller, result, "list");
    }

    private JsonObject each(Viewer.Party caller, JsonObject element, String list) {
        return element.array(list)
                .map(parts -> element.with(
                        list,
                        JsonArray.of(parts.values().stream()
                                .map(part -> part instanceof JsonObject one ? (JsonValue) named(caller, one) : part)
                                .toList())))
                .orElse(element);
    }

    private static boolean isByNumber(JsonObject element) {
        return Subject.scalar(element, "distribution").contains("4")
                && element.object("SharingGroup").isEmpty()
                && !number(element).isEmpty();
    }

    /// "" for none.
    private static String number(JsonObject element) {
        return Subject.scalar(element, "sharing_group_id").stream()
                .filter(number -> !number.equals("0"))
                .findFirst()
                .orElse("");
    }

    private Optional<JsonObject> group(Viewer.Party caller, JsonObject element) {
        var wanted = number(element);
        return groups.apply(caller).stream()
                .flatMap(group -> group.object("SharingGroup").stream())
                .filter(group -> Subject.names(group).stream().anyMatch(wanted::equalsIgnoreCase))
                .findFirst()
                .map(group -> JsonObject.builder()
                        .put("uuid", group.text("uuid").orElse(""))
                        .put("name", group.text("name").orElse(""))
                        .build());
    }
}
