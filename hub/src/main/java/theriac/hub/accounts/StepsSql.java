package theriac.hub.accounts;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `log_in_step`.
final class StepsSql {

    private final JdbcClient jdbc;

    StepsSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(byte[] hash, String content, OffsetDateTime expires) {
        jdbc.sql("insert into log_in_step (token_hash, content, expires_at) values (:hash, :content, :expires)")
                .param("hash", hash)
                .param("content", content)
                .param("expires", expires)
                .update();
    }

    Optional<String> find(byte[] hash, OffsetDateTime now) {
        return jdbc.sql("select content from log_in_step where token_hash = :hash and expires_at > :now")
                .param("hash", hash)
                .param("now", now)
                .query(String.class)
                .optional();
    }

    Optional<String> take(byte[] hash, OffsetDateTime now) {
        return jdbc.sql("delete from log_in_step where token_hash = :hash and expires_at > :now returning content")
                .param("hash", hash)
                .param("now", now)
                .query(String.class)
                .optional();
    }

    /// A few old ones at a time: who begins many pays for the cleaning.
    void forget(OffsetDateTime now) {
        jdbc.sql("""
                        delete from log_in_step where token_hash in (
                            select token_hash from log_in_step where expires_at < :now
                            limit 4 for update skip locked)""").param("now", now).update();
    }
}
