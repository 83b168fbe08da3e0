package theriac.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import theriac.hub.db.Database;

/// What foreign keys would watch over, if the bulk tables had any, and what one transaction must never show by half.
public final class Invariants {

    private static final List<String> BROKEN = List.of(
            "version v where not exists (select from object o where o.key = v.object_key)",
            "claim c where not exists (select from version v where v.key = c.version_key and v.object_key = c.object_key)",
            "claim c where not exists (select from ledger l where l.seq = c.seq and l.version_key = c.version_key)"
                    + " and not exists (select from claim_end e where e.version_key = c.version_key"
                    + " and e.source_id = c.source_id) and c.withdrawn_seq is distinct from c.seq",
            "claim c where not exists (select from source s where s.id = c.source_id)",
            "claim c where not exists (select from audience a where a.id = c.audience_id)",
            "version v where not exists (select from claim c where c.object_key = v.object_key and c.version_key = v.key)",
            "detection_rule r where not exists (select from version v where v.key = r.version_key)",
            "value_index i where not exists (select from version v where v.key = i.version_key)",
            "object_reference r where not exists (select from version v where v.key = r.version_key)",
            "object_reference r where not exists (select from object o where o.key = r.target_key)",
            "claim_end e where e.to_seq <= e.from_seq",
            "ledger l where l.seq > (select seq from ledger_head)",
            "(select from version group by object_key, digest having count(*) > 1) twice");

    private Invariants() {}

    /// Fails with the first condition that does not hold.
    public static void check(Database database) {
        for (var broken : BROKEN) {
            assertThat(count(database, broken)).as(broken).isZero();
        }
    }

    /// Rows of a table, or of a table with a condition.
    public static long count(Database database, String table) {
        return database.jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }
}
