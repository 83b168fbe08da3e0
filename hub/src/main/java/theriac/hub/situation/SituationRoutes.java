package theriac.hub.situation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;
import theriac.stix.value.Defang;

/// The situation over HTTP; what changes live is with [EventRoutes].
@RestController
public final class SituationRoutes {

    private static final String USUAL_PAGE = "50";

    private final Situation situation;

    public SituationRoutes(Situation situation) {
        this.situation = situation;
    }

    /// @param reports on which nobody has decided
    /// @param late how many of these wait for longer than the desk's limit
    /// @param mine how many of these are in the caller's hands
    /// @param cases that go on at the desk
    /// @param due how many of them have a reminder whose moment is past
    /// @param questions that the caller's organisation was asked and has not answered
    /// @param approved warnings that somebody has to send; not those that go out by themselves
    /// @param missed warnings that were not sent at the time that was set for them
    /// @param stopped warnings whose sending was stopped
    public record WaitingView(
            int reports,
            int late,
            int mine,
            int cases,
            int due,
            int questions,
            int drafts,
            int reviews,
            int approved,
            int missed,
            int stopped) {}

    /// @param scoutsConnected those that asked something in the last minute and a half
    public record TotalsView(
            long objects, long indicators, int sources, int members, int scouts, int scoutsConnected) {}

    /// @param expected members whose scout has to recognise it
    /// @param recognised of those expected
    /// @param timeToImmunitySeconds from the first report to the last recognition; absent while somebody is missing
    public record ImmunityRow(
            UUID publicationId,
            String titleNl,
            String titleEn,
            String tlp,
            String state,
            Optional<Instant> publishedAt,
            int expected,
            int fetched,
            int recognised,
            Optional<Double> timeToImmunitySeconds) {}

    /// @param nl a whole sentence; `en` says the same
    public record ActivityRow(
            String seq,
            Instant at,
            String kind,
            String nl,
            String en,
            Optional<String> organization,
            Optional<String> objectId,
            Optional<UUID> reportId,
            Optional<UUID> publicationId,
            Optional<UUID> runId) {}

    public record Overview(
            WaitingView waiting, TotalsView totals, List<ImmunityRow> immunity, List<ActivityRow> activity) {}

    public record ActivityList(List<ActivityRow> entries, Optional<String> next) {}

    public record ImmunityTimes(
            Optional<Instant> reportedAt,
            Optional<Instant> draftedAt,
            Optional<Instant> reviewedAt,
            Optional<Instant> approvedAt,
            Optional<Instant> publishedAt,
            Optional<Instant> withdrawnAt) {}

    /// @param expected whether its scout has to recognise the warning
    /// @param fetchedAt when it had all of the indicators
    /// @param fetchedBy `taxii` or `list`
    /// @param inFiles how many of the indicators were in files that it fetched
    /// @param sightings of the caller's own organisation; 0 for others, whose sightings are counted together
    public record ImmunityMember(
            String organization,
            boolean expected,
            Optional<Instant> mailedAt,
            Optional<Instant> acknowledgedAt,
            Optional<Instant> fetchedAt,
            Optional<String> fetchedBy,
            int inFiles,
            Optional<Instant> recognisedAt,
            long sightings,
            Optional<Instant> firstSightingAt) {}

    /// @param by `scout`, `taxii` or `list`
    public record ReceiptView(String organization, String by, Optional<String> scout, Optional<Instant> confirmedAt) {}

    public record WithdrawalView(
            Optional<String> indicatorId,
            String kind,
            String value,
            String defanged,
            Instant at,
            String reason,
            List<ReceiptView> receipts) {}

    public record ImmunityView(
            UUID publicationId,
            ImmunityTimes times,
            List<ImmunityMember> members,
            int expected,
            int recognised,
            Optional<Double> timeToImmunitySeconds,
            List<WithdrawalView> withdrawals,
            Optional<SeenInOthers> seenByOthers) {}

    /// @param organizations how many others saw one of the indicators: never fewer than the hub tells of
    /// @param lastDay on which one of them saw one last (UTC): `2026-11-25`
    public record SeenInOthers(int organizations, String lastDay) {}

    @GetMapping("/api/overview")
    @Requires(Permission.SIGNED_IN)
    Overview overview(Viewer viewer) {
        var overview = situation.overview(viewer);
        var waiting = overview.waiting();
        var totals = overview.totals();
        return new Overview(
                new WaitingView(
                        waiting.reports(),
                        waiting.late(),
                        waiting.mine(),
                        waiting.cases(),
                        waiting.due(),
                        waiting.questions(),
                        waiting.drafts(),
                        waiting.reviews(),
                        waiting.approved(),
                        waiting.missed(),
                        waiting.stopped()),
                new TotalsView(
                        totals.objects(),
                        totals.indicators(),
                        totals.sources(),
                        totals.members(),
                        totals.scouts(),
                        totals.connected()),
                overview.immunity().stream().map(SituationRoutes::row).toList(),
                overview.activity().stream().map(SituationRoutes::row).toList());
    }

    @GetMapping("/api/activity")
    @Requires(Permission.SIGNED_IN)
    ActivityList activity(
            Viewer viewer, @RequestParam Optional<String> after, @RequestParam(defaultValue = USUAL_PAGE) int limit) {
        var page = situation.activity(viewer, after.map(SituationRoutes::place).orElse(Long.MAX_VALUE), limit);
        return new ActivityList(
                page.entries().stream().map(SituationRoutes::row).toList(),
                page.next().map(seq -> Long.toString(seq)));
    }

    @GetMapping("/api/publications/{id}/immunity")
    @Requires(Permission.READ_PUBLICATIONS)
    ImmunityView immunity(Viewer viewer, @PathVariable UUID id) {
        var immunity = situation.immunity(viewer, id);
        var times = immunity.times();
        return new ImmunityView(
                immunity.publication(),
                new ImmunityTimes(
                        times.reported(),
                        times.drafted(),
                        times.reviewed(),
                        times.approved(),
                        times.published(),
                        times.withdrawn()),
                immunity.members().stream().map(SituationRoutes::member).toList(),
                immunity.expected(),
                immunity.recognised(),
                seconds(immunity.timeToImmunityMillis()),
                immunity.withdrawals().stream().map(SituationRoutes::withdrawal).toList(),
                immunity.seenByOthers()
                        .map(seen -> new SeenInOthers(
                                seen.organizations(), seen.lastDay().toString())));
    }

    private static ImmunityRow row(Situation.Progress progress) {
        var warning = progress.warning();
        var immunity = progress.immunity();
        return new ImmunityRow(
                warning.id(),
                warning.titleNl(),
                warning.titleEn(),
                warning.tlp(),
                warning.state(),
                immunity.times().published(),
                immunity.expected(),
                immunity.fetched(),
                immunity.recognised(),
                seconds(immunity.timeToImmunityMillis()));
    }

    private static ActivityRow row(Activity activity) {
        return new ActivityRow(
                Long.toString(activity.seq()),
                activity.at(),
                activity.kind().text(),
                activity.dutch(),
                activity.english(),
                activity.organization(),
                activity.object().map(StixId::text),
                activity.report(),
                activity.publication(),
                activity.run());
    }

    private static ImmunityMember member(Immunity.Member member) {
        return new ImmunityMember(
                member.name(),
                member.expected(),
                member.mailed(),
                member.acknowledged(),
                member.fetched(),
                member.fetchedBy(),
                member.inFiles(),
                member.recognised(),
                member.sightings(),
                member.firstSighting());
    }

    private static WithdrawalView withdrawal(Immunity.Withdrawal withdrawal) {
        var value = withdrawal.value();
        return new WithdrawalView(
                withdrawal.indicator().map(StixId::text),
                value.kind().code(),
                value.text(),
                Defang.defang(value.text()),
                withdrawal.at(),
                withdrawal.reason(),
                withdrawal.receipts().stream()
                        .map(r -> new ReceiptView(r.organization(), r.by(), r.scout(), r.confirmed()))
                        .toList());
    }

    private static Optional<Double> seconds(OptionalLong millis) {
        return millis.isPresent() ? Optional.of(millis.getAsLong() / 1000.0) : Optional.empty();
    }

    static long place(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Problem.badRequest("The parameter \"after\" is taken from \"next\" of the page before.");
        }
        return Long.parseLong(text);
    }
}
