package theriac.hub.app.demo;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import theriac.hub.store.Source;
import theriac.stix.json.JsonObject;

/// Brings deliveries in and tells what became of each: read, new, revised, unchanged, rejected, and why.
final class Deliveries {

    private static final int SHOWN_REASONS = 3;
    private static final List<String> FIGURES = List.of("read", "created", "revised", "unchanged", "rejected");

    private final Session analyst;
    private final List<JsonObject> runs = new ArrayList<>();

    Deliveries(Session analyst) {
        this.analyst = analyst;
    }

    void poll(Source source) {
        analyst.upload("/api/sources/" + source.id() + "/runs", BodyPublishers.noBody())
                .object("run")
                .ifPresent(runs::add);
    }

    void upload(Source source, String name, BodyPublisher content) {
        var path = "/api/sources/" + source.id() + "/uploads?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        runs.add(analyst.upload(path, content));
    }

    List<JsonObject> runs() {
        return List.copyOf(runs);
    }

    /// A table of all deliveries, and the reasons below it.
    void show(Terminal terminal) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("source", "read", "new", "revised", "unchanged", "rejected"));
        for (var run : runs) {
            rows.add(row(run.text("source").orElse(""), run));
        }
        terminal.table(rows);
        reasons(terminal);
    }

    static List<String> row(String name, JsonObject run) {
        var row = new ArrayList<String>();
        row.add(name);
        FIGURES.forEach(figure -> row.add("%,d".formatted(run.integer(figure).orElse(0))));
        return row;
    }

    /// Why records were rejected or deliveries failed: the first few, and how many more.
    void reasons(Terminal terminal) {
        Map<String, Long> rest = new LinkedHashMap<>();
        int shown = 0;
        for (var run : runs) {
            run.text("problem").ifPresent(problem -> terminal.warn(source(run) + ": " + problem));
            if (run.integer("rejected").orElse(0) == 0) {
                continue;
            }
            for (var finding : errors(run)) {
                if (shown++ < SHOWN_REASONS) {
                    terminal.warn("%s, %s: %s"
                            .formatted(
                                    source(run),
                                    finding.text("pointer").orElse(""),
                                    finding.text("message").orElse("")));
                } else {
                    rest.merge(finding.text("rule").orElse(""), 1L, Long::sum);
                }
            }
        }
        if (!rest.isEmpty()) {
            long more = rest.values().stream().mapToLong(Long::longValue).sum();
            terminal.aside("and %,d more of these kinds: %s. All are kept, with the record as received."
                    .formatted(more, String.join(", ", rest.keySet())));
        }
    }

    List<JsonObject> errors(JsonObject run) {
        return analyst
                .get("/api/runs/" + run.text("id").orElseThrow())
                .array("findings")
                .orElseThrow()
                .objects()
                .stream()
                .filter(finding -> finding.text("severity").orElse("").equals("error"))
                .toList();
    }

    private static String source(JsonObject run) {
        return run.text("source").orElse("");
    }
}
