package theriac.bench.pattern;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntSupplier;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.pattern.MatchResult;
import theriac.stix.pattern.ObservedData;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternIndex;
import theriac.stix.pattern.PatternMatcher;
import theriac.stix.pattern.PatternParsed;
import theriac.stix.value.Extraction;

/// Prints, for one core: patterns parsed per second, observations per second against one compiled pattern of several
/// kinds,
/// observations per second against 10,000 patterns at once, the k-fold AND that defeats enumeration, and megabytes of
/// text
/// searched for values per second. All input is invented and the same for every run.
///
/// Argument: rounds (7); each figure is the best round.
public final class PatternBench {

    private static final int PATTERNS = 20_000;
    private static final int OBSERVATIONS = 50_000;
    private static final int INDEXED = 10_000;

    private final PrintStream out;
    private final int rounds;
    private final Random random = new Random(1);

    private PatternBench(PrintStream out, int rounds) {
        this.out = out;
        this.rounds = rounds;
    }

    public static void main(String[] args) {
        var bench = new PatternBench(System.out, args.length > 0 ? Integer.parseInt(args[0]) : 7);
        bench.parsing();
        List<ObservedData> observations = bench.observations();
        bench.single(observations);
        bench.index(observations);
        bench.join();
        bench.extraction();
    }

    private void parsing() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < PATTERNS; i++) {
            texts.add(pattern(i));
        }
        print("patterns parsed", "patterns/s", best(() -> {
            int parsed = 0;
            for (String text : texts) {
                parsed += Pattern.parse(text) instanceof PatternParsed.Parsed ? 1 : 0;
            }
            return parsed;
        }));
    }

    /// The kinds of patterns that feeds hold, most of them one comparison.
    private String pattern(int i) {
        String number = Integer.toHexString(random.nextInt());
        return switch (i % 5) {
            case 0 -> "[domain-name:value = 'host-" + number + ".example']";
            case 1 -> "[ipv4-addr:value = '203.0.113." + i % 256 + "']";
            case 2 -> "[url:value = 'http://host-" + number + ".example/path/" + i + "']";
            case 3 -> "[file:hashes.'SHA-256' = '" + hash(random) + "']";
            default ->
                "[file:hashes.MD5 = '" + hash(random).substring(32) + "' OR file:name = 'name-" + number + ".exe']";
        };
    }

    private static String hash(Random random) {
        var hash = new StringBuilder(64);
        for (int i = 0; i < 8; i++) {
            hash.append("%08x".formatted(random.nextInt()));
        }
        return hash.toString();
    }

    /// Observed data of four objects each, as in the measurements of other matchers.
    private List<ObservedData> observations() {
        List<JsonObject> objects = new ArrayList<>();
        for (int i = 0; i < OBSERVATIONS; i++) {
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

    private void single(List<ObservedData> observations) {
        one(observations, "one pattern =", "[domain-name:value = 'host-7.example']");
        one(
                observations,
                "one pattern, reference and IN",
                "[network-traffic:dst_ref.value IN ('198.51.100.7', '198.51.100.8')]");
        one(observations, "one pattern ISSUBSET", "[ipv4-addr:value ISSUBSET '203.0.113.0/24']");
        one(observations, "one pattern LIKE", "[domain-name:value LIKE '%-77.example']");
        one(observations, "one pattern MATCHES", "[domain-name:value MATCHES '^host-7[a-f]\\\\.example$']");
    }

    private void one(List<ObservedData> observations, String what, String pattern) {
        PatternMatcher matcher = PatternMatcher.compile(Pattern.of(pattern));
        print(what, "observations/s", best(() -> {
            int matched = 0;
            for (ObservedData observation : observations) {
                matched += matcher.match(observation) instanceof MatchResult.Matched ? 1 : 0;
            }
            return matched < observations.size() ? observations.size() : 0;
        }));
    }

    private void index(List<ObservedData> observations) {
        PatternIndex.Builder<Integer> builder = PatternIndex.builder();
        for (int i = 0; i < INDEXED; i++) {
            builder.add(i, Pattern.of(pattern(i)));
        }
        PatternIndex<Integer> index = builder.build();
        print("10,000 patterns at once", "observations/s", best(() -> {
            int matched = 0;
            for (ObservedData observation : observations) {
                matched += index.matches(observation, failed -> {}).size();
            }
            return matched >= 0 ? observations.size() : 0;
        }));
    }

    /// An unsatisfiable window over the k-fold AND of a test that is always true.
    private void join() {
        for (int k : new int[] {4, 5, 8}) {
            String part = "[ipv4-addr:value LIKE '%']";
            String pattern = "(" + part + (" AND " + part).repeat(k - 1) + ") WITHIN 1 SECONDS";
            PatternMatcher matcher = PatternMatcher.compile(Pattern.of(pattern));
            List<JsonObject> objects = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                objects.add((JsonObject) Json.read("""
                        {"type": "observed-data", "first_observed": "2026-01-01T00:%02d:00Z", "last_observed": "2026-01-01T00:%02d:00Z",
                         "number_observed": 1, "objects": {"0": {"type": "ipv4-addr", "value": "192.0.2.1"}}}""".formatted(i, i)));
            }
            List<ObservedData> observations = ObservedData.read(objects);
            double perSecond = best(() -> matcher.match(observations) instanceof MatchResult.NotMatched ? 1 : 0);
            out.printf(Locale.ROOT, "%-34s %,12.3f ms%n", "40 observations, " + k + "-fold AND", 1000 / perSecond);
        }
    }

    private void extraction() {
        var text = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            text.append("On day ")
                    .append(i)
                    .append(" the group used hxxps://host-")
                    .append(i)
                    .append("[.]example/login.php?id=")
                    .append(i)
                    .append(" and 203.0.113[.]")
                    .append(i % 256)
                    .append(", dropped invoice.exe (")
                    .append(hash(random))
                    .append(") and wrote from user")
                    .append(i)
                    .append("@mail.example about CVE-2026-")
                    .append(10_000 + i)
                    .append(".\n");
        }
        String page = text.toString();
        double perSecond = best(() -> Extraction.find(page).isEmpty() ? 0 : page.length());
        out.printf(Locale.ROOT, "%-34s %,12.1f MB/s%n", "values found in text", perSecond / 1e6);
    }

    private double best(IntSupplier work) {
        double best = 0;
        for (int round = 0; round < rounds; round++) {
            long before = System.nanoTime();
            int done = work.getAsInt();
            best = Math.max(best, done * 1e9 / (System.nanoTime() - before));
        }
        return best;
    }

    private void print(String what, String unit, double perSecond) {
        out.printf(Locale.ROOT, "%-34s %,12.0f %s%n", what, perSecond, unit);
    }
}
