package theriac.hub.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import theriac.hub.db.Database;
import theriac.hub.store.Delivery;

/// When each source is asked, by which hub, and how it went; and which parts of a feed were taken in. All of it
/// is durable: a hub that is killed loses nothing, and another goes on when its lease has ended. Safe between
/// threads and hubs.
public final class Plans {

    /// So long a hub may be silent before another takes over.
    static final Duration LEASE = Duration.ofMinutes(2);

    private final PlanSql sql;
    private final Clock clock;
    private final RandomGenerator random;

    /// @param random for the jitter
    public Plans(Database database, Clock clock, RandomGenerator random) {
        this.sql = new PlanSql(database);
        this.clock = clock;
        this.random = random;
    }

    /// The plan of a source; empty when it only gets what is brought to it.
    public Optional<Plan> find(long source) {
        return Optional.ofNullable(find(List.of(source)).get(source));
    }

    /// The plans of these sources, by their internal keys.
    public Map<Long, Plan> find(Collection<Long> sources) {
        return sql.find(sources, now());
    }

    /// Plans a source, or changes its plan. A source that was not asked before is asked soon.
    ///
    /// @param every from a minute to a year; empty: when a person asks
    public void save(long source, String way, Optional<Duration> every) {
        sql.save(source, way, every.map(Duration::toSeconds).orElse(null), every.isPresent() ? now() : null);
    }

    /// From now on things are brought to the source.
    public void delete(long source) {
        sql.delete(source);
    }

    /// Forgets which parts were taken in: it is another feed now.
    public void forgetItems(long source) {
        sql.deleteItems(source);
    }

    /// Sources that are due, taken by this hub: nobody else asks them until the lease ends.
    List<Long> claimDue(UUID holder, int most) {
        return sql.claimDue(holder, now(), until(), most);
    }

    /// Takes one source at once; false when somebody is at it.
    boolean claim(long source, UUID holder) {
        return sql.claim(source, holder, now(), until());
    }

    /// Makes one source due now; false when somebody is at it.
    boolean hurry(long source) {
        return sql.hurry(source, now());
    }

    /// Keeps what this hub holds.
    void extend(UUID holder) {
        sql.extend(holder, until());
    }

    /// It went well; the next time is set and the lease ends.
    void succeeded(long source, UUID holder) {
        var next =
                sql.load(source, now()).every().map(every -> at(Schedule.afterSuccess(clock.instant(), every, random)));
        sql.succeeded(source, holder, now(), next.orElse(null));
    }

    /// It went wrong; it is tried again later, each time later.
    ///
    /// @param failed what stands in the list of deliveries
    /// @param asked how long the server wants to be left alone
    void failed(long source, UUID holder, Delivery failed, Duration asked) {
        var plan = sql.load(source, now());
        var next = plan.every()
                .map(every -> at(Schedule.afterFailure(clock.instant(), every, plan.failures() + 1, asked, random)));
        sql.failed(
                source,
                holder,
                now(),
                failed.problem().orElse(""),
                failed.problemCode().orElse(null),
                next.orElse(null));
    }

    /// Gives a source back without having asked it, for the next hub.
    void release(long source, UUID holder) {
        sql.release(source, holder);
    }

    /// How these parts looked when they were taken in; absent: never.
    Map<String, String> marks(long source, Collection<String> names) {
        return sql.marks(source, names);
    }

    /// These parts are stored.
    void mark(long source, Map<String, String> marks) {
        if (!marks.isEmpty()) {
            sql.mark(source, marks, now());
        }
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }

    private OffsetDateTime until() {
        return now().plus(LEASE);
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
