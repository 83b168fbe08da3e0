package theriac.hub.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.accounts.ClientCertificates.Fingerprint;
import theriac.hub.policy.Scope;

/// Statements over `machine_token`.
final class TokensSql {

    private static final String COLUMNS = """
            id, public_id, organization_id, name, prefix, scopes, source_id, certificate, created_at, last_used_at, expires_at, networks, only_door,
            (select login from account a where a.id = account_id) as person""";

    /// A person's key ends with the account; an organisation's keys rest while it is closed.
    private static final String LIVES = """
            not exists (select from account a where a.id = account_id and a.disabled_at is not null)
            and not exists (select from organization o where o.id = organization_id and o.closed_at is not null)""";

    private final JdbcClient jdbc;

    TokensSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Tokens.Token insert(
            UUID id,
            long organization,
            String name,
            String prefix,
            byte[] hash,
            Set<Scope> scopes,
            Optional<Long> source,
            Optional<Long> account,
            Tokens.Limits limits,
            OffsetDateTime now) {
        return jdbc.sql("""
                        insert into machine_token (public_id, organization_id, name, prefix, token_hash, scopes, source_id,
                                                   account_id, created_at, expires_at, networks, only_door)
                        values (:id, :organization, :name, :prefix, :hash, :scopes, :source, :account, :now,
                                cast(:until as timestamptz), :networks, :only)
                        returning %s""".formatted(COLUMNS))
                .param("id", id)
                .param("organization", organization)
                .param("name", name)
                .param("prefix", prefix)
                .param("hash", hash)
                .param("scopes", scopes.stream().map(Scope::text).sorted().toArray(String[]::new))
                .param("source", source.orElse(null))
                .param("account", account.orElse(null))
                .param("now", now)
                .param("until", limits.until().map(OrganizationsSql::at).orElse(null))
                .param("networks", limits.networks().toArray(String[]::new))
                .param("only", limits.only().orElse(null))
                .query(TokensSql::row)
                .single();
    }

    Optional<Tokens.Token> find(byte[] hash, OffsetDateTime now) {
        return find("token_hash", hash, now);
    }

    Optional<Tokens.Token> find(Fingerprint certificate, OffsetDateTime now) {
        return find("certificate", certificate.bytes(), now);
    }

    private Optional<Tokens.Token> find(String column, byte[] hash, OffsetDateTime now) {
        return jdbc.sql("""
                        select %s from machine_token
                        where %s = :hash and revoked_at is null and (expires_at is null or expires_at > :now)
                          and %s""".formatted(COLUMNS, column, LIVES))
                .param("hash", hash)
                .param("now", now)
                .query(TokensSql::row)
                .optional();
    }

    /// The account of an organisation by its folded login, unless it is disabled.
    Optional<Long> account(long organization, String loginKey) {
        return jdbc.sql("""
                        select id from account
                        where organization_id = :organization and login_key = :login and disabled_at is null""")
                .param("organization", organization)
                .param("login", loginKey)
                .query(Long.class)
                .optional();
    }

    List<Tokens.Token> list(long organization) {
        return jdbc.sql("""
                        select %s from machine_token where organization_id = :organization and revoked_at is null
                        order by id desc limit 1000""".formatted(COLUMNS))
                .param("organization", organization)
                .query(TokensSql::row)
                .list();
    }

    List<Tokens.Token> listForSource(long source) {
        return jdbc.sql("""
                        select %s from machine_token where source_id = :source and revoked_at is null
                        order by id desc limit 1000""".formatted(COLUMNS))
                .param("source", source)
                .query(TokensSql::row)
                .list();
    }

    void used(long key, OffsetDateTime now) {
        jdbc.sql("update machine_token set last_used_at = :now where id = :key")
                .param("now", now)
                .param("key", key)
                .update();
    }

    /// @param certificate null: none
    Optional<Tokens.Token> bind(long organization, UUID id, byte @Nullable [] certificate) {
        return jdbc.sql("""
                        update machine_token set certificate = :certificate
                        where organization_id = :organization and public_id = :id and revoked_at is null
                        returning %s""".formatted(COLUMNS))
                .param("certificate", certificate, java.sql.Types.BINARY)
                .param("organization", organization)
                .param("id", id)
                .query(TokensSql::row)
                .optional();
    }

    boolean revoke(long organization, UUID id, OffsetDateTime now) {
        return jdbc.sql("""
                        update machine_token set revoked_at = :now
                        where organization_id = :organization and public_id = :id and revoked_at is null""")
                        .param("now", now)
                        .param("organization", organization)
                        .param("id", id)
                        .update()
                == 1;
    }

    private static Tokens.Token row(ResultSet row, int number) throws SQLException {
        var scopes = EnumSet.noneOf(Scope.class);
        for (var text : (String[]) row.getArray("scopes").getArray()) {
            Scope.parse(text).ifPresent(scopes::add);
        }
        return new Tokens.Token(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                row.getLong("organization_id"),
                row.getString("name"),
                row.getString("prefix"),
                scopes,
                Optional.ofNullable(row.getObject("source_id", Long.class)),
                Optional.ofNullable(row.getString("person")),
                Optional.ofNullable(row.getBytes("certificate")).map(Fingerprint::of),
                new Tokens.Limits(
                        OrganizationsSql.moment(row, "expires_at"),
                        List.of((String[]) row.getArray("networks").getArray()),
                        Optional.ofNullable(row.getString("only_door"))),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("last_used_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
