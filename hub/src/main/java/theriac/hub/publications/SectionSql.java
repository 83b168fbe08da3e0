package theriac.hub.publications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// Statements over `publication_section`.
final class SectionSql {

    private final JdbcClient jdbc;

    SectionSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Sections of one version that may be read under these rules, of all parts and both languages.
    ///
    /// @param visible internal keys of audiences
    List<Section> list(long publication, int edition, long[] visible) {
        return jdbc.sql("""
                        select * from publication_section
                        where publication_id = :publication and edition = :edition and audience_id = any(:visible)
                        order by language, part desc, number limit 1000""")
                .param("publication", publication)
                .param("edition", edition)
                .param("visible", Arrays.stream(visible).boxed().toArray(Long[]::new))
                .query(SectionSql::row)
                .list();
    }

    /// All sections of one version: for what the hub does itself, never for an answer.
    List<Section> all(long publication, int edition) {
        return jdbc.sql("""
                        select * from publication_section where publication_id = :publication and edition = :edition
                        order by language, part desc, number limit 1000""")
                .param("publication", publication)
                .param("edition", edition)
                .query(SectionSql::row)
                .list();
    }

    /// Puts these in the place of all that one version had.
    void replace(long publication, int edition, List<Section> sections) {
        jdbc.sql("delete from publication_section where publication_id = :publication and edition = :edition")
                .param("publication", publication)
                .param("edition", edition)
                .update();
        jdbc.sql("""
                        insert into publication_section
                               (publication_id, edition, language, part, number, place, tlp, audience_id, content, stix_id)
                        select :publication, :edition, s.*
                        from unnest(:languages::text[], :parts::text[], :numbers::int[], :places::int[], :labels::smallint[],
                                    :audiences::bigint[], :contents::text[], :notes::text[]) as s""")
                .param("publication", publication)
                .param("edition", edition)
                .param("languages", sections.stream().map(Section::language).toArray(String[]::new))
                .param("parts", sections.stream().map(s -> s.part().text()).toArray(String[]::new))
                .param("numbers", sections.stream().map(Section::number).toArray(Integer[]::new))
                .param("places", sections.stream().map(Section::at).toArray(Integer[]::new))
                .param("labels", sections.stream().map(s -> s.tlp().ordinal()).toArray(Integer[]::new))
                .param("audiences", sections.stream().map(Section::audience).toArray(Long[]::new))
                .param("contents", sections.stream().map(Section::text).toArray(String[]::new))
                .param(
                        "notes",
                        sections.stream()
                                .map(s -> s.note().map(StixId::text).orElse(null))
                                .toArray(String[]::new))
                .update();
    }

    /// The section that a note carries is for another audience (internal key) until [#widen].
    void narrow(long publication, StixId note, long audience) {
        jdbc.sql("""
                        update publication_section set full_audience_id = audience_id, audience_id = :audience
                        where publication_id = :publication and stix_id = :note""")
                .param("publication", publication)
                .param("note", note.text())
                .param("audience", audience)
                .update();
    }

    /// @param from internal key of an audience
    /// @param to the same
    record Widened(long from, long to) {}

    /// Sections are for those again for whom they were.
    ///
    /// @return of each note for whom it was and is now
    Map<StixId, Widened> widen(long publication) {
        var widened = new HashMap<StixId, Widened>();
        jdbc.sql("""
                        select stix_id, audience_id, full_audience_id from publication_section
                        where publication_id = :publication and full_audience_id is not null and stix_id is not null
                        limit 1000""").param("publication", publication).query((ResultSet row) -> {
            widened.put(StixId.of(row.getString(1)), new Widened(row.getLong(2), row.getLong(3)));
        });
        jdbc.sql("""
                        update publication_section set audience_id = full_audience_id, full_audience_id = null
                        where publication_id = :publication and full_audience_id is not null""").param("publication", publication).update();
        return widened;
    }

    private static Section row(ResultSet row, int place) throws SQLException {
        return new Section(
                row.getString("language"),
                Section.Part.of(row.getString("part")),
                row.getInt("number"),
                row.getInt("place"),
                Tlp.values()[row.getInt("tlp")],
                row.getString("content"),
                row.getLong("audience_id"),
                Optional.ofNullable(row.getString("stix_id")).map(StixId::of));
    }
}
