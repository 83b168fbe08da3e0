package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.all;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.indicator;
import static theriac.hub.store.StoreFixture.json;
import static theriac.hub.store.StoreFixture.member;
import static theriac.hub.store.StoreFixture.modified;
import static theriac.hub.store.StoreFixture.strict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;

/// Random claims, withdrawals, restorations and changes of audience by several sources, against a naive model that
/// keeps a list of claims and thinks about nothing else.
class ModelPropertyTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final int OBJECTS = 4;
    private static final int STEPS = 60;
    private static final int ROUNDS = 6;

    /// One source's word, as the model keeps it.
    private static final class Word {
        final long source;
        final String object;
        final String version;
        final String name;
        final long order;
        Audience audience;
        boolean stands;
        boolean everSeen = true;

        Word(long source, String object, String version, String name, Audience audience, long order, boolean stands) {
            this.source = source;
            this.object = object;
            this.version = version;
            this.name = name;
            this.audience = audience;
            this.order = order;
            this.stands = stands;
        }
    }

    private final List<Word> words = new ArrayList<>();

    @Test
    void theEffectiveObjectIsWhatANaiveModelSaysAndAConsumerEndsWithTheSame() {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = new Random().nextLong();
            try (var fixture = new StoreFixture(DATABASE.database())) {
                run(fixture, new Random(seed), seed, round);
            }
        }
    }

    private void run(StoreFixture fixture, Random random, long seed, int round) {
        words.clear();
        var sources = new long[] {
            fixture.source("a" + round, fixture.cert),
            fixture.source("b" + round, fixture.cert),
            fixture.source("c" + round, fixture.cert)
        };
        List<Viewer> viewers = List.of(member(fixture.north), member(fixture.south), member(fixture.cert));
        var audiences = List.of(
                StoreFixture.green(fixture.cert), strict(fixture.north), strict(fixture.south), strict(fixture.cert));
        Map<Viewer, Map<String, String>> mirrors = new HashMap<>();
        Map<Viewer, Cursor> places = new HashMap<>();
        Set<String> seenTwice = new HashSet<>();
        past.clear();
        for (int step = 0; step < STEPS; step++) {
            step(fixture, random, round, sources, audiences, step);
            for (var viewer : viewers) {
                var about = "seed %d, step %d, viewer %s".formatted(seed, step, viewer);
                check(fixture, viewer, round, about);
                if (step % 4 == 0) {
                    remember(fixture, viewer, round, about);
                }
                if (random.nextInt(3) == 0) {
                    follow(fixture, viewer, mirrors.computeIfAbsent(viewer, v -> new TreeMap<>()), places, seenTwice);
                    checkMirror(viewer, mirrors.get(viewer), round, about);
                }
            }
        }
        lookBack(fixture);
    }

    /// What somebody saw at a moment.
    private record Seen(Viewer viewer, StixId object, Instant at, Optional<String> shown, String about) {}

    private final List<Seen> past = new ArrayList<>();

    private void remember(StoreFixture fixture, Viewer viewer, int round, String about) {
        var at = Position.at(fixture.store.ledger().head());
        for (int n = 0; n < OBJECTS; n++) {
            var object = StixId.of(id("indicator", round * 100 + n));
            past.add(new Seen(viewer, object, at, shown(fixture.store.objects().find(viewer, object)), about));
        }
    }

    /// "As it was on" any moment is what was seen then, although everything has changed since.
    private void lookBack(StoreFixture fixture) {
        assertThat(past).isNotEmpty();
        for (var seen : past) {
            assertThat(shown(fixture.store.history().find(seen.viewer(), seen.object(), seen.at())))
                    .as(seen.about() + " at " + seen.at())
                    .isEqualTo(seen.shown());
        }
    }

    private static Optional<String> shown(Optional<EffectiveObject> found) {
        return found.map(o -> o.summary() + " " + o.object().text());
    }

    private void step(
            StoreFixture fixture, Random random, int round, long[] sources, List<Audience> audiences, int step) {
        long source = sources[random.nextInt(sources.length)];
        var object = id("indicator", round * 100 + random.nextInt(OBJECTS));
        var audience = audiences.get(random.nextInt(audiences.size()));
        switch (random.nextInt(10)) {
            case 0, 1 -> {
                fixture.store.claims().withdraw(all(), StixId.of(object), source, "wrong");
                of(source, object).stream().filter(w -> w.stands).forEach(w -> w.stands = false);
            }
            case 2 -> {
                fixture.store.claims().restore(all(), StixId.of(object), source, "right");
                of(source, object).stream().filter(w -> w.everSeen).forEach(w -> w.stands = true);
            }
            case 3 -> {
                fixture.redirect(StixId.of(object), source, audience);
                of(source, object).stream().filter(w -> w.stands).forEach(w -> w.audience = audience);
            }
            default -> {
                var version = modified(1 + random.nextInt(4));
                var name = "n" + random.nextInt(2) + ".example";
                fixture.claim(source, audience, indicator(object, version, name));
                claim(source, object, version, name, audience, step);
            }
        }
    }

    private List<Word> of(long source, String object) {
        return words.stream()
                .filter(w -> w.source == source && w.object.equals(object))
                .toList();
    }

    private void claim(long source, String object, String version, String name, Audience audience, int step) {
        var before = of(source, object);
        if (before.stream().anyMatch(w -> w.version.equals(version) && w.name.equals(name))) {
            return;
        }
        boolean stands = before.stream().noneMatch(w -> !w.stands && w.version.compareTo(version) >= 0);
        var word = new Word(source, object, version, name, audience, step, stands);
        word.everSeen = stands;
        words.add(word);
    }

    /// The contents among which the effective one must be: those of the newest visible, standing version.
    private Set<String> candidates(Viewer viewer, String object) {
        var visible = words.stream()
                .filter(w -> w.object.equals(object) && w.stands && Visibility.allows(viewer, w.audience))
                .toList();
        var newest = visible.stream().map(w -> w.version).max(String::compareTo);
        var names = new HashSet<String>();
        visible.stream()
                .filter(w -> w.version.equals(newest.orElse("")))
                .forEach(w -> names.add(w.version + " Domain " + w.name));
        return names;
    }

    private void check(StoreFixture fixture, Viewer viewer, int round, String about) {
        for (int n = 0; n < OBJECTS; n++) {
            var object = id("indicator", round * 100 + n);
            var found = fixture.store.objects().find(viewer, StixId.of(object)).filter(o -> stands(o));
            var expected = candidates(viewer, object);
            assertThat(found.isPresent()).as(about + " " + object).isEqualTo(!expected.isEmpty());
            found.ifPresent(o -> {
                assertThat(o.summary().modified() + " " + o.summary().name())
                        .as(about)
                        .isIn(expected);
                var sources = words.stream()
                        .filter(w -> w.object.equals(object) && w.stands && Visibility.allows(viewer, w.audience))
                        .map(w -> w.source)
                        .distinct()
                        .count();
                assertThat(o.summary().sources()).as(about).isEqualTo((int) sources);
            });
        }
    }

    private static boolean stands(EffectiveObject object) {
        return object.claims().stream().anyMatch(c -> c.withdrawnAt().isEmpty());
    }

    /// A machine that polls now and then, keeps the newest version of each object by `modified`, and forgets revoked
    /// ones.
    private static void follow(
            StoreFixture fixture,
            Viewer viewer,
            Map<String, String> mirror,
            Map<Viewer, Cursor> places,
            Set<String> seen) {
        var query = ChangeQuery.first(3);
        if (places.containsKey(viewer)) {
            query = query.after(places.get(viewer));
        }
        while (true) {
            var page = fixture.store.changes().page(viewer, query);
            for (var change : page.changes()) {
                assertThat(seen.add(viewer + " " + change.id() + " " + change.version() + " " + json(change)))
                        .as("nothing is seen twice: %s", change)
                        .isTrue();
                take(mirror, change);
            }
            places.put(viewer, page.position());
            if (page.next().isEmpty()) {
                return;
            }
            query = query.after(page.next().get());
        }
    }

    private static void take(Map<String, String> mirror, Change change) {
        var held = Optional.ofNullable(mirror.get(change.id().text()));
        var version = change.version();
        if (held.isPresent() && VersionOrder.compare(held.get().split(" ", 2)[0], version) > 0) {
            return;
        }
        mirror.put(
                change.id().text(),
                version + " "
                        + (change.withdrawn()
                                ? "gone"
                                : json(change).text("name").orElse("")));
    }

    /// What the machine must believe of each object: nothing, or one of the contents that are the newest now. The
    /// `modified` that it was told may be a later one, after something was taken back.
    private void checkMirror(Viewer viewer, Map<String, String> mirror, int round, String about) {
        for (int n = 0; n < OBJECTS; n++) {
            var object = id("indicator", round * 100 + n);
            var expected = candidates(viewer, object);
            var held = mirror.containsKey(object) ? mirror.get(object).split(" ", 2)[1] : "gone";
            if (expected.isEmpty()) {
                assertThat(held).as(about).isEqualTo("gone");
            } else {
                assertThat(expected.stream().map(e -> e.split(" ", 2)[1]))
                        .as(about)
                        .contains(held);
            }
        }
    }
}
