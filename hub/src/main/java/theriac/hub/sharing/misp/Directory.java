package theriac.hub.sharing.misp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import theriac.hub.benign.Listing;
import theriac.hub.benign.WarningLists;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Parties;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.value.Values;

/// What stands around events, as far as the caller may know it: organisations, sharing groups (never their
/// members), tags, warning lists, feeds. Thread-safe.
final class Directory {

    private static final int MOST_CHECKED = 10_000;

    private final MispEvents events;
    private final Parties parties;
    private final WarningLists lists;
    private final SyncDesk sync;

    Directory(MispEvents events, Parties parties, WarningLists lists, SyncDesk sync) {
        this.events = events;
        this.parties = parties;
        this.lists = lists;
        this.sync = sync;
    }

    /// `organisations/index`, with `searchall` in the name. They are all of this hub, so of the `scope`
    /// `external` there are none.
    MispAnswer organizations(MispCall call) {
        var wanted = Subject.scalar(call.parameters(), "searchall");
        boolean external = Subject.scalar(call.parameters(), "scope").contains("external");
        return MispAnswer.list(parties.known(call.caller()).stream()
                .filter(_ -> !external)
                .filter(party -> wanted.stream().allMatch(text -> Wanted.isLike(party.name(), "%" + text + "%")))
                .map(Directory::organization)
                .toList());
    }

    /// `organisations/view`, by uuid, number or name.
    MispAnswer organizationNamed(MispCall call) {
        var name = call.argument();
        return parties.known(call.caller()).stream()
                .filter(party -> Stream.of(
                                party.name(),
                                party.identity().uuid().toString(),
                                Numbers.of(party.identity().uuid()))
                        .anyMatch(name::equalsIgnoreCase))
                .map(party -> MispAnswer.json(organization(party)))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Invalid organisation: there is none, or you may not know it."));
    }

    private static JsonObject organization(Parties.Party party) {
        return JsonObject.builder().put("Organisation", plain(party)).build();
    }

    /// An organisation as the value of a member.
    static JsonObject plain(Parties.Party party) {
        return JsonObject.builder()
                .put("id", Numbers.of(party.identity().uuid()))
                .put("name", party.name())
                .put("uuid", party.identity().uuid().toString())
                .put("local", true)
                .build();
    }

    /// `sharing_groups/index`: those that the caller's organisation is in.
    MispAnswer groups(MispCall call) {
        return MispAnswer.response(JsonArray.of(groups(call.caller())));
    }

    /// The groups that an organisation is in, each as it is shown.
    List<JsonObject> groups(Viewer.Party caller) {
        var own = plain(parties.load(parties.cert()));
        return parties.groups(caller).stream()
                .map(group -> JsonObject.builder()
                        .put(
                                "SharingGroup",
                                JsonObject.builder()
                                        .put("id", Numbers.of(group.id()))
                                        .put("uuid", group.id().toString())
                                        .put("name", group.name())
                                        .put("active", true)
                                        .build())
                        .put("Organisation", own)
                        .put("SharingGroupOrg", JsonArray.EMPTY)
                        .put("SharingGroupServer", JsonArray.EMPTY)
                        .put("editable", false)
                        .build())
                .toList();
    }

    /// `sharing_groups/view`, by uuid or number.
    MispAnswer groupNamed(MispCall call) {
        return groups(call.caller()).stream()
                .filter(group -> group.object("SharingGroup").stream()
                        .flatMap(said -> Subject.names(said).stream())
                        .anyMatch(call.argument()::equalsIgnoreCase))
                .map(MispAnswer::json)
                .findFirst()
                .orElseThrow(() ->
                        Problem.notFound("Invalid sharing group: there is none, or your organisation is not in it."));
    }

    /// `tags/index`: the tags of the events that the caller may have, with `searchall` in the name.
    MispAnswer tags(MispCall call) {
        var wanted = Subject.scalar(call.parameters(), "searchall");
        return MispAnswer.json(JsonObject.builder()
                .put(
                        "Tag",
                        JsonArray.of(tags(call.caller()).entrySet().stream()
                                .filter(tag ->
                                        wanted.stream().allMatch(text -> Wanted.isLike(tag.getKey(), "%" + text + "%")))
                                .map(Map.Entry::getValue)
                                .toList()))
                .build());
    }

    /// `tags/search`: those whose name is like `tagname`.
    MispAnswer searchTags(MispCall call) {
        var forms = Stream.concat(Subject.scalar(call.parameters(), "tagname").stream(), call.arguments().stream())
                .toList();
        return MispAnswer.list(tags(call.caller()).entrySet().stream()
                .filter(tag -> forms.stream().anyMatch(form -> Wanted.isLike(tag.getKey(), form)))
                .map(tag -> JsonObject.builder().put("Tag", tag.getValue()).build())
                .toList());
    }

    /// `tags/view`, by number.
    MispAnswer tag(MispCall call) {
        var number = call.argument();
        return tags(call.caller()).values().stream()
                .filter(tag -> tag.text("id").filter(number::equals).isPresent())
                .map(MispAnswer::json)
                .findFirst()
                .orElseThrow(
                        () -> Problem.notFound("Invalid tag: there is none of this number, or it is not for you."));
    }

    private Map<String, JsonObject> tags(Viewer.Party caller) {
        var tags = new TreeMap<String, JsonObject>();
        events.each(
                caller,
                Instant.EPOCH,
                head -> head.json()
                        .array("Tag")
                        .map(JsonArray::objects)
                        .orElse(List.of())
                        .forEach(tag -> tag.text("name").ifPresent(name -> tags.putIfAbsent(name, tag(name, tag)))));
        return tags;
    }

    private static JsonObject tag(String name, JsonObject said) {
        return JsonObject.builder()
                .put("id", Numbers.of(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))))
                .put("name", name)
                .put("colour", said.text("colour").orElse("#666666"))
                .put("exportable", true)
                .put("hide_tag", false)
                .build();
    }

    /// `warninglists/index`.
    MispAnswer warningLists(MispCall call) {
        return MispAnswer.json(JsonObject.builder()
                .put(
                        "Warninglists",
                        JsonArray.of(lists.list().stream()
                                .map(Directory::warningList)
                                .toList()))
                .build());
    }

    /// `warninglists/view`, by number or name; without its entries, which may be hundreds of thousands.
    MispAnswer warningList(MispCall call) {
        var name = call.argument();
        return lists.list().stream()
                .filter(list -> name.equals(number(list.id())) || name.equalsIgnoreCase(list.name()))
                .map(list -> MispAnswer.json(warningList(list)))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Invalid warninglist: there is none of this name."));
    }

    private static JsonObject warningList(WarningLists.Kept list) {
        return JsonObject.builder()
                .put(
                        "Warninglist",
                        JsonObject.builder()
                                .put("id", number(list.id()))
                                .put("name", list.name())
                                .put("type", list.type())
                                .put("description", list.description())
                                .put("version", list.version())
                                .put("enabled", list.use() != WarningLists.Use.OFF)
                                .put("warninglist_entry_count", Integer.toString(list.entries()))
                                .build())
                .build();
    }

    private static String number(String name) {
        return Numbers.of(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /// `warninglists/checkValue`: of the values that are on a list, the lists.
    MispAnswer checkValue(MispCall call) {
        var asked = Wanted.texts(call.parameters().find("list").orElse(call.parameters()))
                .toList();
        if (asked.size() > MOST_CHECKED) {
            throw Problem.badRequest("At most %,d values are checked at once.".formatted(MOST_CHECKED));
        }
        var compiled = lists.now();
        var found = JsonObject.builder();
        asked.stream().distinct().forEach(text -> {
            var on = Values.recognize(text).map(compiled::find).orElse(List.of());
            if (!on.isEmpty()) {
                found.put(
                        text,
                        JsonArray.of(on.stream().map(listing -> hit(listing)).toList()));
            }
        });
        return MispAnswer.json(found.build());
    }

    private static JsonObject hit(Listing listing) {
        return JsonObject.builder()
                .put("id", number(listing.list()))
                .put("name", listing.list())
                .build();
    }

    /// `feeds/index`: the one that this hub gives out, and to a key that may fetch them those that it reads.
    MispAnswer feeds(MispCall call) {
        return MispAnswer.list(
                java.util.stream.Stream.concat(java.util.stream.Stream.of(feed()), sync.feeds(call).stream())
                        .toList());
    }

    /// `feeds/view/1`.
    MispAnswer feed(MispCall call) {
        if (!call.argument().equals("1")) {
            throw Problem.notFound("Invalid feed: this hub gives out one, with the number 1.");
        }
        return MispAnswer.json(feed());
    }

    private JsonObject feed() {
        var own = parties.load(parties.cert());
        return JsonObject.builder()
                .put(
                        "Feed",
                        JsonObject.builder()
                                .put("id", "1")
                                .put("name", "Events of " + own.name())
                                .put("provider", own.name())
                                .put("url", "/lists/misp/")
                                .put("source_format", "misp")
                                .put("input_source", "network")
                                .put("enabled", true)
                                .build())
                .build();
    }
}
