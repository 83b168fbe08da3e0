package theriac.hub.accounts;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.policy.Role;

/// Statements over `see_as`.
final class SeeAsSql {

    private final JdbcClient jdbc;

    SeeAsSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(SeeAs.View view, Sessions.Session session, String reason, Instant now) {
        jdbc.sql("""
                        insert into see_as (public_id, session, account_id, organization_id, roles, reason, at, expires_at)
                        values (:id, :session, :account, :organization, :roles, :reason, :at, :until)""")
                .param("id", view.id())
                .param("session", session.id())
                .param("account", session.account().key())
                .param("organization", view.organization())
                .param("roles", view.roles().stream().map(Role::text).sorted().toArray(String[]::new))
                .param("reason", reason)
                .param("at", OrganizationsSql.at(now))
                .param("until", OrganizationsSql.at(view.expiresAt()))
                .update();
    }

    Optional<SeeAs.View> find(UUID id, UUID session, Instant now) {
        return jdbc.sql("""
                        select v.organization_id, v.roles, v.expires_at,
                               v.ended_at is not null or v.expires_at <= :now or o.closed_at is not null as over
                        from see_as v join organization o on o.id = v.organization_id
                        where v.public_id = :id and v.session = :session""")
                .param("id", id)
                .param("session", session)
                .param("now", OrganizationsSql.at(now))
                .query((row, n) -> new SeeAs.View(
                        id,
                        row.getLong(1),
                        roles((String[]) row.getArray(2).getArray()),
                        row.getObject(3, java.time.OffsetDateTime.class).toInstant(),
                        row.getBoolean(4)))
                .optional();
    }

    private static Set<Role> roles(String[] names) {
        return Stream.of(names).flatMap(name -> Role.parse(name).stream()).collect(Collectors.toSet());
    }

    void end(UUID id, UUID session, Instant now) {
        jdbc.sql("update see_as set ended_at = :now where public_id = :id and session = :session and ended_at is null")
                .param("id", id)
                .param("session", session)
                .param("now", OrganizationsSql.at(now))
                .update();
    }
}
