package theriac.hub.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import theriac.hub.query.Folding;
import theriac.stix.StixObject;

/// The names of an object, as they are compared: `APT 28`, `apt-28` and `APT28` are one name. Pure.
public final class Names {

    private static final int SHORTEST = 3;
    private static final int MOST = 100;

    private Names() {}

    /// Name and aliases, by the form in which they are compared.
    public static Map<String, String> of(StixObject object) {
        var written = new ArrayList<String>();
        object.name().ifPresent(written::add);
        written.addAll(object.texts("aliases"));
        written.addAll(object.texts("x_mitre_aliases"));
        written.addAll(object.texts("x_opencti_aliases"));
        var names = new LinkedHashMap<String, String>();
        for (var name : written.subList(0, Math.min(written.size(), MOST))) {
            var key = key(name);
            if (key.length() >= SHORTEST) {
                names.putIfAbsent(key, name);
            }
        }
        return names;
    }

    /// Numbers that catalogues gave it (`G0007`, `CVE-2026-1`).
    public static List<String> catalogued(StixObject object) {
        return object.json().array("external_references").map(a -> a.objects()).orElse(List.of()).stream()
                .flatMap(reference -> reference.text("external_id").stream())
                .limit(MOST)
                .toList();
    }

    static String key(String name) {
        return Folding.fold(name).replace(" ", "");
    }

    /// Full text in which a name may occur: its letters in one word, or its parts beside each other. It finds too much;
    /// what is found is compared.
    static String words(String name) {
        var parts = Folding.fold(name)
                .replaceAll("(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})", " ")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        return parts.indexOf(' ') < 0
                ? parts
                : "(" + parts.replace(" ", "") + " | (" + parts.replace(" ", " & ") + "))";
    }
}
