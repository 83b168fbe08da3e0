package theriac.hub.publications;

import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;
import theriac.stix.value.Defang;

/// The figures of a year as lines of a text, in the words of `figures.nl.txt` and `figures.en.txt`. Pure.
final class FigureText {

    private static final int MOST_ROWS = 20;

    private FigureText() {}

    /// @param publicUrl where the hub is reached: who may log in finds all figures there, as CSV as well
    /// @return "" when there is nothing to tell
    static String of(Drafts.Counted.Year year, String publicUrl, String language) {
        var tables =
                year.tables().stream().filter(table -> !table.rows().isEmpty()).toList();
        if (tables.isEmpty()) {
            return "";
        }
        var file = "figures." + (language.equals("en") ? "en" : "nl") + ".txt";
        var values = Map.of(
                "year",
                Integer.toString(year.year()),
                "least",
                Integer.toString(year.least()),
                "address",
                "%s/figures?year=%d".formatted(publicUrl, year.year()));
        var names = Templates.render(file, values);
        var parts = new ArrayList<String>();
        parts.add(names.get("heading"));
        tables.forEach(table -> parts.add(table(table, names)));
        parts.add(names.get("link"));
        return String.join("\n\n", parts);
    }

    private static String table(Drafts.Counted.Table table, Map<String, String> names) {
        var lines = table.rows().stream()
                .limit(MOST_ROWS)
                .map(row -> "- %s: %d".formatted(name(table.title(), row.name(), names), row.count()))
                .collect(Collectors.joining("\n"));
        return names.getOrDefault("table-" + table.title(), table.title()) + "\n" + lines;
    }

    private static String name(String table, String name, Map<String, String> names) {
        return table.equals("value")
                ? Defang.defang(name)
                : names.getOrDefault(table + "-" + name, names.getOrDefault(name, name));
    }
}
