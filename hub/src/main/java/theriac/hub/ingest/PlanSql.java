package theriac.hub.ingest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;

/// Statements of [Plans].
final class PlanSql {

    private static final String COLUMNS = """
            select source_id, way, every_seconds, next_run, coalesce(lease_until > :now, false) as running, last_success,
                   last_failure, problem, problem_code, failures
            from source_plan
            """;

    private final Database database;

    PlanSql(Database database) {
        this.database = database;
    }

    Map<Long, Plan> find(Collection<Long> sources, OffsetDateTime now) {
        var plans = new HashMap<Long, Plan>();
        database.jdbc()
                .sql(COLUMNS + "where source_id = any(:sources) limit 10000")
                .param("sources", sources.toArray(Long[]::new))
                .param("now", now)
                .query((ResultSet row) -> {
                    var plan = plan(row);
                    plans.put(plan.source(), plan);
                });
        return plans;
    }

    Plan load(long source, OffsetDateTime now) {
        return database.jdbc()
                .sql(COLUMNS + "where source_id = :source")
                .param("source", source)
                .param("now", now)
                .query((row, n) -> plan(row))
                .single();
    }

    void save(long source, String way, @Nullable Long seconds, @Nullable OffsetDateTime next) {
        database.jdbc()
                .sql("""
                        insert into source_plan (source_id, way, every_seconds, next_run)
                        values (:source, :way, :seconds, :next)
                        on conflict (source_id) do update
                        set way = excluded.way, every_seconds = excluded.every_seconds, next_run = excluded.next_run,
                            failures = 0, problem = null, problem_code = null""")
                .param("source", source)
                .param("way", way)
                .param("seconds", seconds)
                .param("next", next)
                .update();
    }

    void delete(long source) {
        database.jdbc()
                .sql("delete from source_plan where source_id = :source")
                .param("source", source)
                .update();
    }

    List<Long> claimDue(UUID holder, OffsetDateTime now, OffsetDateTime until, int most) {
        return database.jdbc()
                .sql("""
                        update source_plan set lease_holder = :holder, lease_until = :until
                        where source_id in
                              (select p.source_id from source_plan p join source s on s.id = p.source_id
                               where p.next_run <= :now and s.enabled
                                 and (p.lease_until is null or p.lease_until <= :now)
                               order by p.next_run limit :most for update of p skip locked)
                        returning source_id""")
                .param("holder", holder)
                .param("now", now)
                .param("until", until)
                .param("most", most)
                .query(Long.class)
                .list();
    }

    boolean claim(long source, UUID holder, OffsetDateTime now, OffsetDateTime until) {
        return database.jdbc()
                        .sql("""
                        update source_plan set lease_holder = :holder, lease_until = :until
                        where source_id = :source and (lease_until is null or lease_until <= :now)""")
                        .param("source", source)
                        .param("holder", holder)
                        .param("now", now)
                        .param("until", until)
                        .update()
                > 0;
    }

    boolean hurry(long source, OffsetDateTime now) {
        return database.jdbc()
                        .sql("""
                        update source_plan set next_run = :now
                        where source_id = :source and (lease_until is null or lease_until <= :now)""")
                        .param("source", source)
                        .param("now", now)
                        .update()
                > 0;
    }

    void extend(UUID holder, OffsetDateTime until) {
        database.jdbc()
                .sql("update source_plan set lease_until = :until where lease_holder = :holder")
                .param("holder", holder)
                .param("until", until)
                .update();
    }

    void succeeded(long source, UUID holder, OffsetDateTime now, @Nullable OffsetDateTime next) {
        database.jdbc()
                .sql("""
                        update source_plan
                        set last_success = :now, problem = null, problem_code = null, failures = 0, next_run = :next,
                            lease_holder = null, lease_until = null
                        where source_id = :source and lease_holder = :holder""")
                .param("source", source)
                .param("holder", holder)
                .param("now", now)
                .param("next", next)
                .update();
    }

    void failed(
            long source,
            UUID holder,
            OffsetDateTime now,
            String problem,
            @Nullable String code,
            @Nullable OffsetDateTime next) {
        database.jdbc()
                .sql("""
                        update source_plan
                        set last_failure = :now, problem = :problem, problem_code = :code, failures = failures + 1,
                            next_run = :next,
                            lease_holder = null, lease_until = null
                        where source_id = :source and lease_holder = :holder""")
                .param("source", source)
                .param("holder", holder)
                .param("now", now)
                .param("problem", problem)
                .param("code", code)
                .param("next", next)
                .update();
    }

    void release(long source, UUID holder) {
        database.jdbc().sql("""
                        update source_plan set lease_holder = null, lease_until = null
                        where source_id = :source and lease_holder = :holder""").param("source", source).param("holder", holder).update();
    }

    Map<String, String> marks(long source, Collection<String> names) {
        var marks = new HashMap<String, String>();
        database.jdbc()
                .sql("""
                        select i.name, i.mark from unnest(:names::text[]) n (name)
                        join source_item i on i.source_id = :source and i.name = n.name limit 1000000""")
                .param("source", source)
                .param("names", names.toArray(String[]::new))
                .query((ResultSet row) -> {
                    marks.put(row.getString(1), row.getString(2));
                });
        return marks;
    }

    void mark(long source, Map<String, String> marks, OffsetDateTime now) {
        var names = marks.keySet().toArray(String[]::new);
        database.jdbc()
                .sql("""
                        insert into source_item (source_id, name, mark, taken_at)
                        select :source, i.name, i.mark, :now from unnest(:names::text[], :marks::text[]) i (name, mark)
                        on conflict (source_id, name) do update set mark = excluded.mark, taken_at = excluded.taken_at""")
                .param("source", source)
                .param("names", names)
                .param("marks", Arrays.stream(names).map(marks::get).toArray(String[]::new))
                .param("now", now)
                .update();
    }

    void deleteItems(long source) {
        database.jdbc()
                .sql("delete from source_item where source_id = :source")
                .param("source", source)
                .update();
    }

    private static Plan plan(ResultSet row) throws SQLException {
        return new Plan(
                row.getLong("source_id"),
                row.getString("way"),
                Optional.ofNullable(row.getObject("every_seconds", Integer.class))
                        .map(Duration::ofSeconds),
                at(row, "next_run"),
                row.getBoolean("running"),
                at(row, "last_success"),
                at(row, "last_failure"),
                Optional.ofNullable(row.getString("problem")),
                Optional.ofNullable(row.getString("problem_code")),
                row.getInt("failures"));
    }

    private static Optional<Instant> at(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
