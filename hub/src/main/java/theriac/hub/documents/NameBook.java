package theriac.hub.documents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import theriac.hub.query.Folding;
import theriac.hub.store.Names;
import theriac.hub.store.ObjectContent;
import theriac.stix.StixId;

/// The names by which people call what the store knows: groups, malware, tools, campaigns, techniques.
/// It finds them in a
/// text in any spelling that [Names] calls one name (`APT 28`, `apt-28`), over line ends too, the
/// longest name at each place. Immutable; a search is linear in the text.
final class NameBook {

    /// Types whose objects have names that people write.
    static final List<String> TYPES =
            List.of("intrusion-set", "threat-actor", "malware", "tool", "campaign", "attack-pattern");

    private static final int SHORTEST = 3;
    private static final int MOST_PARTS = 12;

    /// A plain word written small is a command's or a thing's name from so many letters on, and chance
    /// below.
    private static final int TELLING = 6;

    /// An object that people call by a name.
    ///
    /// @param name the object's own name, whatever it was called
    record Known(StixId id, String name) {}

    /// A name in the text.
    ///
    /// @param named what bears it, the likeliest first
    /// @param sure whether it can hardly be anything else; a plain word is not
    record Hit(int start, int end, List<Known> named, boolean sure) {}

    private record Entry(List<String> parts, String written, List<Known> named) {}

    private record Part(String folded, int start, int end) {}

    private final Map<String, List<Entry>> byFirst = new HashMap<>();
    private final Map<String, List<Known>> byNumber = new HashMap<>();

    /// @param objects of [#TYPES]; one that is revoked counts behind all others
    NameBook(List<ObjectContent> objects) {
        var entries = new HashMap<List<String>, Entry>();
        var ordered = objects.stream()
                .sorted(Comparator.comparing(
                                (ObjectContent one) -> one.summary().revoked())
                        .thenComparing(one -> TYPES.indexOf(one.summary().type()))
                        .thenComparing(one -> -one.summary().sources()))
                .toList();
        for (var content : ordered) {
            var known = new Known(content.summary().id(), content.summary().name());
            for (var written : Names.of(content.object()).values()) {
                var parts = parts(written).stream().map(Part::folded).toList();
                if (parts.isEmpty() || parts.size() > MOST_PARTS) {
                    continue;
                }
                entries.computeIfAbsent(parts, key -> new Entry(key, written, new ArrayList<>()))
                        .named()
                        .add(known);
            }
            Names.catalogued(content.object())
                    .forEach(number -> byNumber.computeIfAbsent(
                                    number.toUpperCase(Locale.ROOT), key -> new ArrayList<>())
                            .add(known));
        }
        entries.values()
                .forEach(entry -> byFirst.computeIfAbsent(entry.parts().getFirst(), key -> new ArrayList<>())
                        .add(entry));
        byFirst.values()
                .forEach(list -> list.sort(
                        Comparator.comparing((Entry entry) -> -entry.parts().size())));
    }

    /// What a catalogue gave this number (`T1566.001`, `G0016`), the likeliest first.
    List<Known> numbered(String number) {
        return List.copyOf(byNumber.getOrDefault(number.toUpperCase(Locale.ROOT), List.of()));
    }

    /// All names in a text, in its order, none inside another.
    List<Hit> find(String text) {
        var parts = parts(text);
        // A name that the same text writes small as well is a word.
        var smallWords = parts.stream()
                .map(part -> text.substring(part.start(), part.end()))
                .filter(word -> Character.isLowerCase(word.charAt(0)))
                .collect(Collectors.toSet());
        var hits = new ArrayList<Hit>();
        for (int at = 0; at < parts.size(); ) {
            var entry = beginsWord(text, parts.get(at)) ? longest(text, parts, at) : null;
            if (entry == null) {
                at++;
                continue;
            }
            int start = parts.get(at).start();
            int end = parts.get(at + entry.parts().size() - 1).end();
            if (end - start >= SHORTEST) {
                hits.add(new Hit(start, end, List.copyOf(entry.named()), isSure(text, start, end, entry, smallWords)));
            }
            at += entry.parts().size();
        }
        return hits;
    }

    private @Nullable Entry longest(String text, List<Part> parts, int at) {
        for (var entry : byFirst.getOrDefault(parts.get(at).folded(), List.of())) {
            if (stands(text, parts, at, entry.parts())) {
                return entry;
            }
        }
        return null;
    }

    private static boolean stands(String text, List<Part> parts, int at, List<String> name) {
        if (at + name.size() > parts.size()) {
            return false;
        }
        for (int i = 0; i < name.size(); i++) {
            var part = parts.get(at + i);
            if (!part.folded().equals(name.get(i))
                    || i > 0 && !joins(text, parts.get(at + i - 1).end(), part.start())) {
                return false;
            }
        }
        int end = parts.get(at + name.size() - 1).end();
        return end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
    }

    /// Between two parts of one name stands nothing, or what separates words of a name.
    private static boolean joins(String text, int from, int to) {
        if (to - from > 3) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (" -_./'’\n\t:".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean beginsWord(String text, Part part) {
        return part.start() == 0 || !Character.isLetterOrDigit(text.charAt(part.start() - 1));
    }

    private static boolean isSure(String text, int start, int end, Entry entry, Set<String> smallWords) {
        var written = text.substring(start, end);
        var folded = written.toLowerCase(Locale.ROOT);
        boolean small = written.equals(folded);
        boolean same = written.equals(entry.written());
        boolean technique = entry.named().getFirst().id().type().equals("attack-pattern");
        if (entry.parts().size() > 1) {
            return !small || same || written.chars().anyMatch(Character::isDigit);
        }
        if (technique) {
            return false;
        }
        if (small) {
            return same && written.length() >= TELLING;
        }
        boolean odd = written.substring(1).chars().anyMatch(Character::isUpperCase);
        return same && (odd || !beginsSentence(text, start) && !smallWords.contains(folded));
    }

    /// A capital at the beginning of a sentence or line says nothing.
    private static boolean beginsSentence(String text, int start) {
        for (int i = start - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == '\n' || ".!?:•*-\"“'(".indexOf(c) >= 0) {
                return true;
            }
            if (!Character.isWhitespace(c)) {
                return false;
            }
        }
        return true;
    }

    /// Runs of letters and runs of digits, folded.
    private static List<Part> parts(String text) {
        var parts = new ArrayList<Part>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c)) {
                i++;
                continue;
            }
            int start = i;
            boolean digit = Character.isDigit(c);
            while (i < text.length()
                    && Character.isLetterOrDigit(text.charAt(i))
                    && Character.isDigit(text.charAt(i)) == digit) {
                i++;
            }
            parts.add(new Part(Folding.fold(text.substring(start, i)).strip(), start, i));
        }
        return parts;
    }
}
