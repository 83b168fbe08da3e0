package theriac.hub.publications;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over drafts that were thrown away.
final class DiscardSql {

    private final JdbcClient jdbc;

    DiscardSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param by name of who threw it away
    record Row(UUID id, String kind, String title, String titleEn, String by, Instant at) {}

    /// What was thrown away last comes first.
    List<Row> list(long[] visible, int limit) {
        return jdbc.sql("""
                        select p.public_id, p.kind, p.nl_title, p.en_title, coalesce(d.name, '') as by, p.discarded_at
                        from publication p left join account d on d.id = p.discarded_by
                        where p.state = 'discarded' and p.audience_id = any(:visible)
                        order by p.discarded_at desc, p.id desc limit :limit""")
                .param("visible", Arrays.stream(visible).boxed().toArray(Long[]::new))
                .param("limit", limit)
                .query((row, number) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        PublicationSql.moment(row, "discarded_at").orElseThrow()))
                .list();
    }

    /// An update that is back follows the version that its warning has now.
    void follow(long draft) {
        jdbc.sql("""
                        update publication d set edition = w.edition + 1
                        from publication w where d.id = :draft and w.id = d.updates_id""").param("draft", draft).update();
    }
}
