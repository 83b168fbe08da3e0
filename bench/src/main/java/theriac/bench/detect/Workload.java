package theriac.bench.detect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import theriac.detect.WatchKind;
import theriac.detect.Watched;

/// Invented indicators and a log with known hits and traps: 50 % DNS, 35 % proxy, 15 % endpoint lines; 40 % domains,
/// 30 % IPv4, 20 % URLs, 10 % SHA-256. Hits come from the first 10,000 indicators, so every size has the same truth.
/// The same seed gives the same bytes.
final class Workload {

    private static final String[] SYLLABLES = {
        "ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "wa", "xe", "zi"
    };
    private static final String[] ENDINGS = {"com", "com", "com", "net", "org", "info", "ru", "xyz", "top", "io"};
    private static final String AGENT =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36";

    private final Random random;
    private final List<Watched> indicators = new ArrayList<>();
    private final Set<Watched> all = new HashSet<>();
    private final Map<Integer, Integer> truth = new HashMap<>();
    private List<String> domains = List.of();
    private List<String> addresses = List.of();
    private List<String> paths = List.of();
    private List<String> hashes = List.of();
    private double time = 1_754_000_000;
    private int lines;
    private int traps;

    Workload(long seed, int indicatorCount) {
        this.random = new Random(seed);
        while (indicators.size() < indicatorCount) {
            Watched indicator = indicator();
            if (all.add(indicator)) {
                indicators.add(indicator);
            }
        }
    }

    List<Watched> indicators() {
        return indicators;
    }

    /// Line number to place of the indicator that must match there.
    Map<Integer, Integer> truth() {
        return truth;
    }

    int traps() {
        return traps;
    }

    static String id(int place) {
        return "indicator--" + new UUID(place * 0x9e3779b97f4a7c15L, place);
    }

    private Watched indicator() {
        int kind = random.nextInt(10);
        if (kind < 4) {
            return new Watched(WatchKind.DOMAIN, domain(4, 7));
        }
        if (kind < 7) {
            return new Watched(WatchKind.IPV4, address());
        }
        if (kind < 9) {
            String scheme = random.nextBoolean() ? "http://" : "https://";
            return new Watched(WatchKind.URL, scheme + domain(4, 7) + "/" + word(2, 3) + "/" + hex(8) + ".php");
        }
        return new Watched(WatchKind.HASH, hex(64));
    }

    private String word(int least, int most) {
        StringBuilder word = new StringBuilder();
        for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
            word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return word.toString();
    }

    private String domain(int least, int most) {
        String label = word(least, most) + (random.nextInt(4) == 0 ? random.nextInt(1000) : "");
        return label + "." + ENDINGS[random.nextInt(ENDINGS.length)];
    }

    private String address() {
        int first = 11 + random.nextInt(110);
        return first + "." + random.nextInt(256) + "." + random.nextInt(256) + "." + (1 + random.nextInt(254));
    }

    private String hex(int digits) {
        StringBuilder hex = new StringBuilder();
        while (hex.length() < digits) {
            hex.append(Character.forDigit(random.nextInt(16), 16));
        }
        return hex.toString();
    }

    private List<String> pool(int size, WatchKind kind, java.util.function.Supplier<String> make) {
        List<String> pool = new ArrayList<>(size);
        while (pool.size() < size) {
            String value = make.get();
            if (!all.contains(new Watched(kind, value))) {
                pool.add(value);
            }
        }
        return pool;
    }

    /// About this many megabytes (of 2^20 bytes) of log; `share` of the lines are hits, half as many are traps.
    byte[] log(int megabytes, double share) {
        domains = pool(40_000, WatchKind.DOMAIN, () -> domain(2, 4)).stream()
                .map(name -> random.nextInt(3) == 0 ? "www." + name : name)
                .toList();
        addresses = pool(60_000, WatchKind.IPV4, this::address);
        hashes = pool(20_000, WatchKind.HASH, () -> hex(64));
        paths = pool(20_000, WatchKind.DOMAIN, () -> "/" + word(2, 4) + "/" + word(2, 4) + "/" + hex(8) + ".html");
        ByteArrayOutputStream log = new ByteArrayOutputStream(megabytes << 20);
        while (log.size() < megabytes << 20) {
            lines++;
            time += random.nextDouble() * 0.01;
            double kind = random.nextDouble();
            String line = kind < share ? hit() : kind < share * 1.5 ? trap() : background(kind);
            log.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        }
        return log.toByteArray();
    }

    private String background(double kind) {
        if (kind < 0.5) {
            return dns(any(domains), any(addresses));
        }
        if (kind < 0.85) {
            return proxy((random.nextBoolean() ? "https://" : "http://") + any(domains) + any(paths), any(addresses));
        }
        return endpoint(any(hashes), any(addresses));
    }

    private String any(List<String> pool) {
        return pool.get(random.nextInt(pool.size()));
    }

    private String hit() {
        int place = random.nextInt(Math.min(10_000, indicators.size()));
        Watched indicator = indicators.get(place);
        truth.put(lines, place);
        String text = indicator.text();
        return switch (indicator.kind()) {
            case DOMAIN -> dns(random.nextInt(4) == 0 ? "a.b." + text : text, any(addresses));
            case IPV4 ->
                random.nextBoolean() ? dns(any(domains), text) : proxy("http://" + any(domains) + any(paths), text);
            case URL -> proxy(text, any(addresses));
            case HASH, IPV6, NETWORK, EMAIL, ENDPOINT -> endpoint(text, any(addresses));
        };
    }

    private String trap() {
        traps++;
        Watched indicator = indicators.get(random.nextInt(Math.min(10_000, indicators.size())));
        while (indicator.kind() == WatchKind.URL && all.contains(host(indicator))) {
            indicator = indicators.get(random.nextInt(Math.min(10_000, indicators.size())));
        }
        String text = indicator.text();
        return switch (indicator.kind()) {
            case DOMAIN ->
                dns(List.of("not" + text, text + ".example.org", "my-" + text).get(random.nextInt(3)), any(addresses));
            case IPV4 -> proxy("http://" + any(domains) + "/dl/pkg-" + text + ".7.zip", any(addresses));
            case URL -> proxy(text + "x", any(addresses));
            case HASH, IPV6, NETWORK, EMAIL, ENDPOINT -> endpoint(text + "0", any(addresses));
        };
    }

    /// The host of a URL as an indicator: where it is one, a changed path is a hit all the same.
    private static Watched host(Watched url) {
        return new Watched(WatchKind.DOMAIN, url.text().split("/")[2]);
    }

    private String client() {
        return "10." + random.nextInt(4) + "." + random.nextInt(256) + "." + (1 + random.nextInt(254));
    }

    private String seconds() {
        long micros = (long) (time * 1e6);
        return micros / 1_000_000 + "."
                + String.valueOf(1_000_000 + micros % 1_000_000).substring(1);
    }

    private String dns(String name, String answer) {
        return seconds() + "\tC" + hex(6) + "\t" + client() + "\t" + (1024 + random.nextInt(64_000))
                + "\t10.0.0.53\t53\tudp\t" + random.nextInt(65_536) + "\t" + name
                + "\t1\tC_INTERNET\t1\tA\t0\tNOERROR\tF\tF\tT\tT\t0\t" + answer + "\t" + (60 + random.nextInt(3600))
                + ".0\tF\n";
    }

    private String proxy(String url, String address) {
        return seconds() + " " + random.nextInt(900) + " " + client() + " TCP_MISS/200 " + random.nextInt(90_000)
                + " GET " + url + " - HIER_DIRECT/" + address + " text/html \""
                + AGENT.formatted(110 + random.nextInt(30)) + "\"\n";
    }

    private String endpoint(String hash, String address) {
        return "{\"ts\":" + seconds() + ",\"host\":\"WS-" + random.nextInt(20_000)
                + "\",\"event\":\"process\",\"image\":\"C:\\\\Windows\\\\System32\\\\" + word(2, 4)
                + ".exe\",\"sha256\":\"" + hash
                + "\",\"pid\":" + random.nextInt(65_000) + ",\"dst_ip\":\"" + address + "\",\"dst_port\":443}\n";
    }
}
