package theriac.hub.sharing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import theriac.hub.db.Database;
import theriac.stix.StixId;

/// Statements of [FileReceipts] and [Fetches] over the ledger.
final class FileReceiptSql {

    private final Database database;

    FileReceiptSql(Database database) {
        this.database = database;
    }

    /// A profile that was deleted meanwhile is nobody's any more.
    void fetched(long profile, String file, String by, Instant now) {
        database.jdbc()
                .sql("""
                        insert into export_fetch (profile_id, file, by, at)
                        select id, :file, :by, :now from export_profile where id = :profile
                        on conflict (profile_id, file, by) do update set at = excluded.at""")
                .param("profile", profile)
                .param("file", file)
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// What a file of an organisation held last of each warning.
    ///
    /// @return by report; absent: nothing was ever written down
    Map<StixId, String> last(long organization, String file, Collection<StixId> reports) {
        var last = new HashMap<StixId, String>();
        database.jdbc()
                .sql("""
                        select o.stix_id, l.holds
                        from object o cross join lateral (
                          select x.detail ->> 'holds' as holds from ledger x
                          where x.object_key = o.key and x.kind = 'fetched' and x.kind not in ('claimed', 'revised')
                            and x.organization_id = :organization and x.detail ->> 'file' = :file
                          order by x.seq desc limit 1) l
                        where o.stix_id = any(:reports)""")
                .param("organization", organization)
                .param("file", file)
                .param("reports", reports.stream().map(StixId::text).toArray(String[]::new))
                .query(row -> {
                    last.put(StixId.of(row.getString(1)), row.getString(2));
                });
        return last;
    }
}
