package theriac.hub.mail;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `letter`, beside those of [SendingSql].
final class LetterSql {

    private final JdbcClient jdbc;

    LetterSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Leased(long id, int attempts, Letters.Letter letter) {}

    long insert(Letters.Letter letter, Instant now) {
        var file = letter.attachment();
        return jdbc.sql("""
                        insert into letter (public_id, recipient, subject, body, file_name, file_type, file_text, due_at)
                        values (:id, :to, :subject, :text, :name, :type, :file, :now) returning id""")
                .param("id", letter.id())
                .param("to", letter.to())
                .param("subject", letter.subject())
                .param("text", letter.text())
                .param("name", file.map(MailAttachment::name).orElse(""))
                .param("type", file.map(MailAttachment::type).orElse(""))
                .param("file", file.map(MailAttachment::text).orElse(""))
                .param("now", at(now))
                .query(Long.class)
                .single();
    }

    /// Takes what is due for one process; others skip it.
    List<Leased> lease(UUID lease, Instant now, Instant until, int limit) {
        return jdbc.sql("""
                        update letter l
                        set state = 'leased', lease = :lease, leased_until = :until, attempts = attempts + 1
                        where id in (select id from letter where state = 'waiting' and due_at <= :now
                                     order by due_at, id limit :limit for update skip locked)
                        returning l.id, l.attempts, l.public_id, l.recipient, l.subject, l.body, l.file_name,
                                  l.file_type, l.file_text""")
                .param("lease", lease)
                .param("now", at(now))
                .param("until", at(until))
                .param("limit", limit)
                .query((row, n) -> new Leased(
                        row.getLong(1),
                        row.getInt(2),
                        new Letters.Letter(
                                row.getObject(3, UUID.class),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7).isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(new MailAttachment(
                                                row.getString(7), row.getString(8), row.getString(9))))))
                .list();
    }

    /// The last moment at which nothing has left.
    ///
    /// @return false when the lease is no longer ours
    boolean begin(long id, UUID lease) {
        return jdbc.sql("update letter set state = 'sending' where id = :id and lease = :lease and state = 'leased'")
                        .param("id", id)
                        .param("lease", lease)
                        .update()
                == 1;
    }

    List<Letters.Posted> posted(Collection<Long> keys) {
        return jdbc.sql("""
                        select id, public_id, recipient, subject, body, file_name, file_type, file_text, state,
                               coalesce(sent_at, due_at), problem
                        from letter where id = any(:keys) order by id limit 1000""")
                .param("keys", keys.toArray(Long[]::new))
                .query((row, n) -> new Letters.Posted(
                        row.getLong(1),
                        new Letters.Letter(
                                row.getObject(2, UUID.class),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6).isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(new MailAttachment(
                                                row.getString(6), row.getString(7), row.getString(8)))),
                        row.getString(9),
                        row.getObject(10, OffsetDateTime.class).toInstant(),
                        row.getString(11)))
                .list();
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
