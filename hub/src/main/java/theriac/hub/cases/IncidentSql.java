package theriac.hub.cases;

import java.util.Optional;
import theriac.hub.db.Database;

/// Statements over `incident`.
final class IncidentSql {

    private final Database database;

    IncidentSql(Database database) {
        this.database = database;
    }

    void write(long key, Incident incident) {
        database.jdbc()
                .sql("""
                        insert into incident (case_id, type, region, organization_kind, through_supplier, significant,
                                              aware_at)
                        values (:key, :type, :region, :kind, :supplier, :significant, :aware)
                        on conflict (case_id) do update
                        set type = excluded.type, region = excluded.region,
                            organization_kind = excluded.organization_kind,
                            through_supplier = excluded.through_supplier, significant = excluded.significant,
                            aware_at = excluded.aware_at""")
                .param("key", key)
                .param("type", incident.type())
                .param("region", incident.region())
                .param("kind", incident.organizationKind())
                .param("supplier", incident.throughSupplier())
                .param("significant", incident.significant())
                .param("aware", CaseSql.at(incident.awareAt()))
                .update();
    }

    Optional<Incident> find(long key) {
        return database.jdbc()
                .sql("""
                        select type, region, organization_kind, through_supplier, significant, aware_at
                        from incident where case_id = :key""")
                .param("key", key)
                .query((row, n) -> new Incident(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getBoolean(5),
                        CaseSql.moment(row, 6)))
                .optional();
    }
}
