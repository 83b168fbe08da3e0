package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.indicator;
import static theriac.hub.store.StoreFixture.modified;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Audience;
import theriac.hub.policy.MarkingOverride;
import theriac.hub.policy.RandomPolicy;
import theriac.hub.policy.Use;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// Precedence of overrides: random deliveries, withdrawals, overrides and liftings, and after each step
/// who sees what, and may use it how, by the database is what a naive model says with the two rules in
/// Java, for viewers and audiences of all kinds ([RandomPolicy]).
class OverridesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final int ROUNDS = 12;
    private static final int STEPS = 60;
    private static final int OBJECTS = 4;
    private static final int VIEWERS = 5;

    /// A claim as the model knows it.
    private static final class Word {
        final int source;
        final String object;
        final String version;
        final Audience came;
        Audience now;
        boolean stands = true;

        Word(int source, String object, String version, Audience came, Audience now) {
            this.source = source;
            this.object = object;
            this.version = version;
            this.came = came;
            this.now = now;
        }
    }

    private record Decided(long owner, long by, MarkingOverride override) {}

    private final List<Word> words = new ArrayList<>();
    private final Map<String, List<Decided>> standing = new HashMap<>();

    @Test
    void whoSeesWhatIsWhatTheRuleSaysWhateverHappenedInWhichOrder() {
        int overridden = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long seed = new Random().nextLong();
            words.clear();
            standing.clear();
            try (var fixture = new StoreFixture(DATABASE.database())) {
                overridden += run(fixture, new Random(seed), seed, round);
            }
        }
        assertThat(overridden).as("claims for which an override counted").isGreaterThan(ROUNDS * 5);
    }

    /// What an organisation writes itself is for whom its authors chose, each time; what a feed marks
    /// TLP:RED is for the people who are named for the feed (see RedReadersTest).
    private static long own(StoreFixture fixture, String name, long organization) {
        return fixture.store
                .sources()
                .register(new NewSource(organization, name, "own", Audience.undecided(organization)))
                .key();
    }

    private int run(StoreFixture fixture, Random random, long seed, int round) {
        var owners = new long[] {fixture.cert, fixture.north};
        var sources = new long[] {
            own(fixture, "one" + round, owners[0]),
            own(fixture, "two" + round, owners[1]),
            own(fixture, "three" + round, owners[1])
        };
        int overridden = 0;
        for (int step = 0; step < STEPS; step++) {
            var object = id("indicator", round * 100 + random.nextInt(OBJECTS));
            int source = random.nextInt(sources.length);
            long owner = owners[Math.min(source, 1)];
            switch (random.nextInt(8)) {
                case 0 -> {
                    fixture.store.claims().withdraw(StoreFixture.all(), StixId.of(object), sources[source], "wrong");
                    of(source, object).forEach(word -> word.stands = false);
                }
                case 1 -> {
                    fixture.store.claims().restore(StoreFixture.all(), StixId.of(object), sources[source], "right");
                    of(source, object).forEach(word -> {
                        word.now = word.stands ? word.now : effective(object, owner, word.came);
                        word.stands = true;
                    });
                }
                case 2, 3 -> decide(fixture, random, object, owner, owners);
                case 4 -> lift(fixture, random, object, owner, owners);
                default -> tell(fixture, random, object, source, sources[source], owner, step);
            }
            var about = "seed %d, step %d".formatted(seed, step);
            check(fixture, round, about);
            compare(fixture, policy(fixture, random), round, about);
            overridden += words.stream()
                                    .filter(word -> word.stands && !word.now.equals(word.came))
                                    .count()
                            > 0
                    ? 1
                    : 0;
        }
        return overridden;
    }

    private static Viewer.Party person(long organization) {
        return new Viewer.Party(
                "person of " + organization, 1, organization, Set.of(), Set.of(organization), Set.of(), Set.of());
    }

    private static RandomPolicy policy(StoreFixture fixture, Random random) {
        return new RandomPolicy(random, List.of(fixture.cert, fixture.north, fixture.south));
    }

    /// Every delivery is a new and newer version: a withdrawn one does not keep it from standing.
    private void tell(StoreFixture fixture, Random random, String object, int source, long key, long owner, int step) {
        var came = policy(fixture, random).audience(owner);
        var version = modified(1).replace("00:00:00", "%02d:%02d:00".formatted(step / 60, step % 60));
        fixture.claim(key, came, indicator(object, version, "n" + step + ".example"));
        words.add(new Word(source, object, version, came, effective(object, owner, came)));
    }

    private Audience effective(String object, long owner, Audience came) {
        return standing.getOrDefault(object, List.of()).stream()
                .filter(each -> each.owner() == owner && each.override().counts(came))
                .findFirst()
                .map(each -> each.override().audience())
                .orElse(came);
    }

    private void decide(StoreFixture fixture, Random random, String object, long owner, long[] owners) {
        var decider = person(owners[random.nextInt(owners.length)]);
        var wanted = policy(fixture, random).audience(owner);
        var seen = words.stream()
                .filter(word -> word.object.equals(object) && word.came.owner() == owner)
                .filter(word -> word.stands && Visibility.allows(decider, word.now))
                .toList();
        fixture.store.claims().override(decider, StixId.of(object), wanted, "decided");
        if (seen.isEmpty()) {
            return;
        }
        var override =
                new MarkingOverride(wanted, seen.stream().map(word -> word.came).collect(Collectors.toSet()));
        end(object, owner, decider);
        standing.computeIfAbsent(object, k -> new ArrayList<>())
                .addFirst(new Decided(owner, decider.organization(), override));
        enforce(object, owner);
    }

    private void lift(StoreFixture fixture, Random random, String object, long owner, long[] owners) {
        var decider = person(owners[random.nextInt(owners.length)]);
        fixture.store.claims().liftOverride(decider, StixId.of(object), owner, "lifted");
        end(object, owner, decider);
        enforce(object, owner);
    }

    private void enforce(String object, long owner) {
        words.stream()
                .filter(word -> word.object.equals(object) && word.came.owner() == owner && word.stands)
                .forEach(word -> word.now = effective(object, owner, word.came));
    }

    private void end(String object, long owner, Viewer.Party decider) {
        standing.getOrDefault(object, new ArrayList<>())
                .removeIf(each -> each.owner() == owner && each.by() == decider.organization());
    }

    private List<Word> of(int source, String object) {
        return words.stream()
                .filter(word -> word.source == source && word.object.equals(object))
                .toList();
    }

    private void check(StoreFixture fixture, int round, String about) {
        for (long organization : List.of(fixture.cert, fixture.north, fixture.south)) {
            var viewer = StoreFixture.member(organization);
            for (int n = 0; n < OBJECTS; n++) {
                var object = id("indicator", round * 100 + n);
                var expected = words.stream()
                        .filter(word -> word.object.equals(object) && word.stands)
                        .filter(word -> Visibility.allows(viewer, word.now))
                        .map(word -> word.version)
                        .max(String::compareTo);
                var found = fixture.store
                        .objects()
                        .find(viewer, StixId.of(object))
                        .filter(o -> !o.summary().revoked())
                        .map(o -> o.summary().modified());
                assertThat(found).as("%s, %s, %s", about, viewer, object).isEqualTo(expected);
            }
        }
    }

    /// Policy over what overrides made of the claims: all rules in Java beside all rules in SQL.
    private void compare(StoreFixture fixture, RandomPolicy policy, int round, String about) {
        for (int n = 0; n < VIEWERS; n++) {
            var viewer = policy.viewer();
            for (var use : Use.values()) {
                var expected = words.stream()
                        .filter(word -> word.stands && Visibility.allows(viewer, use, word.now))
                        .map(word -> word.object + " " + word.version)
                        .collect(Collectors.toCollection(TreeSet::new));
                assertThat(seen(fixture, round, Visibility.sql(viewer, use, "a")))
                        .as("%s, %s, to %s", about, viewer, use)
                        .isEqualTo(expected);
            }
        }
    }

    /// What stands of this round, each version as often as it was told once: every delivery is a version.
    private static TreeSet<String> seen(StoreFixture fixture, int round, Visibility.Predicate rule) {
        var objects = IntStream.range(0, OBJECTS)
                .mapToObj(n -> id("indicator", round * 100 + n))
                .toArray(String[]::new);
        return new TreeSet<>(fixture.database
                .jdbc()
                .sql("""
                        select o.stix_id || ' ' || v.modified_text
                        from object o join claim c on c.object_key = o.key join version v on v.key = c.version_key
                        join audience a on a.id = c.audience_id
                        where o.stix_id = any(:objects) and c.withdrawn_seq is null and\s""" + rule.sql())
                .param("objects", objects)
                .params(rule.parameters())
                .query(String.class)
                .list());
    }

    /// A source that becomes stricter is not overruled by people who did not know it.
    @Test
    void whatComesForFewerThanAnybodyLookedAtIsLeftAsItIs() {
        var loosened = new MarkingOverride(Audience.of(Tlp.GREEN, 1), Set.of(Audience.of(Tlp.AMBER, 1)));
        assertThat(loosened.effective(Audience.of(Tlp.AMBER, 1)).tlp()).isEqualTo(Tlp.GREEN);
        assertThat(loosened.effective(Audience.of(Tlp.AMBER, 1).withOrganization(2))
                        .tlp())
                .isEqualTo(Tlp.GREEN);
        assertThat(loosened.effective(Audience.of(Tlp.AMBER_STRICT, 1)).tlp()).isEqualTo(Tlp.AMBER_STRICT);
        assertThat(loosened.effective(Audience.of(Tlp.RED, 1)).tlp()).isEqualTo(Tlp.RED);
        assertThat(loosened.effective(Audience.of(Tlp.AMBER, 2)).owner())
                .as("another's word")
                .isEqualTo(2);
        var narrowed = new MarkingOverride(Audience.of(Tlp.AMBER_STRICT, 1), Set.of(Audience.of(Tlp.AMBER, 1)));
        assertThat(narrowed.effective(Audience.of(Tlp.CLEAR, 1)).tlp()).isEqualTo(Tlp.AMBER_STRICT);
        assertThat(narrowed.effective(Audience.of(Tlp.RED, 1)).tlp()).isEqualTo(Tlp.RED);
    }

    /// What is called narrowing reaches nobody new, but the one who decides and sees it already, and who
    /// is close to it.
    @Test
    void whatOnePersonDecidesReachesNobodyNew() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var policy = new RandomPolicy(random, List.of(1L, 2L, 3L, 4L));
        int narrows = 0;
        for (int n = 0; n < 40_000; n++) {
            var wanted = policy.audience(1);
            var standing = List.of(policy.audience(1), policy.audience(1));
            long decider = 1 + random.nextInt(4);
            if (MarkingOverride.narrows(wanted, standing, decider)) {
                narrows++;
                for (long each = 1; each <= 4; each++) {
                    var viewer = policy.party(each);
                    boolean before = standing.stream().allMatch(audience -> Visibility.allows(viewer, audience));
                    boolean close = viewer.circle().contains(decider);
                    assertThat(close || before || !Visibility.allows(viewer, wanted))
                            .as("seed %d: %d sees %s and not all of %s", seed, each, wanted, standing)
                            .isTrue();
                }
            }
        }
        assertThat(narrows).isGreaterThan(200);
    }
}
