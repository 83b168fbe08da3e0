package theriac.hub.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Statements of [LinkVisits], and of what visits add to reports.
final class LinkSql {

    private final JdbcClient jdbc;

    LinkSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param alive until when the hub is surely at it
    void begin(UUID id, long report, String link, String why, String by, Instant now, Instant alive) {
        jdbc.sql("""
                        insert into link_visit (public_id, report_id, link, why, by_name, begun_at, alive_until)
                        values (:id, :report, :link, :why, :by, :now, :alive)""")
                .param("id", id)
                .param("report", report)
                .param("link", link)
                .param("why", why)
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("alive", alive.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Its hub is still at it.
    void alive(UUID id, Instant until) {
        jdbc.sql("update link_visit set alive_until = :until where public_id = :id and ended_at is null")
                .param("id", id)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Their hub stops now.
    void cutOff(Collection<UUID> ids, Instant now) {
        jdbc.sql("update link_visit set alive_until = :now where public_id = any(:ids) and ended_at is null")
                .param("ids", ids.toArray(UUID[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Nobody is at any of them.
    void cutOffAll(Instant now) {
        jdbc.sql("update link_visit set alive_until = :now where ended_at is null and alive_until > :now")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void keep(String digest, byte[] page, Instant now) {
        jdbc.sql("insert into link_page (digest, bytes, kept_at) values (:digest, :bytes, :now) on conflict do nothing")
                .param("digest", digest)
                .param("bytes", page)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// @param digest "" for no page
    void end(UUID id, List<LinkVisit.Hop> hops, String outcome, String digest, String[] titleAndWords, Instant now) {
        var told = JsonArray.of(hops.stream()
                .map(hop -> JsonObject.builder()
                        .put("address", hop.address())
                        .put("status", hop.status())
                        .build())
                .toList());
        jdbc.sql("""
                        update link_visit set ended_at = :now, hops = :hops, outcome = :outcome,
                                              page = nullif(:page, ''), title = :title, words = :words
                        where public_id = :id""")
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("hops", Json.write(told))
                .param("outcome", outcome)
                .param("page", digest)
                .param("title", titleAndWords[0])
                .param("words", titleAndWords[1])
                .update();
    }

    /// The report has these values too, by a chain; who asks for the age of domains looks at it again.
    void add(long report, String link, Collection<NormalValue> values) {
        var kinds = values.stream().map(v -> v.kind().code()).toArray(String[]::new);
        var texts = values.stream().map(NormalValue::text).toArray(String[]::new);
        jdbc.sql("""
                        insert into report_link_value (report_id, kind, value, link)
                        select :report, kind, value, :link from unnest(:kinds::text[], :values::text[]) v (kind, value)
                        on conflict do nothing""")
                .param("report", report)
                .param("link", link)
                .param("kinds", kinds)
                .param("values", texts)
                .update();
        jdbc.sql("""
                        insert into report_value (kind, value, report_id)
                        select kind, value, :report from unnest(:kinds::text[], :values::text[]) v (kind, value)
                        on conflict do nothing""")
                .param("report", report)
                .param("kinds", kinds)
                .param("values", texts)
                .update();
        jdbc.sql("update report set domains_looked = false where id = :report")
                .param("report", report)
                .update();
    }

    /// The newest first. One without an end whose hub said nothing in time was cut off then.
    List<LinkVisit> visits(long report, Instant now) {
        return jdbc.sql("""
                        select v.public_id, v.link, v.why, v.by_name, v.begun_at, v.hops, v.page, v.title, v.words,
                               case when c.cut then v.alive_until else v.ended_at end as ended_at,
                               case when c.cut then 'cut-off' else v.outcome end as outcome
                        from link_visit v
                             cross join lateral (select v.ended_at is null and v.alive_until < :now as cut) c
                        where v.report_id = :report order by v.id desc limit 50""")
                .param("report", report)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(LinkSql::visit)
                .list();
    }

    Optional<byte[]> page(long report, UUID visit) {
        return jdbc.sql("""
                        select p.bytes from link_visit v join link_page p on p.digest = v.page
                        where v.report_id = :report and v.public_id = :visit""")
                .param("report", report)
                .param("visit", visit)
                .query(byte[].class)
                .optional();
    }

    /// A value that a report has by a chain.
    record Chained(long report, NormalValue value, String link) {}

    List<Chained> chained(Collection<Long> reports) {
        return jdbc.sql("""
                        select report_id, kind, value, link from report_link_value
                        where report_id = any(:reports) order by report_id, kind, value limit 20000""")
                .param("reports", reports.toArray(Long[]::new))
                .query((row, number) -> new Chained(
                        row.getLong("report_id"),
                        new NormalValue(ValueKind.ofCode(row.getString("kind")).orElseThrow(), row.getString("value")),
                        row.getString("link")))
                .list();
    }

    private static LinkVisit visit(ResultSet row, int number) throws SQLException {
        var hops = ((JsonArray) Json.read(row.getString("hops")))
                .values().stream()
                        .map(JsonObject.class::cast)
                        .map(hop -> new LinkVisit.Hop(hop.text("address").orElseThrow(), (int)
                                hop.integer("status").orElse(0)))
                        .toList();
        return new LinkVisit(
                row.getObject("public_id", UUID.class),
                row.getString("link"),
                row.getString("why"),
                row.getString("by_name"),
                row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                hops,
                row.getString("outcome"),
                Optional.ofNullable(row.getString("page")),
                row.getString("title"),
                row.getString("words"));
    }
}
