package theriac.hub.formats;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import theriac.stix.json.JsonObject;

/// MISP's distribution levels as what they allow inside a hub: one table (`misp-distribution.tsv`, printed in
/// `docs/operate/misp.md`). Each part of an event narrows what holds for the whole, and nothing widens: a level that
/// nobody knows, or a sharing group without a uuid, is for the organisation alone.
final class MispReach {

    private static final Map<String, Level> LEVELS = load();

    /// @param reach `organization`, `community`, `group`, or `` for no limit of its own
    record Level(String name, String reach) {}

    private MispReach() {}

    static Map<String, Level> levels() {
        return LEVELS;
    }

    private static Map<String, Level> load() {
        var levels = new java.util.TreeMap<String, Level>();
        MispTypes.rows("misp-distribution.tsv", 3)
                .forEach(cells -> levels.put(cells[0], new Level(cells[1], cells[2])));
        return Collections.unmodifiableMap(levels);
    }

    /// What an element limits; empty when it says nothing or inherits.
    static List<String> of(JsonObject element) {
        var said = element.find("distribution").flatMap(Members::scalar).filter(level -> !level.isBlank());
        if (said.isEmpty()) {
            return List.of();
        }
        var level = LEVELS.get(said.get().strip());
        var reach = level == null ? "organization" : level.reach();
        return switch (reach) {
            case "-" -> List.of();
            case "group" -> List.of(group(element));
            default -> List.of(reach);
        };
    }

    private static String group(JsonObject element) {
        return element.object("SharingGroup")
                .flatMap(group -> group.text("uuid"))
                .filter(uuid -> uuid.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"))
                .map(uuid -> "group:" + uuid.toLowerCase(java.util.Locale.ROOT))
                .orElse("organization");
    }
}
