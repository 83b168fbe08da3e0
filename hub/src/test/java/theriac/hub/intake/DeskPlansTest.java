package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
import theriac.hub.accounts.Viewers;
import theriac.hub.app.Hub;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.policy.Role;
import theriac.hub.policy.Viewer;
import theriac.hub.testing.ExplainedStatements;
import theriac.testkit.Golden;

/// How PostgreSQL answers what the desk asks when it has 100,000 reports, half of them of one wave and
/// nearly all of them decided: by which index, and how many rows are touched. The golden shows a change
/// of either.
class DeskPlansTest {

    private static final int REPORTS = 100_000;
    private static final Set<String> BULK = Set.of("report", "report_band", "report_value", "report_code");
    private static final String WAVE =
            "Uw pakket staat klaar, betaal 2,99 euro op https://pakket-pay.example/betalen en blijf thuis vandaag";

    private final Map<String, List<String>> plans = new LinkedHashMap<>();

    @Test
    void whatTheDeskAsksTouchesWhatItShows(@TempDir Path folder) throws Exception {
        ExplainedStatements.run(folder, (database, log) -> {
            var config = new HubConfig(
                    folder.resolve("data"), "127.0.0.1", 0, "https://hub.example", Optional.empty(), Optional.empty());
            try (var hub = Hub.start(config, database, Clock.systemUTC())) {
                watch(hub, database, log);
            }
        });
        var text = new StringBuilder();
        plans.forEach((what, lines) -> {
            text.append(what).append('\n');
            lines.forEach(line -> text.append("    ").append(line).append('\n'));
        });
        assertThat(text.toString()).as("scans of a whole table").doesNotContain("Seq Scan");
        Golden.check("plans-desk.txt", text.toString());
    }

    private void watch(Hub hub, Database database, ExplainedStatements log) throws Exception {
        var organizations = hub.part(Organizations.class);
        var cert = organizations.create(new NewOrganization("Sector-CERT", "cert", "nl", ""));
        var large = organizations.create(new NewOrganization("Large", "hospital", "nl", ""));
        var small = organizations.create(new NewOrganization("Small", "gp", "nl", ""));
        var intake = hub.part(Intake.class);
        var first = intake.report(reporter(hub, large), WAVE, "sms", "Post");
        copies(database);
        for (int n = 0; n < 5; n++) {
            intake.report(
                    reporter(hub, small), "Wij kregen brief %d over rekening %d".formatted(n, n * 37), "mail", "");
        }
        database.jdbc().sql("vacuum analyze").update();
        var desk = person(hub, cert, Role.ANALYST);
        log.skip();
        intake.report(reporter(hub, large), WAVE, "sms", "Post");
        told("a report of a wave of 50,000", log);
        intake.report(reporter(hub, large), "Iets heel anders over gebouw 7 en rekening 12345", "mail", "");
        told("a report like no other", log);
        assertThat(intake.list(desk, Optional.empty(), Long.MAX_VALUE)).hasSize(200);
        told("the newest of all states, with the size of their waves", log);
        assertThat(intake.list(desk, Optional.of(ReportState.CLAIMED), Long.MAX_VALUE))
                .hasSize(3);
        told("the few that are in hand", log);
        var triage = hub.part(Triage.class);
        assertThat(triage.queue(desk, "open", Optional.empty()).reports()).hasSizeGreaterThan(8);
        told("what waits, what is late first", log);
        assertThat(triage.queue(desk, "mine", Optional.empty()).reports()).isEmpty();
        told("what is in one's own hands", log);
        assertThat(triage.waiting(desk).reports()).isGreaterThan(8);
        told("how many wait", log);
        assertThat(triage.inHand(desk)).hasSize(3);
        told("what is in hand, for the next shift", log);
        everythingWaits(hub, database, desk, log);
        assertThat(intake.list(hub.part(Viewers.class).organization(small), Optional.empty(), Long.MAX_VALUE))
                .hasSize(5);
        told("the five of a member among all", log);
        assertThat(intake.load(desk, first).similar()).isGreaterThan(REPORTS / 3);
        told("one report, with the size of its wave", log);
        var now = Instant.now();
        assertThat(intake.received(desk, now.minusSeconds(600), now.plusSeconds(60)))
                .isNotEmpty();
        told("what came in the last minutes", log);
    }

    /// Nobody decided about 40,000 for months: a page in the middle and the counts cost what they show.
    private void everythingWaits(Hub hub, Database database, Viewer.Party desk, ExplainedStatements log)
            throws java.io.IOException {
        var jdbc = database.jdbc();
        jdbc.sql("update report set state = 'new' where id between 1000 and 41000 and state = 'dismissed'")
                .update();
        jdbc.sql("vacuum analyze report").update();
        var triage = hub.part(Triage.class);
        var page = triage.queue(desk, "open", Optional.empty());
        for (int n = 0; n < 20; n++) {
            log.skip();
            page = triage.queue(desk, "open", page.next());
            assertThat(page.reports()).hasSize(Triage.SHOWN);
        }
        told("the twenty-first page of 40,000 that wait", log);
        assertThat(triage.waiting(desk).reports()).isEqualTo(Triage.COUNTED);
        told("how many wait, when 40,000 do", log);
        inHand(jdbc, 450);
        log.skip();
        assertThat(triage.inHand(desk)).hasSize(450);
        told("450 in hand, for the next shift", log);
        jdbc.sql(
                        "update report set state = 'dismissed' where id between 1000 and 41000 and state in ('new', 'claimed')")
                .update();
        jdbc.sql("vacuum analyze report").update();
        log.skip();
    }

    /// A shift has so many on its hands, among 40,000 that wait.
    private static void inHand(JdbcClient jdbc, int count) {
        jdbc.sql("""
                        update report set state = 'claimed'
                        where id in (select id from report where state = 'new' and id between 1000 and 41000
                                     order by id limit :count - (select count(*) from report where state = 'claimed'))""").param("count", count).update();
        jdbc.sql("vacuum analyze report").update();
    }

    private static Viewer.Party reporter(Hub hub, Organization organization) {
        return person(hub, organization, Role.REPORTER);
    }

    private static Viewer.Party person(Hub hub, Organization organization, Role role) {
        var login = "r" + UUID.randomUUID();
        var account = hub.part(Accounts.class)
                .create(organization, login, login, "correct horse battery", EnumSet.of(Role.READER, role));
        return hub.part(Viewers.class).person(account);
    }

    /// Half are of the wave to the last word, the others agree in nothing; all but a few are decided,
    /// and came in during the last hundred days.
    private static void copies(Database database) {
        var jdbc = database.jdbc();
        for (boolean same : new boolean[] {true, false}) {
            jdbc.sql("""
                            insert into report (public_id, organization_id, account_id, audience_id, anonymous, channel, sender,
                                                received_at, raw, fingerprint, state, cluster_id, waits_from)
                            select gen_random_uuid(), r.organization_id, r.account_id, r.audience_id, false, r.channel, r.sender,
                                   now() - interval '100 days' * (:count - n) / :count - interval '1 hour', r.raw, r.fingerprint,
                                   case when n <= 3 and :same then 'claimed' when n % 10000 = 0 then 'new' else 'dismissed' end,
                                   case when :same then r.id else 1000000000 + n end,
                                   now() - interval '100 days' * (:count - n) / :count
                            from (select * from report order by id limit 1) r, generate_series(1, :count) n""").param("same", same).param("count", REPORTS / 2).update();
        }
        jdbc.sql("""
                        insert into report_band (band, hash, report_id)
                        select b.band, case when r.cluster_id < 1000000000 then b.hash else b.hash + r.id * 7919 end, r.id
                        from report r, (select * from report_band where report_id = (select min(id) from report)) b
                        on conflict do nothing""").update();
        jdbc.sql("""
                        insert into report_value (kind, value, report_id)
                        select v.kind, case when r.cluster_id < 1000000000 then v.value else v.value || r.id end, r.id
                        from report r, (select * from report_value where report_id = (select min(id) from report)) v
                        on conflict do nothing""").update();
        jdbc.sql("""
                        insert into report_code (report_id, place, picture, content)
                        select id, 1, 'photo.png', 'https://pakket-pay.example/' || id from report where id % 10 = 0""").update();
    }

    private void told(String what, ExplainedStatements log) throws java.io.IOException {
        plans.put(what, log.scans(BULK));
    }
}
