package theriac.hub.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.core.Sha256;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Statements over `report_mail`.
final class ReportMailSql {

    private final JdbcClient jdbc;

    ReportMailSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param sender of the envelope
    /// @param tries conversations with the virus scanner that broke off over this mail
    @SuppressWarnings("ArrayRecordComponent")
    record Waiting(long key, String sender, byte[] raw, Instant receivedAt, int tries) {}

    /// What is told of a mail beside the report that was made of it.
    ///
    /// @param known whether the reporter's address is one of the hub's people
    /// @param source `attached`, `told` or `itself`
    /// @param receipt state of the letter that is the receipt; "" when none is due
    /// @param scan what the virus scanner said
    record Row(
            String way,
            String reporter,
            boolean known,
            String source,
            List<String> headers,
            List<ForwardedMail.Attachment> attachments,
            String receipt,
            Scan scan) {}

    /// @param state `clean`, `infected`, `unread` (not looked at to its end), or "" when there was no scanner
    /// @param found what was found, or why it was not looked at to its end
    record Scan(String state, String found) {

        /// Whether the mail may be handed out as a file.
        boolean passes() {
            return !state.equals("infected") && !state.equals("unread");
        }
    }

    /// @return false when the same mail is there already
    boolean keep(String way, String sender, byte[] raw, Instant now) {
        return jdbc.sql("""
                                insert into report_mail (way, received_at, sender, raw, digest)
                                values (:way, :now, :sender, :raw, :digest) on conflict (digest) do nothing""")
                        .param("way", way)
                        .param("now", at(now))
                        .param("sender", sender)
                        .param("raw", raw)
                        .param("digest", Sha256.hex(raw))
                        .update()
                == 1;
    }

    /// The oldest that nobody reads and that waits for no scanner, locked until the transaction ends.
    Optional<Waiting> next(Instant now) {
        return jdbc.sql("""
                        select id, sender, raw, received_at, scan_tries from report_mail
                        where state = 'waiting' and (scan_due is null or scan_due <= :now)
                        order by id limit 1 for update skip locked""")
                .param("now", at(now))
                .query((row, number) -> new Waiting(
                        row.getLong(1),
                        row.getString(2),
                        row.getBytes(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getInt(5)))
                .optional();
    }

    void scanned(long key, Scan scan) {
        jdbc.sql("update report_mail set scan = :state, scan_found = :found, scan_due = null where id = :key")
                .param("state", scan.state())
                .param("found", scan.found())
                .param("key", key)
                .update();
    }

    /// The scanner could not be asked.
    ///
    /// @param tries conversations that broke off over this mail
    void waits(long key, Instant due, int tries) {
        jdbc.sql("update report_mail set scan_due = :due, scan_tries = :tries where id = :key")
                .param("due", at(due))
                .param("tries", tries)
                .param("key", key)
                .update();
    }

    void ignore(long key, String why, String reporter) {
        jdbc.sql("update report_mail set state = 'ignored', ignored = :why, reporter = :reporter where id = :key")
                .param("why", why)
                .param("reporter", reporter)
                .param("key", key)
                .update();
    }

    /// @param letter the receipt; empty when none is due
    void reported(long key, UUID report, ForwardedMail mail, boolean known, Optional<Long> letter) {
        jdbc.sql("""
                        update report_mail
                        set state = 'reported', report_id = (select id from report where public_id = :report),
                            reporter = :reporter, known = :known, source = :source, headers = :headers,
                            attachments = :attachments, letter_id = :letter
                        where id = :key""")
                .param("report", report)
                .param("reporter", mail.reporter())
                .param("known", known)
                .param("source", mail.source().text())
                .param("headers", String.join("\n", mail.headers()))
                .param("attachments", json(mail.attachments()))
                .param("letter", letter.orElse(null), java.sql.Types.BIGINT)
                .param("key", key)
                .update();
    }

    /// Receipts that went out, or will, to an address since a moment; to everybody when it is "".
    int receipts(String to, Instant since) {
        return jdbc.sql("""
                        select count(*) from report_mail
                        where letter_id is not null and received_at >= :since and (:to = '' or lower(reporter) = lower(:to))""")
                .param("since", at(since))
                .param("to", to)
                .query(Integer.class)
                .single();
    }

    /// How far a mailbox was read.
    record Place(long validity, long uid) {}

    Optional<Place> place(String url) {
        return jdbc.sql("select validity, uid from report_mailbox where url = :url")
                .param("url", url)
                .query((row, number) -> new Place(row.getLong(1), row.getLong(2)))
                .optional();
    }

    void place(String url, Place place, Instant now) {
        jdbc.sql("""
                        insert into report_mailbox (url, validity, uid, read_at) values (:url, :validity, :uid, :now)
                        on conflict (url) do update
                        set validity = excluded.validity, uid = excluded.uid, read_at = excluded.read_at""")
                .param("url", url)
                .param("validity", place.validity())
                .param("uid", place.uid())
                .param("now", at(now))
                .update();
    }

    /// Of a report that came by mail.
    Optional<Row> find(long report) {
        return jdbc.sql("""
                        select m.way, m.reporter, m.known, m.source, m.headers, m.attachments,
                               case l.state when 'leased' then 'waiting' else coalesce(l.state, '') end as receipt,
                               m.scan, m.scan_found
                        from report_mail m left join letter l on l.id = m.letter_id
                        where m.report_id = :report""").param("report", report).query(ReportMailSql::row).optional();
    }

    Optional<byte[]> raw(long report) {
        return jdbc.sql("select raw from report_mail where report_id = :report")
                .param("report", report)
                .query(byte[].class)
                .optional();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        var attachments = ((JsonArray) Json.read(row.getString("attachments")))
                .objects().stream()
                        .map(json -> new ForwardedMail.Attachment(
                                json.text("name").orElse(""),
                                json.text("type").orElse(""),
                                json.integer("size").orElse(0),
                                json.text("sha256").orElse(""),
                                json.text("searched").orElse("")))
                        .toList();
        return new Row(
                row.getString("way"),
                row.getString("reporter"),
                row.getBoolean("known"),
                row.getString("source"),
                row.getString("headers").lines().toList(),
                attachments,
                row.getString("receipt"),
                new Scan(row.getString("scan"), row.getString("scan_found")));
    }

    private static String json(List<ForwardedMail.Attachment> attachments) {
        return Json.write(JsonArray.of(attachments.stream()
                .map(one -> JsonObject.builder()
                        .put("name", one.name())
                        .put("type", one.type())
                        .put("size", one.size())
                        .put("sha256", one.digest())
                        .put("searched", one.searched())
                        .build())
                .toList()));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
