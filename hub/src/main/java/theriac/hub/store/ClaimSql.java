package theriac.hub.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.stix.Reference;
import theriac.stix.value.NormalValue;

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

    /// Makes other writers of these objects' contents wait until this transaction ends.
    ///
    /// @param objects sorted, so that writers wait for each other and never dead-lock
    void lockObjects(Long[] objects) {
        database.jdbc()
                .sql("select key from object where key = any(:objects) order by key for no key update")
                .param("objects", objects)
                .query(row -> {
                    // The lock is the answer.
                });
    }

    /// Stores contents that nobody has stored, each under the key that it was given.
    void insertVersions(List<ClaimRow> rows) {
        database.copyIn(
                "version (key, object_key, modified, revoked, modified_text, digest, name, json, created, seen,"
                        + " valid_until, labels)",
                rows,
                (out, row) -> out.int8(row.versionKey)
                        .int8(row.objectKey)
                        .moment(row.derived.modified())
                        .bool(row.derived.revoked())
                        .text(row.derived.modifiedText())
                        .bytes(row.derived.digest())
                        .text(row.derived.name())
                        .bytes(row.derived.json())
                        .int8(row.derived.created())
                        .int8(row.derived.seen())
                        .int8(row.derived.validUntil())
                        .texts(row.derived.labels()));
    }

    private record Value(ClaimRow row, NormalValue value) {}

    void insertValues(List<ClaimRow> rows) {
        var values = rows.stream()
                .flatMap(row -> row.derived.values().stream().map(value -> new Value(row, value)))
                .toList();
        if (!values.isEmpty()) {
            database.copyIn(
                    "value_index (version_key, object_key, kind, value, decides)",
                    values,
                    (out, value) -> out.int8(value.row.versionKey)
                            .int8(value.row.objectKey)
                            .text(value.value.kind().code())
                            .text(IndexedValue.of(value.value))
                            .bool(value.row.derived.decides()));
        }
    }

    void insertRules(List<ClaimRow> rows) {
        var rules = rows.stream().filter(row -> !row.derived.rule().isEmpty()).toList();
        if (!rules.isEmpty()) {
            database.copyIn(
                    "detection_rule (version_key, object_key, language)",
                    rules,
                    (out, row) -> out.int8(row.versionKey).int8(row.objectKey).text(row.derived.rule()));
        }
    }

    private record Edge(ClaimRow row, Reference reference) {

        @Nullable
        Long seen() {
            return reference.property().equals("sighting_of_ref") ? row.derived.seen() : null;
        }
    }

    void insertReferences(List<ClaimRow> rows, Map<String, Long> keys) {
        var edges = rows.stream()
                .flatMap(row -> row.derived.references().stream().map(reference -> new Edge(row, reference)))
                .toList();
        if (!edges.isEmpty()) {
            database.copyIn(
                    "object_reference (version_key, object_key, target_key, property, seen)",
                    edges,
                    (out, edge) -> out.int8(edge.row.versionKey)
                            .int8(edge.row.objectKey)
                            .int8(keys.get(edge.reference.target().text()))
                            .text(edge.reference.property())
                            .int8(edge.seen()));
        }
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
                .param("texts", texts(rows, r -> r.derived.tsvector()))
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
                        cross join lateral %s c
                        join version v on v.key = c.version_key
                        where c.source_id = :source""".formatted(ClaimProbe.of("k")))
                .param("objects", objects.toArray(Long[]::new))
                .param("source", source)
                .query(row -> {
                    claims.computeIfAbsent(row.getLong(1), k -> new ArrayList<>())
                            .add(new Standing(row.getLong(2), row.getString(3), row.getBoolean(4)));
                });
        return claims;
    }

    /// The text of the newest version of an object that stands by a source's word.
    Optional<String> said(long source, String id) {
        return database.jdbc()
                .sql("""
                        select v.json from object o
                        cross join lateral %s c
                        join version v on v.key = c.version_key
                        where o.stix_id = :id and c.source_id = :source and c.withdrawn_seq is null
                        order by v.modified desc nulls last, c.seq desc limit 1""".formatted(ClaimProbe.of("o.key")))
                .param("id", id)
                .param("source", source)
                .query((row, n) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                .optional();
    }

    void insertClaims(long source, @Nullable Long delivery, long firstSeq, List<ClaimRow> rows) {
        database.copyIn(
                "claim (object_key, version_key, source_id, audience_id, seq, delivery_id, withdrawn_seq, type_id,"
                        + " confidence, credibility)",
                numbered(rows),
                (out, claim) -> {
                    var row = claim.row;
                    long seq = firstSeq + claim.place;
                    out.int8(row.objectKey)
                            .int8(row.versionKey)
                            .int8(source)
                            .int8(row.audience)
                            .int8(seq)
                            .int8(delivery)
                            .int8(row.bornWithdrawn ? Long.valueOf(seq) : null)
                            .int4(row.typeId)
                            .int2OrAbsent(row.confidence)
                            .int2OrAbsent(row.credibility);
                });
    }

    /// One ledger row per claim, at the claim's own position.
    void insertLedger(long source, long firstSeq, List<ClaimRow> rows) {
        database.copyIn(
                "ledger (seq, object_key, version_key, source_id, audience_id, kind)",
                numbered(rows).stream()
                        .filter(claim -> !claim.row.bornWithdrawn)
                        .toList(),
                (out, claim) -> out.int8(firstSeq + claim.place)
                        .int8(claim.row.objectKey)
                        .int8(claim.row.versionKey)
                        .int8(source)
                        .int8(claim.row.audience)
                        .text(claim.row.kind.text()));
    }

    private record Numbered(int place, ClaimRow row) {}

    private static List<Numbered> numbered(List<ClaimRow> rows) {
        return IntStream.range(0, rows.size())
                .mapToObj(n -> new Numbered(n, rows.get(n)))
                .toList();
    }

    private static Long[] longs(List<ClaimRow> rows, Function<ClaimRow, Long> number) {
        return rows.stream().map(number).toArray(Long[]::new);
    }

    private static String[] texts(List<ClaimRow> rows, Function<ClaimRow, String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }
}
