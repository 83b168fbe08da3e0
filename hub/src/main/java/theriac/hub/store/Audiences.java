package theriac.hub.store;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Use;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;

/// Rules of who may see what, interned: equal rules are one row, however many claims follow them. A row never
/// changes. Safe between threads.
public final class Audiences {

    private final AudienceSql sql;
    private final Database database;
    private final Map<Long, Audience> loaded = new ConcurrentHashMap<>();
    private final Map<Audience, Long> keys = new ConcurrentHashMap<>();

    Audiences(Database database) {
        this.database = database;
        this.sql = new AudienceSql(database);
    }

    /// The key of a rule, made when it is new. Joins the caller's transaction.
    public long intern(Audience audience) {
        var known = keys.get(audience);
        if (known != null) {
            return known;
        }
        long key = sql.intern(audience, digest(audience));
        database.afterCommit(() -> keys.put(audience, key));
        return key;
    }

    /// The rule of a key.
    ///
    /// @throws IllegalStateException when there is none: keys come from the store
    public Audience load(long key) {
        return loaded.computeIfAbsent(
                key, k -> sql.find(k).orElseThrow(() -> new IllegalStateException("There is no audience " + k + ".")));
    }

    /// The keys of all rules that let this viewer see, ascending. The rule runs in the database, as [Visibility#sql].
    public long[] visible(Viewer viewer) {
        return sql.visible(Visibility.sql(viewer, "a"));
    }

    /// The keys of all rules that let this viewer see and use a thing so, ascending.
    public long[] visible(Viewer viewer, Use use) {
        return sql.visible(Visibility.sql(viewer, use, "a"));
    }

    private static byte[] digest(Audience audience) {
        return Derived.sha256(audience.canonical().getBytes(StandardCharsets.UTF_8));
    }
}
