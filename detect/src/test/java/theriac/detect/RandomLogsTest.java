package theriac.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The fast scanner finds exactly what reading every line finds, on small random logs made of hard pieces.
class RandomLogsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final List<Watched> POOL = List.of(
            new Watched(WatchKind.DOMAIN, "evil.example"),
            new Watched(WatchKind.DOMAIN, "c2.pakket.invalid"),
            new Watched(WatchKind.DOMAIN, "xn--bcher-kva.example"),
            new Watched(WatchKind.DOMAIN, "a.b1"),
            new Watched(WatchKind.IPV4, "192.0.2.66"),
            new Watched(WatchKind.IPV6, "2001:db8:bad:0:0:0:0:1"),
            new Watched(WatchKind.NETWORK, "198.51.100.128/28"),
            new Watched(WatchKind.NETWORK, "2001:db8:77:0:0:0:0:0/48"),
            new Watched(WatchKind.URL, "http://shared.example/u/x.bin"),
            new Watched(WatchKind.URL, "https://203.0.113.9/a"),
            new Watched(WatchKind.ENDPOINT, "192.0.2.10:8443"),
            new Watched(WatchKind.EMAIL, "klant@mail.example"),
            new Watched(WatchKind.HASH, "0123456789abcdef0123456789abcdef"),
            new Watched(WatchKind.HASH, "a".repeat(64)));
    private static final String[] PIECES = {
        "evil.example",
        "EVIL.Example.",
        "www.evil.example",
        "notevil.example",
        "evil",
        ".",
        "example",
        "-",
        "_",
        "c2.pakket.invalid",
        "bücher.example",
        "bücher。example",
        "xn--bcher-kva.example",
        "a.b1",
        "x.a.b1",
        "192.0.2.66",
        "192.000.002.066",
        "198.51.100.130",
        "198.51.100.144",
        "2001:db8:bad::1",
        "2001:DB8:BAD:0:0:0:0:1",
        "2001:db8:77::5",
        "::ffff:192.0.2.66",
        "[2001:db8:bad::1]:443",
        "http://shared.example/u/x.bin",
        "HTTP://Shared.example:80/u/x.bin",
        "http://shared.example/u/%78.bin",
        "http%3A%2F%2Fshared.example%2Fu%2Fx.bin",
        "http://evil%2eexample/",
        "https://203.0.113.9/a",
        "192.0.2.10:8443",
        "192.0.2.10:443",
        "klant@mail.example",
        "KLANT@Mail.Example",
        "0123456789ABCDEF0123456789abcdef",
        "a".repeat(64),
        "a".repeat(65),
        "/",
        "//",
        "\\",
        "\"",
        "\\\"",
        "\\n",
        "\\u002e",
        "\\u0065vil.example",
        "\\/",
        "\\\\",
        "%2F",
        "%",
        "=",
        ",",
        ";",
        " ",
        "\t",
        "\u0000",
        ":",
        "::",
        "é",
        "\r",
        "x".repeat(62),
        "x".repeat(63),
        "x".repeat(64),
        "x".repeat(70),
        ".".repeat(64),
        "y.".repeat(40),
        "hxxp://evil.example/",
        "q?u=",
        "&",
        "@",
        "#53",
        "12:30:45",
        "{\"a\":\"",
        "\"}",
        "'"
    };

    @Test
    void theFastScannerFindsWhatReadingEveryLineFinds() throws IOException {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            IndicatorSet set = set(random);
            byte[] log = log(random);
            LogFormat format = LogFormat.values()[random.nextInt(LogFormat.values().length)];
            ScanSettings settings = ScanSettings.at(NOW).withFormat(format);
            List<Match> fast = new ArrayList<>();
            List<Match> slow = new ArrayList<>();
            ScanReport fastReport = new Scanner(set, settings).scan(new ByteArrayInputStream(log), fast::add);
            ScanReport slowReport = Scanner.naive(set, settings).scan(new ByteArrayInputStream(log), slow::add);
            String[] lines = new String(log, StandardCharsets.UTF_8).split("\n", -1);
            for (Match match : slow) {
                String line = lines[(int) match.line() - 1];
                assertThat(fast.contains(match))
                        .as("seed %d, %s: %s missed in: %s", seed, format, match.watched(), line)
                        .isTrue();
            }
            assertThat(fast).as("seed %d", seed).isEqualTo(slow);
            assertThat(fastReport).isEqualTo(slowReport);
        }
    }

    @Test
    void theRandomLogsHoldMatches() throws IOException {
        int matches = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            IndicatorSet set = set(random);
            List<Match> found = new ArrayList<>();
            new Scanner(set, ScanSettings.at(NOW)).scan(new ByteArrayInputStream(log(random)), found::add);
            matches += found.size();
        }
        assertThat(matches).isGreaterThan(200);
    }

    private static IndicatorSet set(Random random) {
        IndicatorSetBuilder builder = IndicatorSet.builder();
        for (Watched watched : POOL) {
            if (random.nextInt(3) > 0) {
                String id = "indicator--" + new UUID(random.nextLong(), random.nextLong());
                builder.add(id, "", Optional.empty(), Optional.empty(), List.of(watched));
            }
        }
        return builder.build();
    }

    private static byte[] log(Random random) {
        StringBuilder log = new StringBuilder();
        boolean json = random.nextBoolean();
        int lines = 1 + random.nextInt(12);
        for (int i = 0; i < lines; i++) {
            log.append(json ? "{\"v\":\"" : "");
            for (int p = random.nextInt(8); p >= 0; p--) {
                log.append(PIECES[random.nextInt(PIECES.length)]);
                log.append(random.nextInt(3) == 0 ? "" : " ");
            }
            log.append(json ? "\"}" : "").append(i + 1 < lines || random.nextBoolean() ? "\n" : "");
        }
        return log.toString().getBytes(StandardCharsets.UTF_8);
    }
}
