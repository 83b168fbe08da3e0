package theriac.hub.sharing.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// The values that a parameter asks for. As MISP writes them: one value, a list of which any will do, or an
/// object with `OR`, `AND` and `NOT`; in a text `||` and `&&` stand between several, `!` before one that must
/// not be, and `%` for any text. Case does not count.
///
/// @param any at least one of these, when there are any
/// @param all each of these
/// @param none none of these
record Wanted(List<String> any, List<String> all, List<String> none) {

    Wanted {
        any = List.copyOf(any);
        all = List.copyOf(all);
        none = List.copyOf(none);
    }

    static Wanted of(JsonValue value) {
        var any = new ArrayList<String>();
        var all = new ArrayList<String>();
        var none = new ArrayList<String>();
        if (value instanceof JsonObject parts) {
            parts.members().forEach(part -> {
                var texts = texts(part.value()).toList();
                switch (part.name().toUpperCase(Locale.ROOT)) {
                    case "AND" -> all.addAll(texts);
                    case "NOT" -> none.addAll(texts);
                    default -> any.addAll(texts);
                }
            });
        } else {
            texts(value).forEach(text -> sort(text, any, all, none));
        }
        return new Wanted(any, all, none);
    }

    private static void sort(String text, List<String> any, List<String> all, List<String> none) {
        var together = text.split("&&");
        for (var part : together) {
            for (var one : part.split("\\|\\|")) {
                if (one.startsWith("!") && one.length() > 1) {
                    none.add(one.substring(1));
                } else if (!one.isBlank()) {
                    (together.length > 1 ? all : any).add(one.strip());
                }
            }
        }
    }

    /// The scalars of a value and of the lists in it, as text.
    static Stream<String> texts(JsonValue value) {
        return switch (value) {
            case JsonString(String text) -> Stream.of(text);
            case JsonNumber(String text) -> Stream.of(text);
            case JsonBoolean bool -> Stream.of(bool.value() ? "1" : "0");
            case JsonArray list -> list.values().stream().flatMap(Wanted::texts);
            default -> Stream.of();
        };
    }

    /// Whether something that has these values is asked for.
    boolean fits(List<String> values) {
        return none.stream().noneMatch(form -> has(values, form))
                && all.stream().allMatch(form -> has(values, form))
                && (any.isEmpty() || any.stream().anyMatch(form -> has(values, form)));
    }

    /// Whether only these exact values will do, so that they can be looked up.
    boolean isExact() {
        return !any.isEmpty() && any.stream().noneMatch(form -> form.contains("%"));
    }

    private static boolean has(List<String> values, String form) {
        return values.stream().anyMatch(value -> isLike(value, form));
    }

    /// `%` stands for any text, also none; everything else for itself, in any case.
    static boolean isLike(String value, String form) {
        if (!form.contains("%")) {
            return value.equalsIgnoreCase(form);
        }
        var text = value.toLowerCase(Locale.ROOT);
        var pieces = form.toLowerCase(Locale.ROOT).split("%", -1);
        var last = pieces[pieces.length - 1];
        int from = pieces[0].length();
        int end = text.length() - last.length();
        if (!text.startsWith(pieces[0]) || !text.endsWith(last) || end < from) {
            return false;
        }
        for (int i = 1; i < pieces.length - 1; i++) {
            int at = text.indexOf(pieces[i], from);
            if (at < 0 || at + pieces[i].length() > end) {
                return false;
            }
            from = at + pieces[i].length();
        }
        return true;
    }
}
