package theriac.scout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import theriac.detect.IndicatorSet;
import theriac.detect.WatchKind;
import theriac.detect.Watched;
import theriac.stix.StixId;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Logs that grow, rotate, are emptied, hold endless lines, and a scout that dies between any two steps: every line is
/// looked at, and no sighting is reported twice.
class WatcherTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);
    private static final StixId MEMBER = StixId.of("identity--7d2f0b8e-3c55-4a1b-9c55-0f2f3a3b4c5d");
    private static final IndicatorSet SET = set("evil.example", "late.example", "far.example");

    @TempDir
    Path folder;

    private ScoutHome home;
    private Path log;
    private final StringWriter said = new StringWriter();

    @BeforeEach
    void home() throws IOException {
        home = new ScoutHome(folder.resolve("home"));
        home.create();
        log = folder.resolve("dns.log");
    }

    private static IndicatorSet set(String... domains) {
        var builder = IndicatorSet.builder();
        for (var domain : domains) {
            builder.add(
                    id(domain), "", Optional.empty(), Optional.empty(), List.of(new Watched(WatchKind.DOMAIN, domain)));
        }
        return builder.build();
    }

    private static String id(String domain) {
        return "indicator--" + UUID.nameUUIDFromBytes(domain.getBytes(StandardCharsets.UTF_8));
    }

    /// As after a start of the program: everything is read from disk again.
    private Watcher started(String... logs) throws IOException {
        var config = new ScoutConfig(
                URI.create("http://127.0.0.1:1/"),
                home.folder().resolve("token"),
                logs.length == 0 ? List.of(log.toString()) : List.of(logs),
                ZoneOffset.UTC);
        var console = new Console(new PrintWriter(said), new PrintWriter(said), false);
        return new Watcher(home, config, new Spool(home), new Lookback(home), MEMBER, CLOCK, console);
    }

    private int pass() throws IOException {
        return started().pass(() -> SET);
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String line(int second, String domain) {
        return "2026-11-23T10:00:%02dZ client 192.0.2.1 query %s A%n".formatted(second, domain);
    }

    /// Lines counted by all sightings that wait.
    private long counted() throws IOException {
        long count = 0;
        for (var object : waiting()) {
            count += object.text("type").orElse("").equals("sighting")
                    ? object.integer("count").orElse(0)
                    : 0;
        }
        return count;
    }

    private List<JsonObject> waiting() throws IOException {
        var all = new ArrayList<JsonObject>();
        for (var batch : new Spool(home).waiting()) {
            var json = (JsonObject) Json.read(Files.readString(batch));
            all.addAll(json.array("objects").map(JsonArray::objects).orElse(List.of()));
        }
        return all;
    }

    @Test
    void linesAreLookedAtOnceAndAnUnfinishedOneWaits() throws IOException {
        append(line(1, "evil.example") + line(2, "fine.example") + "2026-11-23T10:00:03Z client 192.0.2.1 query evil.");
        assertThat(pass()).isEqualTo(1);
        assertThat(pass()).isZero();
        append("example A\n");
        assertThat(pass()).isEqualTo(1);
        assertThat(counted()).isEqualTo(2);
    }

    @Test
    void aRotatedLogIsReadToItsEndAndTheNewOneFromItsBeginning() throws IOException {
        append(line(1, "evil.example"));
        assertThat(pass()).isEqualTo(1);
        append(line(2, "evil.example"));
        Files.move(log, folder.resolve("dns.log.1"));
        append(line(3, "evil.example") + line(4, "evil.example"));
        assertThat(pass()).isEqualTo(2);
        assertThat(pass()).isZero();
        assertThat(counted()).isEqualTo(4);
    }

    /// The old name stands before the new one in the folder, or behind it.
    @ParameterizedTest
    @ValueSource(strings = {"dns.log.1", "dns-1.log"})
    void aRotatedLogThatIsFollowedUnderItsNewNameTooIsReadOnce(String rotated) throws IOException {
        var pattern = folder.resolve("dns*").toString();
        append(line(1, "evil.example"));
        started(pattern).pass(() -> SET);
        append(line(2, "evil.example"));
        Files.move(log, folder.resolve(rotated));
        append(line(3, "evil.example"));
        started(pattern).pass(() -> SET);
        started(pattern).pass(() -> SET);
        assertThat(counted()).isEqualTo(3);
    }

    @Test
    void anEmptiedLogIsReadFromItsBeginning() throws IOException {
        append(line(1, "evil.example") + line(2, "fine.example"));
        pass();
        Files.writeString(log, line(3, "evil.example"));
        assertThat(pass()).isEqualTo(1);
        assertThat(counted()).isEqualTo(2);
    }

    @Test
    void anEmptiedLogThatGrewBeyondTheOldPlaceIsReadFromItsBeginningToo() throws IOException {
        append(line(1, "evil.example"));
        pass();
        Files.writeString(log, line(3, "evil.example") + line(4, "fine.example") + line(5, "far.example"));
        assertThat(pass()).isEqualTo(2);
        assertThat(counted()).isEqualTo(3);
    }

    @Test
    void aDeathBetweenTheSpoolAndThePlaceInTheLogReportsNothingTwice() throws IOException {
        append(line(1, "evil.example"));
        pass();
        var tails = home.data().resolve("tails.json");
        var before = Files.readAllBytes(tails);
        append(line(2, "evil.example"));
        assertThat(pass()).isEqualTo(1);
        Files.write(tails, before);
        append(line(3, "evil.example"));
        assertThat(pass()).as("only the third line").isEqualTo(1);
        assertThat(counted()).isEqualTo(3);
    }

    @Test
    void aDeathBeforeTheSpoolLosesNothing() throws IOException {
        append(line(1, "evil.example"));
        // What was written beside and never renamed does not count.
        Files.writeString(home.data().resolve("spool").resolve("0000000000000000001.json.new"), "{\"obj");
        assertThat(pass()).isEqualTo(1);
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void yesterdaysLinesAreSearchedForTodaysIndicators() throws IOException {
        append(line(1, "late.example") + line(2, "evil.example"));
        started().pass(() -> set("evil.example"));
        assertThat(counted()).isEqualTo(1);
        new Lookback(home).add(Set.of(id("late.example")));
        assertThat(pass()).isEqualTo(1);
        assertThat(pass()).isZero();
        assertThat(counted()).isEqualTo(2);
    }

    @Test
    void aLineOfTenMegabytesTearsNoValueAndHidesNoNeighbour() throws IOException {
        int piece = 4 << 20;
        var filler = " fine.example".repeat(800_000).getBytes(StandardCharsets.US_ASCII);
        append(line(1, "evil.example"));
        // Values that lie across the places where a careless reader would cut.
        for (int at : new int[] {piece - 6 - (int) Files.size(log), 2 * piece - 30}) {
            var torn = (" notevil.example ").getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(torn, 0, filler, at, torn.length);
            System.arraycopy(" far.example ".getBytes(StandardCharsets.US_ASCII), 0, filler, at + 100, 13);
        }
        try (OutputStream out = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
            out.write(filler);
            out.write('\n');
        }
        append(line(3, "late.example"));
        pass();
        var seen = waiting().stream()
                .flatMap(object -> object.text("sighting_of_ref").stream())
                .distinct();
        assertThat(seen).containsExactlyInAnyOrder(id("evil.example"), id("far.example"), id("late.example"));
        assertThat(started().tails().all()).singleElement().satisfies(tail -> {
            assertThat(tail.offset()).isEqualTo(Files.size(log));
            assertThat(tail.line()).isEqualTo(4);
        });
        assertThat(pass()).isZero();
    }

    @Test
    void aPackedLogIsReadOnceAsAWhole() throws IOException {
        log = folder.resolve("old.log.gz");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(log))) {
            gzip.write((line(1, "evil.example") + line(2, "evil.example")).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(pass()).isEqualTo(1);
        assertThat(pass()).isZero();
        assertThat(counted()).isEqualTo(2);
    }

    @Test
    void aHostileLineOrFileNameCannotSpeakToTheTerminal() throws IOException {
        log = folder.resolve("dns\u001b[2J\u202e.log");
        append("2026-11-23T10:00:01Z \u001b[31m\u202e query evil.example A\n");
        pass();
        assertThat(said.toString())
                .contains("evil[.]example")
                .doesNotContain("\u001b")
                .doesNotContain("\u202e");
    }

    @Test
    void aWatchThatIsNoPatternIsSaidInASentence() throws IOException {
        var watcher = started(folder.resolve("dns[.log").toString());
        assertThatExceptionOfType(ScoutProblem.class)
                .isThrownBy(() -> watcher.pass(() -> SET))
                .withMessageContaining("scout.conf")
                .withMessageContaining("dns[.log");
    }

    @Test
    void aDamagedSetIsSaidAndItsWatermarkIsForgotten() throws IOException {
        var hub = "http://127.0.0.1:1/";
        var console = new Console(new PrintWriter(said), new PrintWriter(said), false);
        var position = Optional.of(Instant.parse("2026-11-20T00:00:00Z"));
        var stored = home.store(home.load(hub, console), SET, position);
        assertThat(home.load(hub, console).set().size()).isEqualTo(3);
        var file = home.data().resolve("base-" + stored.state().base() + ".set");
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(folder.resolve("damaged"), bytes);
        Files.move(folder.resolve("damaged"), file, StandardCopyOption.REPLACE_EXISTING);
        var loaded = home.load(hub, console);
        assertThat(loaded.set().size()).isZero();
        assertThat(loaded.state().position()).isEmpty();
        assertThat(said.toString()).contains("fetched anew");
    }

    @Test
    void twoScoutsInOneFolderGetASentence() throws Exception {
        try (AutoCloseable _ = home.lock()) {
            org.assertj.core.api.Assertions.assertThatThrownBy(home::lock)
                    .isInstanceOf(ScoutProblem.class)
                    .hasMessageContaining("Another scout already works in");
        }
    }
}
