package theriac.hub.accounts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.policy.Community;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;

/// Everybody who takes part, in four statements: what [Viewers] says of one caller, said of all. A test
/// compares the two.
final class CommunitySql {

    private static final int MOST = 100_000;

    private final JdbcClient jdbc;

    CommunitySql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(long key, UUID id, String name, String kind) {}

    /// @param withPeople false: nobody is asked for
    List<Community.Member> load(Instant now, boolean withPeople) {
        var groups = pairs("select organization_id, group_id from sharing_group_member limit :most", now);
        var circles = pairs("""
                select d.member_id, d.firm_id from delegation d
                join organization f on f.id = d.firm_id and f.closed_at is null
                where (d.until_at is null or d.until_at > :now) and %1$s
                union
                select d.firm_id, d.member_id from delegation d
                join organization m on m.id = d.member_id and m.closed_at is null
                where (d.until_at is null or d.until_at > :now) and %1$s
                limit :most""".formatted(OrganizationsSql.SEES), now);
        var people = withPeople ? people() : Map.<Long, List<Account>>of();
        return organizations().stream()
                .map(o -> member(o, groups, circles, people.getOrDefault(o.key(), List.of())))
                .toList();
    }

    private List<Row> organizations() {
        return jdbc.sql("""
                        select id, public_id, name, kind from organization where closed_at is null
                        order by folded(name), id limit :most""")
                .param("most", MOST)
                .query((row, n) ->
                        new Row(row.getLong(1), row.getObject(2, UUID.class), row.getString(3), row.getString(4)))
                .list();
    }

    private Map<Long, Set<Long>> pairs(String sql, Instant now) {
        var pairs = new HashMap<Long, Set<Long>>();
        jdbc.sql(sql).param("now", OrganizationsSql.at(now)).param("most", MOST).query(row -> {
            pairs.computeIfAbsent(row.getLong(1), k -> new HashSet<>()).add(row.getLong(2));
        });
        return pairs;
    }

    private record Account(long key, String login, String name) {}

    private Map<Long, List<Account>> people() {
        var people = new HashMap<Long, List<Account>>();
        jdbc.sql("""
                        select organization_id, id, login, name from account where disabled_at is null
                        order by folded(name), id limit :most""").param("most", MOST).query(row -> {
            people.computeIfAbsent(row.getLong(1), k -> new ArrayList<>())
                    .add(new Account(row.getLong(2), row.getString(3), row.getString(4)));
        });
        return people;
    }

    private static Community.Member member(
            Row row, Map<Long, Set<Long>> groups, Map<Long, Set<Long>> circles, List<Account> people) {
        var circle = new HashSet<>(circles.getOrDefault(row.key(), Set.of()));
        circle.add(row.key());
        var circleGroups = new HashSet<Long>();
        circle.forEach(one -> circleGroups.addAll(groups.getOrDefault(one, Set.of())));
        var own = groups.getOrDefault(row.key(), Set.of());
        return new Community.Member(
                row.id(),
                row.name(),
                row.kind(),
                party(row.name(), 0, row.key(), own, circle, circleGroups),
                people.stream()
                        .map(a -> new Community.Person(
                                a.name(), party(a.login(), a.key(), row.key(), own, circle, circleGroups)))
                        .toList());
    }

    private static Viewer.Party party(
            String name, long account, long organization, Set<Long> groups, Set<Long> circle, Set<Long> circleGroups) {
        return new Viewer.Party(
                name, account, organization, groups, circle, circleGroups, EnumSet.noneOf(Permission.class));
    }
}
