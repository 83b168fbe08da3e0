package theriac.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// The invented logs: 87 hits, 103 traps, exactly.
class ExpectedHitsTest {

    private static final Instant NOW = Instant.parse("2025-03-11T00:00:00Z");

    @Test
    void everyHitIsFoundAndNoTrapIsTaken() throws IOException {
        Path folder = SharedLogs.folder();
        JsonObject expected = (JsonObject) Json.read(Files.readString(folder.resolve("expected-hits.json")));
        List<StixObject> objects = SharedLogs.objects(folder.resolve("indicators.stix21.json"));
        Map<String, String> names = new HashMap<>();
        objects.forEach(o -> names.put(o.id().text(), o.name().orElseThrow().substring(0, 3)));
        IndicatorSet set = SharedLogs.set(objects);

        Map<String, TreeSet<String>> wanted = new TreeMap<>();
        for (JsonObject hit : expected.array("hits").orElseThrow().objects()) {
            TreeSet<String> at = wanted.computeIfAbsent(place(hit), _ -> new TreeSet<>());
            at.add(hit.text("indicator").orElseThrow());
            at.addAll(hit.array("also").map(JsonArray::texts).orElse(List.of()));
        }
        assertThat(expected.array("hits").orElseThrow().size()).isEqualTo(87);
        assertThat(expected.array("traps").orElseThrow().size()).isEqualTo(103);
        TreeSet<String> files = new TreeSet<>();
        expected.array("hits")
                .orElseThrow()
                .objects()
                .forEach(h -> files.add(h.text("file").orElseThrow()));
        assertThat(files).hasSize(8);
        for (String file : files) {
            Map<String, TreeSet<String>> found = new TreeMap<>();
            List<Match> matches = new ArrayList<>();
            try (InputStream in = Files.newInputStream(folder.resolve(file))) {
                ScanReport report = new Scanner(set, ScanSettings.at(NOW)).scan(in, matches::add);
                assertThat(report.format()).as(file).isNotEqualTo(LogFormat.PLAIN);
                assertThat(report.findings()).isEmpty();
            }
            for (Match match : matches) {
                found.computeIfAbsent("%s:%d".formatted(file, match.line()), _ -> new TreeSet<>())
                        .add(names.get(match.indicator().id()));
                assertThat(match.time()).as(match.toString()).isPresent();
                assertThat(match.time().get()).isBetween("2025-03-10T05:59:00Z", "2025-03-10T09:00:00Z");
            }
            Map<String, TreeSet<String>> wantedHere = new TreeMap<>(wanted);
            wantedHere.keySet().removeIf(place -> !place.startsWith(file + ":"));
            assertThat(found).as(file).isEqualTo(wantedHere);
        }
    }

    /// The same lines without their formats: the policy of tokens and URLs alone must take no trap either.
    @Test
    void plainTextTakesNoTrap() throws IOException {
        Path folder = SharedLogs.folder();
        JsonObject expected = (JsonObject) Json.read(Files.readString(folder.resolve("expected-hits.json")));
        IndicatorSet set = SharedLogs.set(SharedLogs.objects(folder.resolve("indicators.stix21.json")));
        TreeSet<String> traps = new TreeSet<>();
        expected.array("traps").orElseThrow().objects().forEach(trap -> traps.add(place(trap)));
        for (String file : List.of("squid-access.log", "fortigate.log", "bind-query.log", "zeek-dns.log")) {
            List<String> taken = new ArrayList<>();
            try (InputStream in = Files.newInputStream(folder.resolve(file))) {
                new Scanner(set, ScanSettings.at(NOW).withFormat(LogFormat.PLAIN))
                        .scan(in, match -> taken.add("%s:%d".formatted(file, match.line())));
            }
            assertThat(taken).as(file).isNotEmpty().doesNotContainAnyElementsOf(traps);
        }
    }

    private static String place(JsonObject entry) {
        return "%s:%d"
                .formatted(
                        entry.text("file").orElseThrow(), entry.integer("line").orElseThrow());
    }
}
