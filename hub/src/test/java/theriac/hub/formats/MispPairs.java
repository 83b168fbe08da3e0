package theriac.hub.formats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.Upgrade;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Pairs of STIX and MISP as the MISP project documents them, compared in a canonical form: of an attribute its
/// uuid, type, value, category, time, comment and whether it is for detection; of an object its uuid, name and
/// category and of each of its attributes relation, type and value; of a galaxy each cluster's uuid, type,
/// value, description, references, synonyms and number. The uuids of an object's attributes are each writer's
/// own, and a comment that only names the observation is no content.
final class MispPairs {

    private MispPairs() {}

    /// @param different takes the names of those that differ
    /// @return how many are equal
    static int compare(String what, JsonObject pairs, TreeSet<String> different) {
        int equal = 0;
        for (var pair : pairs.members()) {
            var variants = (JsonObject) pair.value();
            if (variants.has("STIX")) {
                equal += isSame(what + " " + pair.name(), variants, different) ? 1 : 0;
                continue;
            }
            for (var variant : variants.members()) {
                if (isSame(what + " " + pair.name() + " " + variant.name(), (JsonObject) variant.value(), different)) {
                    equal++;
                }
            }
        }
        return equal;
    }

    private static boolean isSame(String name, JsonObject pair, TreeSet<String> different) {
        var documented = elements(pair, "MISP");
        var theirs = canonical(documented);
        // A pair that is about an observation leaves out the comment, which its indicator has.
        boolean comments = documented.stream().anyMatch(one -> one.has("comment"));
        var ours = canonical(written(elements(pair, "STIX")).stream()
                .map(one -> comments ? one : one.without("comment"))
                .toList());
        if (!ours.equals(theirs)) {
            different.add(name);
            if (Boolean.getBoolean("theriac.pairs.show")) {
                System.out.printf("%s%n  theirs %s%n  ours   %s%n", name, theirs, ours);
            }
        }
        return ours.equals(theirs);
    }

    private static List<JsonObject> elements(JsonObject pair, String side) {
        return pair.array(side)
                .map(JsonArray::objects)
                .orElseGet(() -> pair.object(side).stream().toList());
    }

    private static List<JsonObject> written(Collection<JsonObject> stix) {
        var objects = stix.stream().flatMap(MispPairs::current).toList();
        var refs = objects.stream().map(object -> object.id().text()).toList();
        var report = JsonObject.builder()
                .put("type", "report")
                .put("id", "report--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c9")
                .put("name", "Pairs")
                .put("object_refs", refs)
                .build();
        var event = MispWriter.event(StixObject.of(report), objects, Tlp.CLEAR);
        var elements = new ArrayList<JsonObject>();
        for (var list : List.of("Attribute", "Object", "Galaxy")) {
            elements.addAll(event.array(list).map(JsonArray::objects).orElse(List.of()));
        }
        return elements;
    }

    /// As STIX 2.1, whose objects stay as they are.
    private static Stream<StixObject> current(JsonObject object) {
        var upgraded = Upgrade.toV21(StixObject.of(object));
        return Stream.concat(upgraded.additions().stream(), Stream.of(upgraded.object()));
    }

    private static TreeSet<String> canonical(Collection<JsonObject> elements) {
        var lines = new TreeSet<String>();
        for (var element : elements) {
            if (element.has("GalaxyCluster")) {
                Members.objects(element, "GalaxyCluster").forEach(cluster -> lines.add(cluster(cluster)));
            } else if (element.has("Attribute")) {
                lines.add(texts(element, "uuid", "name", "meta-category"));
                Members.objects(element, "Attribute")
                        .forEach(part -> lines.add(element.text("name").orElse("") + " "
                                + texts(part, "object_relation", "type") + " " + value(part)));
            } else {
                lines.add(texts(element, "uuid", "type", "category", "to_ids", "timestamp") + " " + value(element) + " "
                        + comment(element));
            }
        }
        return lines;
    }

    private static String cluster(JsonObject cluster) {
        var meta = cluster.object("meta").orElse(JsonObject.empty());
        return texts(cluster, "uuid", "type", "value", "description") + " " + texts(meta, "external_id") + " "
                + new TreeSet<>(Members.texts(meta, "refs")) + new TreeSet<>(Members.texts(meta, "synonyms"));
    }

    private static String texts(JsonObject element, String... names) {
        var texts = new ArrayList<String>();
        for (var name : names) {
            texts.add(Optional.ofNullable(element.valueOrNull(name))
                    .flatMap(Members::scalar)
                    .filter(text -> !name.equals("timestamp") || !text.equals("0"))
                    .orElse(""));
        }
        return String.join(" ", texts);
    }

    private static String value(JsonObject element) {
        var value = texts(element, "value");
        return value.matches("(?i)true|false") ? value.toLowerCase(Locale.ROOT) : value;
    }

    private static String comment(JsonObject element) {
        var comment = texts(element, "comment");
        return comment.startsWith("Observed Data ID: ") ? "" : comment;
    }
}
