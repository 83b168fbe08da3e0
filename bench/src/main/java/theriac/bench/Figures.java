package theriac.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import theriac.stix.json.Json;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;

/// The figures of one run, in the order in which they were measured. A table tells each as soon as it is known, because
/// a run may take minutes; JSON comes at the end as one object.
///
/// For one thread.
public final class Figures {

    /// @param name stable, for programs: `ingest_objects_per_second`
    /// @param text for people
    private record Figure(String name, double value, String text) {}

    private final PrintStream out;
    private final boolean json;
    private final List<Figure> figures = new ArrayList<>();

    public Figures(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /// Adds one figure.
    ///
    /// @param name stable, lower case with underscores, with its unit: `page_milliseconds`
    /// @param unit for people, after the number
    public void add(String name, double value, String unit) {
        keep(new Figure(name, value, "%s %s".formatted(number(value), unit)));
    }

    /// Adds the median of several rounds and their spread, as `name`, `name_least` and `name_most`.
    public void spread(String name, double[] rounds, String unit) {
        var sorted = rounds.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        double least = sorted[0];
        double most = sorted[sorted.length - 1];
        keep(new Figure(
                name,
                median,
                "%s %s (%s to %s in %d rounds)"
                        .formatted(number(median), unit, number(least), number(most), rounds.length)));
        figures.add(new Figure(name + "_least", least, ""));
        figures.add(new Figure(name + "_most", most, ""));
    }

    /// Says something that is no figure: what was left out, and why. Only the table shows it.
    public void note(String sentence) {
        if (!json) {
            out.println(sentence);
            out.flush();
        }
    }

    private void keep(Figure figure) {
        figures.add(figure);
        note("  %-44s %s".formatted(figure.name(), figure.text()));
    }

    void finish() {
        if (json) {
            var object = JsonObject.builder();
            figures.forEach(
                    f -> object.put(f.name(), new JsonNumber(number(f.value()).replace(",", ""))));
            out.println(Json.write(object.build()));
        }
        out.flush();
    }

    private static String number(double value) {
        double size = Math.abs(value);
        var digits = size >= 100 || value == Math.rint(value) ? 0 : size >= 10 ? 1 : 3;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
