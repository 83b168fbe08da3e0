package theriac.hub.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.db.Database;

/// Statements of [Erasure].
final class ErasureSql {

    /// Above every part that was kept on arrival.
    private static final int BLANKED_PARTS = 1 << 24;

    /// Claims on contents that an erasure (`:first_key`) changed, for [WithdrawalSql].
    static final String CHANGED = "c.version_key in (select h.key from erasure_hit h where h.erasure_id = :first_key"
            + " and h.place = 'version.json')";

    private final Database database;

    ErasureSql(Database database) {
        this.database = database;
    }

    boolean held(String kind, String value, String pattern) {
        return database.jdbc()
                .sql("""
                        select exists (
                          select from value_index x join claim c on c.object_key = x.object_key
                          join legal_hold h on h.lifted_at is null
                               and (h.object_key = c.object_key or h.source_id = c.source_id)
                          where x.value = :value and x.kind = :kind)
                        or exists (
                          select from legal_hold h join version v on v.object_key = h.object_key
                          where h.lifted_at is null and v.json ~* :pattern)
                        or exists (
                          select from legal_hold h join claim c on c.source_id = h.source_id
                          join version v on v.key = c.version_key
                          where h.lifted_at is null and v.json ~* :pattern)""")
                .param("value", value)
                .param("kind", kind)
                .param("pattern", pattern)
                .query(Boolean.class)
                .single();
    }

    long begin(UUID id, String kind, byte[] salt, byte[] digest, String by, String reason, Instant now) {
        return database.jdbc()
                .sql("""
                        insert into erasure (public_id, kind, salt, digest, by, reason, at)
                        values (:id, :kind, :salt, :digest, :by, :reason, :at) returning id""")
                .param("id", id)
                .param("kind", kind)
                .param("salt", salt)
                .param("digest", digest)
                .param("by", by)
                .param("reason", reason)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    void finish(long erasure, Instant now) {
        database.jdbc()
                .sql("update erasure set finished_at = :at where id = :erasure")
                .param("erasure", erasure)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    long lastVersion() {
        return database.jdbc()
                .sql("select coalesce(max(key), -1) from version")
                .query(Long.class)
                .single();
    }

    /// A version's content.
    record Content(long key, long object, String json) {}

    /// Contents that may hold it.
    List<Content> versions(long from, long to, String pattern) {
        return database.jdbc()
                .sql("""
                        select v.key, v.object_key, v.json from version v
                        where v.key >= :from and v.key < :to and v.json ~* :pattern order by v.key""")
                .param("from", from)
                .param("to", to)
                .param("pattern", pattern)
                .query((row, n) -> new Content(row.getLong(1), row.getLong(2), row.getString(3)))
                .list();
    }

    /// The content and everything that was derived from it. Two contents that differed in the value only stay two.
    void blankVersion(long erasure, Content version, Derived derived) {
        var text = new String(derived.json(), StandardCharsets.UTF_8);
        hit(erasure, "version.json", version.key(), version.json(), text);
        database.jdbc()
                .sql("""
                        update version v
                        set json = :json, name = :name, labels = nullif(:labels::text[], '{}'),
                            digest = case when exists (select from version x where x.object_key = v.object_key
                                                         and x.digest = :digest and x.key <> v.key)
                                          then sha256(:digest || int8send(v.key)) else :digest end
                        where v.key = :key""")
                .param("json", text)
                .param("name", derived.name())
                .param("labels", derived.labels().toArray(String[]::new))
                .param("digest", derived.digest())
                .param("key", version.key())
                .update();
        database.jdbc()
                .sql("delete from value_index where version_key = :key and object_key = :object")
                .param("object", version.object())
                .param("key", version.key())
                .update();
        database.jdbc()
                .sql("delete from detection_rule where version_key = :key and :rule = ''")
                .param("key", version.key())
                .param("rule", derived.rule())
                .update();
        for (var value : derived.values()) {
            database.jdbc()
                    .sql("""
                            insert into value_index (version_key, object_key, kind, value, decides)
                            values (:key, :object, :kind, :value, :decides)""")
                    .param("key", version.key())
                    .param("object", version.object())
                    .param("kind", value.kind().code())
                    .param("value", IndexedValue.of(value))
                    .param("decides", derived.decides())
                    .update();
        }
        database.jdbc()
                .sql("update narrative set words = :words::tsvector where version_key = :key")
                .param("words", derived.tsvector())
                .param("key", version.key())
                .update();
    }

    private void hit(long erasure, String place, long key, String before, String after) {
        database.jdbc()
                .sql("""
                        insert into erasure_hit (erasure_id, place, key, before, after)
                        values (:erasure, :place, :key, sha256(:before), sha256(:after))""")
                .param("erasure", erasure)
                .param("place", place)
                .param("key", key)
                .param("before", before.getBytes(StandardCharsets.UTF_8))
                .param("after", after.getBytes(StandardCharsets.UTF_8))
                .update();
    }

    /// Deliveries that are no longer being received and whose source is not held, oldest first.
    List<Long> deliveries() {
        return database.jdbc().sql("""
                        select d.id from delivery d
                        where d.state <> 'running' and exists (select from delivery_raw r where r.delivery_id = d.id)
                          and not exists (select from legal_hold h
                                          where h.lifted_at is null and h.source_id = d.source_id)
                        order by d.id limit 10000000""").query(Long.class).list();
    }

    void keepBlanked(long delivery, int part, byte[] gzip) {
        database.jdbc()
                .sql("insert into delivery_raw (delivery_id, part, bytes) values (:delivery, :part, :bytes)")
                .param("delivery", delivery)
                .param("part", BLANKED_PARTS + part)
                .param("bytes", gzip)
                .update();
    }

    void replaceRaw(long erasure, long delivery) {
        database.jdbc()
                .sql("""
                        insert into erasure_hit (erasure_id, place, key, before, after)
                        select :erasure, 'delivery_raw.bytes', :delivery,
                               sha256(string_agg(bytes, ''::bytea order by part) filter (where part < :blanked)),
                               sha256(string_agg(bytes, ''::bytea order by part) filter (where part >= :blanked))
                        from (select part, sha256(bytes) as bytes from delivery_raw where delivery_id = :delivery) r""")
                .param("erasure", erasure)
                .param("delivery", delivery)
                .param("blanked", BLANKED_PARTS)
                .update();
        database.jdbc()
                .sql("delete from delivery_raw where delivery_id = :delivery and part < :blanked")
                .param("delivery", delivery)
                .param("blanked", BLANKED_PARTS)
                .update();
        database.jdbc()
                .sql("update delivery_raw set part = part - :blanked where delivery_id = :delivery")
                .param("delivery", delivery)
                .param("blanked", BLANKED_PARTS)
                .update();
    }

    /// The one exception to a ledger that is only ever appended to.
    void blankLedger(long erasure, ErasurePattern pattern) {
        var rows = database.jdbc()
                .sql("select seq, detail::text from ledger where detail is not null and detail::text ~* :pattern")
                .param("pattern", pattern.core())
                .query((row, n) -> new Row(row.getString(1), row.getString(2)))
                .list();
        for (var row : rows) {
            var blank = pattern.blank(row.text());
            if (!blank.equals(row.text())) {
                hit(erasure, "ledger.detail", Long.parseLong(row.place()), row.text(), blank);
                database.jdbc()
                        .sql("update ledger set detail = :detail::jsonb where seq = :seq")
                        .param("detail", blank)
                        .param("seq", Long.parseLong(row.place()))
                        .update();
            }
        }
    }

    /// A row of a place.
    private record Row(String place, String text) {}

    /// Blanks a column. Rows are named by their physical place, within one transaction.
    void blankPlace(long erasure, ErasurePlace place, ErasurePattern pattern) {
        var text = place.bytes() ? "convert_from(%s, 'LATIN1')".formatted(place.column()) : place.column();
        database.inTransaction(() -> {
            var rows = database.jdbc()
                    .sql("select ctid::text, %s, %s from %s where %s ~* :pattern for update"
                            .formatted(text, place.key(), place.table(), text))
                    .param("pattern", pattern.core())
                    .query((row, n) -> new Row(row.getString(1) + "|" + row.getLong(3), row.getString(2)))
                    .list();
            for (var row : rows) {
                blankRow(erasure, place, pattern, row);
            }
        });
    }

    private void blankRow(long erasure, ErasurePlace place, ErasurePattern pattern, Row row) {
        var blank = pattern.blank(row.text());
        if (blank.equals(row.text())) {
            return;
        }
        var ends = row.place().split("\\|", -1);
        hit(erasure, place.table() + "." + place.column(), Long.parseLong(ends[1]), row.text(), blank);
        var value = place.bytes() ? "convert_to(:blank, 'LATIN1')" : ":blank";
        database.jdbc()
                .sql("update %s set %s = %s where ctid = :place::tid".formatted(place.table(), place.column(), value))
                .param("blank", blank)
                .param("place", ends[0])
                .update();
    }

    ErasureRecord load(UUID id) {
        return records("where e.public_id = :id", id, 1).getFirst();
    }

    List<ErasureRecord> list(int limit) {
        return records("", new UUID(0, 0), limit);
    }

    private List<ErasureRecord> records(String where, UUID id, int limit) {
        return new ArrayList<>(database.jdbc()
                .sql("""
                        select e.public_id, e.kind, e.salt, e.digest, e.by, e.reason, e.at, e.finished_at,
                               array(select h.place || ' ' || count(*) from erasure_hit h where h.erasure_id = e.id
                                     group by h.place order by h.place) as places
                        from erasure e %s order by e.id desc limit :limit""".formatted(where))
                .param("id", id)
                .param("limit", limit)
                .query((row, n) -> record(row))
                .list());
    }

    private static ErasureRecord record(ResultSet row) throws SQLException {
        var places = new ArrayList<ErasureRecord.Blanked>();
        for (var place : (String[]) row.getArray("places").getArray()) {
            var ends = place.split(" ", 2);
            places.add(new ErasureRecord.Blanked(ends[0], Long.parseLong(ends[1])));
        }
        var finished = row.getObject("finished_at", OffsetDateTime.class);
        return new ErasureRecord(
                row.getObject("public_id", UUID.class),
                row.getString("kind"),
                HexFormat.of().formatHex(row.getBytes("salt")),
                HexFormat.of().formatHex(row.getBytes("digest")),
                row.getString("by"),
                row.getString("reason"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(finished).map(OffsetDateTime::toInstant),
                List.copyOf(places));
    }
}
