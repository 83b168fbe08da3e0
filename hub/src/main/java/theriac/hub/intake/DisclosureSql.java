package theriac.hub.intake;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `disclosure` and `disclosure_of`.
final class DisclosureSql {

    private final JdbcClient jdbc;

    DisclosureSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param organizations whose names are told
    void insert(String kind, String subject, long account, String purpose, Collection<Long> organizations, Instant at) {
        long key = jdbc.sql("""
                        insert into disclosure (public_id, at, account_id, kind, subject, purpose)
                        values (:id, :at, :account, :kind, :subject, :purpose) returning id""")
                .param("id", UUID.randomUUID())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("account", account)
                .param("kind", kind)
                .param("subject", subject)
                .param("purpose", purpose)
                .query(Long.class)
                .single();
        jdbc.sql("""
                        insert into disclosure_of (disclosure_id, organization_id)
                        select :key, organization from unnest(:organizations::bigint[]) o(organization)""")
                .param("key", key)
                .param("organizations", organizations.toArray(Long[]::new))
                .update();
    }

    boolean asked(String kind, long account, String purpose) {
        return jdbc.sql("""
                        select exists (select from disclosure
                                       where kind = :kind and account_id = :account and purpose = :purpose)""")
                .param("kind", kind)
                .param("account", account)
                .param("purpose", purpose)
                .query(Boolean.class)
                .single();
    }

    /// Newest first.
    ///
    /// @param organization whose name was told
    /// @param account or who asked; 0 for a machine, which never does
    List<Disclosure> list(long organization, long account, int limit) {
        return jdbc.sql("""
                        select d.public_id, d.at, d.kind, d.subject, a.name, o.name, d.purpose
                        from disclosure_of w
                        join disclosure d on d.id = w.disclosure_id
                        join account a on a.id = d.account_id
                        join organization o on o.id = w.organization_id
                        where w.organization_id = :organization or d.account_id = :account
                        order by d.id desc, o.name limit :limit""")
                .param("organization", organization)
                .param("account", account)
                .param("limit", limit)
                .query((row, n) -> new Disclosure(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)))
                .list();
    }
}
