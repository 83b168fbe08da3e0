package theriac.bench.pattern;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import theriac.stix.pattern.MatchResult;
import theriac.stix.pattern.ObservedData;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternIndex;
import theriac.stix.pattern.PatternMatcher;
import theriac.stix.pattern.PatternParsed;
import theriac.stix.value.Extraction;

/// The patterns of feeds parsed, observations matched against one and against 10,000 of them, values found in text; on
/// one thread. An operation is one pattern, one observation, one match of 40 observations, or one character.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 9, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"})
public class PatternRates {

    static final int PATTERNS = 20_000;
    static final int OBSERVATIONS = 20_000;
    static final int INDEXED = 10_000;

    private final Invented invented = new Invented(1);
    private final List<String> texts = invented.patterns(PATTERNS);
    private final List<ObservedData> observations = invented.observations(OBSERVATIONS);
    private final PatternMatcher equal = matcher("[domain-name:value = 'host-7.example']");
    private final PatternMatcher either =
            matcher("[domain-name:value = 'host-7.example' OR ipv4-addr:value = '203.0.113.9' OR file:name = 'a.exe']");
    private final PatternMatcher reference =
            matcher("[network-traffic:dst_ref.value IN ('198.51.100.7', '198.51.100.8')]");
    private final PatternMatcher subset = matcher("[ipv4-addr:value ISSUBSET '203.0.113.0/24']");
    private final PatternMatcher like = matcher("[domain-name:value LIKE '%-77.example']");
    private final PatternMatcher regex = matcher("[domain-name:value MATCHES '^host-7[a-f]\\\\.example$']");
    private final PatternIndex<Integer> index = index(invented.patterns(INDEXED));
    private final List<ObservedData> minutes = invented.minutes(40);
    private final PatternMatcher join =
            matcher("([ipv4-addr:value LIKE '%']" + " AND [ipv4-addr:value LIKE '%']".repeat(4) + ") WITHIN 1 SECONDS");
    private final String page = invented.page(Invented.PAGE_LENGTH);

    private static PatternMatcher matcher(String pattern) {
        return PatternMatcher.compile(Pattern.of(pattern));
    }

    private static PatternIndex<Integer> index(List<String> patterns) {
        PatternIndex.Builder<Integer> builder = PatternIndex.builder();
        for (int i = 0; i < patterns.size(); i++) {
            builder.add(i, Pattern.of(patterns.get(i)));
        }
        return builder.build();
    }

    @Benchmark
    @OperationsPerInvocation(PATTERNS)
    public int parse() {
        int parsed = 0;
        for (String text : texts) {
            parsed += Pattern.parse(text) instanceof PatternParsed.Parsed ? 1 : 0;
        }
        return parsed;
    }

    @Benchmark
    @OperationsPerInvocation(OBSERVATIONS)
    public int matchEqual() {
        return matched(equal);
    }

    @Benchmark
    @OperationsPerInvocation(OBSERVATIONS)
    public int matchEither() {
        return matched(either);
    }

    @Benchmark
    @OperationsPerInvocation(OBSERVATIONS)
    public int matchReference() {
        return matched(reference);
    }

    @Benchmark
    @OperationsPerInvocation(OBSERVATIONS)
    public int matchSubset() {
        return matched(subset);
    }

    @Benchmark
    @OperationsPerInvocation(OBSERVATIONS)
    public int matchLike() {
        return matched(like);
    }

    @Benchmark
    @OperationsPerInvocation(OBSERVATIONS)
    public int matchRegex() {
        return matched(regex);
    }

    private int matched(PatternMatcher matcher) {
        int matched = 0;
        for (ObservedData observation : observations) {
            matched += matcher.match(observation) instanceof MatchResult.Matched ? 1 : 0;
        }
        return matched;
    }

    @Benchmark
    @OperationsPerInvocation(OBSERVATIONS)
    public int matchTenThousand() {
        int matched = 0;
        for (ObservedData observation : observations) {
            matched += index.matches(observation, failed -> {}).size();
        }
        return matched;
    }

    /// A window that cannot be filled, over the 5-fold AND of a test that is always true: what defeats enumeration.
    @Benchmark
    public MatchResult joinOfFive() {
        return join.match(minutes);
    }

    @Benchmark
    @OperationsPerInvocation(Invented.PAGE_LENGTH)
    public int extractCharacters() {
        return Extraction.find(page).size();
    }
}
