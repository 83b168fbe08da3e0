package theriac.hub.intake;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import theriac.hub.db.Database;

/// How many reports there were of what, and how many organisations are behind each count. Counts over everybody's
/// reports: who is told them, and from how many organisations on, is for the caller to know. Thread-safe.
public final class ReportCounts {

    private final ReportCountSql sql;
    private final ZoneId zone;

    /// @param zone whose months count
    public ReportCounts(Database database, ZoneId zone) {
        this.sql = new ReportCountSql(database);
        this.zone = zone;
    }

    /// @param organizations how many different ones reported it
    public record Count(String name, long reports, int organizations) {}

    /// By channel, those with most reports first.
    ///
    /// @param named whether only organisations count whose name is passed on to the CERT
    public List<Count> channels(Instant from, Instant until, boolean named) {
        return sql.channels(from, until, named);
    }

    /// By month, in their order: `2026-11`.
    ///
    /// @param named as in [#channels]
    public List<Count> months(Instant from, Instant until, boolean named) {
        return sql.months(from, until, named, zone);
    }

    /// Suspicious values, those in most reports first.
    ///
    /// @param named as in [#channels]
    /// @param least only those that so many organisations reported
    public List<Count> values(Instant from, Instant until, boolean named, int least, int limit) {
        return sql.values(from, until, named, least, limit);
    }
}
