package theriac.hub.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import theriac.stix.StixTimestamp;

/// What one viewer sees of one object, and at which position of the ledger it came to be so. Pure: the only
/// input are the spans of time in which this viewer could see a claim, so a hidden source cannot change the
/// outcome.
///
/// A version is *present* while at least one visible claim on it stands; its place is where its unbroken
/// presence began, so a second source that says the same, or the first of two that falls silent, moves
/// nothing. The newest present version is the effective one. When nothing is present any more the object is
/// *gone*, at the position of the last end.
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

    /// One version in the eyes of the viewer.
    ///
    /// @param added where its last unbroken presence began
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
    private static final Comparator<Presence> OLDEST_FIRST = Comparator.<Presence, String>comparing(
                    Presence::modified, VersionOrder::compare)
            .thenComparing(Comparator.comparingLong(Presence::rank).reversed())
            .thenComparing(Presence::version);

    /// All versions that the viewer ever saw, oldest first.
    static List<Presence> presences(Collection<Span> spans) {
        Map<Long, List<Span>> byVersion = new LinkedHashMap<>();
        spans.stream()
                .filter(s -> !s.past())
                .forEach(s -> byVersion
                        .computeIfAbsent(s.version(), k -> new ArrayList<>())
                        .add(s));
        var presences = new ArrayList<Presence>();
        byVersion.values().forEach(ofVersion -> presences.add(presence(ofVersion)));
        presences.sort(OLDEST_FIRST);
        return presences;
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
        var all = presences(spans);
        if (all.isEmpty()) {
            return List.of();
        }
        var present = all.stream().filter(Presence::stands).toList();
        if (present.isEmpty()) {
            return wanted(farewell(all), filter, true, true);
        }
        var emissions = new ArrayList<Emission>(1);
        int last = present.size() - 1;
        for (int i = 0; i < last; i++) {
            emissions.addAll(wanted(plain(present.get(i)), filter, i == 0, false));
        }
        emissions.addAll(wanted(newest(present.getLast(), all, spans), filter, last == 0, true));
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

    private static Emission farewell(List<Presence> all) {
        var last = all.getLast();
        long end = all.stream().mapToLong(Presence::ended).max().orElseThrow();
        return new Emission(end, last.version(), newer(last.modified(), end), last.audience(), true, false);
    }

    /// The effective version stands where it became effective: where it was added, or where something newer
    /// was taken back.
    private static Emission newest(Presence effective, List<Presence> all, Collection<Span> spans) {
        long seq = effective.added();
        for (var presence : all.subList(all.indexOf(effective) + 1, all.size())) {
            seq = Math.max(seq, presence.ended());
        }
        boolean raised = false;
        for (var span : spans) {
            raised |= !span.stands() && span.to() <= seq && outlived(effective.modified(), span.to());
        }
        var modified = raised ? newer(effective.modified(), seq) : effective.modified();
        return new Emission(seq, effective.version(), modified, effective.audience(), false, raised);
    }

    /// Whether a farewell sent at that position carried a newer `modified` than this version has.
    private static boolean outlived(String modified, long to) {
        return StixTimestamp.parse(modified)
                .map(t -> !t.instant().isAfter(Position.at(to)))
                .orElse(false);
    }

    /// The moment of the change, unless the source's own clock was ahead of ours: then a millisecond after its
    /// version.
    private static String newer(String modified, long seq) {
        var at = Position.at(seq);
        var own = StixTimestamp.parse(modified).map(StixTimestamp::instant).orElse(Instant.MIN);
        return StixTimestamp.of(own.isBefore(at) ? at : own.plusMillis(1)).text();
    }

    private static Presence presence(List<Span> spans) {
        spans.sort(Comparator.comparingLong(Span::from));
        long added = spans.getFirst().from();
        long ended = spans.getFirst().to();
        var last = spans.getFirst();
        for (var span : spans) {
            if (span.from() > ended) {
                added = span.from();
            }
            if (span.to() > ended) {
                ended = span.to();
                last = span;
            }
        }
        long rank =
                spans.getFirst().rank() == UNRANKED ? added : spans.getFirst().rank();
        return new Presence(last.version(), last.modified(), added, ended, last.audience(), rank);
    }
}
