package theriac.hub.publications;

import static theriac.hub.publications.PublicationSql.at;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over warnings that are stopped on their way, and what else did not go out as somebody meant it.
final class StopSql {

    private final JdbcClient jdbc;

    StopSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Nothing more of it goes out; it is for those alone who had it.
    ///
    /// @param audience for whom it is now; empty: as before
    void stop(long publication, Optional<Long> audience, long account, Instant now) {
        jdbc.sql("""
                        update publication set stopped_at = :now, stopped_by = :account, revision = revision + 1,
                               full_audience_id = case when :audience::bigint is null then null else audience_id end,
                               audience_id = coalesce(:audience, audience_id)
                        where id = :key""")
                .param("now", at(now))
                .param("account", account)
                .param("audience", audience.orElse(null), java.sql.Types.BIGINT)
                .param("key", publication)
                .update();
    }

    /// It is for those for whom it was before it was stopped.
    ///
    /// @return those (internal key); empty when it was for nobody else meanwhile
    Optional<Long> goOn(long publication) {
        var before = jdbc.sql("select full_audience_id from publication where id = :key")
                .param("key", publication)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .single();
        jdbc.sql("""
                        update publication set stopped_at = null, stopped_by = null, full_audience_id = null,
                               audience_id = coalesce(full_audience_id, audience_id), revision = revision + 1
                        where id = :key""").param("key", publication).update();
        return before;
    }

    /// Of these, those that are for fewer since they were stopped, and not for who may see this.
    ///
    /// @param visible audiences (internal keys)
    Set<UUID> hidden(Collection<UUID> publications, long[] visible) {
        return Set.copyOf(jdbc.sql("""
                        select public_id from publication
                        where public_id = any(:publications) and full_audience_id is not null
                          and audience_id <> all(:visible)""")
                .param("publications", publications.toArray(UUID[]::new))
                .param("visible", Arrays.stream(visible).boxed().toArray(Long[]::new))
                .query(UUID.class)
                .list());
    }

    /// What somebody at an organisation meant to go out and did not.
    ///
    /// @param owner internal key
    SentWarnings.Unsent unsent(long owner) {
        return jdbc.sql("""
                        select count(*) filter (where s.problem <> ''),
                               count(*) filter (where p.state = 'published' and p.stopped_at is not null)
                        from publication p left join publication_schedule s on s.publication_id = p.id
                        where (s.problem <> '' or p.stopped_at is not null) and p.state <> 'discarded'
                          and p.owner_id = :owner""")
                .param("owner", owner)
                .query((row, number) -> new SentWarnings.Unsent(row.getInt(1), row.getInt(2)))
                .single();
    }
}
