package theriac.hub.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import theriac.hub.query.Words;
import theriac.stix.Reference;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.json.Json;
import theriac.stix.value.NormalValue;
import theriac.stix.value.Values;

/// What the store keeps of a version: its text and what is derived from the object alone. Pure. The parsed
/// object is let go: thousands of these wait for the database, and a parsed object is ten times its text.
///
/// @param type as the id says: that is what references to it will say too
/// @param digest SHA-256 of the canonical form: equal digests are equal contents, however they were spaced; of the
///     text where no canonical form exists
/// @param json UTF-8 of the text as received
/// @param modifiedText the version, to the last digit
/// @param modified moments are microseconds since 1970; null when there is no such moment
/// @param seen when a sighting or observed data last saw something; null for other types
/// @param labels at most [#LABELS], distinct; people filter by them
/// @param name for lists, at most [#NAME_CHARS] characters, never null
/// @param references distinct, without markings
/// @param values distinct, from observables and from the constants of patterns
/// @param decides each value alone is what an indicator calls malicious, see [Values#decide]
/// @param rule the language of a detection rule that is no STIX pattern, see [#RULES]; "" for all else
/// @param tsvector the words that people search; "" for bulk types, which have none
@SuppressWarnings("ArrayRecordComponent")
record Derived(
        String id,
        String type,
        byte[] digest,
        byte[] json,
        boolean revoked,
        String modifiedText,
        @Nullable Long modified,
        @Nullable Long created,
        @Nullable Long seen,
        @Nullable Long validUntil,
        List<String> labels,
        String name,
        Set<Reference> references,
        List<NormalValue> values,
        boolean decides,
        String rule,
        String tsvector) {

    static final int NAME_CHARS = 300;

    /// PostgreSQL refuses a tsvector beyond 1 MB; what stands first in a text is what people search.
    private static final int NARRATIVE_CHARS = 200_000;

    private static final List<String> NAMES =
            List.of("name", "value", "abstract", "relationship_type", "path", "key", "pattern");

    /// Values of `pattern_type` (STIX 2.1 §10.12) whose rules controls can load.
    static final Set<String> RULES = Set.of("yara", "sigma", "snort", "suricata");

    private static final List<String> NARRATIVES = List.of("description", "abstract", "content", "explanation");

    private static final int LABELS = 100;
    private static final int LABEL_CHARS = 200;

    static Derived of(StixObject object) {
        var type = object.id().type();
        var modifiedText = clean(object.version(), 64);
        var name = name(object);
        return new Derived(
                object.id().text(),
                type,
                digest(object),
                object.text().getBytes(StandardCharsets.UTF_8),
                object.revoked(),
                modifiedText,
                StixTimestamp.parse(modifiedText)
                        .map(t -> Position.of(t.instant()))
                        .orElse(null),
                moment(object, "created"),
                seen(object, type),
                moment(object, "valid_until"),
                labels(object),
                name,
                references(object),
                Values.of(object).stream().distinct().toList(),
                Values.decide(object),
                rule(object, type),
                ObjectTypes.isBulk(type) ? "" : words(object).tsvector());
    }

    /// The same with more labels to search by.
    Derived labelled(List<String> more) {
        var all = new LinkedHashSet<>(labels);
        more.forEach(label -> all.add(label(label)));
        return new Derived(
                id,
                type,
                digest,
                json,
                revoked,
                modifiedText,
                modified,
                created,
                seen,
                validUntil,
                List.copyOf(all),
                name,
                references,
                values,
                decides,
                rule,
                tsvector);
    }

    /// The words that people search: `name:` looks into names and aliases, free text into all.
    static Words words(StixObject object) {
        var names = new ArrayList<String>();
        names.add(name(object));
        names.addAll(object.texts("aliases"));
        var texts = new ArrayList<String>();
        int room = NARRATIVE_CHARS;
        for (var property : NARRATIVES) {
            var text = clean(object.text(property).orElse(""), room);
            texts.add(text);
            room -= text.length();
        }
        for (var external :
                object.json().array("external_references").map(a -> a.objects()).orElse(List.of())) {
            external.text("external_id").ifPresent(texts::add);
        }
        return Words.of(names, texts);
    }

    private static String rule(StixObject object, String type) {
        return type.equals("indicator")
                ? object.text("pattern_type").filter(RULES::contains).orElse("")
                : "";
    }

    private static @Nullable Long moment(StixObject object, String... properties) {
        for (var property : properties) {
            var moment = object.timestamp(property);
            if (moment.isPresent()) {
                return Position.of(moment.get().instant());
            }
        }
        return null;
    }

    private static @Nullable Long seen(StixObject object, String type) {
        return switch (type) {
            case "sighting" -> moment(object, "last_seen", "first_seen", "created");
            case "observed-data" -> moment(object, "last_observed", "first_observed", "created");
            default -> null;
        };
    }

    /// A label as people filter by it.
    static String label(String text) {
        return clean(text, LABEL_CHARS);
    }

    private static List<String> labels(StixObject object) {
        // No streams: this is asked of every object that comes in.
        var distinct = new LinkedHashSet<String>();
        for (var label : object.texts("labels")) {
            distinct.add(clean(label, LABEL_CHARS));
            if (distinct.size() == LABELS) {
                break;
            }
        }
        return List.copyOf(distinct);
    }

    private static String name(StixObject object) {
        for (var property : NAMES) {
            var text = object.text(property);
            if (text.isPresent() && !text.get().isBlank()) {
                return clean(text.get().strip(), NAME_CHARS);
            }
        }
        return "";
    }

    static Set<Reference> references(StixObject object) {
        var distinct = new LinkedHashSet<Reference>();
        for (var reference : object.references()) {
            // Markings decide who may see; as neighbours they would connect everything with everything.
            if (!reference.property().endsWith("object_marking_refs")
                    && !reference.property().endsWith("marking_ref")) {
                distinct.add(reference);
            }
        }
        return distinct;
    }

    /// PostgreSQL stores neither NUL nor half a surrogate pair; the version's own text keeps them as escapes.
    static String clean(String text, int chars) {
        var cut = text.length() <= chars ? text : text.substring(0, chars);
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return rebuilt(cut);
            }
        }
        return cut;
    }

    private static String rebuilt(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static byte[] digest(StixObject object) {
        try {
            return sha256(Json.canonical(object.json()));
        } catch (IllegalArgumentException beyondDoubles) {
            // A number such as 1e999 has no canonical form (RFC 8785 §3.2.2.3). Its text is kept like any other, and
            // only the same text is then the same content.
            return sha256(object.text().getBytes(StandardCharsets.UTF_8));
        }
    }

    /// 32 bytes.
    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }
}
