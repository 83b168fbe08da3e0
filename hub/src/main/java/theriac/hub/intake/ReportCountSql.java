package theriac.hub.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import theriac.hub.db.Database;

/// Statements of [ReportCounts].
final class ReportCountSql {

    private final Database database;

    ReportCountSql(Database database) {
        this.database = database;
    }

    /// Organisations behind reports `r`; where names count, a report without one adds none, or the
    /// count would tell whose it is.
    private static final String BEHIND =
            "count(distinct case when :named and r.anonymous then null else r.organization_id end)";

    List<ReportCounts.Count> channels(Instant from, Instant until, boolean named) {
        return database.jdbc()
                .sql("select r.channel, count(*), " + BEHIND + """
                         from report r where r.received_at >= :from and r.received_at < :until and r.channel <> 'question'
                        group by r.channel order by 2 desc, 1 limit 100""")
                .param("named", named)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query(ReportCountSql::count)
                .list();
    }

    List<ReportCounts.Count> months(Instant from, Instant until, boolean named, ZoneId zone) {
        return database.jdbc()
                .sql("select to_char(r.received_at at time zone :zone, 'YYYY-MM'), count(*), " + BEHIND + """
                         from report r where r.received_at >= :from and r.received_at < :until and r.channel <> 'question'
                        group by 1 order by 1 limit 500""")
                .param("named", named)
                .param("zone", zone.getId())
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query(ReportCountSql::count)
                .list();
    }

    List<ReportCounts.Count> values(Instant from, Instant until, boolean named, int least, int limit) {
        return database.jdbc()
                .sql("select v.value, count(*), " + BEHIND + """
                         from report r join report l on l.id = coalesce(r.leader_id, r.id) join report_value v on v.report_id = r.id
                        where r.received_at >= :from and r.received_at < :until and r.channel <> 'question' and l.state <> 'dismissed'
                        group by v.kind, v.value having count(distinct r.organization_id) >= :least
                        order by 2 desc, 1 limit :limit""")
                .param("named", named)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("least", least)
                .param("limit", limit)
                .query(ReportCountSql::count)
                .list();
    }

    private static ReportCounts.Count count(ResultSet row, int number) throws SQLException {
        return new ReportCounts.Count(row.getString(1), row.getLong(2), row.getInt(3));
    }
}
