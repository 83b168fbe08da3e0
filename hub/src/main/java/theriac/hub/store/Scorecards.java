package theriac.hub.store;

import java.time.Clock;
import java.time.Duration;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;

/// Compares sources by what they say. Every question is about a sample of bounded size, however large the
/// store. Safe between threads.
public final class Scorecards {

    private static final Duration LATELY = Duration.ofDays(30);

    /// Newest claims that are looked at.
    private static final int SAMPLE = 2_000;

    private final ScorecardSql sql;
    private final Audiences audiences;
    private final Clock clock;

    public Scorecards(Database database, Audiences audiences, Clock clock) {
        this.sql = new ScorecardSql(database);
        this.audiences = audiences;
        this.clock = clock;
    }

    /// The scorecard of a source that the viewer may see.
    public Scorecard of(Viewer viewer, Source source) {
        var visible = audiences.visible(viewer);
        var since = Position.of(clock.instant().minus(LATELY));
        var shared = sql.shared(source.key(), visible, SAMPLE);
        return new Scorecard(
                sql.count(source.key(), visible, 0, Scorecard.MOST),
                sql.count(source.key(), visible, since, Scorecard.MOST),
                shared.values(),
                shared.values() - shared.shared(),
                shared.later(),
                sql.listed(source.key(), visible, SAMPLE),
                sql.disputed(source.key(), visible, SAMPLE),
                sql.others(source.key(), visible, SAMPLE));
    }
}
