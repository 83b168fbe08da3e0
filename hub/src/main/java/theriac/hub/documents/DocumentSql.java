package theriac.hub.documents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.documents.Thing.Decision;
import theriac.hub.documents.Thing.Place;
import theriac.hub.documents.Thing.What;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Statements over `document`, `document_thing` and `document_said`.
final class DocumentSql {

    private static final String HEAD = """
            d.id, d.public_id, d.organization_id, d.title, d.origin, d.name, d.media_type, d.sha256,
            length(d.raw) as size, d.cut, d.revision, k.name as by, d.at, d.read_at, d.report_id, d.published_at,
            d.republished_at, d.tlp, d.members""";

    private static final String FROM = " from document d join account k on k.id = d.account_id ";

    private final JdbcClient jdbc;

    DocumentSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What a list shows of a document.
    ///
    /// @param document without its text, pages and note
    record Row(Document document, int found, int reported) {}

    /// Newest first.
    ///
    /// @param before internal key; only older ones
    List<Row> list(long[] visible, long before, int limit) {
        return jdbc.sql("select " + HEAD + ", '' as text, '{}'::int[] as pages, '' as note, t.found, t.reported" + FROM
                        + """
                        cross join lateral (
                          select count(*) filter (where decision = 'found') as found,
                                 count(*) filter (where decision in ('accepted', 'observed')) as reported
                          from document_thing t where t.document_id = d.id) t
                        where d.audience_id = any(:visible) and d.id < :before order by d.id desc limit :limit""")
                .param("visible", visible)
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> new Row(document(row), row.getInt("found"), row.getInt("reported")))
                .list();
    }

    Optional<Document> find(UUID id, long[] visible) {
        return jdbc.sql("select " + HEAD + ", d.text, d.pages, d.note" + FROM
                        + "where d.public_id = :id and d.audience_id = any(:visible)")
                .param("id", id)
                .param("visible", visible)
                .query((row, n) -> document(row))
                .optional();
    }

    /// The document that a report was written from.
    Optional<UUID> from(StixId report, long[] visible) {
        return jdbc.sql("select public_id from document where report_id = :report and audience_id = any(:visible)")
                .param("report", report.text())
                .param("visible", visible)
                .query(UUID.class)
                .optional();
    }

    /// Until the end of the caller's transaction nobody else changes it.
    void lock(long document) {
        jdbc.sql("select 1 from document where id = :document for update")
                .param("document", document)
                .query()
                .singleRow();
    }

    byte[] raw(long document) {
        return jdbc.sql("select raw from document where id = :document")
                .param("document", document)
                .query(byte[].class)
                .single();
    }

    /// A document that nobody has read yet.
    record New(
            UUID id,
            long organization,
            long account,
            long audience,
            String title,
            Document.Origin origin,
            String name,
            byte[] raw,
            String sha256,
            FileText text,
            Instant now) {}

    long insert(New wish) {
        return jdbc.sql("""
                        insert into document (public_id, organization_id, account_id, audience_id, title, origin, name,
                                              media_type, raw, sha256, text, pages, cut, at, read_at, read_text)
                        values (:id, :organization, :account, :audience, :title, :origin, :name, :type, :raw, :sha256,
                                :text, :pages::int[], :cut, :now, :now, md5(:text))
                        returning id""")
                .param("id", wish.id())
                .param("organization", wish.organization())
                .param("account", wish.account())
                .param("audience", wish.audience())
                .param("title", wish.title())
                .param("origin", wish.origin().text())
                .param("name", wish.name())
                .param("type", wish.text().mediaType())
                .param("raw", wish.raw())
                .param("sha256", wish.sha256())
                .param("text", wish.text().text())
                .param("pages", wish.text().pages().toArray(Integer[]::new))
                .param("cut", wish.text().cut())
                .param("now", wish.now().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /// Whether the text is still the one in which names were searched: erasing a person's address
    /// changes it.
    boolean isCurrent(long document) {
        return jdbc.sql("select read_text = md5(text) from document where id = :document")
                .param("document", document)
                .query(Boolean.class)
                .single();
    }

    List<Thing> things(long document) {
        return jdbc.sql("select * from document_thing where document_id = :document order by number")
                .param("document", document)
                .query((row, n) -> thing(row))
                .list();
    }

    /// In the place of those of before.
    void replace(long document, List<Thing> things, Instant now) {
        jdbc.sql("delete from document_thing where document_id = :document")
                .param("document", document)
                .update();
        jdbc.sql("""
                        insert into document_thing (document_id, number, what, kind, name, target, candidates, written,
                                                    sure, listed, decision, starts, ends, object_id)
                        select :document, r.number, r.what, r.kind, r.name, r.target, r.candidates, r.written,
                               r.sure, r.listed, r.decision, r.starts, r.ends, r.object
                        from jsonb_to_recordset(:rows::jsonb) as r (
                          number int, what text, kind text, name text, target text, candidates text[], written text,
                          sure boolean, listed text[], decision text, starts int[], ends int[], object text)""")
                .param("document", document)
                .param(
                        "rows",
                        Json.write(JsonArray.of(
                                things.stream().map(DocumentSql::json).toList())))
                .update();
        jdbc.sql("update document set read_at = :now, read_text = md5(text) where id = :document")
                .param("document", document)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void decide(long document, Collection<Integer> numbers, Decision decision) {
        jdbc.sql("""
                        update document_thing set decision = :decision
                        where document_id = :document and number = any(:numbers::int[])""")
                .param("document", document)
                .param("decision", decision.text())
                .param("numbers", numbers.toArray(Integer[]::new))
                .update();
    }

    /// It means this one of those that bear the name.
    void mean(long document, int number, StixId target) {
        jdbc.sql("""
                        update document_thing set target = :target, kind = :type
                        where document_id = :document and number = :number""")
                .param("document", document)
                .param("number", number)
                .param("target", target.text())
                .param("type", target.type())
                .update();
    }

    /// @return whether the revision was the current one
    boolean write(long document, String title, String note, int revision) {
        return jdbc.sql("""
                        update document set title = :title, note = :note, revision = revision + 1
                        where id = :document and revision = :revision""")
                        .param("document", document)
                        .param("title", title)
                        .param("note", note)
                        .param("revision", revision)
                        .update()
                == 1;
    }

    void name(long document, int number, StixId object) {
        jdbc.sql("update document_thing set object_id = :object where document_id = :document and number = :number")
                .param("document", document)
                .param("number", number)
                .param("object", object.text())
                .update();
    }

    void publish(long document, Document.Published published) {
        jdbc.sql("""
                        update document set report_id = :report, published_at = :first, republished_at = :last,
                                            tlp = :tlp, members = :members where id = :document""")
                .param("document", document)
                .param("report", published.id().text())
                .param("first", published.first().atOffset(ZoneOffset.UTC))
                .param("last", published.last().atOffset(ZoneOffset.UTC))
                .param("tlp", published.tlp().label())
                .param("members", published.members())
                .update();
    }

    /// What the report said when it was last published.
    List<StixId> said(long document) {
        return jdbc
                .sql("select object_id from document_said where document_id = :document")
                .param("document", document)
                .query(String.class)
                .list()
                .stream()
                .map(StixId::of)
                .toList();
    }

    void say(long document, Collection<StixId> objects) {
        jdbc.sql("delete from document_said where document_id = :document")
                .param("document", document)
                .update();
        jdbc.sql("""
                        insert into document_said (document_id, object_id)
                        select :document, o from unnest(:objects::text[]) o""")
                .param("document", document)
                .param("objects", texts(objects))
                .update();
    }

    /// Those of these objects that reports of other documents say too, of the same organisation, for the
    /// same readers.
    List<StixId> saidElsewhere(Document document, Document.Published published, Collection<StixId> objects) {
        return jdbc
                .sql("""
                        select distinct s.object_id from document_said s join document d on d.id = s.document_id
                        where s.object_id = any(:objects::text[]) and d.id <> :document
                          and d.organization_id = :organization and d.tlp = :tlp and d.members = :members""")
                .param("objects", texts(objects))
                .param("document", document.key())
                .param("organization", document.organization())
                .param("tlp", published.tlp().label())
                .param("members", published.members())
                .query(String.class)
                .list()
                .stream()
                .map(StixId::of)
                .toList();
    }

    private static String[] texts(Collection<StixId> objects) {
        return objects.stream().map(StixId::text).toArray(String[]::new);
    }

    void delete(long document) {
        jdbc.sql("delete from document where id = :document")
                .param("document", document)
                .update();
    }

    private static JsonObject json(Thing thing) {
        var json = JsonObject.builder().put("number", thing.number());
        switch (thing.what()) {
            case What.Value(var value) ->
                json.put("what", "value")
                        .put("kind", value.kind().code())
                        .put("name", value.text())
                        .put("target", "")
                        .put("candidates", List.of());
            case What.Known(var target, var candidates) ->
                json.put("what", "known")
                        .put("kind", target.type())
                        .put("name", "")
                        .put("target", target.text())
                        .put("candidates", candidates.stream().map(StixId::text).toList());
            case What.New(var type, var name) ->
                json.put("what", "new")
                        .put("kind", type)
                        .put("name", name)
                        .put("target", "")
                        .put("candidates", List.of());
        }
        json.put("written", thing.written())
                .put("sure", thing.sure())
                .put("listed", thing.listed())
                .put("decision", thing.decision().text())
                .put("starts", numbers(thing.places().stream().map(Place::start).toList()))
                .put("ends", numbers(thing.places().stream().map(Place::end).toList()));
        thing.object().ifPresent(object -> json.put("object", object.text()));
        return json.build();
    }

    private static JsonArray numbers(List<Integer> numbers) {
        return JsonArray.of(numbers.stream().map(JsonNumber::of).toList());
    }

    private static Document document(ResultSet row) throws SQLException {
        var report = Optional.ofNullable(row.getString("report_id")).flatMap(StixId::parse);
        Optional<Document.Published> published = report.isEmpty()
                ? Optional.empty()
                : Optional.of(new Document.Published(
                        report.get(),
                        moment(row, "published_at"),
                        moment(row, "republished_at"),
                        Tlp.ofLabel(row.getString("tlp")).orElseThrow(),
                        row.getBoolean("members")));
        return new Document(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                row.getLong("organization_id"),
                row.getString("title"),
                Document.Origin.of(row.getString("origin")),
                row.getString("name"),
                row.getString("media_type"),
                row.getString("sha256"),
                row.getLong("size"),
                row.getString("text"),
                ints(row, "pages"),
                row.getBoolean("cut"),
                row.getString("note"),
                row.getInt("revision"),
                row.getString("by"),
                moment(row, "at"),
                moment(row, "read_at"),
                published);
    }

    private static Thing thing(ResultSet row) throws SQLException {
        var what = switch (row.getString("what")) {
            case "value" ->
                new What.Value(
                        new NormalValue(ValueKind.ofCode(row.getString("kind")).orElseThrow(), row.getString("name")));
            case "known" ->
                new What.Known(
                        StixId.of(row.getString("target")),
                        texts(row, "candidates").stream().map(StixId::of).toList());
            default -> new What.New(row.getString("kind"), row.getString("name"));
        };
        var starts = ints(row, "starts");
        var ends = ints(row, "ends");
        var places = new ArrayList<Place>();
        for (int i = 0; i < starts.size(); i++) {
            places.add(new Place(starts.get(i), ends.get(i)));
        }
        return new Thing(
                row.getInt("number"),
                what,
                row.getString("written"),
                row.getBoolean("sure"),
                texts(row, "listed"),
                Decision.parse(row.getString("decision")).orElseThrow(),
                places,
                Optional.ofNullable(row.getString("object_id")).map(StixId::of));
    }

    private static List<Integer> ints(ResultSet row, String column) throws SQLException {
        return Arrays.asList((Integer[]) row.getArray(column).getArray());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
