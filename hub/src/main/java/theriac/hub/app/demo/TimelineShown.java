package theriac.hub.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;

/// Step 7: how long it took.
final class TimelineShown implements Step {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    @Override
    public String title() {
        return "From the first report to immunity";
    }

    @Override
    public void play(Stage stage, Terminal terminal) {
        var immunity = stage.immunity();
        var times = immunity.object("times").orElseThrow();
        var begin = Instant.parse(
                times.text("reportedAt").or(() -> times.text("draftedAt")).orElseThrow());
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("what", "when", "after"));
        Map.of(1, "reportedAt", 2, "draftedAt", 3, "approvedAt", 4, "publishedAt").entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(step -> times.text(step.getValue())
                        .ifPresent(at -> rows.add(row(step.getValue().replace("At", ""), at, begin))));
        var members = immunity.array("members").orElseThrow().objects();
        for (var member : members) {
            var name = member.text("organization").orElse("");
            member.text("fetchedAt")
                    .ifPresent(at -> rows.add(row(
                            "fetched by %s (%s)"
                                    .formatted(name, member.text("fetchedBy").orElse("")),
                            at,
                            begin)));
        }
        for (var member : members) {
            member.text("recognisedAt")
                    .ifPresent(at -> rows.add(
                            row("recognised by " + member.text("organization").orElse(""), at, begin)));
        }
        terminal.table(rows);
        seconds(immunity)
                .ifPresent(seconds -> terminal.good(
                        "Time to immunity: %.1f seconds, from the first report to the last of %d hospitals with a scout."
                                .formatted(seconds, immunity.integer("expected").orElse(0))));
    }

    private static List<String> row(String what, String at, Instant begin) {
        var moment = Instant.parse(at);
        var after = Duration.between(begin, moment).toMillis() / 1000.0;
        return List.of(what, CLOCK.format(moment.atZone(ZoneId.systemDefault())), "+%.1f s".formatted(after));
    }

    private static Optional<Double> seconds(JsonObject immunity) {
        return immunity.find("timeToImmunitySeconds")
                .filter(JsonNumber.class::isInstance)
                .map(n -> ((JsonNumber) n).value());
    }
}
