package theriac.hub.publications;

import static theriac.hub.publications.PublicationSql.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.vault.Seal;

/// Statements over `webhook`.
final class WebhookSql {

    private static final String COLUMNS =
            "id, public_id, organization_id, name, shape, host, allowed, created_at, seal_id, nonce, sealed";

    private final JdbcClient jdbc;

    WebhookSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param sealId names the key that sealed the address
    record Row(Webhook webhook, String sealId, Seal.Sealed sealed) {}

    List<Webhook> list() {
        return jdbc
                .sql("select " + COLUMNS + " from webhook where ended_at is null order by id limit 1000")
                .query(WebhookSql::row)
                .list()
                .stream()
                .map(Row::webhook)
                .toList();
    }

    List<Webhook> of(Collection<Long> organizations) {
        return jdbc
                .sql("select " + COLUMNS + """
                         from webhook where ended_at is null and organization_id = any(:organizations)
                        order by id limit 1000""")
                .param("organizations", organizations.toArray(Long[]::new))
                .query(WebhookSql::row)
                .list()
                .stream()
                .map(Row::webhook)
                .toList();
    }

    /// With those that have ended.
    List<Row> all() {
        return jdbc.sql("select " + COLUMNS + " from webhook order by id")
                .query(WebhookSql::row)
                .list();
    }

    void seal(long key, String sealId, Seal.Sealed sealed) {
        jdbc.sql("update webhook set seal_id = :sealId, nonce = :nonce, sealed = :sealed where id = :key")
                .param("key", key)
                .param("sealId", sealId)
                .param("nonce", sealed.nonce())
                .param("sealed", sealed.bytes())
                .update();
    }

    /// Empty when it has ended.
    Optional<Row> find(long key) {
        return jdbc.sql("select " + COLUMNS + " from webhook where id = :key and ended_at is null")
                .param("key", key)
                .query(WebhookSql::row)
                .optional();
    }

    void insert(Webhook webhook, String sealId, Seal.Sealed sealed, long by) {
        jdbc.sql("""
                        insert into webhook (public_id, organization_id, name, shape, host, allowed, seal_id, nonce, sealed,
                               created_by, created_at)
                        values (:id, :organization, :name, :shape, :host, :allowed, :sealId, :nonce, :sealed, :by, :now)""")
                .param("id", webhook.id())
                .param("organization", webhook.organization())
                .param("name", webhook.name())
                .param("shape", webhook.shape().text())
                .param("host", webhook.host())
                .param("allowed", webhook.allowed().toArray(String[]::new))
                .param("sealId", sealId)
                .param("nonce", sealed.nonce())
                .param("sealed", sealed.bytes())
                .param("by", by)
                .param("now", at(webhook.created()))
                .update();
    }

    /// @return false when there is none
    boolean end(UUID id, Instant now) {
        return jdbc.sql("update webhook set ended_at = :now where public_id = :id and ended_at is null")
                        .param("id", id)
                        .param("now", at(now))
                        .update()
                == 1;
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        var webhook = new Webhook(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                row.getLong("organization_id"),
                row.getString("name"),
                Webhook.Shape.parse(row.getString("shape")).orElseThrow(),
                row.getString("host"),
                List.of((String[]) row.getArray("allowed").getArray()),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
        return new Row(
                webhook, row.getString("seal_id"), new Seal.Sealed(row.getBytes("nonce"), row.getBytes("sealed")));
    }
}
