package theriac.hub.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.stix.StixId;

/// Statements over `organization`, `sharing_group` and `delegation`.
public final class OrganizationsSql {

    private static final String COLUMNS = "id, public_id, name, kind, size, identity_id, language, mail, closed_at";

    private final JdbcClient jdbc;

    public OrganizationsSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Organization insert(UUID id, Organizations.NewOrganization wish, StixId identity, Instant now) {
        return jdbc.sql("""
                        insert into organization (public_id, name, kind, size, identity_id, language, mail, created_at, handle)
                        values (:id, :name, :kind, nullif(:size, ''), :identity, :language, nullif(:mail, ''), :now,
                                case when exists (select from organization where handle = :handle)
                                     then :handle || '-' || substr(md5(random()::text), 1, 6) else :handle end)
                        returning %s""".formatted(COLUMNS))
                .param("id", id)
                .param("name", wish.name())
                .param("kind", wish.kind())
                .param("size", wish.size())
                .param("handle", handle(wish.name()))
                .param("identity", identity.text())
                .param("language", wish.language())
                .param("mail", wish.mail())
                .param("now", at(now))
                .query(OrganizationsSql::row)
                .single();
    }

    Organization change(long key, Organizations.NewOrganization wish) {
        return jdbc.sql("""
                        update organization
                        set name = :name, kind = :kind, size = nullif(:size, ''), language = :language, mail = nullif(:mail, '')
                        where id = :key
                        returning %s""".formatted(COLUMNS))
                .param("key", key)
                .param("name", wish.name())
                .param("kind", wish.kind())
                .param("size", wish.size())
                .param("language", wish.language())
                .param("mail", wish.mail())
                .query(OrganizationsSql::row)
                .single();
    }

    Organization close(long key, Optional<Instant> at) {
        return jdbc.sql("update organization set closed_at = :at where id = :key returning %s".formatted(COLUMNS))
                .param("key", key)
                .param("at", at.map(OrganizationsSql::at).orElse(null))
                .query(OrganizationsSql::row)
                .single();
    }

    void endSessions(long organization) {
        jdbc.sql("""
                        delete from account_session s using account a
                        where a.id = s.account_id and a.organization_id = :organization""").param("organization", organization).update();
    }

    List<Organization> list() {
        return jdbc.sql("select %s from organization order by id limit 10000".formatted(COLUMNS))
                .query(OrganizationsSql::row)
                .list();
    }

    /// When it joined the hub.
    Instant joined(long key) {
        return jdbc.sql("select created_at from organization where id = :key")
                .param("key", key)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    Optional<Organization> find(long key) {
        return jdbc.sql("select %s from organization where id = :key".formatted(COLUMNS))
                .param("key", key)
                .query(OrganizationsSql::row)
                .optional();
    }

    Optional<Organization> find(UUID id) {
        return jdbc.sql("select %s from organization where public_id = :id".formatted(COLUMNS))
                .param("id", id)
                .query(OrganizationsSql::row)
                .optional();
    }

    long group(UUID id, String name) {
        return jdbc.sql("""
                        insert into sharing_group (public_id, name) values (:id, :name)
                        on conflict (name) do update set name = excluded.name
                        returning id""")
                .param("id", id)
                .param("name", name)
                .query(Long.class)
                .single();
    }

    List<Organizations.Group> groups() {
        return jdbc.sql("select id, public_id, name from sharing_group order by folded(name), id limit 2000")
                .query(OrganizationsSql::group)
                .list();
    }

    private static Organizations.Group group(ResultSet row, int number) throws SQLException {
        return new Organizations.Group(
                row.getLong("id"), row.getObject("public_id", UUID.class), row.getString("name"));
    }

    List<Organizations.Group> named(Set<Long> groups) {
        return jdbc.sql("select id, public_id, name from sharing_group where id = any(:ids) order by name limit 10000")
                .param("ids", groups.toArray(Long[]::new))
                .query(OrganizationsSql::group)
                .list();
    }

    OptionalLong findGroup(UUID id) {
        return jdbc.sql("select id from sharing_group where public_id = :id")
                .param("id", id)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    void join(long group, long organization) {
        jdbc.sql("""
                        insert into sharing_group_member (group_id, organization_id) values (:group, :organization)
                        on conflict do nothing""").param("group", group).param("organization", organization).update();
    }

    void leave(long group, long organization) {
        jdbc.sql("delete from sharing_group_member where group_id = :group and organization_id = :organization")
                .param("group", group)
                .param("organization", organization)
                .update();
    }

    void delegate(long firm, long member, Set<String> purposes, Optional<Instant> until) {
        jdbc.sql("""
                        insert into delegation (firm_id, member_id, purposes, until_at)
                        values (:firm, :member, :purposes, :until)
                        on conflict (firm_id, member_id) do update
                        set purposes = excluded.purposes, until_at = excluded.until_at""")
                .param("firm", firm)
                .param("member", member)
                .param("purposes", purposes.stream().sorted().toArray(String[]::new))
                .param("until", until.map(OrganizationsSql::at).orElse(null))
                .update();
    }

    boolean endDelegation(long firm, long member, Instant now) {
        return jdbc.sql("""
                        update delegation set until_at = :now
                        where firm_id = :firm and member_id = :member and (until_at is null or until_at > :now)""")
                        .param("firm", firm)
                        .param("member", member)
                        .param("now", at(now))
                        .update()
                == 1;
    }

    List<Organizations.Delegation> delegations(Optional<Long> party) {
        return jdbc.sql("""
                        select firm_id, member_id, purposes, until_at from delegation
                        where cast(:party as bigint) is null or firm_id = :party or member_id = :party
                        order by firm_id, member_id limit 10000""")
                .param("party", party.orElse(null))
                .query((row, number) -> new Organizations.Delegation(
                        row.getLong("firm_id"),
                        row.getLong("member_id"),
                        Set.of((String[]) row.getArray("purposes").getArray()),
                        moment(row, "until_at")))
                .list();
    }

    /// The organisation, the firms whose client it is, and the members for which it acts, as far as they take
    /// part. Which delegations let TLP:AMBER flow: acknowledging or reporting in somebody's name needs none of
    /// it.
    static final String SEES = "not d.purposes <@ array['acknowledgement', 'reporting']";

    /// What an organisation belongs to.
    ///
    /// @param groups its own
    /// @param circle itself, the firms that act for it and the members for which it acts
    /// @param circleGroups the groups of all of these
    record Memberships(Set<Long> groups, Set<Long> circle, Set<Long> circleGroups) {}

    /// One statement: each request of a machine asks.
    Memberships memberships(long organization, Instant now) {
        return jdbc.sql("""
                        with circle as (
                          select :me::bigint as id
                          union
                          (select o.id from delegation d
                           join organization o on o.id = case when d.member_id = :me then d.firm_id else d.member_id end
                           where (d.member_id = :me or d.firm_id = :me) and (d.until_at is null or d.until_at > :now)
                             and o.closed_at is null and %s
                           limit 10000))
                        select array(select distinct group_id from sharing_group_member
                                     where organization_id = :me limit 10000) as groups,
                               array(select id from circle) as circle,
                               array(select distinct group_id from sharing_group_member
                                     where organization_id in (select id from circle) limit 10000) as circle_groups""".formatted(SEES))
                .param("me", organization)
                .param("now", at(now))
                .query((row, n) ->
                        new Memberships(keys(row, "groups"), keys(row, "circle"), keys(row, "circle_groups")))
                .single();
    }

    private static Set<Long> keys(ResultSet row, String column) throws SQLException {
        return Set.of((Long[]) row.getArray(column).getArray());
    }

    CommunitySql community() {
        return new CommunitySql(jdbc);
    }

    /// What a name becomes in log-in names: plain letters, digits and dashes, at most 30.
    static String handle(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-");
        var short_ = plain.substring(0, Math.min(plain.length(), 30)).replaceAll("^-+|-+$", "");
        return short_.isEmpty() ? "organization" : short_;
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Organization row(ResultSet row, int number) throws SQLException {
        return new Organization(
                row.getLong("id"),
                row.getObject("public_id", UUID.class),
                row.getString("name"),
                row.getString("kind"),
                Optional.ofNullable(row.getString("size")),
                StixId.of(row.getString("identity_id")),
                row.getString("language"),
                Optional.ofNullable(row.getString("mail")),
                moment(row, "closed_at"));
    }

    static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
