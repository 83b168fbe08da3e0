package theriac.hub.formats.controls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.testkit.Golden;

/// One broken rule never breaks a file of rules: `vectors/controls/rules.json` says which are taken, and YARA itself
/// loads what became of them.
class RuleCollectionTest {

    private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");
    private static final int CUTS = 2_000;

    @TempDir
    Path folder;

    private record Case(String language, String pattern, boolean taken, String why) {}

    @Test
    void whatWouldBreakTheFileIsLeftOutAndNamesAreUnique() throws Exception {
        for (var format : collections()) {
            var cases = cases(format.language());
            var out = write(format, cases);
            for (int n = 0; n < cases.size(); n++) {
                assertThat(out.leftOut().contains(entry(cases.get(n), n).value()))
                        .as("%s: %s", format.file(), cases.get(n).why())
                        .isNotEqualTo(cases.get(n).taken());
            }
            Golden.check("controls/rules/" + format.file(), new String(out.bytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aCompilerTakesTheWholeFile() throws Exception {
        var format = collections().getFirst();
        var file = folder.resolve("rules.yar");
        Files.write(file, write(format, cases("yara")).bytes());
        assertThat(yara(file)).isEmpty();
    }

    /// Rules with a piece cut out, moved or doubled: whatever is still taken, a compiler takes too.
    @Test
    void aCompilerTakesWhatIsLeftOfBrokenRules() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var whole = cases("yara").stream().filter(Case::taken).toList();
        var broken = new ArrayList<Case>();
        for (int n = 0; n < CUTS; n++) {
            var pattern = whole.get(random.nextInt(whole.size())).pattern();
            var other = whole.get(random.nextInt(whole.size())).pattern();
            int from = random.nextInt(pattern.length());
            int to = Math.min(pattern.length(), from + random.nextInt(12));
            int start = random.nextInt(other.length());
            var piece = random.nextBoolean()
                    ? ""
                    : other.substring(start, Math.min(other.length(), start + random.nextInt(12)));
            broken.add(new Case("yara", pattern.substring(0, from) + piece + pattern.substring(to), false, ""));
        }
        var out = write(collections().getFirst(), broken);
        var file = folder.resolve("broken.yar");
        Files.write(file, out.bytes());
        assertThat(yara(file))
                .as("seed %d, %d of %d taken", seed, out.entries(), CUTS)
                .isEmpty();
        assertThat(out.entries()).isPositive();
    }

    private static List<RuleCollection> collections() {
        return ControlFormats.all().stream()
                .filter(RuleCollection.class::isInstance)
                .map(RuleCollection.class::cast)
                .toList();
    }

    private static ControlText write(RuleCollection format, List<Case> cases) {
        var entries = new ArrayList<ControlEntry>();
        for (int n = 0; n < cases.size(); n++) {
            entries.add(entry(cases.get(n), n));
        }
        var out = new ControlText();
        format.write(new ControlList("Theriac, rules\nfor tests", AT, entries), out);
        return out;
    }

    private static ControlEntry entry(Case each, int number) {
        var id = "indicator--00000000-0000-4000-8000-%012d".formatted(number);
        var json = JsonObject.builder()
                .put("id", id)
                .put("pattern", each.pattern())
                .put("pattern_type", each.language())
                .build();
        return new ControlEntry(
                new NormalValue(ValueKind.OTHER, id),
                id,
                each.why() + "\nsmuggled",
                -1,
                Json.write(json),
                Optional.empty());
    }

    private static List<Case> cases(String language) throws IOException {
        var vectors = (JsonArray) Json.read(
                Files.readString(Golden.projectRoot().resolve("hub/src/test/resources/vectors/controls/rules.json")));
        return vectors.objects().stream()
                .map(each -> new Case(
                        each.text("language").orElseThrow(),
                        each.text("pattern").orElseThrow(),
                        each.bool("taken").orElseThrow(),
                        each.text("why").orElseThrow()))
                .filter(each -> each.language().equals(language))
                .toList();
    }

    /// What the compiler has against it; warnings are none.
    private String yara(Path file) throws Exception {
        var program = Path.of("/usr/bin/yara");
        Assumptions.assumeTrue(Files.isExecutable(program), "yara is not here; scripts/consumers installs it");
        var nothing = Files.writeString(folder.resolve("nothing"), "");
        var process = new ProcessBuilder(program.toString(), "-w", file.toString(), nothing.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue() == 0 ? "" : said;
    }
}
