package theriac.hub.publications;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `publication_rhythm`.
final class RhythmSql {

    private final JdbcClient jdbc;

    RhythmSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Those of them that want one mail a day.
    Set<Long> daily(Collection<Long> organizations) {
        return Set.copyOf(jdbc.sql("""
                        select organization_id from publication_rhythm
                        where organization_id = any(:organizations) and rhythm = 'daily' limit 100000""")
                .param("organizations", organizations.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }

    void daily(long organization, long account, Instant now) {
        jdbc.sql("""
                        insert into publication_rhythm (organization_id, rhythm, account_id, chosen_at)
                        values (:organization, 'daily', :account, :now)
                        on conflict (organization_id) do update
                        set rhythm = excluded.rhythm, account_id = excluded.account_id, chosen_at = excluded.chosen_at""")
                .param("organization", organization)
                .param("account", account)
                .param("now", PublicationSql.at(now))
                .update();
    }

    void atOnce(long organization) {
        jdbc.sql("delete from publication_rhythm where organization_id = :organization")
                .param("organization", organization)
                .update();
    }
}
