package theriac.hub.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Visibility;
import theriac.stix.Pap;
import theriac.stix.Tlp;

/// Statements of [Audiences].
final class AudienceSql {

    private final Database database;

    AudienceSql(Database database) {
        this.database = database;
    }

    long intern(Audience audience, byte[] digest) {
        return findKey(digest).orElseGet(() -> {
            insert(audience, digest);
            // Another hub may have been first: then its row is the rule.
            return findKey(digest).orElseThrow();
        });
    }

    private Optional<Long> findKey(byte[] digest) {
        return database.jdbc()
                .sql("select id from audience where digest = :digest")
                .param("digest", digest)
                .query(Long.class)
                .optional();
    }

    private void insert(Audience audience, byte[] digest) {
        database.jdbc()
                .sql("""
                        insert into audience (digest, tlp, owner_id, organizations, groups, people, pap)
                        values (:digest, :tlp, :owner, :organizations, :groups, :people, :pap)
                        on conflict (digest) do nothing""")
                .param("digest", digest)
                .param("tlp", audience.tlp().ordinal())
                .param("owner", audience.owner())
                .param("organizations", audience.organizations().toArray(Long[]::new))
                .param("groups", audience.groups().toArray(Long[]::new))
                .param("people", audience.people().toArray(Long[]::new))
                .param("pap", audience.pap().map(Pap::ordinal).orElse(null), Types.SMALLINT)
                .update();
    }

    Optional<Audience> find(long key) {
        return database.jdbc()
                .sql("select tlp, owner_id, organizations, groups, people, pap from audience where id = :id")
                .param("id", key)
                .query((row, n) -> audience(row))
                .optional();
    }

    long[] visible(Visibility.Predicate rule) {
        return database
                .jdbc()
                .sql("select a.id from audience a where " + rule.sql() + " order by a.id limit 1000000")
                .params(rule.parameters())
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static Audience audience(ResultSet row) throws SQLException {
        return new Audience(
                Tlp.values()[row.getInt("tlp")],
                row.getLong("owner_id"),
                keys(row, "organizations"),
                keys(row, "groups"),
                keys(row, "people"),
                pap(row));
    }

    /// Of a row that has the column `pap`.
    static Optional<Pap> pap(ResultSet row) throws SQLException {
        int stored = row.getInt("pap");
        return row.wasNull() ? Optional.empty() : Optional.of(Pap.values()[stored]);
    }

    private static SortedSet<Long> keys(ResultSet row, String column) throws SQLException {
        return new TreeSet<>(Arrays.asList((Long[]) row.getArray(column).getArray()));
    }
}
