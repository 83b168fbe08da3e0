package theriac.hub.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one viewer sees of one object, and at which position of the ledger it came to be so. Pure: the only
/// input are the spans of time in which this viewer could see a claim, so a hidden source cannot change the
/// outcome.
///
/// A version is *present* while at least one visible claim on it stands; its place is where its unbroken
/// presence began, so a second source that says the same, or the first of two that falls silent, moves
/// nothing. The newest present version is the effective one, and stands where it became that ([Telling]). When
/// nothing is present any more the object is *gone*, at the position of the last end.
final class Timeline {

    /// The end of a span that still lasts.
    static final long STANDS = Long.MAX_VALUE;

    static final long UNRANKED = -1;

    private Timeline() {}

    /// A span in which the viewer could see that a source claims a version.
    ///
    /// @param version internal key of the content
    /// @param modified the version's own text, to the last digit; "" for SCOs
    /// @param from position at which it began
    /// @param to position at which it ended; [#STANDS] while it lasts
    /// @param rank among contents of one `modified` the lower one counts as newer; [#UNRANKED]: where its presence
    ///     began
    /// @param past it is no longer the viewer's to see, and says only that its end may have been told at `to`
    record Span(
            long version, String modified, long source, long audience, long from, long to, long rank, boolean past) {

        Span(long version, String modified, long source, long audience, long from, long to) {
            this(version, modified, source, audience, from, to, UNRANKED, false);
        }

        boolean stands() {
            return to == STANDS;
        }

        /// The same claim, as somebody came to know of it.
        Span between(long known, long ended, long ranked) {
            return new Span(version, modified, source, audience, known, ended, ranked, false);
        }

        /// That its end was told at a position, to somebody who does not see it any more.
        Span told(long at) {
            return new Span(version, modified, source, audience, at, at, UNRANKED, true);
        }

        /// The same span while it lasted.
        Span lasting() {
            return new Span(version, modified, source, audience, from, STANDS, rank, past);
        }
    }

    /// One unbroken presence of a version in the eyes of the viewer.
    ///
    /// @param added where it began
    /// @param ended where it ended; [#STANDS] while it lasts
    /// @param audience of a visible claim on it
    /// @param rank see [Span]
    record Presence(long version, String modified, long added, long ended, long audience, long rank) {

        boolean stands() {
            return ended == STANDS;
        }
    }

    /// A version or a farewell that belongs at a position of the viewer's stream.
    ///
    /// @param version internal key of the content; for a farewell what was last seen
    /// @param modified as it must be sent, to the last digit: the version's own, or a newer one when `gone` or
    ///     `raised`
    /// @param gone the object no longer stands
    /// @param raised something newer was sent before and was taken back: with its own `modified`, recipients
    ///     would keep what was taken back
    record Emission(long seq, long version, String modified, long audience, boolean gone, boolean raised) {}

    /// The newest is last; of contents that carry the same `modified`, the one that this viewer saw first
    /// counts as newer, so that a late contradiction never silently replaces what people already use.
    static final Comparator<Presence> OLDEST_FIRST = Comparator.<Presence, String>comparing(
                    Presence::modified, VersionOrder::compare)
            .thenComparing(Comparator.comparingLong(Presence::rank).reversed())
            .thenComparing(Presence::version);

    /// All versions that the viewer ever saw, each with its last presence, oldest first.
    static List<Presence> presences(Collection<Span> spans) {
        return lastOf(all(spans));
    }

    private static List<Presence> lastOf(List<Presence> all) {
        Map<Long, Presence> last = new LinkedHashMap<>();
        all.forEach(presence -> last.put(presence.version(), presence));
        return last.values().stream().sorted(OLDEST_FIRST).toList();
    }

    /// Every presence of every version; those of one version in their order.
    static List<Presence> all(Collection<Span> spans) {
        Map<Long, List<Span>> byVersion = new LinkedHashMap<>();
        spans.stream()
                .filter(s -> !s.past())
                .forEach(s -> byVersion
                        .computeIfAbsent(s.version(), k -> new ArrayList<>())
                        .add(s));
        var presences = new ArrayList<Presence>();
        byVersion.values().forEach(ofVersion -> unbroken(ofVersion, presences));
        return presences;
    }

    private static void unbroken(List<Span> spans, List<Presence> presences) {
        spans.sort(Comparator.comparingLong(Span::from));
        var first = spans.getFirst();
        var last = first;
        for (var span : spans) {
            if (span.from() > last.to()) {
                presences.add(presence(first, last));
                first = span;
                last = span;
            } else if (span.to() > last.to()) {
                last = span;
            }
        }
        presences.add(presence(first, last));
    }

    private static Presence presence(Span first, Span last) {
        long rank = first.rank() == UNRANKED ? first.from() : first.rank();
        return new Presence(last.version(), last.modified(), first.from(), last.to(), last.audience(), rank);
    }

    /// Those that are present now, oldest first; the last one is the effective version.
    static List<Presence> standing(Collection<Span> spans) {
        return presences(spans).stream().filter(Presence::stands).toList();
    }

    /// The viewer's stream about this object, as it is now, in no particular order.
    static List<Emission> emissions(Collection<Span> spans, VersionFilter filter) {
        if (spans.size() == 1) {
            // Of nearly every object one source said one thing once, and a page holds a thousand of them.
            var only = spans.iterator().next();
            if (only.stands() && !only.past()) {
                return wanted(lone(only), filter, true, true);
            }
        }
        var presences = all(spans);
        if (presences.isEmpty()) {
            return List.of();
        }
        var versions = lastOf(presences);
        var telling = Telling.last(presences, spans);
        var present = versions.stream().filter(Presence::stands).toList();
        if (present.isEmpty()) {
            return wanted(telling.farewell(versions.getLast()), filter, true, true);
        }
        var emissions = new ArrayList<Emission>(1);
        int last = present.size() - 1;
        for (int i = 0; i < last; i++) {
            emissions.addAll(wanted(plain(present.get(i)), filter, i == 0, false));
        }
        emissions.addAll(wanted(telling.of(present.getLast()), filter, last == 0, true));
        return emissions;
    }

    private static List<Emission> wanted(Emission emission, VersionFilter filter, boolean first, boolean last) {
        boolean wanted = filter.all()
                || filter.first() && first
                || filter.last() && last
                || filter.exact().stream().anyMatch(text -> VersionOrder.compare(text, emission.modified()) == 0);
        return wanted ? List.of(emission) : List.of();
    }

    private static Emission lone(Span span) {
        return new Emission(span.from(), span.version(), span.modified(), span.audience(), false, false);
    }

    private static Emission plain(Presence presence) {
        return new Emission(
                presence.added(), presence.version(), presence.modified(), presence.audience(), false, false);
    }
}
