package theriac.hub.formats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;

/// What analysts said of an event or a part of it (MISP's analyst data, since 2.5): a note is a note, an opinion from 0
/// to 100 an opinion in five steps, a relationship a relationship where both ends are told. Each has an author and goes
/// as far as it says itself, which may be less far than what it is about; so none stays inside of that.
final class MispAnalyst {

    /// The STIX type of a relationship whose other end is not told here.
    static final String CUSTOM = "x-misp-relationship";

    /// Notes on notes on notes: beyond, they stay in what they are about.
    private static final int DEEPEST = 10;

    /// The lists of an element, and the STIX type of what stands there.
    private static final Map<String, String> LISTS =
            Map.of("Note", "note", "Opinion", "opinion", "Relationship", "relationship");

    private static final List<String> ORDER = List.of("Note", "Opinion", "Relationship");

    /// MISP's computed copies of what stands at other elements.
    private static final String INBOUND = "RelationshipInbound";

    /// As the MISP project's own converter labels them.
    private static final Map<String, String> LABELS =
            Map.of("note", "misp:context-layer=\"Analyst Note\"", "opinion", "misp:context-layer=\"Analyst Opinion\"");

    private static final String EXACT = "x_misp_opinion";

    private MispAnalyst() {}

    /// The element without what becomes objects of their own, and without copies that may not go as far as itself.
    static JsonObject without(JsonObject element) {
        return without(element, DEEPEST);
    }

    private static JsonObject without(JsonObject element, int depth) {
        var left =
                MispKept.without(element, INBOUND, copy -> !MispReach.of(copy).isEmpty());
        for (var list : ORDER) {
            left = depth == 0 ? left : MispKept.without(left, list, said -> isOwn(list, said));
        }
        return left;
    }

    private static boolean isOwn(String list, JsonObject said) {
        return MispEvent.id(LISTS.getOrDefault(list, ""), said).isPresent();
    }

    /// What is said of an element, and what is said of that.
    ///
    /// @param context of the element
    /// @param told the object with a uuid that is told in the same event, for the other end of a relationship
    static List<StixObject> of(
            JsonObject element, StixId about, MispContext context, Function<String, Optional<StixId>> told) {
        var made = new ArrayList<StixObject>();
        collect(element, about, context, told, DEEPEST, made);
        return made;
    }

    private static void collect(
            JsonObject element,
            StixId about,
            MispContext context,
            Function<String, Optional<StixId>> told,
            int depth,
            List<StixObject> made) {
        for (var list : depth == 0 ? List.<String>of() : ORDER) {
            for (var said : Members.objects(element, list)) {
                if (isOwn(list, said)) {
                    var object = object(list, said, about, context, told, depth);
                    made.add(object);
                    collect(said, object.id(), context.inside(said), told, depth - 1, made);
                }
            }
        }
    }

    private static StixObject object(
            String list,
            JsonObject said,
            StixId about,
            MispContext context,
            Function<String, Optional<StixId>> told,
            int depth) {
        var type = LISTS.getOrDefault(list, "");
        var other = type.equals("relationship")
                ? said.text("related_object_uuid").flatMap(told).filter(end -> !end.equals(about))
                : Optional.<StixId>empty();
        var id = MispEvent.id(type.equals("relationship") && other.isEmpty() ? CUSTOM : type, said)
                .orElseThrow();
        var created = Members.moment(said, "created").orElseGet(() -> context.at(said));
        var draft = context.mark(
                Draft.of(
                        id,
                        by(said, context),
                        created,
                        Members.moment(said, "modified").orElse(created)),
                said);
        switch (id.type()) {
            case "note" ->
                draft.put(
                        "content",
                        said.text("note").filter(text -> !text.isBlank()).orElse("An empty note."));
            case "opinion" -> {
                int exact = exact(said);
                draft.put("opinion", step(exact))
                        .put("explanation", said.text("comment"))
                        .put(EXACT, exact);
            }
            case "relationship" ->
                draft.put("relationship_type", word(said))
                        .put("source_ref", about.text())
                        .put("target_ref", other.orElseThrow().text());
            default -> draft.put("name", "Relationship: " + word(said));
        }
        if (!id.type().equals("relationship")) {
            draft.put("object_refs", List.of(about.text())).put("lang", language(said));
        }
        if (LABELS.containsKey(id.type())) {
            draft.put("authors", said.text("authors").stream().toList()).put("labels", List.of(LABELS.get(id.type())));
        }
        return draft.keep(MispKept.ANALYST, MispKept.text(without(said, depth - 1)))
                .build();
    }

    /// Who said it; its element's author when nobody is named.
    private static StixId by(JsonObject said, MispContext context) {
        return said.object("Orgc")
                .flatMap(org -> MispEvent.id("identity", org))
                .or(() -> said.text("orgc_uuid")
                        .flatMap(uuid -> StixId.parse("identity--" + uuid.toLowerCase(Locale.ROOT))))
                .orElse(context.author());
    }

    private static String word(JsonObject said) {
        return said.text("relationship_type")
                .filter(word -> word.matches("[a-z0-9-]{1,60}"))
                .orElse("related-to");
    }

    /// Where it is one of BCP 47, as far as its form says.
    private static Optional<String> language(JsonObject said) {
        return said.text("language").filter(code -> code.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}"));
    }

    private static int exact(JsonObject said) {
        return said.find("opinion")
                .flatMap(Members::scalar)
                .filter(number -> number.matches("[0-9]{1,3}"))
                .map(number -> Math.min(100, Integer.parseInt(number)))
                .orElse(50);
    }

    /// The nearest of five steps.
    private static String step(int exact) {
        return exact < 13
                ? "strongly-disagree"
                : exact < 38 ? "disagree" : exact < 63 ? "neutral" : exact < 88 ? "agree" : "strongly-agree";
    }

    private static int number(StixObject opinion) {
        return switch (opinion.text("opinion").orElse("")) {
            case "strongly-disagree" -> 0;
            case "disagree" -> 25;
            case "agree" -> 75;
            case "strongly-agree" -> 100;
            default -> 50;
        };
    }

    /// What the objects of an event say of each other, to be put back.
    static final class Said {

        /// @param list in which it stands
        private record One(String list, StixId id, JsonObject json) {}

        private final Map<StixId, List<One>> about = new HashMap<>();

        /// Takes an object, if it is analyst data.
        void add(StixObject member) {
            written(member)
                    .ifPresent(one -> member.ref("source_ref")
                            .or(() -> member.refs("object_refs").stream().findFirst())
                            .ifPresent(of -> about.computeIfAbsent(of, _ -> new ArrayList<>())
                                    .add(one)));
        }

        /// The element with what is said of it, and what is said of that.
        JsonObject with(JsonObject element, StixId id) {
            return with(element, id, DEEPEST);
        }

        private JsonObject with(JsonObject element, StixId id, int depth) {
            var whole = element;
            for (var list : ORDER) {
                var said = about.getOrDefault(id, List.of()).stream()
                        .filter(one -> one.list().equals(list))
                        .map(one -> depth == 1 ? one.json() : with(one.json(), one.id(), depth - 1))
                        .toList();
                whole = MispKept.with(whole, list, said);
            }
            return whole;
        }

        private static Optional<One> written(StixObject member) {
            return MispKept.find(member, MispKept.ANALYST)
                    .or(() -> anew(member))
                    .map(json -> new One(list(member), member.id(), json));
        }

        private static String list(StixObject member) {
            return member.type().equals("note") ? "Note" : member.type().equals("opinion") ? "Opinion" : "Relationship";
        }
    }

    /// One that another converter labelled as analyst data; empty for all else.
    private static Optional<JsonObject> anew(StixObject member) {
        var label = LABELS.get(member.type());
        if (label == null || !member.texts("labels").contains(label)) {
            return Optional.empty();
        }
        var json = JsonObject.builder().put("uuid", member.id().uuid().toString());
        member.refs("object_refs").stream()
                .findFirst()
                .ifPresent(of -> json.put("object_uuid", of.uuid().toString()).put("object_type", target(of)));
        member.createdByRef().ifPresent(by -> json.put("orgc_uuid", by.uuid().toString()));
        json.put("authors", String.join(", ", member.texts("authors")))
                .put("created", moment(member, "created"))
                .put("modified", moment(member, "modified"))
                .put("distribution", "5");
        if (member.type().equals("note")) {
            json.put("note", member.text("content").orElse(""))
                    .put("language", member.text("lang").orElse("en"));
        } else {
            var exact = member.json().find(EXACT).filter(JsonNumber.class::isInstance);
            json.put("opinion", exact.flatMap(Members::scalar).orElseGet(() -> Integer.toString(number(member))))
                    .put("comment", member.text("explanation").orElse(""));
        }
        return Optional.of(json.build());
    }

    /// Whether an object is analyst data, kept or labelled.
    static boolean isOne(StixObject member) {
        return member.json().has(MispKept.ANALYST)
                || Optional.ofNullable(LABELS.get(member.type()))
                        .filter(member.texts("labels")::contains)
                        .isPresent();
    }

    private static String target(StixId of) {
        return switch (of.type()) {
            case "report" -> "Event";
            case "note" -> "Note";
            case "opinion" -> "Opinion";
            case MispReading.OBJECT_TYPE -> "Object";
            default -> "Attribute";
        };
    }

    /// As MISP writes moments here: UTC, to the second.
    private static String moment(StixObject member, String name) {
        return member.timestamp(name)
                .map(at -> at.instant().toString().replaceFirst("T", " ").substring(0, 19))
                .orElse("1970-01-01 00:00:00");
    }
}
