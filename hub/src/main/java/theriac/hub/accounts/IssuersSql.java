package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;
import static theriac.hub.accounts.OrganizationsSql.moment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.policy.Role;

/// Statements over `issuer` and `issuer_role`.
final class IssuersSql {

    private static final String COLUMNS = """
            select id, public_id, name, address, client, secret, organization_id, scopes, groups_claim, networks,
                   second_factor, listed, metadata, changed_at, changed_by
            from issuer
            """;

    private final JdbcClient jdbc;

    IssuersSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Issuer> list() {
        return jdbc.sql(COLUMNS + "order by folded(name), id limit 500")
                .query(IssuersSql::issuer)
                .list();
    }

    Optional<Issuer> find(UUID id) {
        return jdbc.sql(COLUMNS + "where public_id = :id")
                .param("id", id)
                .query(IssuersSql::issuer)
                .optional();
    }

    Optional<Issuer> find(long key) {
        return jdbc.sql(COLUMNS + "where id = :key")
                .param("key", key)
                .query(IssuersSql::issuer)
                .optional();
    }

    /// @param issuer its public id
    record Secret(long key, UUID issuer, byte[] sealed) {}

    List<Secret> secrets() {
        return jdbc.sql("select id, public_id, secret from issuer where secret is not null order by id")
                .query((row, number) -> new Secret(row.getLong(1), row.getObject(2, UUID.class), row.getBytes(3)))
                .list();
    }

    void seal(long key, byte[] secret) {
        jdbc.sql("update issuer set secret = :secret where id = :key")
                .param("key", key)
                .param("secret", secret)
                .update();
    }

    /// What an issuer wants to see again at the end of a session that began there.
    record Farewell(UUID session, UUID issuer, byte[] sealed) {}

    List<Farewell> farewells() {
        return jdbc.sql("""
                        select s.public_id, i.public_id, s.farewell from account_session s join issuer i on i.id = s.issuer_id
                        where s.farewell is not null order by s.public_id""")
                .query((row, number) ->
                        new Farewell(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getBytes(3)))
                .list();
    }

    void sealFarewell(UUID session, byte[] farewell) {
        jdbc.sql("update account_session set farewell = :farewell where public_id = :id")
                .param("id", session)
                .param("farewell", farewell)
                .update();
    }

    void forgetSteps() {
        jdbc.sql("delete from log_in_step").update();
    }

    /// Another one of the same id is replaced; its address, client and organisation stay.
    long save(Issuer wish) {
        return jdbc.sql("""
                        insert into issuer (public_id, name, address, client, secret, organization_id, scopes, groups_claim,
                                            networks, second_factor, listed, metadata, changed_at, changed_by)
                        values (:id, :name, :address, :client, :secret, :organization, :scopes, :claim,
                                :networks, :factor, :listed, :metadata, :now, :by)
                        on conflict (public_id) do update
                        set name = excluded.name, secret = excluded.secret, scopes = excluded.scopes,
                            groups_claim = excluded.groups_claim, networks = excluded.networks,
                            second_factor = excluded.second_factor, listed = excluded.listed,
                            metadata = excluded.metadata, changed_at = excluded.changed_at, changed_by = excluded.changed_by
                        returning id""")
                .param("id", wish.id())
                .param("name", wish.name())
                .param("address", wish.address())
                .param("client", wish.client())
                .param("secret", wish.secret(), java.sql.Types.BINARY)
                .param("organization", wish.organization().orElse(null), java.sql.Types.BIGINT)
                .param("scopes", wish.scopes())
                .param("claim", wish.groupsClaim())
                .param("networks", wish.networks().toArray(String[]::new))
                .param("factor", wish.secondFactor())
                .param("listed", wish.listed())
                .param("metadata", wish.metadata())
                .param("now", at(wish.changedAt()))
                .param("by", wish.changedBy())
                .query(Long.class)
                .single();
    }

    /// What hangs on it goes with it: roles, ties and sessions.
    boolean delete(UUID id) {
        return jdbc.sql("delete from issuer where public_id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    List<Issuer.GroupRole> roles(long issuer) {
        var lines = new ArrayList<Issuer.GroupRole>();
        jdbc.sql(
                        "select group_name, role from issuer_role where issuer_id = :issuer order by group_name, role limit 500")
                .param("issuer", issuer)
                .query(row -> {
                    var group = row.getString("group_name");
                    Role.parse(row.getString("role")).ifPresent(role -> lines.add(new Issuer.GroupRole(group, role)));
                });
        return lines;
    }

    void saveRoles(long issuer, List<Issuer.GroupRole> table) {
        jdbc.sql("delete from issuer_role where issuer_id = :issuer")
                .param("issuer", issuer)
                .update();
        for (var line : table) {
            jdbc.sql(
                            "insert into issuer_role (issuer_id, group_name, role) values (:issuer, :group, :role) on conflict do nothing")
                    .param("issuer", issuer)
                    .param("group", line.group())
                    .param("role", line.role().text())
                    .update();
        }
    }

    private static Issuer issuer(ResultSet row, int number) throws SQLException {
        return new Issuer(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                row.getString("name"),
                row.getString("address"),
                row.getString("client"),
                row.getBytes("secret"),
                Optional.ofNullable(row.getObject("organization_id", Long.class)),
                row.getString("scopes"),
                row.getString("groups_claim"),
                List.of((String[]) row.getArray("networks").getArray()),
                row.getBoolean("second_factor"),
                row.getBoolean("listed"),
                row.getString("metadata"),
                moment(row, "changed_at").orElseThrow(),
                row.getString("changed_by"));
    }
}
