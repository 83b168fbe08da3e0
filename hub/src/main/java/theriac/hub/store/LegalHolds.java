package theriac.hub.store;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import theriac.hub.db.Database;
import theriac.stix.StixId;

/// What must be kept as it is, whatever a policy or a person says: an object, or everything of a source. Retention
/// passes it by, erasure refuses. Safe between threads.
public final class LegalHolds {

    private final RetentionSql sql;
    private final ObjectKeys keys;
    private final Clock clock;

    LegalHolds(Database database, ObjectKeys keys, Clock clock) {
        this.sql = new RetentionSql(database);
        this.keys = keys;
        this.clock = clock;
    }

    /// @param object STIX id of the object; empty for a hold on a source
    /// @param source name of the source; empty for a hold on an object
    /// @param by who placed it
    /// @param liftedAt empty: it holds
    public record Hold(
            UUID id,
            Optional<String> object,
            Optional<String> source,
            String reason,
            String by,
            Instant at,
            Optional<Instant> liftedAt) {}

    /// Holds an object, also one that nobody has told us about yet.
    public Hold holdObject(StixId object, String reason, String by) {
        var key = keys.intern(Set.of(object.text())).byId().get(object.text());
        return sql.hold(key, null, reason, by, clock.instant());
    }

    /// Holds everything that a source said or will say.
    public Hold holdSource(long source, String reason, String by) {
        return sql.hold(null, source, reason, by, clock.instant());
    }

    /// @return false when there is no such hold, or it was lifted already
    public boolean lift(UUID hold) {
        return sql.lift(hold, clock.instant());
    }

    /// All holds, lifted ones included, newest first.
    public List<Hold> list(int limit) {
        return sql.holds(Math.clamp(limit, 1, 1_000));
    }
}
