package theriac.hub.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import theriac.hub.db.Database;

/// Statements over `news_decision`.
final class NewsSql {

    private final Database database;

    NewsSql(Database database) {
        this.database = database;
    }

    /// @return `object modified` of those about which was decided
    Set<String> decided(Collection<String> objects) {
        return new HashSet<>(database.jdbc()
                .sql("select object || ' ' || modified from news_decision where object = any(:objects) limit 10000")
                .param("objects", objects.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    void decide(String object, String modified, String verdict, String reason, long account, Instant now) {
        database.jdbc()
                .sql("""
                        insert into news_decision (object, modified, verdict, reason, account_id, at)
                        values (:object, :modified, :verdict, :reason, :account, :now)
                        on conflict (object, modified) do update
                        set verdict = excluded.verdict, reason = excluded.reason, account_id = excluded.account_id,
                            at = excluded.at""")
                .param("object", object)
                .param("modified", modified)
                .param("verdict", verdict)
                .param("reason", CaseSql.clean(reason))
                .param("account", account)
                .param("now", CaseSql.at(now))
                .update();
    }
}
