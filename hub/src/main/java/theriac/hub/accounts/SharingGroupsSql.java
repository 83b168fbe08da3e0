package theriac.hub.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `sharing_group` and its members, for those who care for them.
final class SharingGroupsSql {

    private final JdbcClient jdbc;

    SharingGroupsSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<SharingGroups.SharingGroup> list(Optional<Long> organization) {
        return jdbc.sql("""
                        select g.id, g.public_id, g.name, g.description,
                               array(select m.organization_id from sharing_group_member m where m.group_id = g.id
                                     order by 1) as members
                        from sharing_group g
                        where cast(:organization as bigint) is null
                           or exists (select from sharing_group_member m
                                      where m.group_id = g.id and m.organization_id = :organization)
                        order by folded(g.name), g.id limit 2000""")
                .param("organization", organization.orElse(null))
                .query(SharingGroupsSql::row)
                .list();
    }

    Optional<SharingGroups.SharingGroup> lock(UUID id) {
        return jdbc.sql("""
                        select id, public_id, name, description, '{}'::bigint[] as members
                        from sharing_group where public_id = :id for update""").param("id", id).query(SharingGroupsSql::row).optional();
    }

    /// The key; empty when the name is taken.
    Optional<Long> insert(UUID id, String name, String description) {
        return jdbc.sql("""
                        insert into sharing_group (public_id, name, description) values (:id, :name, :description)
                        on conflict (name) do nothing returning id""")
                .param("id", id)
                .param("name", name)
                .param("description", description)
                .query(Long.class)
                .optional();
    }

    /// False when another group has the name.
    boolean change(long key, String name, String description) {
        return jdbc.sql("""
                        update sharing_group set name = :name, description = :description
                        where id = :key
                          and not exists (select from sharing_group o where o.name = :name and o.id <> :key)""")
                        .param("key", key)
                        .param("name", name)
                        .param("description", description)
                        .update()
                == 1;
    }

    void replace(long group, Set<Long> members) {
        var wanted = members.toArray(Long[]::new);
        jdbc.sql("""
                        delete from sharing_group_member
                        where group_id = :group and organization_id <> all(:members)""").param("group", group).param("members", wanted).update();
        jdbc.sql("""
                        insert into sharing_group_member (group_id, organization_id)
                        select :group, m from unnest(cast(:members as bigint[])) m on conflict do nothing""").param("group", group).param("members", wanted).update();
    }

    private static SharingGroups.SharingGroup row(ResultSet row, int number) throws SQLException {
        return new SharingGroups.SharingGroup(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                List.of((Long[]) row.getArray("members").getArray()));
    }
}
