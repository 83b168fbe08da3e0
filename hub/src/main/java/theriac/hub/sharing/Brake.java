package theriac.hub.sharing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.formats.controls.ControlFormat;
import theriac.hub.policy.Viewer;
import theriac.stix.value.NormalValue;

/// Holds a file that would lose or gain more than its profile allows: the last good one is served until a person
/// releases the next. What somebody withdrew in so many words leaves at once (law 6) and counts as no loss.
/// Thread-safe.
final class Brake {

    private static final Logger LOG = LoggerFactory.getLogger(Brake.class);

    /// Fewer entries more or less are no alarm, whatever share of a short list they are.
    private static final int NO_ALARM = 10;

    /// When it is time to look again whether a file that is held must be.
    static final Duration HELD = Duration.ofMinutes(1);

    private final ExportSql sql;
    private final Selection selection;
    private final Clock clock;

    Brake(ExportSql sql, Selection selection, Clock clock) {
        this.sql = sql;
        this.selection = selection;
        this.clock = clock;
    }

    /// The next state of a file.
    interface Next {
        Rendering rendering();

        Exports.Counts counts();

        Members members();

        /// How many of these withdrawn values the last good state has and this one has not.
        int gone(ExportSql.Good last, Set<NormalValue> withdrawn);

        /// The last good state, as it is served instead.
        ///
        /// @param withdrawn since it was made
        /// @param until when it is time to look again
        Rendering lastGood(ExportSql.Good last, Set<NormalValue> withdrawn, Instant until);
    }

    /// @param every how long a kept state is good enough to go back to
    /// @return the next state, or the last good one
    Rendering pass(Viewer.Party recipient, ExportProfile profile, ControlFormat format, Next next, Duration every) {
        var state = sql.state(profile.key(), format.file());
        int entries = next.counts().entries();
        if (state.filter(last -> isAlarming(profile, last, entries)).isPresent()) {
            var good = sql.good(profile.key(), format.file());
            if (good.isPresent()) {
                var withdrawn =
                        selection.withdrawn(recipient, format, good.get().head());
                if (entries > good.get().entries()
                        || isAlarming(profile, state.get(), entries + next.gone(good.get(), withdrawn))) {
                    hold(profile, format, good.get(), entries);
                    return next.lastGood(good.get(), withdrawn, clock.instant().plus(HELD));
                }
            }
        }
        if (state.filter(last ->
                        !last.unsettled() && clock.instant().isBefore(last.at().plus(every)))
                .isEmpty()) {
            sql.keep(profile.key(), format.file(), next.rendering(), next.counts(), next.members());
        }
        return next.rendering();
    }

    private static boolean isAlarming(ExportProfile profile, ExportSql.State last, int entries) {
        int change = entries - last.entries();
        if (last.released() || Math.abs(change) <= NO_ALARM) {
            return false;
        }
        long share = 100L * Math.abs(change);
        return change < 0
                ? share > (long) profile.shrinkPercent() * last.entries()
                : last.entries() > 0 && share > (long) profile.growPercent() * last.entries();
    }

    private void hold(ExportProfile profile, ControlFormat format, ExportSql.Good last, int entries) {
        if (sql.hold(profile.key(), format.file(), entries, clock.instant())) {
            LOG.warn(
                    "The export {}/{} is held: it has {} entries and would have {}. If that is right, release it with"
                            + " POST /api/exports/{}/{}/release.",
                    profile.id(),
                    format.file(),
                    last.entries(),
                    entries,
                    profile.id(),
                    format.file());
        }
    }
}
