package theriac.hub.publications;

import static theriac.hub.publications.PublicationSql.at;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `publication_schedule`. Whoever writes a row holds the lock on its publication first.
final class ScheduleSql {

    private final JdbcClient jdbc;

    ScheduleSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// In the place of what was set before.
    void set(long publication, Schedule schedule) {
        jdbc.sql("""
                        insert into publication_schedule
                               (publication_id, due_at, account_id, set_at, despite, low, decided)
                        values (:publication, :due, :account, :now, :despite, :low, :decided)
                        on conflict (publication_id) do update
                        set due_at = excluded.due_at, account_id = excluded.account_id, set_at = excluded.set_at,
                            despite = excluded.despite, low = excluded.low, decided = excluded.decided, problem = ''""")
                .param("publication", publication)
                .param("due", at(schedule.due()))
                .param("account", schedule.account())
                .param("now", at(schedule.setAt()))
                .param("despite", schedule.why().listed())
                .param("low", schedule.why().low())
                .param("decided", schedule.decided())
                .update();
    }

    /// @return false when there is none
    boolean remove(long publication) {
        return jdbc.sql("delete from publication_schedule where publication_id = :publication")
                        .param("publication", publication)
                        .update()
                == 1;
    }

    /// It is not sent by itself any more.
    ///
    /// @return false when no time stands
    boolean miss(long publication, String problem) {
        return jdbc.sql("""
                                update publication_schedule set problem = :problem
                                where publication_id = :publication and problem = ''""")
                        .param("publication", publication)
                        .param("problem", problem)
                        .update()
                == 1;
    }

    /// The publication whose time has come first, locked until the transaction ends; one that somebody else
    /// holds is left to that one.
    Optional<Long> due(Instant now) {
        return jdbc.sql("""
                        select p.id from publication_schedule s join publication p on p.id = s.publication_id
                        where s.problem = '' and s.due_at <= :now
                        order by s.due_at, p.id limit 1 for update of p skip locked""").param("now", at(now)).query(Long.class).optional();
    }
}
