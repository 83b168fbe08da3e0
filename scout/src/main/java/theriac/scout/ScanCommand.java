package theriac.scout;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import theriac.detect.IndicatorSet;
import theriac.detect.LogFormat;
import theriac.detect.Match;
import theriac.detect.ScanReport;
import theriac.detect.ScanSettings;
import theriac.detect.Scanner;
import theriac.detect.Sightings;
import theriac.stix.Finding;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Looks through files, once.
@Command(name = "scan", description = "Looks through log files (also gzip) for the indicators held here.")
final class ScanCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ScoutCommand scout;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Logs; - is standard input.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--json", description = "One JSON object per match, values as the log has them.")
    private boolean json;

    @Option(names = "--report", description = "Send sightings of what is found to the hub.")
    private boolean report;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "plain, json, zeek, squid, pairs, bind or csv; else the first lines decide.")
    private @Nullable String format;

    @Override
    public Integer call() throws Exception {
        Workplace place = Commands.parent(scout).workplace();
        ScoutHome.Loaded loaded = place.load();
        if (loaded.set().size() == 0) {
            place.console()
                    .warn("This scout holds no indicators yet. First: scout sync --home "
                            + place.home().folder());
        }
        long matches = 0;
        for (Path file : files) {
            List<Match> found = scan(place, loaded.set(), file);
            matches += found.size();
            if (report && !found.isEmpty()) {
                spool(place, loaded, file, found);
            }
        }
        if (!json) {
            place.console().say(matches == 0 ? "No matches." : matches + (matches == 1 ? " match." : " matches."));
        }
        return report && matches > 0 ? ReportCommand.send(place) : 0;
    }

    private List<Match> scan(Workplace place, IndicatorSet set, Path file) throws IOException {
        List<Match> found = new ArrayList<>();
        Scanner scanner = new Scanner(set, settings(place));
        boolean standard = file.toString().equals("-");
        if (!standard && !Files.isReadable(file)) {
            throw new ScoutProblem("The file " + file + " cannot be read. Does it exist, and may you read it?");
        }
        try (InputStream in = standard ? System.in : new BufferedInputStream(Files.newInputStream(file))) {
            ScanReport result = scanner.scan(in, match -> {
                found.add(match);
                show(place.console(), file, match, found.size());
            });
            for (Finding finding : result.findings()) {
                place.console().warn(file + ": " + Console.safe(finding.message()));
            }
        }
        return found;
    }

    private ScanSettings settings(Workplace place) {
        Optional<LogFormat> chosen = Optional.ofNullable(format).map(name -> {
            try {
                return LogFormat.valueOf(name.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new ScoutProblem("There is no log format \"" + Console.safe(name)
                        + "\". The formats are plain, json, zeek, squid, pairs, bind and csv.");
            }
        });
        return new ScanSettings(place.clock().instant(), place.config().zone(), chosen);
    }

    private void show(Console console, Path file, Match match, int number) {
        if (json) {
            console.say(Json.write(asJson(file, match)));
            return;
        }
        if (number == 1) {
            console.say("FILE:LINE  TIME  SEEN  WATCHED  INDICATOR");
        }
        console.alarm("%s:%d  %s  %s  %s  %s"
                .formatted(
                        Console.safe(file.toString()),
                        match.line(),
                        match.time().map(Instant::toString).orElse("-"),
                        Console.shown(match.written()),
                        Console.shown(match.watched().text()),
                        match.indicator().id()));
    }

    private static JsonObject asJson(Path file, Match match) {
        JsonObject.Builder json = JsonObject.builder()
                .put("file", file.toString())
                .put("line", match.line())
                .put("indicator", match.indicator().id())
                .put("kind", match.watched().kind().name().toLowerCase(Locale.ROOT))
                .put("watched", match.watched().text())
                .put("seen", match.written())
                .put("field", match.field());
        match.time().ifPresent(time -> json.put("time", time.toString()));
        return json.build();
    }

    private static void spool(Workplace place, ScoutHome.Loaded loaded, Path file, List<Match> found) throws Exception {
        Profile profile = loaded.state()
                .profile()
                .orElseThrow(() -> new ScoutProblem("This scout has never spoken with its hub. First: scout sync"));
        try (AutoCloseable _ = place.home().lock()) {
            String name = file.toAbsolutePath().normalize().toString();
            int fresh = new Spool(place.home())
                    .put(
                            Sightings.of(
                                    found,
                                    name,
                                    profile.identity(),
                                    place.clock().instant()),
                            Optional.empty());
            place.console().say(fresh == 0 ? "All of it was reported before." : fresh + " new sightings.");
        }
    }
}
