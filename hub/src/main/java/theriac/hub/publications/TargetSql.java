package theriac.hub.publications;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `publication_target`.
final class TargetSql {

    private final JdbcClient jdbc;

    TargetSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Target> list(long publication) {
        return jdbc.sql("""
                        select rule, subject, organizations from publication_target
                        where publication_id = :publication order by number limit 1000""")
                .param("publication", publication)
                .query((row, number) ->
                        new Target(Target.Rule.parse(row.getString(1)).orElseThrow(), row.getString(2), List.of((Long[])
                                row.getArray(3).getArray())))
                .list();
    }

    void replace(long publication, List<Target> targets) {
        jdbc.sql("delete from publication_target where publication_id = :publication")
                .param("publication", publication)
                .update();
        int number = 0;
        for (var target : targets) {
            jdbc.sql("""
                            insert into publication_target (publication_id, number, rule, subject, organizations)
                            values (:publication, :number, :rule, :subject, :organizations)""")
                    .param("publication", publication)
                    .param("number", ++number)
                    .param("rule", target.rule().text())
                    .param("subject", target.subject())
                    .param("organizations", target.organizations().toArray(Long[]::new))
                    .update();
        }
    }
}
