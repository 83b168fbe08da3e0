package theriac.hub.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import theriac.hub.store.Timeline.Presence;
import theriac.hub.store.Timeline.Span;

/// What a reader may see, and since when. What was told to an audience before the reader came to belong to it is told
/// to him at the [Arrival] of that audience, in the order in which it was told first; what ended before he ever
/// belonged to it, never. A reader who left and came back hears at his return of everything once more, also of what
/// ended meanwhile. Pure and immutable.
final class Outlook {

    private final long[] visible;
    private final List<Arrival> arrivals;
    private final Map<Long, Arrival> byAudience;
    private final Map<Long, List<Stay>> earlier;
    private final long end;

    private Outlook(
            long[] visible,
            List<Arrival> arrivals,
            Map<Long, Arrival> byAudience,
            Map<Long, List<Stay>> earlier,
            long end) {
        this.end = end;
        this.visible = visible;
        this.arrivals = arrivals;
        this.byAudience = byAudience;
        this.earlier = earlier;
    }

    /// A place of the ledger, and the free places behind it, at which audiences came into sight.
    ///
    /// @param audiences that the reader still sees and that came here last, ascending
    record Arrival(long place, Runs runs, long[] audiences) {

        long last() {
            return place + runs.width() - 1;
        }

        boolean holds(long at) {
            return place <= at && at <= last();
        }

        /// Where what was told at a position before is told now.
        long placeOf(long seq) {
            return place + runs.offset(seq);
        }

        /// The position for which a place stands; before the first one: 0.
        long seqOf(long at) {
            return at < place ? 0 : runs.at(at - place);
        }
    }

    /// Positions that lie close together, packed without the gaps between them. A long history in small steps has a
    /// million of them.
    ///
    /// @param starts ascending positions
    /// @param offsets where each run begins when all stand side by side
    @SuppressWarnings("ArrayRecordComponent")
    record Runs(long[] starts, long[] offsets, long width) {

        private static int run(long[] of, long value) {
            int found = Arrays.binarySearch(of, value);
            return found >= 0 ? found : -found - 2;
        }

        long offset(long seq) {
            int run = Math.max(0, run(starts, seq));
            return starts.length == 0 ? 0 : offsets[run] + Math.max(0, seq - starts[run]);
        }

        long at(long offset) {
            int run = run(offsets, offset);
            return starts.length == 0 ? 0 : starts[run] + offset - offsets[run];
        }
    }

    /// A change of what an organisation could see.
    record Turn(long place, long width, Set<Long> gained, Set<Long> lost) {}

    /// A span in which the reader belonged to an audience, before he last came to it.
    private record Stay(long from, long to) {

        boolean met(Span span) {
            return span.from() < to && span.to() > from;
        }
    }

    /// Of a reader whose view never changed.
    static Outlook plain(long[] visible) {
        return new Outlook(visible, List.of(), Map.of(), Map.of(), Long.MAX_VALUE);
    }

    /// @param turns ascending
    /// @param runs of a turn
    static Outlook of(long[] visible, List<Turn> turns, java.util.function.Function<Turn, Runs> runs) {
        var last = new HashMap<Long, Turn>();
        var earlier = new HashMap<Long, List<Stay>>();
        var since = new HashMap<Long, Long>();
        for (var turn : turns) {
            for (long lost : turn.lost()) {
                earlier.computeIfAbsent(lost, _ -> new ArrayList<>(1))
                        .add(new Stay(since.getOrDefault(lost, 0L), turn.place()));
            }
            for (long gained : turn.gained()) {
                since.put(gained, turn.place());
                last.put(gained, turn);
            }
        }
        var gained = new TreeMap<Long, List<Long>>();
        var places = new HashMap<Long, Turn>();
        for (long audience : visible) {
            var turn = last.get(audience);
            if (turn != null) {
                places.put(turn.place(), turn);
                gained.computeIfAbsent(turn.place(), _ -> new ArrayList<>()).add(audience);
            }
        }
        var arrivals = new ArrayList<Arrival>();
        var byAudience = new HashMap<Long, Arrival>();
        gained.forEach((place, audiences) -> {
            var arrival = new Arrival(place, runs.apply(places.get(place)), longs(audiences));
            arrivals.add(arrival);
            audiences.forEach(audience -> byAudience.put(audience, arrival));
        });
        return new Outlook(visible, List.copyOf(arrivals), byAudience, earlier, Long.MAX_VALUE);
    }

    /// The same up to a place, exclusive.
    Outlook until(long place) {
        return new Outlook(visible, arrivals, byAudience, earlier, place);
    }

    /// Where it ends, exclusive; [Long#MAX_VALUE]: it does not.
    long end() {
        return end;
    }

    private static long[] longs(Collection<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    /// The keys of all audiences that the reader belongs to now, ascending.
    long[] visible() {
        return visible;
    }

    /// The arrival that is going on at a place, or else the next one.
    Optional<Arrival> arrival(long at) {
        return arrivals.stream().filter(one -> one.last() >= at).findFirst();
    }

    /// A stretch of the order in which the reader is told what happened.
    ///
    /// @param arrival when it is one: what was told before; else what happens
    /// @param audiences that are told something in it
    /// @param before where it ends, exclusive
    record Stretch(Optional<Arrival> arrival, long[] audiences, long before) {}

    /// What lies behind a place, in order; the last one is open, unless all of it ends.
    List<Stretch> stretches(long after) {
        if (arrivals.isEmpty() || arrivals.getLast().last() <= after) {
            return List.of(new Stretch(Optional.empty(), visible, end));
        }
        var stretches = new ArrayList<Stretch>();
        var notYet = new HashSet<Long>();
        for (var arrival : arrivals.reversed()) {
            if (arrival.last() > after) {
                stretches.addFirst(new Stretch(Optional.of(arrival), arrival.audiences(), arrival.last() + 1));
                Arrays.stream(arrival.audiences()).forEach(notYet::add);
                var others = Arrays.stream(visible)
                        .filter(audience -> !notYet.contains(audience))
                        .toArray();
                stretches.addFirst(new Stretch(Optional.empty(), others, arrival.place()));
            }
        }
        stretches.add(new Stretch(Optional.empty(), visible, end));
        return stretches;
    }

    /// The keys of all audiences whose claims must be read: also those that the reader once belonged to.
    long[] known() {
        if (earlier.isEmpty()) {
            return visible;
        }
        return LongStream.concat(
                        LongStream.of(visible), earlier.keySet().stream().mapToLong(Long::longValue))
                .distinct()
                .sorted()
                .toArray();
    }

    /// Spans of what happened to objects as spans in which this reader came to know of it. Which of several contents of
    /// one version counts stays as it is for everybody.
    ///
    /// @param spans of the audiences that are [#known]
    Map<Long, List<Span>> seen(Map<Long, List<Span>> spans) {
        if (arrivals.isEmpty() && earlier.isEmpty()) {
            return spans;
        }
        var seen = new HashMap<Long, List<Span>>(spans.size() * 2);
        spans.forEach((object, all) -> {
            var presences = Timeline.all(all.stream().filter(this::isVisible).toList());
            var mine = new ArrayList<Span>(all.size());
            for (var span : all) {
                told(span, mine);
                if (isVisible(span)) {
                    seen(span, rank(span, presences)).ifPresent(mine::add);
                }
            }
            if (mine.stream().anyMatch(span -> !span.past())) {
                seen.put(object, mine);
            }
        });
        return seen;
    }

    private boolean isVisible(Span span) {
        return Arrays.binarySearch(visible, span.audience()) >= 0;
    }

    /// Where the presence began for everybody of which that claim is a part.
    private static long rank(Span span, List<Presence> presences) {
        return presences.stream()
                .filter(presence -> presence.version() == span.version()
                        && presence.added() <= span.from()
                        && span.from() <= presence.ended())
                .findFirst()
                .orElseThrow()
                .added();
    }

    private Optional<Span> seen(Span span, long rank) {
        var arrival = byAudience.get(span.audience());
        if (arrival == null || span.from() >= arrival.place()) {
            return Optional.of(span.between(span.from(), span.to(), rank));
        }
        long at = arrival.placeOf(span.from());
        if (span.to() >= arrival.place()) {
            return Optional.of(span.between(at, span.to(), rank));
        }
        return stays(span).anyMatch(stay -> stay.met(span))
                ? Optional.of(span.between(at, at, rank))
                : Optional.empty();
    }

    private Stream<Stay> stays(Span span) {
        return earlier.getOrDefault(span.audience(), List.of()).stream();
    }

    /// What was told in earlier stays: a version that came later must be newer than the farewell was.
    private void told(Span span, List<Span> mine) {
        if (!span.stands()) {
            stays(span)
                    .filter(stay -> span.to() < stay.to()
                            && stays(span).anyMatch(one -> one.from() <= stay.from() && one.met(span)))
                    .forEach(stay -> mine.add(span.told(Math.max(span.to(), stay.from()))));
        }
    }
}
