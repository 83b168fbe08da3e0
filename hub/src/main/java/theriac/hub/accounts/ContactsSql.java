package theriac.hub.accounts;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `organization_contact`.
final class ContactsSql {

    private final JdbcClient jdbc;

    ContactsSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Contacts.Contact> list(long organization) {
        return jdbc.sql("""
                        select name, role, mail, phone, always from organization_contact
                        where organization_id = :organization order by place limit 100""")
                .param("organization", organization)
                .query((row, number) -> new Contacts.Contact(
                        row.getString("name"),
                        row.getString("role"),
                        row.getString("mail"),
                        row.getString("phone"),
                        row.getBoolean("always")))
                .list();
    }

    void replace(long organization, List<Contacts.Contact> contacts) {
        // Two who save at once follow each other.
        jdbc.sql("select id from organization where id = :organization for update")
                .param("organization", organization)
                .query(Long.class)
                .single();
        jdbc.sql("delete from organization_contact where organization_id = :organization")
                .param("organization", organization)
                .update();
        int place = 0;
        for (var contact : contacts) {
            jdbc.sql("""
                            insert into organization_contact (organization_id, place, name, role, mail, phone, always)
                            values (:organization, :place, :name, :role, :mail, :phone, :always)""")
                    .param("organization", organization)
                    .param("place", ++place)
                    .param("name", contact.name())
                    .param("role", contact.role())
                    .param("mail", contact.mail())
                    .param("phone", contact.phone())
                    .param("always", contact.always())
                    .update();
        }
    }
}
