package theriac.bench.loop;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import theriac.bench.Benchmark;
import theriac.bench.Figures;
import theriac.bench.Options;
import theriac.bench.TemporaryHub;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organizations;
import theriac.hub.intake.Intake;
import theriac.hub.intake.Triage;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Role;
import theriac.hub.policy.Viewer;

/// The desk with many reports, half of them of one wave: how long a report takes until it is durable and found to be of
/// a wave, and how long the queue takes. The many are copies of a report that came in as every other.
public final class DeskBench implements Benchmark {

    private static final int REPORTS = 100_000;
    private static final int ROUNDS = 50;
    private static final String WAVE =
            "NL-Alert: er is een gaslek in uw wijk, betaal direct 2,99 euro voor uw beschermingspakket op https://nl-alert-pakket%d.example/betalen en blijf binnen";

    @Override
    public void run(Options options, Figures figures) throws Exception {
        int count = options.objects().orElse(REPORTS);
        try (var hub = TemporaryHub.start(options.folder())) {
            var organizations = hub.part(Organizations.class);
            var cert = organizations.create(new Organizations.NewOrganization("Cert", "cert", "nl", ""));
            var member = organizations.create(new Organizations.NewOrganization("Hospital", "hospital", "nl", ""));
            var account = hub.part(Accounts.class)
                    .create(member, "reporter", "reporter", "a password for a bench", EnumSet.of(Role.REPORTER));
            var reporter = viewer(account.key(), member.key(), Permission.REPORT);
            var analyst = viewer(account.key(), cert.key(), Permission.TRIAGE_REPORTS);
            var intake = hub.part(Intake.class);
            var triage = hub.part(Triage.class);
            intake.report(reporter, WAVE.formatted(1), "sms", "NL-Alert");
            copies(hub, count);
            figures.add("desk_reports", count, "reports, half of them of one wave");
            var wave = new double[ROUNDS];
            var alone = new double[ROUNDS];
            var queue = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                intake.report(reporter, WAVE.formatted(1), "sms", "NL-Alert");
                wave[round] = milliseconds(start);
                start = System.nanoTime();
                intake.report(reporter, alone(round), "mail", "");
                alone[round] = milliseconds(start);
                start = System.nanoTime();
                triage.queue(analyst, "open", Optional.empty());
                triage.waiting(analyst);
                queue[round] = milliseconds(start);
            }
            figures.spread(
                    "desk_report_of_the_wave_milliseconds", wave, "ms until a report of the wave is kept and found");
            figures.spread("desk_report_alone_milliseconds", alone, "ms until a report like no other is kept");
            figures.spread("desk_queue_milliseconds", queue, "ms for the queue's newest and how many wait");
        }
    }

    private static String alone(int round) {
        return "Vraag %d over verschil %d: bel kantoor%d over rekening %d, wij wachten op u bij gebouw%d"
                .formatted(round, round * 31, round * 7, round * 13, round);
    }

    private static Viewer.Party viewer(long account, long organization, Permission permission) {
        return new Viewer.Party(
                "bench", account, organization, Set.of(), Set.of(organization), Set.of(), Set.of(permission));
    }

    /// Half are of the wave to the last word; the others agree in nothing.
    private static void copies(TemporaryHub hub, int count) {
        var jdbc = hub.database().jdbc();
        for (boolean same : new boolean[] {true, false}) {
            jdbc.sql("""
                            insert into report (public_id, organization_id, account_id, audience_id, anonymous, channel, sender,
                                                received_at, raw, fingerprint, state, cluster_id, waits_from, urgency)
                            select gen_random_uuid(), r.organization_id, r.account_id, r.audience_id, false, r.channel, r.sender,
                                   now(), r.raw, r.fingerprint, 'new', case when :same then r.id else 1000000000 + n end,
                                   now() - n * interval '1 second', (array['malicious', 'suspicious', 'none'])[n % 3 + 1]
                            from (select * from report order by id limit 1) r, generate_series(1, :count) n""").param("same", same).param("count", count / 2).update();
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
        jdbc.sql("analyze report").update();
        jdbc.sql("analyze report_band").update();
        jdbc.sql("analyze report_value").update();
    }

    private static double milliseconds(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
