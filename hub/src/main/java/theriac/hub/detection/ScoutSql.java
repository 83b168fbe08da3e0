package theriac.hub.detection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `scout`.
final class ScoutSql {

    private final JdbcClient jdbc;

    ScoutSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void seen(String prefix, long organization, Instant now) {
        jdbc.sql("""
                        insert into scout (token_id, organization_id, seen_at)
                        select id, organization_id, :now from machine_token
                        where prefix = :prefix and organization_id = :organization and revoked_at is null
                        order by id limit 1
                        on conflict (token_id) do update set seen_at = excluded.seen_at
                        where scout.seen_at < excluded.seen_at - interval '10 seconds'""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("prefix", prefix)
                .param("organization", organization)
                .update();
    }

    /// True when the receipt says something new: further than before, or another content at the same place.
    boolean receipt(String prefix, long organization, Scouts.Receipt receipt, Instant now) {
        return jdbc.sql("""
                        insert into scout (token_id, organization_id, position, indicators, digest, received_at, seen_at)
                        select id, organization_id, :position, :indicators, :digest, :now, :now from machine_token
                        where prefix = :prefix and organization_id = :organization and revoked_at is null
                        order by id limit 1
                        on conflict (token_id) do update
                        set position = excluded.position, indicators = excluded.indicators, digest = excluded.digest,
                            received_at = excluded.received_at, seen_at = excluded.seen_at
                        where scout.position is null or scout.position < excluded.position
                           or scout.digest <> excluded.digest""")
                        .param("position", receipt.position().atOffset(ZoneOffset.UTC))
                        .param("indicators", receipt.indicators())
                        .param("digest", receipt.digest())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("prefix", prefix)
                        .param("organization", organization)
                        .update()
                == 1;
    }

    List<Scouts.Scout> list(Optional<Long> organization) {
        return jdbc.sql("""
                        select t.public_id, t.name, t.prefix, s.organization_id, o.name as organization, s.position, s.indicators,
                               s.received_at, s.seen_at, t.created_at
                        from scout s
                        join machine_token t on t.id = s.token_id
                        join organization o on o.id = s.organization_id
                        where t.revoked_at is null
                          and (cast(:organization as bigint) is null or s.organization_id = :organization)
                        order by o.name, t.name limit 10000""")
                .param("organization", organization.orElse(null))
                .query(ScoutSql::row)
                .list();
    }

    private static Scouts.Scout row(ResultSet row, int number) throws SQLException {
        return new Scouts.Scout(
                row.getObject("public_id", UUID.class),
                row.getString("name"),
                row.getString("prefix"),
                row.getLong("organization_id"),
                row.getString("organization"),
                moment(row, "position"),
                row.getLong("indicators"),
                moment(row, "received_at"),
                row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
