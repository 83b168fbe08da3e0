package theriac.hub.publications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.store.Position;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Statements over `publication`, its editors, indicators and acknowledgements.
final class PublicationSql {

    private static final String SELECT = """
            select p.id, p.public_id, p.reference, p.kind, p.state, p.revision, p.owner_id, p.tlp, p.audience_id, p.report, p.reported_at,
                   p.nl_title, p.nl_summary, p.nl_advice, p.en_title, p.en_summary, p.en_advice, p.chance, p.damage,
                   p.answers, p.deviation, p.despite_low, p.edition, p.edition_at, p.nl_changed, p.en_changed,
                   p.updates_id, t.public_id as updated,
                   p.despite, p.withdrawn_reason, p.position, p.source_object, p.source_name, p.source_audiences,
                   p.created_at, c.name as created_name, p.reviewed_at, r.name as reviewed_name,
                   p.approved_at, a.name as approved_name, p.published_at, u.name as published_name, p.withdrawn_at,
                   p.stopped_at, h.name as stopped_name, s.due_at, s.account_id as due_account, w.name as due_name,
                   s.set_at as due_set_at, s.despite as due_despite, s.low as due_low, s.decided as due_decided,
                   s.problem as due_problem,
                   array(select e.account_id from publication_editor e where e.publication_id = p.id) as editors
            from publication p
            join account c on c.id = p.created_by
            left join account r on r.id = p.reviewed_by
            left join account a on a.id = p.approved_by
            left join account u on u.id = p.published_by
            left join account h on h.id = p.stopped_by
            left join publication_schedule s on s.publication_id = p.id
            left join account w on w.id = s.account_id
            left join publication t on t.id = p.updates_id
            """;

    private final JdbcClient jdbc;

    PublicationSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param audience internal key: the owner only
    record NewPublication(
            UUID id,
            PublicationKind kind,
            long owner,
            Tlp tlp,
            long audience,
            Optional<UUID> report,
            Optional<Origin> origin,
            Optional<Instant> reportedAt,
            Wording dutch,
            Wording english,
            Rating rating,
            Edition edition,
            long author,
            Instant now) {}

    long insert(NewPublication p) {
        return jdbc.sql("""
                        insert into publication (public_id, kind, state, owner_id, tlp, audience_id, report, reported_at,
                               nl_title, nl_summary, nl_advice, en_title, en_summary, en_advice, chance, damage, created_by, created_at,
                               source_object, source_name, source_audiences, answers, deviation, edition, updates_id)
                        values (:id, :kind, 'draft', :owner, :tlp, :audience, :report, :reportedAt,
                               :nlTitle, :nlSummary, :nlAdvice, :enTitle, :enSummary, :enAdvice, :chance, :damage, :author, :now,
                               :sourceObject, :sourceName, :sourceAudiences, :answers, :deviation, :edition, :updates)
                        returning id""")
                .param("id", p.id())
                .param("kind", p.kind().text())
                .param("owner", p.owner())
                .param("tlp", p.tlp().ordinal())
                .param("audience", p.audience())
                .param("report", p.report().orElse(null), java.sql.Types.OTHER)
                .param(
                        "reportedAt",
                        p.reportedAt().map(PublicationSql::at).orElse(null),
                        java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .params(words(p.dutch(), p.english()))
                .params(rating(p.rating()))
                .param("edition", p.edition().number())
                .param("updates", p.edition().of().map(Edition.Of::key).orElse(null), java.sql.Types.BIGINT)
                .param("author", p.author())
                .param("now", at(p.now()))
                .param(
                        "sourceObject",
                        p.origin().map(origin -> origin.object().text()).orElse(null),
                        java.sql.Types.VARCHAR)
                .param("sourceName", p.origin().map(Origin::name).orElse(""))
                .param(
                        "sourceAudiences",
                        p.origin().map(Origin::audiences).orElse(List.of()).toArray(Long[]::new))
                .query(Long.class)
                .single();
    }

    Optional<Publication> find(UUID id, long[] visible) {
        return jdbc.sql(SELECT + "where p.public_id = :id and p.audience_id = any(:visible)")
                .param("id", id)
                .param("visible", boxed(visible))
                .query(PublicationSql::row)
                .optional()
                .map(row -> withIndicators(List.of(row)).getFirst());
    }

    Optional<Publication> find(long key) {
        return jdbc.sql(SELECT + "where p.id = :key")
                .param("key", key)
                .query(PublicationSql::row)
                .optional()
                .map(row -> withIndicators(List.of(row)).getFirst());
    }

    /// Newest first, without drafts that were thrown away.
    List<Publication> list(long[] visible, long before, int limit) {
        return withIndicators(jdbc.sql(SELECT + """
                        where p.id < :before and p.state <> 'discarded' and p.audience_id = any(:visible)
                        order by p.id desc limit :limit""")
                .param("visible", boxed(visible))
                .param("before", before)
                .param("limit", limit)
                .query(PublicationSql::row)
                .list());
    }

    /// The newest of those that were sent.
    List<Publication> published(long[] visible, int limit) {
        return withIndicators(jdbc.sql(SELECT + """
                        where p.state in ('published', 'withdrawn') and p.published_at is not null
                          and p.audience_id = any(:visible)
                        order by p.published_at desc limit :limit""")
                .param("visible", boxed(visible))
                .param("limit", limit)
                .query(PublicationSql::row)
                .list());
    }

    /// What was sent under this reference.
    Optional<Publication> sent(String reference, long[] visible) {
        return jdbc.sql(SELECT + """
                        where p.reference = :reference and p.state in ('published', 'withdrawn')
                          and p.audience_id = any(:visible)""")
                .param("reference", reference)
                .param("visible", boxed(visible))
                .query(PublicationSql::row)
                .optional()
                .map(row -> withIndicators(List.of(row)).getFirst());
    }

    /// Titles of what was sent with this label, the newest first.
    List<Headline> headlines(Tlp tlp, long[] visible, int limit) {
        return jdbc.sql("""
                        select p.reference, p.public_id, p.audience_id, p.nl_title, p.nl_summary, p.en_title,
                               p.en_summary, p.published_at, p.edition, p.edition_at, p.nl_changed, p.en_changed,
                               case when p.withdrawn_at is not null then greatest(p.withdrawn_at, p.published_at) end
                                   as withdrawn_at,
                               (select max(i.withdrawn_seq) from publication_indicator i
                                where i.publication_id = p.id) as indicator_seq
                        from publication p
                        where p.state in ('published', 'withdrawn') and p.reference is not null and p.tlp = :tlp
                          and p.audience_id = any(:visible)
                        order by p.published_at desc, p.id desc limit :limit""")
                .param("tlp", tlp.ordinal())
                .param("visible", boxed(visible))
                .param("limit", limit)
                .query(PublicationSql::headline)
                .list();
    }

    private static Headline headline(ResultSet row, int number) throws SQLException {
        var published = moment(row, "published_at").orElseThrow();
        var withdrawn = moment(row, "withdrawn_at");
        long indicator = row.getLong("indicator_seq");
        var edition = moment(row, "edition_at").orElse(published);
        var value = indicator == 0 ? published : Position.at(indicator);
        return new Headline(
                row.getString("reference"),
                row.getObject("public_id", UUID.class),
                row.getLong("audience_id"),
                new Wording(row.getString("nl_title"), row.getString("nl_summary"), ""),
                new Wording(row.getString("en_title"), row.getString("en_summary"), ""),
                published,
                withdrawn.orElse(edition.isAfter(value) ? edition : value),
                withdrawn.isPresent(),
                update(row));
    }

    /// The newest update, of a row of `publication`.
    private static Optional<Notice.Update> update(ResultSet row) throws SQLException {
        int number = row.getInt("edition");
        var changed = new Edition.Changed(row.getString("nl_changed"), row.getString("en_changed"));
        return moment(row, "edition_at").map(at -> new Notice.Update(number, at, changed));
    }

    /// Those that were sent with this object as their report or one of their indicators.
    List<Publication> carrying(long[] visible, StixId object) {
        return withIndicators(jdbc.sql(SELECT + """
                        where p.state in ('published', 'withdrawn') and p.published_at is not null
                          and p.audience_id = any(:visible)
                          and (p.public_id = :uuid and :type = 'report'
                               or p.id in (select i.publication_id from publication_indicator i
                                           where i.stix_id = :id))
                        order by p.published_at desc limit 100""")
                .param("visible", boxed(visible))
                .param("uuid", object.uuid())
                .param("type", object.type())
                .param("id", object.text())
                .query(PublicationSql::row)
                .list());
    }

    /// How many are in each state that still asks something of somebody, and will not go out by itself.
    Map<PublicationState, Integer> waiting(long[] visible) {
        var counts = new EnumMap<PublicationState, Integer>(PublicationState.class);
        jdbc.sql("""
                        select state, count(*) from publication p
                        where state in ('draft', 'review', 'approved') and audience_id = any(:visible)
                          and not exists (select 1 from publication_schedule s
                                          where s.publication_id = p.id and s.problem = '')
                        group by state limit 3""").param("visible", boxed(visible)).query((ResultSet row) -> {
            counts.put(PublicationState.of(row.getString(1)), row.getInt(2));
        });
        return counts;
    }

    /// Makes every other writer of this publication wait for the end of the transaction.
    void lock(long publication) {
        jdbc.sql("select id from publication where id = :key for update")
                .param("key", publication)
                .query(Long.class)
                .single();
    }

    void write(
            long publication,
            PublicationKind kind,
            Tlp tlp,
            Wording dutch,
            Wording english,
            Rating rating,
            Edition.Changed changed) {
        jdbc.sql("""
                        update publication set kind = :kind, tlp = :tlp, nl_title = :nlTitle, nl_summary = :nlSummary,
                               nl_advice = :nlAdvice, en_title = :enTitle, en_summary = :enSummary, en_advice = :enAdvice,
                               chance = :chance, damage = :damage, answers = :answers, deviation = :deviation,
                               nl_changed = :nlChanged, en_changed = :enChanged, revision = revision + 1
                        where id = :key""")
                .param("kind", kind.text())
                .param("tlp", tlp.ordinal())
                .params(words(dutch, english))
                .params(rating(rating))
                .param("nlChanged", changed.dutch())
                .param("enChanged", changed.english())
                .param("key", publication)
                .update();
    }

    void addEditor(long publication, long account) {
        jdbc.sql("""
                        insert into publication_editor (publication_id, account_id) values (:publication, :account)
                        on conflict do nothing""")
                .param("publication", publication)
                .param("account", account)
                .update();
    }

    void replaceIndicators(long publication, List<NormalValue> values) {
        jdbc.sql("delete from publication_indicator where publication_id = :key")
                .param("key", publication)
                .update();
        jdbc.sql("""
                        insert into publication_indicator (publication_id, number, kind, value)
                        select :key, place, kind, value
                        from unnest(:kinds::text[], :values::text[]) with ordinality as v(kind, value, place)
                        on conflict do nothing""")
                .param("key", publication)
                .param("kinds", values.stream().map(v -> v.kind().code()).toArray(String[]::new))
                .param("values", values.stream().map(NormalValue::text).toArray(String[]::new))
                .update();
    }

    void nameIndicators(long publication, List<Publication.Indicator> named) {
        jdbc.sql("""
                        update publication_indicator i set stix_id = n.stix_id, relationship_id = n.relationship_id
                        from unnest(:numbers::int[], :ids::text[], :relationships::text[])
                             as n(number, stix_id, relationship_id)
                        where i.publication_id = :key and i.number = n.number""")
                .param("key", publication)
                .param(
                        "numbers",
                        named.stream().map(Publication.Indicator::number).toArray(Integer[]::new))
                .param(
                        "ids",
                        named.stream().map(i -> i.id().orElseThrow().text()).toArray(String[]::new))
                .param(
                        "relationships",
                        named.stream()
                                .map(i -> i.relationship().orElseThrow().text())
                                .toArray(String[]::new))
                .update();
    }

    void withdrawIndicator(long publication, int number, long seq, String reason) {
        jdbc.sql("""
                        update publication_indicator set withdrawn_seq = :seq, reason = :reason
                        where publication_id = :key and number = :number""")
                .param("seq", seq)
                .param("reason", reason)
                .param("key", publication)
                .param("number", number)
                .update();
    }

    /// Records a step. Going back to draft forgets review and approval.
    void move(long publication, PublicationState to, long account, Instant now) {
        var change = switch (to) {
            case DRAFT ->
                "reviewed_by = null, reviewed_at = null, approved_by = null, approved_at = null, "
                        + "discarded_by = null, discarded_at = null";
            case REVIEW -> "reviewed_by = :account, reviewed_at = :now";
            case APPROVED -> "approved_by = :account, approved_at = :now";
            case PUBLISHED -> "published_by = :account, published_at = :now";
            case WITHDRAWN -> "withdrawn_at = :now";
            case DISCARDED -> "discarded_by = :account, discarded_at = :now";
        };
        jdbc.sql("update publication set state = :state, revision = revision + 1, " + change + " where id = :key")
                .param("state", to.text())
                .param("account", account)
                .param("now", at(now))
                .param("key", publication)
                .update();
    }

    void send(long publication, long audience) {
        jdbc.sql("update publication set audience_id = :audience where id = :key")
                .param("audience", audience)
                .param("key", publication)
                .update();
    }

    /// Gives it the next number of its year. Whoever publishes at the same time waits: no number is
    /// left out.
    String number(long publication, String prefix, Instant now) {
        return jdbc.sql("""
                        with next as (
                            insert into publication_number as n (year, last) values (:year, 1)
                            on conflict (year) do update set last = n.last + 1 returning year, last::text as number)
                        update publication
                        set reference = :prefix || '-' || next.year || '-'
                                        || lpad(next.number, greatest(4, length(next.number)), '0')
                        from next where id = :key
                        returning reference""")
                .param("year", at(now).getYear())
                .param("prefix", prefix)
                .param("key", publication)
                .query(String.class)
                .single();
    }

    void withdrawnFor(long publication, String reason) {
        jdbc.sql("update publication set withdrawn_reason = :reason where id = :key")
                .param("reason", reason)
                .param("key", publication)
                .update();
    }

    /// What its origin's markings say now.
    void originReaches(long publication, List<Long> audiences) {
        jdbc.sql("update publication set source_audiences = :audiences where id = :key")
                .param("audiences", audiences.toArray(Long[]::new))
                .param("key", publication)
                .update();
    }

    void despite(long publication, String reason) {
        jdbc.sql("update publication set despite = :reason where id = :key")
                .param("reason", reason)
                .param("key", publication)
                .update();
    }

    void despiteLow(long publication, String reason) {
        jdbc.sql("update publication set despite_low = :reason where id = :key")
                .param("reason", reason)
                .param("key", publication)
                .update();
    }

    void place(long publication, long position) {
        jdbc.sql("update publication set position = :position where id = :key")
                .param("position", position)
                .param("key", publication)
                .update();
    }

    /// @return false when this organisation had acknowledged the newest version that asks for it, or a
    /// later one
    boolean acknowledge(long publication, long organization, long account, Instant now) {
        return jdbc.sql("""
                                insert into publication_acknowledgement
                                       (publication_id, organization_id, account_id, at, edition)
                                select p.id, :organization, :account, :now, p.edition from publication p
                                where p.id = :publication
                                  and not exists (select 1 from publication_acknowledgement k
                                                  where k.publication_id = p.id and k.organization_id = :organization
                                                    and k.edition >= p.asked_edition)
                                on conflict do nothing""")
                        .param("publication", publication)
                        .param("organization", organization)
                        .param("account", account)
                        .param("now", at(now))
                        .update()
                == 1;
    }

    /// Who acknowledged what is to be acknowledged now, and when.
    Map<Long, Instant> acknowledgements(long publication) {
        var all = new HashMap<Long, Instant>();
        jdbc.sql("""
                        select k.organization_id, min(k.at)
                        from publication_acknowledgement k join publication p on p.id = k.publication_id
                        where p.id = :key and k.edition >= p.asked_edition
                        group by k.organization_id limit 10000""").param("key", publication).query((ResultSet row) -> {
            all.put(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant());
        });
        return all;
    }

    private List<Publication> withIndicators(List<Publication> bare) {
        var keys = bare.stream().map(Publication::key).toArray(Long[]::new);
        Map<Long, List<Publication.Indicator>> all = new HashMap<>();
        jdbc.sql("""
                        select publication_id, number, kind, value, stix_id, relationship_id, withdrawn_seq, reason
                        from publication_indicator where publication_id = any(:keys)
                        order by publication_id, number limit 200000""").param("keys", keys).query((ResultSet row) -> {
            all.computeIfAbsent(row.getLong(1), key -> new ArrayList<>()).add(indicator(row));
        });
        return bare.stream()
                .map(p -> Publications.withIndicators(p, all.getOrDefault(p.key(), List.of())))
                .toList();
    }

    private static Publication.Indicator indicator(ResultSet row) throws SQLException {
        var kind = ValueKind.ofCode(row.getString("kind")).orElseThrow();
        return new Publication.Indicator(
                row.getInt("number"),
                new NormalValue(kind, row.getString("value")),
                Optional.ofNullable(row.getString("stix_id")).map(StixId::of),
                Optional.ofNullable(row.getString("relationship_id")).map(StixId::of),
                row.getLong("withdrawn_seq"),
                row.getString("reason"));
    }

    private static Publication row(ResultSet row, int number) throws SQLException {
        return new Publication(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                Optional.ofNullable(row.getString("reference")),
                PublicationKind.of(row.getString("kind")),
                PublicationState.of(row.getString("state")),
                row.getInt("revision"),
                row.getLong("owner_id"),
                Tlp.values()[row.getInt("tlp")],
                row.getLong("audience_id"),
                Optional.ofNullable(row.getObject("report", UUID.class)),
                origin(row),
                moment(row, "reported_at"),
                new Wording(row.getString("nl_title"), row.getString("nl_summary"), row.getString("nl_advice")),
                new Wording(row.getString("en_title"), row.getString("en_summary"), row.getString("en_advice")),
                Rating.read(
                        new Severity(row.getString("chance"), row.getString("damage")),
                        row.getString("answers"),
                        row.getString("deviation")),
                edition(row),
                new HashSet<>(Arrays.asList((Long[]) row.getArray("editors").getArray())),
                new Publication.Times(
                        taken(row, "created").orElseThrow(),
                        taken(row, "reviewed"),
                        taken(row, "approved"),
                        taken(row, "published"),
                        moment(row, "withdrawn_at")),
                row.getString("despite"),
                row.getString("despite_low"),
                row.getString("withdrawn_reason"),
                row.getLong("position"),
                schedule(row),
                taken(row, "stopped"),
                List.of());
    }

    private static Optional<Schedule> schedule(ResultSet row) throws SQLException {
        var due = moment(row, "due_at");
        return due.isEmpty()
                ? Optional.empty()
                : Optional.of(new Schedule(
                        due.get(),
                        row.getLong("due_account"),
                        row.getString("due_name"),
                        moment(row, "due_set_at").orElseThrow(),
                        new Publishing.Nevertheless(row.getString("due_despite"), row.getString("due_low")),
                        row.getBoolean("due_decided"),
                        row.getString("due_problem")));
    }

    private static Edition edition(ResultSet row) throws SQLException {
        var updated = Optional.ofNullable(row.getObject("updated", UUID.class));
        long key = row.getLong("updates_id");
        return new Edition(
                row.getInt("edition"),
                moment(row, "edition_at"),
                new Edition.Changed(row.getString("nl_changed"), row.getString("en_changed")),
                updated.map(id -> new Edition.Of(key, id)));
    }

    private static Optional<Origin> origin(ResultSet row) throws SQLException {
        var object = row.getString("source_object");
        return object == null
                ? Optional.empty()
                : Optional.of(new Origin(StixId.of(object), row.getString("source_name"), Arrays.asList((Long[])
                        row.getArray("source_audiences").getArray())));
    }

    private static Optional<Publication.Taken> taken(ResultSet row, String step) throws SQLException {
        var who = Optional.ofNullable(row.getString(step + "_name")).orElse("");
        return moment(row, step + "_at").map(at -> new Publication.Taken(at, who));
    }

    static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static Map<String, Object> words(Wording dutch, Wording english) {
        return Map.of(
                "nlTitle",
                dutch.title(),
                "nlSummary",
                dutch.summary(),
                "nlAdvice",
                dutch.advice(),
                "enTitle",
                english.title(),
                "enSummary",
                english.summary(),
                "enAdvice",
                english.advice());
    }

    static Map<String, Object> rating(Rating rating) {
        return Map.of(
                "chance",
                rating.severity().chance(),
                "damage",
                rating.severity().damage(),
                "answers",
                rating.stored(),
                "deviation",
                rating.deviation());
    }

    private static Long[] boxed(long[] keys) {
        return Arrays.stream(keys).boxed().toArray(Long[]::new);
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
