package theriac.hub.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import theriac.hub.store.Timeline.Emission;
import theriac.hub.store.Timeline.Presence;
import theriac.hub.store.Timeline.Span;
import theriac.stix.StixTimestamp;

/// What a reader of one object was told last, if he had followed it all along: what happened is gone through in its
/// order, and each time that something else becomes the effective version, or nothing is left, he is told at that
/// position. What he is told is always newer by `modified` than all that he was told before, for recipients keep the
/// newest: a version that is not gets the moment of the change instead of its own `modified`. What was told at a
/// position depends on nothing that happened later, so nobody is told twice.
///
/// @param seq where he was told
/// @param modified with what `modified`
/// @param raised whether that is not the version's own
record Telling(long seq, String modified, boolean raised) {

    /// The last moment that RFC 3339 can write (STIX 2.1 §3.2 has no later one). Behind it a recipient has only the
    /// order of the stream.
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /// Something begins before what ends at the same position ends: who is succeeded by himself never left.
    private static final Comparator<Event> IN_ORDER = Comparator.comparingLong(Event::at)
            .thenComparing(Event::kind)
            .thenComparing(Event::presence, Comparator.nullsFirst(Timeline.OLDEST_FIRST));

    private enum Kind {
        BEGIN,
        END,
        /// Of what the reader saw once and sees no more: its end may have been told.
        TOLD
    }

    private record Event(long at, Kind kind, @Nullable Presence presence, String modified) {}

    /// @param presences all of the object, at least one
    /// @param spans of which they are; those of the past say what else was told
    static Telling last(List<Presence> presences, Collection<Span> spans) {
        var reader = new Reader();
        events(presences, spans).forEach(reader::hear);
        return reader.last();
    }

    private static List<Event> events(List<Presence> presences, Collection<Span> spans) {
        var events = new ArrayList<Event>();
        for (var presence : presences) {
            events.add(new Event(presence.added(), Kind.BEGIN, presence, presence.modified()));
            if (!presence.stands()) {
                events.add(new Event(presence.ended(), Kind.END, presence, presence.modified()));
            }
        }
        for (var span : spans) {
            if (span.past()) {
                events.add(new Event(span.to(), Kind.TOLD, null, span.modified()));
            }
        }
        events.sort(IN_ORDER);
        return events;
    }

    Emission of(Presence effective) {
        return new Emission(seq, effective.version(), modified, effective.audience(), false, raised);
    }

    Emission farewell(Presence last) {
        return new Emission(seq, last.version(), modified, last.audience(), true, false);
    }

    private static final class Reader {
        private final TreeSet<Presence> standing = new TreeSet<>(Timeline.OLDEST_FIRST);
        private @Nullable Presence effective;
        private boolean changed;
        private String newest = "";
        private Telling told = new Telling(0, "", false);
        private long at;

        void hear(Event event) {
            if (event.at() != at) {
                tell();
                at = event.at();
            }
            switch (event.kind()) {
                case BEGIN -> standing.add(event.presence());
                case END -> standing.remove(event.presence());
                case TOLD -> heard(later(event.modified(), at));
            }
            var now = standing.isEmpty() ? null : standing.last();
            if (now != effective) {
                if (effective != null && effective.added() == at && effective.ended() == at) {
                    // It came into his sight as something that was over, but he may have been told of it then.
                    heard(effective.modified());
                }
                effective = now;
                changed = true;
            }
        }

        Telling last() {
            tell();
            return told;
        }

        private void tell() {
            if (!changed) {
                return;
            }
            changed = false;
            if (effective == null) {
                told = new Telling(at, later(newest, at), false);
            } else if (isNews(effective.modified())) {
                told = new Telling(at, effective.modified(), false);
            } else {
                told = new Telling(at, later(newest, at), true);
            }
            heard(told.modified());
        }

        /// SCOs have no `modified`, and so nothing to keep the newest by.
        private boolean isNews(String modified) {
            return StixTimestamp.parse(modified).isEmpty() || VersionOrder.compare(modified, newest) > 0;
        }

        private void heard(String modified) {
            newest = VersionOrder.compare(modified, newest) > 0 ? modified : newest;
        }

        /// The moment of the change; if a source's clock was ahead of ours, a millisecond after what it said.
        private static String later(String modified, long at) {
            var moment = Position.at(at);
            var own = StixTimestamp.parse(modified).map(StixTimestamp::instant).orElse(Instant.MIN);
            var later = own.isBefore(moment) ? moment : own.plusMillis(1);
            return StixTimestamp.of(later.isBefore(LAST) ? later : LAST).text();
        }
    }
}
