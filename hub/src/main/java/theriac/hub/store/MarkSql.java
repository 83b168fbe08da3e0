package theriac.hub.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Statements of [Marks].
final class MarkSql {

    private final Database database;

    MarkSql(Database database) {
        this.database = database;
    }

    /// How far the walk through the versions is.
    ///
    /// @param stamp of the lists for which it was done last; "": never
    /// @param walking of those for which it is going on; "" when it is not
    /// @param place key of the last version that was looked at
    record Walk(String stamp, String walking, long place) {}

    /// A version with its labels and the values that it holds, as the index has them.
    ///
    /// @param decides each value alone is what an indicator calls malicious
    /// @param held the lists that hold it back so far
    record Marked(
            long key,
            long object,
            List<String> labels,
            List<NormalValue> values,
            boolean decides,
            boolean revoked,
            List<String> held) {}

    Walk walk() {
        return find("").orElseThrow();
    }

    /// For a step; empty when somebody else makes one.
    Optional<Walk> lock() {
        return find(" for update skip locked");
    }

    private Optional<Walk> find(String how) {
        return database.jdbc()
                .sql("select stamp, walking, place from mark_walk" + how)
                .query((row, n) -> new Walk(row.getString(1), row.getString(2), row.getLong(3)))
                .optional();
    }

    void move(String stamp, long place) {
        database.jdbc()
                .sql("update mark_walk set walking = :stamp, place = :place")
                .param("stamp", stamp)
                .param("place", place)
                .update();
    }

    void done(String stamp) {
        database.jdbc()
                .sql("update mark_walk set stamp = :stamp, walking = '', place = 0")
                .param("stamp", stamp)
                .update();
    }

    /// The next versions in the order of their keys.
    List<Marked> versions(long after, int most) {
        Map<Long, Marked> versions = new LinkedHashMap<>();
        database.jdbc().sql("""
                        select v.key, v.labels, x.kind, x.value, v.object_key, coalesce(x.decides, false), v.revoked,
                               h.lists
                        from (select key, labels, object_key, revoked from version where key > :after
                              order by key limit :most) v
                        left join value_index x on x.version_key = v.key
                        left join held_back h on h.version_key = v.key
                        order by v.key""").param("after", after).param("most", most).query(row -> {
            take(row, versions);
        });
        return List.copyOf(versions.values());
    }

    private static void take(ResultSet row, Map<Long, Marked> versions) throws SQLException {
        long key = row.getLong(1);
        var version = versions.get(key);
        if (version == null) {
            version = new Marked(
                    key,
                    row.getLong(5),
                    texts(row.getArray(2)),
                    new ArrayList<>(1),
                    row.getBoolean(6),
                    row.getBoolean(7),
                    texts(row.getArray(8)));
            versions.put(key, version);
        }
        var kind = row.getString(3);
        if (kind != null) {
            version.values().add(new NormalValue(ValueKind.ofCode(kind).orElse(ValueKind.OTHER), row.getString(4)));
        }
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /// The content of a version; empty when there is none any more.
    Optional<byte[]> json(long version) {
        return database.jdbc()
                .sql("select json from version where key = :key")
                .param("key", version)
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    /// Nothing happens when its labels changed meanwhile: an erasure takes what it must.
    ///
    /// @return whether they were changed
    boolean label(Marked version, List<String> labels) {
        return database.jdbc()
                        .sql("""
                        update version set labels = nullif(:labels::text[], '{}')
                        where key = :key and coalesce(labels, '{}') = :before::text[]""")
                        .param("key", version.key())
                        .param("labels", labels.toArray(String[]::new))
                        .param("before", version.labels().toArray(String[]::new))
                        .update()
                == 1;
    }

    /// Keeps what labels were before, at a place of the ledger.
    void changed(List<Marked> versions, long seq) {
        var sql = database.jdbc().sql("""
                        insert into mark_change (version_key, object_key, seq, labels)
                        select k, o, :seq, array(select jsonb_array_elements_text(l::jsonb))
                        from unnest(:versions::bigint[], :objects::bigint[], :labels::text[]) m (k, o, l)""");
        sql.param("seq", seq)
                .param("versions", versions.stream().map(Marked::key).toArray(Long[]::new))
                .param("objects", versions.stream().map(Marked::object).toArray(Long[]::new))
                .param(
                        "labels",
                        versions.stream()
                                .map(version -> Json.write(JsonArray.ofTexts(version.labels())))
                                .toArray(String[]::new))
                .update();
    }
}
