package theriac.bench.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.pattern.ObservedData;

/// Invented patterns, observations and text; the same for the same seed.
final class Invented {

    /// Characters of one page of text.
    static final int PAGE_LENGTH = 1_000_000;

    private final Random random;

    Invented(long seed) {
        this.random = new Random(seed);
    }

    /// The kinds of patterns that feeds hold, most of them one comparison.
    List<String> patterns(int count) {
        List<String> patterns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String number = Integer.toHexString(random.nextInt());
            patterns.add(
                    switch (i % 5) {
                        case 0 -> "[domain-name:value = 'host-" + number + ".example']";
                        case 1 -> "[ipv4-addr:value = '203.0.113." + i % 256 + "']";
                        case 2 -> "[url:value = 'http://host-" + number + ".example/path/" + i + "']";
                        case 3 -> "[file:hashes.'SHA-256' = '" + hash() + "']";
                        default ->
                            "[file:hashes.MD5 = '" + hash().substring(32) + "' OR file:name = 'name-" + number
                                    + ".exe']";
                    });
        }
        return patterns;
    }

    private String hash() {
        var hash = new StringBuilder(64);
        for (int i = 0; i < 8; i++) {
            hash.append("%08x".formatted(random.nextInt()));
        }
        return hash.toString();
    }

    /// Observed data of four objects each, as in the measurements of other matchers.
    List<ObservedData> observations(int count) {
        List<JsonObject> objects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            objects.add((JsonObject) Json.read("""
                    {"type": "observed-data", "first_observed": "2026-01-01T00:00:00Z", "last_observed": "2026-01-01T00:00:00Z",
                     "number_observed": 1, "objects": {
                       "0": {"type": "network-traffic", "src_ref": "1", "dst_ref": "2", "dst_port": 443},
                       "1": {"type": "ipv4-addr", "value": "192.0.2.%d"},
                       "2": {"type": "ipv4-addr", "value": "198.51.100.%d"},
                       "3": {"type": "domain-name", "value": "host-%x.example"}}}""".formatted(i % 250, i % 200, i)));
        }
        return ObservedData.read(objects);
    }

    /// Observations of one address, a minute apart.
    List<ObservedData> minutes(int count) {
        List<JsonObject> objects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            objects.add((JsonObject) Json.read("""
                    {"type": "observed-data", "first_observed": "2026-01-01T00:%1$02d:00Z", "last_observed": "2026-01-01T00:%1$02d:00Z",
                     "number_observed": 1, "objects": {"0": {"type": "ipv4-addr", "value": "192.0.2.1"}}}""".formatted(i)));
        }
        return ObservedData.read(objects);
    }

    /// A report full of defanged values, cut to a length.
    String page(int length) {
        var text = new StringBuilder(length + 300);
        for (int i = 0; text.length() < length; i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "On day %1$d the group used hxxps://host-%1$d[.]example/login.php?id=%1$d and 203.0.113[.]%2$d, dropped"
                            + " invoice.exe (%3$s) and wrote from user%1$d@mail.example about CVE-2026-%4$d.%n",
                    i,
                    i % 256,
                    hash(),
                    10_000 + i));
        }
        return text.substring(0, length);
    }
}
