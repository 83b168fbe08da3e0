package theriac.hub.situation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.policy.Viewer;

/// Statements of [Presence].
final class PresenceSql {

    private final JdbcClient jdbc;

    PresenceSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A thing that people have open.
    record Thing(String kind, UUID id) {}

    /// @param fresh somebody seen before that is gone
    /// @return whether that is news to others
    boolean here(Viewer.Party person, Thing thing, UUID page, boolean edits, Instant now, Instant fresh) {
        return jdbc.sql("""
                        with before as (
                          select edits from presence
                          where kind = :kind and thing = :thing and account_id = :account and page = :page
                            and seen_at > :fresh),
                        here as (
                          insert into presence (kind, thing, account_id, page, edits, seen_at)
                          values (:kind, :thing, :account, :page, :edits, :now)
                          on conflict (kind, thing, account_id, page) do update
                          set edits = excluded.edits, seen_at = excluded.seen_at)
                        select not exists (select from before where edits = :edits)""")
                .param("kind", thing.kind())
                .param("thing", thing.id())
                .param("account", person.account())
                .param("page", page)
                .param("edits", edits)
                .param("now", at(now))
                .param("fresh", at(fresh))
                .query(Boolean.class)
                .single();
    }

    boolean left(Viewer.Party person, Thing thing, UUID page) {
        return jdbc.sql("""
                        delete from presence
                        where kind = :kind and thing = :thing and account_id = :account and page = :page""")
                        .param("kind", thing.kind())
                        .param("thing", thing.id())
                        .param("account", person.account())
                        .param("page", page)
                        .update()
                > 0;
    }

    void forget(Instant before) {
        jdbc.sql("delete from presence where seen_at < :before")
                .param("before", at(before))
                .update();
    }

    /// Colleagues of the same organisation.
    List<Presence.Other> others(Viewer.Party person, Thing thing, Instant fresh) {
        return jdbc.sql("""
                        select a.name, bool_or(p.edits)
                        from presence p join account a on a.id = p.account_id
                        where p.kind = :kind and p.thing = :thing and p.seen_at > :fresh
                          and a.organization_id = :organization and a.id <> :account and a.disabled_at is null
                        group by a.id, a.name order by folded(a.name), a.id limit 20""")
                .param("kind", thing.kind())
                .param("thing", thing.id())
                .param("fresh", at(fresh))
                .param("organization", person.organization())
                .param("account", person.account())
                .query((row, n) -> new Presence.Other(row.getString(1), row.getBoolean(2)))
                .list();
    }

    /// Whether somebody has it open herself.
    boolean isHere(long account, Thing thing, Instant fresh) {
        return jdbc.sql("""
                        select exists (select from presence
                                       where kind = :kind and thing = :thing and account_id = :account
                                         and seen_at > :fresh)""")
                .param("kind", thing.kind())
                .param("thing", thing.id())
                .param("account", account)
                .param("fresh", at(fresh))
                .query(Boolean.class)
                .single();
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
