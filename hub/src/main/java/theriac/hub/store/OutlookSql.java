package theriac.hub.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.store.Outlook.Runs;
import theriac.hub.store.Outlook.Turn;

/// Statements of [Outlooks].
final class OutlookSql {

    /// Positions that are no further apart share a run; a run costs its length in free places.
    static final int NEAR = 100;

    private static final int MOST_TURNS = 10_000;

    private final Database database;

    OutlookSql(Database database) {
        this.database = database;
    }

    /// The memberships with which an organisation is served.
    record Memberships(Set<Long> groups, Set<Long> circle, Set<Long> circleGroups) {

        static Memberships of(Viewer.Party viewer) {
            return new Memberships(viewer.groups(), viewer.circle(), viewer.circleGroups());
        }

        /// What is in both: it lets see nothing that either of them does not.
        Memberships and(Memberships other) {
            return new Memberships(
                    common(groups, other.groups),
                    common(circle, other.circle),
                    common(circleGroups, other.circleGroups));
        }

        private static Set<Long> common(Set<Long> some, Set<Long> others) {
            return some.stream().filter(others::contains).collect(Collectors.toUnmodifiableSet());
        }

        /// As a machine of the organisation sees.
        Viewer.Party viewer(long organization) {
            return new Viewer.Party("outlook", 0, organization, groups, circle, circleGroups, Set.of());
        }
    }

    /// What counts for an organisation.
    ///
    /// @param turn the place of the last change; 0: there was none
    record Served(Memberships memberships, long turn) {}

    Optional<Served> find(long organization) {
        return find(organization, "");
    }

    /// For a change, until the end of the transaction.
    Optional<Served> lock(long organization) {
        return find(organization, " for update");
    }

    private Optional<Served> find(long organization, String how) {
        return database.jdbc()
                .sql("""
                        select groups, circle, circle_groups,
                               coalesce((select max(c.place) from outlook_change c
                                         where c.organization_id = :organization), 0) as turn
                        from outlook where organization_id = :organization""" + how)
                .param("organization", organization)
                .query((row, n) -> new Served(
                        new Memberships(
                                keys(row.getArray("groups")),
                                keys(row.getArray("circle")),
                                keys(row.getArray("circle_groups"))),
                        row.getLong("turn")))
                .optional();
    }

    /// The first time that an organisation is served; nothing happens when another was quicker.
    void begin(long organization, Memberships memberships) {
        write(organization, memberships, "do nothing");
    }

    void save(long organization, Memberships memberships) {
        write(organization, memberships, """
                do update set groups = excluded.groups, circle = excluded.circle,
                              circle_groups = excluded.circle_groups""");
    }

    private void write(long organization, Memberships memberships, String otherwise) {
        database.jdbc()
                .sql("""
                        insert into outlook (organization_id, groups, circle, circle_groups)
                        values (:organization, :groups, :circle, :circle_groups)
                        on conflict (organization_id)\s""" + otherwise)
                .param("organization", organization)
                .param("groups", memberships.groups().toArray(Long[]::new))
                .param("circle", memberships.circle().toArray(Long[]::new))
                .param("circle_groups", memberships.circleGroups().toArray(Long[]::new))
                .update();
    }

    /// @param visible keys of the audiences that let somebody see, ascending
    /// @param turns of its organisation without their runs, ascending
    @SuppressWarnings("ArrayRecordComponent")
    record Sight(long[] visible, List<Turn> turns) {}

    /// What a rule lets somebody see, and since when: each page asks for both.
    ///
    /// @param rule over the table `audience` as `a`
    Sight sight(Visibility.Predicate rule, long organization) {
        var visible = new ArrayList<Long>();
        var turns = new ArrayList<Turn>();
        database.jdbc()
                .sql("""
                        select array(select a.id from audience a where %s order by a.id limit 1000000) as visible,
                               null as place, null as width, null as gained, null as lost
                        union all
                        (select null, c.place, c.width, c.gained, c.lost from outlook_change c
                         where c.organization_id = :organization order by c.place limit :most)""".formatted(rule.sql()))
                .params(rule.parameters())
                .param("organization", organization)
                .param("most", MOST_TURNS)
                .query(row -> {
                    var keys = row.getArray("visible");
                    if (keys == null) {
                        turns.add(turn(row));
                    } else {
                        LongStream.of(longs(keys)).forEach(visible::add);
                    }
                });
        turns.sort(Comparator.comparingLong(Turn::place));
        return new Sight(visible.stream().mapToLong(Long::longValue).toArray(), List.copyOf(turns));
    }

    private static Turn turn(ResultSet row) throws SQLException {
        return new Turn(
                row.getLong("place"), row.getLong("width"), keys(row.getArray("gained")), keys(row.getArray("lost")));
    }

    Runs runs(long organization, long place) {
        return database.jdbc()
                .sql("""
                        select starts, offsets, width from outlook_change
                        where organization_id = :organization and place = :place""")
                .param("organization", organization)
                .param("place", place)
                .query((row, n) ->
                        new Runs(longs(row.getArray("starts")), longs(row.getArray("offsets")), row.getLong("width")))
                .single();
    }

    void insert(long organization, Turn turn, Runs runs) {
        database.jdbc()
                .sql("""
                        insert into outlook_change (organization_id, place, width, gained, lost, starts, offsets)
                        values (:organization, :place, :width, :gained, :lost, :starts, :offsets)""")
                .param("organization", organization)
                .param("place", turn.place())
                .param("width", turn.width())
                .param("gained", turn.gained().toArray(Long[]::new))
                .param("lost", turn.lost().toArray(Long[]::new))
                .param("starts", runs.starts())
                .param("offsets", runs.offsets())
                .update();
    }

    /// A run of positions at which something was told.
    record Run(long first, long last) {}

    /// Runs of so many positions.
    record Piece(List<Run> runs, int positions) {}

    /// Where audiences were told something, packed into runs: both indexes alone answer it.
    List<Run> runs(Collection<Long> audiences, long after, long before) {
        return piece(audiences, after, before, Integer.MAX_VALUE).runs();
    }

    /// The first positions of these, each audience by its own range of the indexes.
    ///
    /// @param most positions; fewer come when these are all
    Piece piece(Collection<Long> audiences, long after, long before, int most) {
        var runs = new ArrayList<Run>();
        var positions = new AtomicInteger();
        database.jdbc()
                .sql("""
                        with told as (
                          select q.seq from (
                            (select n.seq from unnest(:audiences::bigint[]) a cross join lateral (
                               select c.seq from claim c
                               where c.audience_id = a and c.seq > :after and c.seq < :before
                               order by c.seq limit :most) n
                             order by n.seq limit :most)
                            union
                            (select n.from_seq from unnest(:audiences::bigint[]) a cross join lateral (
                               select e.from_seq from claim_end e
                               where e.audience_id = a and e.from_seq > :after and e.from_seq < :before
                               order by e.from_seq limit :most) n
                             order by n.from_seq limit :most)) q (seq)
                          order by q.seq limit :most),
                        spaced as (
                          select seq, seq - lag(seq) over (order by seq) > :near as far from told),
                        numbered as (
                          select seq, count(*) filter (where far) over (order by seq) as run from spaced)
                        select min(seq), max(seq), count(*) from numbered group by run order by 1""")
                .param("audiences", audiences.toArray(Long[]::new))
                .param("after", after)
                .param("before", before)
                .param("most", most)
                .param("near", NEAR)
                .query(row -> {
                    runs.add(new Run(row.getLong(1), row.getLong(2)));
                    positions.addAndGet(row.getInt(3));
                });
        return new Piece(runs, positions.get());
    }

    /// Takes all shelves until the end of the transaction.
    ///
    /// @return the last place that any of them gave
    long lockShelves() {
        return database
                .jdbc()
                .sql("select place from shelf order by id limit 100000 for update")
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    /// Keeps places free on all shelves.
    void moveShelves(long place) {
        database.jdbc()
                .sql("update shelf set place = :place where place < :place")
                .param("place", place)
                .update();
    }

    private static long[] longs(Array array) throws SQLException {
        return Arrays.stream((Long[]) array.getArray())
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static Set<Long> keys(Array array) throws SQLException {
        return Set.of((Long[]) array.getArray());
    }

    static Runs packed(List<Run> found) {
        var starts = new long[found.size()];
        var offsets = new long[found.size()];
        long width = 0;
        for (int n = 0; n < starts.length; n++) {
            var run = found.get(n);
            starts[n] = run.first();
            offsets[n] = width;
            width += run.last() - run.first() + 1;
        }
        return new Runs(starts, offsets, Math.max(1, width));
    }
}
