package theriac.stix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonPointers;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// What a `language-content` object makes of the object that it translates (STIX 2.1 §7.1). Stateless, safe between
/// threads.
public final class Translations {

    private Translations() {}

    /// The object's JSON with its texts in another language, as far as they are translated; empty when the content is
    /// about another object, another version of it, or has nothing in that language.
    ///
    /// The result is for showing: it is no version of the object (§3.6).
    ///
    /// @param language code of RFC 5646 as the content writes it, `nl` or `nl-NL`
    public static Optional<JsonObject> translate(StixObject object, StixObject content, String language) {
        if (!isAbout(content, object)) {
            return Optional.empty();
        }
        return content.json()
                .object("contents")
                .flatMap(contents -> contents.object(language))
                .map(texts -> translated(object.json(), texts).with("lang", new JsonString(language)));
    }

    /// What the content breaks of §7.1.1 when held against the object that it names; empty when it names another.
    public static List<Finding> compare(StixObject object, StixObject content) {
        List<Finding> findings = new ArrayList<>();
        if (content.ref("object_ref").filter(object.id()::equals).isEmpty()) {
            return findings;
        }
        if (!isAbout(content, object)) {
            findings.add(Finding.error(
                    "stix-translation-version",
                    "/object_modified",
                    "object_modified must be the modified time of the object that is translated (STIX 2.1 §7.1.1)."));
        }
        JsonObject contents = content.json().object("contents").orElse(JsonObject.empty());
        for (String language : contents.names()) {
            contents.object(language)
                    .ifPresent(texts ->
                            shapes(object.json(), texts, "/contents/" + JsonPointers.escape(language), findings));
        }
        return findings;
    }

    /// Times are compared as instants to the last digit: `.500Z` and `.5Z` are one time.
    private static boolean isAbout(StixObject content, StixObject object) {
        boolean named = content.type().equals("language-content")
                && content.ref("object_ref").filter(object.id()::equals).isPresent();
        Optional<StixTimestamp> version = content.timestamp("object_modified");
        return named && (version.isEmpty() || version.equals(object.modified()));
    }

    private static JsonObject translated(JsonObject original, JsonObject texts) {
        JsonObject out = original;
        for (JsonObject.Member member : texts.members()) {
            Optional<JsonValue> old = original.find(member.name());
            if (old.isPresent()) { // others MUST be ignored
                out = out.with(member.name(), translated(old.get(), member.value()));
            }
        }
        return out;
    }

    private static JsonValue translated(JsonValue old, JsonValue text) {
        if (old instanceof JsonString && text instanceof JsonString) {
            return text;
        }
        if (old instanceof JsonObject object && text instanceof JsonObject texts) {
            return translated(object, texts);
        }
        if (old instanceof JsonArray list && text instanceof JsonArray texts && list.size() == texts.size()) {
            List<JsonValue> out = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                JsonValue item = texts.values().get(i);
                boolean untranslated = item instanceof JsonString(String word) && word.isEmpty();
                out.add(
                        untranslated
                                ? list.values().get(i)
                                : translated(list.values().get(i), item));
            }
            return JsonArray.of(out);
        }
        return old;
    }

    private static void shapes(JsonValue old, JsonValue text, String pointer, List<Finding> findings) {
        if (old instanceof JsonObject object && text instanceof JsonObject texts) {
            for (JsonObject.Member member : texts.members()) {
                object.find(member.name())
                        .ifPresent(value -> shapes(
                                value, member.value(), pointer + "/" + JsonPointers.escape(member.name()), findings));
            }
        } else if (old instanceof JsonArray list && text instanceof JsonArray texts) {
            if (list.size() != texts.size()) {
                findings.add(Finding.error(
                        "stix-translation-length",
                        pointer,
                        "The translated list must be as long as the list itself, with \"\" for what is not translated"
                                + " (STIX 2.1 §7.1.1)."));
                return;
            }
            for (int i = 0; i < list.size(); i++) {
                shapes(list.values().get(i), texts.values().get(i), pointer + "/" + i, findings);
            }
        } else if (old instanceof JsonString != text instanceof JsonString) {
            findings.add(Finding.error(
                    "stix-translation-type",
                    pointer,
                    "A translation must be of the type of what it translates (STIX 2.1 §7.1.1)."));
        }
    }
}
