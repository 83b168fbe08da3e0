package theriac.hub.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Deliveries;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;
import theriac.hub.store.Sources;
import theriac.stix.Finding;

/// Where intelligence comes from, and what became of each delivery.
@RestController
public final class SourceRoutes {

    private static final int MOST_RUNS = 50;
    private static final int MOST_FINDINGS = 1_000;

    private final Sources sources;
    private final Deliveries deliveries;
    private final Ingest ingest;
    private final Feeds feeds;
    private final Plans plans;

    public SourceRoutes(Sources sources, Deliveries deliveries, Ingest ingest, Feeds feeds, Plans plans) {
        this.sources = sources;
        this.deliveries = deliveries;
        this.ingest = ingest;
        this.feeds = feeds;
        this.plans = plans;
    }

    /// @param reliability Admiralty scale A to F
    /// @param tlp the label for what the source leaves unmarked
    public record SourceRow(
            UUID id,
            String name,
            String kind,
            String organization,
            String reliability,
            String tlp,
            String terms,
            String licence,
            boolean enabled,
            Optional<PlanRow> plan,
            Optional<RunRow> lastRun) {}

    /// How a source is asked and how that went.
    ///
    /// @param everyMinutes absent: when a person asks
    /// @param lastSuccess when it was last asked well, whether there was news or not
    /// @param problem the sentence of the last failure; absent when the last run went well
    /// @param problemCode what kind of failure it was, such as `fetch.timeout`; absent when none is known
    /// @param failures in a row
    public record PlanRow(
            String way,
            Optional<Integer> everyMinutes,
            Optional<Instant> nextRun,
            boolean running,
            Optional<Instant> lastSuccess,
            Optional<Instant> lastFailure,
            Optional<String> problem,
            Optional<String> problemCode,
            int failures) {}

    /// What asking a source brought; no run when there was nothing new.
    public record Asked(Optional<RunRow> run) {}

    public record SourceList(List<SourceRow> sources) {}

    public record SourcePage(SourceRow source, List<RunRow> runs) {}

    /// @param problemCode what kind of failure it was; absent when none is known
    /// @param seconds until the end, or until now while it runs
    public record RunRow(
            UUID id,
            String source,
            String name,
            String state,
            Optional<String> problem,
            Optional<String> problemCode,
            Instant startedAt,
            double seconds,
            long read,
            long created,
            long revised,
            long unchanged,
            long rejected,
            long objectsPerSecond) {}

    public record FindingRow(String rule, String severity, String pointer, String message) {}

    public record RunPage(RunRow run, List<FindingRow> findings) {}

    @GetMapping("/api/sources")
    @Requires(Permission.READ_SOURCES)
    SourceList list(Viewer viewer) {
        var visible = sources.list(viewer);
        var known = plans.find(visible.stream().map(Source::key).toList());
        var last = deliveries.latest(viewer);
        return new SourceList(visible.stream()
                .map(source -> row(
                        source,
                        Optional.ofNullable(known.get(source.key())),
                        Optional.ofNullable(last.get(source.key()))))
                .toList());
    }

    @GetMapping("/api/sources/{id}")
    @Requires(Permission.READ_SOURCES)
    SourcePage source(Viewer viewer, @PathVariable UUID id) {
        var source = load(viewer, id);
        var runs = deliveries.list(viewer, Optional.of(source.key()), MOST_RUNS);
        return new SourcePage(
                row(source, plans.find(source.key()), runs.stream().findFirst()),
                runs.stream().map(SourceRoutes::run).toList());
    }

    @GetMapping("/api/runs/{id}")
    @Requires(Permission.READ_SOURCES)
    RunPage run(Viewer viewer, @PathVariable UUID id) {
        var delivery = deliveries.find(viewer, id).orElseThrow(() -> Problem.notFound("There is no such delivery."));
        var findings = deliveries.findings(viewer, id, MOST_FINDINGS).stream()
                .map(kept -> finding(kept.finding()))
                .toList();
        return new RunPage(run(delivery), findings);
    }

    @PostMapping("/api/sources/{id}/uploads")
    @Requires(Permission.RUN_SOURCES)
    RunRow upload(Viewer viewer, @PathVariable UUID id, @RequestParam Optional<String> name, InputStream body)
            throws IOException {
        try (body) {
            return run(ingest.take(
                    load(viewer, id), name.filter(n -> n.length() <= 200).orElse("upload"), body));
        }
    }

    @PostMapping("/api/sources/{id}/runs")
    @Requires(Permission.RUN_SOURCES)
    Asked poll(Viewer viewer, @PathVariable UUID id) {
        return new Asked(feeds.runNow(load(viewer, id)).delivery().map(SourceRoutes::run));
    }

    private Source load(Viewer viewer, UUID id) {
        return sources.find(viewer, id).orElseThrow(() -> Problem.notFound("There is no such source."));
    }

    private static SourceRow row(Source source, Optional<Plan> plan, Optional<Delivery> last) {
        return new SourceRow(
                source.id(),
                source.name(),
                source.kind(),
                source.organizationName(),
                String.valueOf(source.reliability()),
                source.audience().tlp().label(),
                source.terms(),
                source.licence(),
                source.enabled(),
                plan.map(SourceRoutes::plan),
                last.map(SourceRoutes::run));
    }

    private static PlanRow plan(Plan plan) {
        return new PlanRow(
                plan.way(),
                plan.every().map(every -> (int) every.toMinutes()),
                plan.nextRun(),
                plan.running(),
                plan.lastSuccess(),
                plan.lastFailure(),
                plan.problem(),
                plan.problemCode(),
                plan.failures());
    }

    static RunRow run(Delivery delivery) {
        var counts = delivery.counts();
        var end = delivery.finishedAt();
        double seconds = end.map(
                        at -> Duration.between(delivery.startedAt(), at).toMillis() / 1000.0)
                .orElse(0.0);
        return new RunRow(
                delivery.id(),
                delivery.sourceName(),
                delivery.name(),
                delivery.state(),
                delivery.problem(),
                delivery.problemCode(),
                delivery.startedAt(),
                seconds,
                counts.read(),
                counts.created(),
                counts.revised(),
                counts.unchanged(),
                counts.rejected(),
                seconds > 0 ? Math.round(counts.read() / seconds) : 0);
    }

    static FindingRow finding(Finding finding) {
        return new FindingRow(
                finding.rule(),
                finding.severity().name().toLowerCase(java.util.Locale.ROOT),
                finding.pointer(),
                finding.message());
    }
}
