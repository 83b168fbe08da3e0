package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import theriac.hub.store.Timeline.Emission;
import theriac.hub.store.Timeline.Span;

/// Tens of thousands of random histories of one object, read by machines that poll when they like and keep the newest
/// by `modified`: whatever happened between two polls, they end with what stands. No store is needed for that, so many
/// more histories fit than in [ModelPropertyTest].
class TimelinePropertyTest {

    private static final int HISTORIES = 10_000;
    private static final int STEPS = 24;
    private static final long START = Position.of(Instant.parse("2026-03-01T00:00:00Z"));
    private static final VersionFilter LATEST = VersionFilter.LAST;

    /// Whether the clocks of the sources are behind ours or far ahead of it.
    enum Clocks {
        BEHIND("2026-01-0%dT00:00:00.000Z"),
        AHEAD("2099-01-0%dT00:00:00.000Z"),
        MIXED("%d027-01-01T00:00:00Z");

        private final String form;

        Clocks(String form) {
            this.form = form;
        }

        /// @param age from 1 to 3
        String modified(int age) {
            return form.formatted(age);
        }
    }

    /// A content: two of them carry each `modified`.
    private record Content(int key, String modified) {}

    /// What several sources said, as the ledger keeps it.
    private static final class History {
        final List<Content> contents = new ArrayList<>();
        final List<Span> spans = new ArrayList<>();
        long at = START;

        History(Clocks clocks) {
            for (int key = 0; key < 6; key++) {
                contents.add(new Content(key, clocks.modified(1 + key / 2)));
            }
        }

        void happens(Random random) {
            at += 1 + random.nextInt(3) * 1_000_000L;
            for (int n = random.nextInt(3); n >= 0; n--) {
                var content = contents.get(random.nextInt(contents.size()));
                int source = random.nextInt(2);
                boolean moved = random.nextInt(5) == 0;
                if (!end(content, source) || moved) {
                    begin(content, source);
                }
            }
        }

        void begin(Content content, int source) {
            spans.add(new Span(content.key(), content.modified(), source, 1, at, Timeline.STANDS));
        }

        /// @return whether it stood
        boolean end(Content content, int source) {
            for (int n = 0; n < spans.size(); n++) {
                var span = spans.get(n);
                if (span.version() == content.key() && span.source() == source && span.stands()) {
                    // What began and ended at one position was never there.
                    var ended = new Span(content.key(), content.modified(), source, 1, span.from(), at);
                    spans.remove(n);
                    if (span.from() < at) {
                        spans.add(ended);
                    }
                    return true;
                }
            }
            return false;
        }

        /// The contents of which one must count now.
        Set<Long> newest() {
            var standing = spans.stream().filter(Span::stands).toList();
            var newest = standing.stream().map(Span::modified).max(VersionOrder::compare);
            return standing.stream()
                    .filter(span -> span.modified().equals(newest.orElseThrow()))
                    .map(Span::version)
                    .collect(Collectors.toSet());
        }
    }

    /// A machine that polls, and takes only what is newer than what it holds.
    private static final class Mirror {
        long cursor;
        Optional<Emission> held = Optional.empty();
        final Set<String> told = new HashSet<>();

        void poll(History history, String about) {
            var news = Timeline.emissions(new ArrayList<>(history.spans), LATEST).stream()
                    .filter(one -> one.seq() > cursor)
                    .sorted(Comparator.comparingLong(Emission::seq))
                    .toList();
            for (var one : news) {
                assertThat(told.add(one.version() + " " + one.modified()))
                        .as("told twice, %s: %s", about, one)
                        .isTrue();
                if (held.isEmpty()
                        || VersionOrder.compare(one.modified(), held.get().modified()) > 0) {
                    held = Optional.of(one);
                }
            }
            cursor = history.at;
        }

        Set<Long> content() {
            return held.filter(one -> !one.gone()).map(Emission::version).stream()
                    .collect(Collectors.toSet());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverPollsNowAndThenEndsWithWhatStands(Clocks clocks) {
        for (int n = 0; n < HISTORIES; n++) {
            long seed = new Random().nextLong();
            follow(new History(clocks), new Random(seed), "seed " + seed);
        }
    }

    private static void follow(History history, Random random, String about) {
        var mirror = new Mirror();
        for (int step = 0; step < STEPS; step++) {
            history.happens(random);
            if (random.nextInt(3) == 0) {
                var when = about + ", step " + step;
                mirror.poll(history, when);
                var newest = history.newest();
                assertThat(newest.isEmpty() ? mirror.content().isEmpty() : newest.containsAll(mirror.content()))
                        .as("%s: holds %s, but %s counts", when, mirror.held, newest)
                        .isTrue();
                assertThat(mirror.content().isEmpty()).as(when).isEqualTo(newest.isEmpty());
            }
        }
    }

    /// Found by chance in the store: the withdrawal that mattered was told at the place of an earlier one.
    @Test
    void aContradictionThatIsTakenBackTwiceIsTakenBackForWhoPolledInBetween() {
        var history = new History(Clocks.BEHIND);
        var mine = history.contents.get(0);
        var theirs = history.contents.get(1);
        var mirror = new Mirror();
        history.begin(mine, 0);
        history.at++;
        history.begin(theirs, 1);
        mirror.poll(history, "both stand");
        assertThat(mirror.content()).containsExactly(0L);
        history.at++;
        history.end(mine, 0);
        history.at++;
        history.begin(mine, 0);
        mirror.poll(history, "restored");
        history.at++;
        history.end(mine, 0);
        mirror.poll(history, "taken back again");
        assertThat(mirror.content()).containsExactly(1L);
    }

    /// No clock reaches further, and a page must not break on it.
    @Test
    void whatWasWrittenAtTheEndOfTimeCanBeTakenBack() {
        var last = "9999-12-31T23:59:59.999999Z";
        var gone = Timeline.emissions(List.of(new Span(1, last, 1, 1, START, START + 1)), LATEST);
        assertThat(gone).containsExactly(new Emission(START + 1, 1, last, 1, true, false));
    }
}
