package theriac.hub.accounts;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `organization_contact`.
final class ContactsSql {

    private final JdbcClient jdbc;

    ContactsSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Contacts.Contact> list(long organization) {
        return lists(List.of(organization)).getOrDefault(organization, List.of());
    }

    /// By organisation, each in its order; one without contacts is absent.
    Map<Long, List<Contacts.Contact>> lists(Collection<Long> organizations) {
        var contacts = new HashMap<Long, List<Contacts.Contact>>();
        jdbc.sql("""
                        select organization_id, name, role, mail, phone, always, sms from organization_contact
                        where organization_id = any(:organizations) order by organization_id, place limit 100000""").param("organizations", organizations.toArray(Long[]::new)).query((ResultSet row) -> {
            contacts.computeIfAbsent(row.getLong("organization_id"), key -> new ArrayList<>())
                    .add(new Contacts.Contact(
                            row.getString("name"),
                            row.getString("role"),
                            row.getString("mail"),
                            row.getString("phone"),
                            row.getBoolean("always"),
                            row.getBoolean("sms")));
        });
        return contacts;
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
                            insert into organization_contact (organization_id, place, name, role, mail, phone, always, sms)
                            values (:organization, :place, :name, :role, :mail, :phone, :always, :sms)""")
                    .param("organization", organization)
                    .param("place", ++place)
                    .param("name", contact.name())
                    .param("role", contact.role())
                    .param("mail", contact.mail())
                    .param("phone", contact.phone())
                    .param("always", contact.always())
                    .param("sms", contact.sms())
                    .update();
        }
    }
}
