package theriac.hub.formats.controls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.testkit.Golden;

/// Every writer over values that want to be more than values: they end lines, open comments, are formulas,
/// wildcards, names that are too long, names above and below each other. `vectors/controls/hostile.json` has
/// them; what they become is agreed in `golden/controls`.
class ControlFormatsTest {

    private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void everyFormatWritesWhatWasAgreed() throws Exception {
        for (var format : ControlFormats.all()) {
            Golden.check("controls/" + format.file(), text(format));
        }
    }

    @Test
    void noValueEndsALineOrAFieldOfAnyFile() throws Exception {
        for (var format : ControlFormats.all()) {
            assertThat(text(format).lines())
                    .as(format.file())
                    .noneMatch(line -> line.startsWith("$INCLUDE") || line.startsWith("smuggled"))
                    .noneMatch(line -> line.chars().anyMatch(c -> c < ' ' && c != '\t'));
        }
    }

    @Test
    void aNameServerLoadsTheZone() throws Exception {
        var zone = write("rpz.zone");
        assertThat(run("named-checkzone", "rpz.hub.example", zone.toString())).contains("OK");
        var config = folder.resolve("unbound.conf");
        Files.writeString(config, """
                server:
                  directory: "%1$s"
                  chroot: ""
                  username: ""
                  module-config: "respip validator iterator"
                rpz:
                  name: rpz.hub.example
                  zonefile: "%2$s"
                """.formatted(folder, zone));
        assertThat(run("unbound-checkconf", config.toString())).contains("no errors");
    }

    @Test
    void aProxyTakesTheListThatWouldStopItUnthinned() throws Exception {
        var list = write("squid-domains.acl");
        assertThat(Files.readString(list)).contains(".evil.example\n").doesNotContain("login.evil.example");
        var config = folder.resolve("squid.conf");
        Files.writeString(config, """
                acl listed dstdomain "%s"
                http_access deny listed
                http_port 127.0.0.1:18159
                cache_log %s
                pid_filename none
                """.formatted(list, folder.resolve("cache.log")));
        assertThat(run("squid", "-k", "parse", "-f", config.toString()))
                .doesNotContain("FATAL")
                .doesNotContain("ERROR");
    }

    @Test
    void aProxyTakesUrlsToTheLetter() throws Exception {
        var list = write("squid-urls.acl");
        var config = folder.resolve("squid.conf");
        Files.writeString(config, """
                acl listed url_regex "%s"
                http_access deny listed
                http_port 127.0.0.1:18159
                cache_log %s
                pid_filename none
                """.formatted(list, folder.resolve("cache.log")));
        assertThat(run("squid", "-k", "parse", "-f", config.toString()))
                .doesNotContain("FATAL")
                .doesNotContain("ERROR")
                .doesNotContain("WARNING: compile");
        for (var line : Files.readAllLines(list)) {
            assertThat(line).startsWith("^http").endsWith("$");
        }
    }

    @Test
    void aBundleHasEachIndicatorOnceAndIsValidJson() throws Exception {
        var bundle = (JsonObject) Json.read(Files.readString(write("bundle.json")));
        assertThat(bundle.text("type")).contains("bundle");
        var ids = new ArrayList<String>();
        bundle.array("objects")
                .orElseThrow()
                .objects()
                .forEach(object -> ids.add(object.text("id").orElseThrow()));
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    private Path write(String file) throws Exception {
        var path = folder.resolve(file);
        Files.writeString(path, text(ControlFormats.of(file).orElseThrow()));
        return path;
    }

    private static String text(ControlFormat format) throws IOException {
        var entries = entries().stream()
                .filter(entry -> format.kinds().contains(entry.value().kind()))
                .toList();
        var out = new ControlText();
        format.write(new ControlList("Theriac, a \"list\"\nfor tests; # $TTL", AT, entries), out);
        if (!entries.isEmpty()) {
            assertThat(out.entries() + out.leftOut().size()).as(format.file()).isEqualTo(entries.size());
        }
        return new String(out.bytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private static List<ControlEntry> entries() throws IOException {
        var entries = new ArrayList<ControlEntry>();
        var json = (JsonObject) Json.read(
                Files.readString(Golden.projectRoot().resolve("hub/src/test/resources/vectors/controls/hostile.json")));
        for (var entry : json.array("entries").orElseThrow().objects()) {
            var kind = ValueKind.ofCode(entry.text("kind").orElseThrow()).orElseThrow();
            entries.add(new ControlEntry(
                    new NormalValue(kind, entry.text("value").orElseThrow()),
                    "indicator--00000000-0000-4000-8000-%012d".formatted(entries.size()),
                    entry.text("name").orElse(""),
                    (int) entry.integer("confidence").orElse(-1),
                    "{\"type\":\"indicator\",\"id\":\"indicator--00000000-0000-4000-8000-%012d\"}"
                            .formatted(entries.size()),
                    entry.text("until").map(Instant::parse)));
        }
        entries.sort(Comparator.comparing(entry -> entry.value().text()));
        return entries;
    }

    /// Asks the program that will load the file. It is not everywhere; `scripts/consumers` installs it where it may.
    private static String run(String... command) throws Exception {
        Assumptions.assumeTrue(
                installed(command[0]).isPresent(), command[0] + " is not installed: scripts/consumers installs it.");
        command[0] = installed(command[0]).orElseThrow();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static Optional<String> installed(String program) {
        return List.of("/usr/bin/", "/usr/sbin/", "/sbin/").stream()
                .map(place -> place + program)
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
    }
}
