package theriac.hub.cases;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import theriac.hub.db.Database;

/// Counts over incidents. An incident at nobody who takes part has no organisation; all of these count as one, since
/// nobody knows whether they are several.
final class FigureSql {

    private final Database database;

    FigureSql(Database database) {
        this.database = database;
    }

    /// By what incidents are counted. The expressions are ours.
    enum By {
        TYPE("type", "i.type"),
        REGION("region", "i.region"),
        KIND("organization-kind", "i.organization_kind"),
        MONTH("month", "to_char(i.aware_at at time zone :zone, 'YYYY-MM')");

        private final String title;
        private final String expression;

        By(String title, String expression) {
            this.title = title;
            this.expression = expression;
        }

        String title() {
            return title;
        }
    }

    /// Months in their order, everything else by how many there are. What turned out to be no incident is not counted.
    List<Figures.Figure> incidents(By by, Instant from, Instant until, ZoneId zone) {
        return database.jdbc()
                .sql("select " + by.expression + """
                         as name, count(*) as many, count(distinct coalesce(c.organization_id, 0))
                        from incident i join desk_case c on c.id = i.case_id
                        where i.aware_at >= :from and i.aware_at < :until and c.state <> 'no-incident'
                        group by 1 order by\s""" + (by == By.MONTH ? "1" : "2 desc, 1") + " limit 500")
                .param("from", CaseSql.at(from))
                .param("until", CaseSql.at(until))
                .param("zone", zone.getId())
                .query((row, n) -> new Figures.Figure(row.getString(1), row.getLong(2), row.getInt(3)))
                .list();
    }
}
