package theriac.hub.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;

/// What one shift tells the next: what goes on and who works on it, what is due, what was done and
/// who was told. Made of the cases and of the desk's queue as they are; nothing of it is written by
/// hand. Thread-safe.
public final class Handover {

    private static final int MOST_HOURS = 7 * 24;

    private final Cases cases;
    private final News news;
    private final Desk desk;

    /// What cases ask of the desk's queue; `app` answers.
    public interface Desk {

        /// What the viewer may see of it.
        Queue queue(Viewer viewer);

        /// All that waits and that nobody has in hand.
        List<Open> waiting(Viewer viewer);
    }

    /// The desk's queue.
    ///
    /// @param open how many reports wait for a decision, without those that come back later
    /// @param late how many of these for longer than their limit
    /// @param later how many come back later
    /// @param inHand all that colleagues work on
    public record Queue(int open, int late, int later, List<Open> inHand) {}

    /// An open report.
    ///
    /// @param text how it begins; hostile
    /// @param keeper who works on it; "" for nobody
    /// @param again when it comes back into the queue, or came
    /// @param note what was last said with it; ""
    public record Open(
            UUID id, String text, String keeper, Instant since, boolean late, Optional<Instant> again, String note) {}

    public Handover(Cases cases, News news, Desk desk) {
        this.cases = cases;
        this.news = news;
        this.desk = desk;
    }

    /// @param open all cases that go on
    /// @param waiting reports that nobody has in hand; empty when they were not asked for
    /// @param news how many items of feeds wait, by kind
    /// @param done what was done in cases since then, in its order
    record Told(
            Instant since,
            Instant until,
            List<DeskCase> open,
            Queue desk,
            List<Open> waiting,
            Map<String, Long> news,
            List<CaseSql.Done> done) {}

    /// @param hours how long the shift was: 1 to 168
    /// @param whole whether what waits is listed too, however much it is
    Told tell(Viewer viewer, int hours, boolean whole) {
        cases.analyst(viewer);
        if (hours < 1 || hours > MOST_HOURS) {
            throw Problem.badRequest("A hand-over looks back 1 to %d hours.".formatted(MOST_HOURS));
        }
        var until = cases.now();
        var since = until.minus(Duration.ofHours(hours));
        return new Told(
                since,
                until,
                cases.open(viewer),
                desk.queue(viewer),
                whole ? desk.waiting(viewer) : List.of(),
                news.counts(viewer),
                cases.done(viewer, since));
    }
}
