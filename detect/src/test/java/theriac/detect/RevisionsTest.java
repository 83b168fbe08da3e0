package theriac.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// However a set came to be, by one long delivery or by many revisions, folded or not, from memory or from its files:
/// it holds the same.
class RevisionsTest {

    private static final int IDS = 40;
    private static final int VALUES = 25; // fewer than ids: indicators share values
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /// @param values numbers of the domains that it watches for; empty for a pattern that logs cannot show
    private record Version(String id, Instant modified, List<Integer> values, boolean revoked) {

        StixObject object() {
            var pattern = values.isEmpty()
                    ? "[process:name = 'quiet.exe']"
                    : values.stream()
                            .map(n -> "domain-name:value = '" + domain(n) + "'")
                            .collect(Collectors.joining(" OR ", "[", "]"));
            return StixObject.of((JsonObject) Json.read("""
                    {"type":"indicator","spec_version":"2.1","id":"%s","created":"2026-01-01T00:00:00Z",
                     "modified":"%s","pattern":"%s","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z",
                     "revoked":%s}""".formatted(id, modified, pattern, revoked)));
        }
    }

    private static String domain(int number) {
        return "n" + number + ".example";
    }

    @Test
    void aSetMadeByRevisionsIsTheSetMadeAtOnce() throws Exception {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var newest = new TreeMap<String, Version>();
            var set = IndicatorSet.empty();
            for (int round = 0; round < 6; round++) {
                set = again(random, revised(random, set, newest, round));
                assertSame(seed, set, newest);
            }
        }
    }

    /// A round's versions are newer than all before, and arrive in any order.
    private static IndicatorSet revised(Random random, IndicatorSet set, Map<String, Version> newest, int round) {
        var arriving = new ArrayList<Version>();
        for (int n = random.nextInt(IDS); n > 0; n--) {
            var id = "indicator--" + new UUID(0x4000L, 0x8000000000000000L | random.nextInt(IDS));
            var modified = START.plusSeconds(round * 10_000L + n);
            var values =
                    random.ints(random.nextInt(4), 0, VALUES).distinct().boxed().toList();
            var version = new Version(id, modified, values, random.nextInt(4) == 0);
            arriving.add(version);
            newest.merge(id, version, (a, b) -> a.modified().isAfter(b.modified()) ? a : b);
        }
        Collections.shuffle(arriving, random);
        var builder = set.revise();
        arriving.forEach(version -> builder.add(version.object()));
        return builder.build();
    }

    private static IndicatorSet again(Random random, IndicatorSet set) throws IOException, DamagedSetException {
        return switch (random.nextInt(3)) {
            case 0 -> set.compacted();
            case 1 -> fromFiles(set);
            default -> set;
        };
    }

    private static IndicatorSet fromFiles(IndicatorSet set) throws IOException, DamagedSetException {
        var base = new ByteArrayOutputStream();
        var overlay = new ByteArrayOutputStream();
        set.writeBase(base);
        set.writeOverlay(overlay);
        return IndicatorSet.read(
                new ByteArrayInputStream(base.toByteArray()),
                Optional.of(new ByteArrayInputStream(overlay.toByteArray())));
    }

    private static void assertSame(int seed, IndicatorSet set, Map<String, Version> newest) {
        var atOnce = IndicatorSet.builder();
        newest.values().forEach(version -> atOnce.add(version.object()));
        var expected = atOnce.build();
        assertThat(set.size()).as("seed %d", seed).isEqualTo(expected.size());
        assertThat(set.digest()).as("seed %d", seed).isEqualTo(expected.digest());
        for (int n = 0; n < VALUES; n++) {
            int number = n;
            var watched = new Watched(WatchKind.DOMAIN, domain(n));
            var holders = newest.values().stream()
                    .filter(v -> !v.revoked() && v.values().contains(number))
                    .map(Version::id)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(set.watching(watched).stream().map(Held::id))
                    .as("seed %d, %s", seed, watched.text())
                    .containsExactlyInAnyOrderElementsOf(holders);
        }
        assertThat(set.compacted().digest()).as("seed %d, folded", seed).isEqualTo(expected.digest());
        assertThat(set.compacted().changes()).isZero();
    }
}
