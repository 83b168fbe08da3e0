package theriac.hub.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.stix.value.NormalValue;
import theriac.stix.value.Values;

/// Set-based statements of [Claims]: each takes a whole batch as arrays. The number of statements of a batch does not
/// depend on the number of its objects.
final class ClaimSql {

    private final Database database;

    ClaimSql(Database database) {
        this.database = database;
    }

    /// Fills in the version keys of rows whose content the store already has.
    void findVersions(List<ClaimRow> rows) {
        database.jdbc()
                .sql("""
                        select u.n, v.key
                        from unnest(:objects::bigint[], :digests::bytea[]) with ordinality u (object, digest, n)
                        join version v on v.object_key = u.object and v.digest = u.digest""")
                .param("objects", longs(rows, r -> r.objectKey))
                .param("digests", rows.stream().map(r -> r.derived.digest()).toArray(byte[][]::new))
                .query(row -> {
                    rows.get(row.getInt(1) - 1).versionKey = row.getLong(2);
                });
    }

    /// Inserts contents that are new; a row whose content another writer inserted meanwhile keeps key 0.
    ///
    /// @param rows sorted by object and digest, so that concurrent writers wait for each other and never dead-lock
    void insertVersions(List<ClaimRow> rows) {
        var keys = database.jdbc()
                .sql("""
                        insert into version (object_key, modified, revoked, modified_text, digest, name, json,
                                             created, seen, valid_until, labels)
                        select u.object,
                               timestamptz 'epoch' + (u.modified / 1000000) * interval '1 second'
                                   + (u.modified % 1000000) * interval '1 microsecond',
                               u.revoked, u.modified_text, u.digest, u.name, convert_from(u.json, 'UTF8'),
                               u.created, u.seen, u.valid_until, u.labels::text[]
                        from unnest(:objects::bigint[], :modifieds::bigint[], :revokeds::boolean[],
                                    :versions::text[], :digests::bytea[], :names::text[], :jsons::bytea[],
                                    :createds::bigint[], :seens::bigint[], :valid_untils::bigint[], :labels::text[])
                            with ordinality u (object, modified, revoked, modified_text, digest, name, json,
                                               created, seen, valid_until, labels, n)
                        order by u.n
                        on conflict (object_key, digest) do nothing
                        returning key, object_key""")
                .param("objects", longs(rows, r -> r.objectKey))
                .param("modifieds", rows.stream().map(ClaimRow::modifiedMicros).toArray(Long[]::new))
                .param(
                        "revokeds",
                        rows.stream().map(r -> r.derived.object().revoked()).toArray(Boolean[]::new))
                .param("versions", texts(rows, r -> r.derived.modifiedText()))
                .param("digests", rows.stream().map(r -> r.derived.digest()).toArray(byte[][]::new))
                .param("names", texts(rows, r -> r.derived.name()))
                .param("jsons", rows.stream().map(r -> r.derived.json()).toArray(byte[][]::new))
                .param("createds", moments(rows, r -> r.derived.micros("created")))
                .param("seens", moments(rows, r -> r.derived.seen()))
                .param("valid_untils", moments(rows, r -> r.derived.micros("valid_until")))
                .param("labels", rows.stream().map(ClaimSql::labels).toArray(String[]::new))
                .query((row, n) -> new long[] {row.getLong(1), row.getLong(2)})
                .list();
        if (keys.size() == rows.size()) {
            for (int i = 0; i < keys.size(); i++) {
                assign(rows.get(i), keys.get(i));
            }
            return;
        }
        assignSome(rows, keys);
    }

    /// Some rows were another writer's. Those of ours come back in our order, so the first candidate that fits is the
    /// one, except when one object has several contents in the batch: then the digests must be asked for.
    private void assignSome(List<ClaimRow> rows, List<long[]> keys) {
        findVersions(rows);
        var mine = new HashMap<Long, Long>();
        keys.forEach(key -> mine.put(key[0], key[1]));
        rows.forEach(row -> row.newVersion = mine.containsKey(row.versionKey));
    }

    private static void assign(ClaimRow row, long[] key) {
        if (row.objectKey != key[1]) {
            throw new IllegalStateException("PostgreSQL returned the rows of an insert in another order.");
        }
        row.versionKey = key[0];
        row.newVersion = true;
    }

    void insertValues(List<ClaimRow> rows) {
        var versions = new ArrayList<Long>();
        var objects = new ArrayList<Long>();
        var kinds = new ArrayList<String>();
        var texts = new ArrayList<String>();
        for (var row : rows) {
            for (NormalValue value :
                    Values.of(row.derived.object()).stream().distinct().toList()) {
                versions.add(row.versionKey);
                objects.add(row.objectKey);
                kinds.add(value.kind().code());
                texts.add(IndexedValue.of(value));
            }
        }
        if (versions.isEmpty()) {
            return;
        }
        database.jdbc()
                .sql("""
                        insert into value_index (version_key, object_key, kind, value)
                        select version, object, kind, value
                        from unnest(:versions::bigint[], :objects::bigint[], :kinds::text[], :values::text[])
                            u (version, object, kind, value)""")
                .param("versions", versions.toArray(Long[]::new))
                .param("objects", objects.toArray(Long[]::new))
                .param("kinds", kinds.toArray(String[]::new))
                .param("values", texts.toArray(String[]::new))
                .update();
    }

    void insertReferences(List<ClaimRow> rows, Map<String, Long> keys) {
        var versions = new ArrayList<Long>();
        var objects = new ArrayList<Long>();
        var targets = new ArrayList<Long>();
        var properties = new ArrayList<String>();
        for (var row : rows) {
            for (var reference : row.derived.references()) {
                versions.add(row.versionKey);
                objects.add(row.objectKey);
                targets.add(keys.get(reference.target().text()));
                properties.add(reference.property());
            }
        }
        if (versions.isEmpty()) {
            return;
        }
        database.jdbc()
                .sql("""
                        insert into object_reference (version_key, object_key, target_key, property)
                        select version, object, target, property
                        from unnest(:versions::bigint[], :objects::bigint[], :targets::bigint[], :properties::text[])
                            u (version, object, target, property)""")
                .param("versions", versions.toArray(Long[]::new))
                .param("objects", objects.toArray(Long[]::new))
                .param("targets", targets.toArray(Long[]::new))
                .param("properties", properties.toArray(String[]::new))
                .update();
    }

    /// @param rows of types that people read
    void insertNarratives(List<ClaimRow> rows) {
        database.jdbc()
                .sql("""
                        insert into narrative (version_key, object_key, words)
                        select version, object, text::tsvector
                        from unnest(:versions::bigint[], :objects::bigint[], :texts::text[])
                            u (version, object, text)""")
                .param("versions", longs(rows, r -> r.versionKey))
                .param("objects", longs(rows, r -> r.objectKey))
                .param("texts", texts(rows, r -> r.derived.words().tsvector()))
                .update();
    }

    /// What a source has claimed about an object.
    record Standing(long versionKey, String version, boolean withdrawn) {}

    /// The source's claims on these objects, by object.
    Map<Long, List<Standing>> claimsOf(long source, List<Long> objects) {
        var claims = new HashMap<Long, List<Standing>>();
        database.jdbc()
                .sql("""
                        select c.object_key, c.version_key, v.modified_text, c.withdrawn_seq is not null
                        from unnest(:objects::bigint[]) k
                        join claim c on c.object_key = k and c.source_id = :source
                        join version v on v.key = c.version_key""")
                .param("objects", objects.toArray(Long[]::new))
                .param("source", source)
                .query(row -> {
                    claims.computeIfAbsent(row.getLong(1), k -> new ArrayList<>())
                            .add(new Standing(row.getLong(2), row.getString(3), row.getBoolean(4)));
                });
        return claims;
    }

    void insertClaims(long source, @Nullable Long delivery, long firstSeq, List<ClaimRow> rows) {
        database.jdbc()
                .sql("""
                        insert into claim (object_key, version_key, source_id, audience_id, seq, delivery_id,
                                           withdrawn_seq, type_id, confidence)
                        select u.object, u.version, :source, u.audience, :first + u.n - 1, :delivery::bigint,
                               case when u.withdrawn then :first + u.n - 1 end, u.type, nullif(u.confidence, -1)
                        from unnest(:objects::bigint[], :versions::bigint[], :audiences::bigint[],
                                    :withdrawn::boolean[], :types::int[], :confidences::int[])
                            with ordinality u (object, version, audience, withdrawn, type, confidence, n)""")
                .param("source", source)
                .param("delivery", delivery)
                .param("first", firstSeq)
                .param("objects", longs(rows, r -> r.objectKey))
                .param("versions", longs(rows, r -> r.versionKey))
                .param("audiences", longs(rows, r -> r.audience))
                .param("withdrawn", rows.stream().map(r -> r.bornWithdrawn).toArray(Boolean[]::new))
                .param("types", rows.stream().map(r -> r.typeId).toArray(Integer[]::new))
                .param("confidences", rows.stream().map(r -> r.confidence).toArray(Integer[]::new))
                .update();
    }

    /// One ledger row per claim, at the claim's own position.
    void insertLedger(long source, long firstSeq, List<ClaimRow> rows) {
        database.jdbc()
                .sql("""
                        insert into ledger (seq, object_key, version_key, source_id, audience_id, kind)
                        select :first + u.n - 1, u.object, u.version, :source, u.audience, u.kind
                        from unnest(:objects::bigint[], :versions::bigint[], :audiences::bigint[], :kinds::text[],
                                    :withdrawn::boolean[])
                            with ordinality u (object, version, audience, kind, withdrawn, n)
                        where not u.withdrawn""")
                .param("source", source)
                .param("first", firstSeq)
                .param("objects", longs(rows, r -> r.objectKey))
                .param("versions", longs(rows, r -> r.versionKey))
                .param("audiences", longs(rows, r -> r.audience))
                .param("kinds", texts(rows, r -> r.kind.text()))
                .param("withdrawn", rows.stream().map(r -> r.bornWithdrawn).toArray(Boolean[]::new))
                .update();
    }

    private static @Nullable Long[] moments(List<ClaimRow> rows, Function<ClaimRow, @Nullable Long> moment) {
        var moments = new @Nullable Long[rows.size()];
        for (int i = 0; i < moments.length; i++) {
            moments[i] = moment.apply(rows.get(i));
        }
        return moments;
    }

    /// An array in PostgreSQL's text form, for arrays of arrays must be rectangular; null when there is no label.
    private static @Nullable String labels(ClaimRow row) {
        var labels = row.derived.labels();
        if (labels.isEmpty()) {
            return null;
        }
        var out = new StringBuilder("{");
        for (var label : labels) {
            out.append(out.length() == 1 ? "\"" : ",\"")
                    .append(label.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return out.append('}').toString();
    }

    private static Long[] longs(List<ClaimRow> rows, Function<ClaimRow, Long> number) {
        return rows.stream().map(number).toArray(Long[]::new);
    }

    private static String[] texts(List<ClaimRow> rows, Function<ClaimRow, String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }
}
