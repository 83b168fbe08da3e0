package theriac.hub.publications;

import static theriac.hub.publications.PublicationSql.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `publication_edition`, and those that put an update in the place of the version before.
final class EditionSql {

    private final JdbcClient jdbc;

    EditionSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A version as it was published.
    ///
    /// @param values in the order in which they were written
    /// @param acknowledged how many organisations said of this version that they read it
    record Row(
            int number,
            Instant at,
            Wording dutch,
            Wording english,
            Edition.Changed changed,
            Rating rating,
            List<String> values,
            int acknowledged,
            String author,
            String approver,
            String publisher) {}

    /// The oldest first.
    List<Row> list(long publication) {
        return jdbc.sql("""
                        select e.*, c.name as author, a.name as approver, u.name as publisher,
                               (select count(*) from publication_acknowledgement k
                                where k.publication_id = e.publication_id and k.edition = e.number) as acknowledged
                        from publication_edition e join account c on c.id = e.created_by
                        left join account a on a.id = e.approved_by left join account u on u.id = e.published_by
                        where e.publication_id = :publication order by e.number limit 10000""")
                .param("publication", publication)
                .query(EditionSql::row)
                .list();
    }

    /// The updates of a warning, without its first version; the oldest first.
    List<Notice.Update> updates(long publication) {
        return jdbc.sql("""
                        select number, at, nl_changed, en_changed from publication_edition
                        where publication_id = :publication and number > 0 order by number limit 10000""")
                .param("publication", publication)
                .query((row, place) -> new Notice.Update(
                        row.getInt("number"), PublicationSql.moment(row, "at").orElseThrow(), changed(row)))
                .list();
    }

    /// Keeps what a warning says now as one of its versions.
    ///
    /// @param draft the row with the people who wrote it: the warning's own for the first
    /// @param values in the order in which they were written
    void keep(long publication, long draft, int number, List<String> values, Instant now) {
        jdbc.sql("""
                        insert into publication_edition
                               (publication_id, number, at, draft, nl_title, nl_summary, nl_advice, en_title, en_summary, en_advice,
                                nl_changed, en_changed, chance, damage, answers, deviation, shown,
                                created_by, reviewed_by, approved_by, published_by)
                        select :publication, :number, :now, d.public_id, d.nl_title, d.nl_summary, d.nl_advice,
                               d.en_title, d.en_summary, d.en_advice, d.nl_changed, d.en_changed, d.chance, d.damage,
                               d.answers, d.deviation, :values, d.created_by, d.reviewed_by, d.approved_by, d.published_by
                        from publication d where d.id = :draft""")
                .param("publication", publication)
                .param("draft", draft)
                .param("number", number)
                .param("values", values.toArray(String[]::new))
                .param("now", at(now))
                .update();
    }

    /// The draft of the next version, if somebody began one.
    Optional<UUID> draft(long publication) {
        return jdbc.sql("select public_id from publication where updates_id = :publication and state <> 'discarded'")
                .param("publication", publication)
                .query(UUID.class)
                .optional();
    }

    /// Of which warning a draft, which is gone since, became a version.
    Optional<UUID> became(UUID draft) {
        return jdbc.sql("""
                        select p.public_id from publication_edition e join publication p on p.id = e.publication_id
                        where e.draft = :draft and e.number > 0""").param("draft", draft).query(UUID.class).optional();
    }

    /// The warning says what the draft says.
    void takeOver(long publication, long draft, Instant now) {
        jdbc.sql("""
                        update publication p
                        set nl_title = d.nl_title, nl_summary = d.nl_summary, nl_advice = d.nl_advice,
                            en_title = d.en_title, en_summary = d.en_summary, en_advice = d.en_advice,
                            nl_changed = d.nl_changed, en_changed = d.en_changed, kind = d.kind,
                            chance = d.chance, damage = d.damage, answers = d.answers, deviation = d.deviation,
                            source_audiences = d.source_audiences,
                            edition = d.edition, edition_at = :now, revision = p.revision + 1
                        from publication d where p.id = :publication and d.id = :draft""")
                .param("publication", publication)
                .param("draft", draft)
                .param("now", at(now))
                .update();
    }

    /// Asks those who have the warning to acknowledge the version that it is now, if the draft's writer
    /// decided so.
    ///
    /// @param rises what holds when nobody decided
    void ask(long publication, long draft, boolean rises, Instant now) {
        jdbc.sql("""
                        update publication p set asked_edition = p.edition, asked_at = :now
                        from publication d
                        where p.id = :publication and d.id = :draft and coalesce(d.asks_again, :rises)""")
                .param("publication", publication)
                .param("draft", draft)
                .param("rises", rises)
                .param("now", at(now))
                .update();
    }

    /// What the writer of an update decided; empty: nothing.
    Optional<Boolean> asksAgain(long draft) {
        return jdbc.sql("select asks_again from publication where id = :draft")
                .param("draft", draft)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, Boolean.class)))
                .single();
    }

    void askAgain(long draft, Optional<Boolean> again) {
        jdbc.sql("update publication set asks_again = :again where id = :draft")
                .param("again", again.orElse(null), java.sql.Types.BOOLEAN)
                .param("draft", draft)
                .update();
    }

    /// Takes a draft away that became a version.
    void remove(long draft) {
        for (var table :
                List.of("publication_editor", "publication_indicator", "publication_target", "publication_schedule")) {
            jdbc.sql("delete from " + table + " where publication_id = :draft")
                    .param("draft", draft)
                    .update();
        }
        jdbc.sql("delete from publication where id = :draft")
                .param("draft", draft)
                .update();
    }

    /// Values that the version before did not have. What was taken back before and is back gets a row of
    /// its own.
    void addIndicators(long publication, List<Publication.Indicator> fresh) {
        jdbc.sql("""
                        insert into publication_indicator (publication_id, number, kind, value, stix_id, relationship_id)
                        select :key, number, kind, value, stix_id, relationship_id
                        from unnest(:numbers::int[], :kinds::text[], :values::text[], :ids::text[], :relationships::text[])
                             as n (number, kind, value, stix_id, relationship_id)""")
                .param("key", publication)
                .param(
                        "numbers",
                        fresh.stream().map(Publication.Indicator::number).toArray(Integer[]::new))
                .param("kinds", fresh.stream().map(i -> i.value().kind().code()).toArray(String[]::new))
                .param("values", fresh.stream().map(i -> i.value().text()).toArray(String[]::new))
                .param(
                        "ids",
                        fresh.stream().map(i -> i.id().orElseThrow().text()).toArray(String[]::new))
                .param(
                        "relationships",
                        fresh.stream()
                                .map(i -> i.relationship().orElseThrow().text())
                                .toArray(String[]::new))
                .update();
    }

    private static Edition.Changed changed(ResultSet row) throws SQLException {
        return new Edition.Changed(row.getString("nl_changed"), row.getString("en_changed"));
    }

    private static Row row(ResultSet row, int place) throws SQLException {
        return new Row(
                row.getInt("number"),
                PublicationSql.moment(row, "at").orElseThrow(),
                new Wording(row.getString("nl_title"), row.getString("nl_summary"), row.getString("nl_advice")),
                new Wording(row.getString("en_title"), row.getString("en_summary"), row.getString("en_advice")),
                changed(row),
                Rating.read(
                        new Severity(row.getString("chance"), row.getString("damage")),
                        row.getString("answers"),
                        row.getString("deviation")),
                Arrays.asList((String[]) row.getArray("shown").getArray()),
                row.getInt("acknowledged"),
                row.getString("author"),
                Optional.ofNullable(row.getString("approver")).orElse(""),
                Optional.ofNullable(row.getString("publisher")).orElse(""));
    }
}
