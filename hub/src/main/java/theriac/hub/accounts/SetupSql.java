package theriac.hub.accounts;

import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `setup_link`.
final class SetupSql {

    private final JdbcClient jdbc;

    SetupSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(byte[] hash, OffsetDateTime now, OffsetDateTime expires) {
        jdbc.sql("insert into setup_link (token_hash, created_at, expires_at) values (:hash, :now, :expires)")
                .param("hash", hash)
                .param("now", now)
                .param("expires", expires)
                .update();
    }

    boolean use(byte[] hash, OffsetDateTime now) {
        return jdbc.sql("""
                        update setup_link set used_at = :now
                        where token_hash = :hash and used_at is null and expires_at > :now""").param("hash", hash).param("now", now).update() == 1;
    }
}
