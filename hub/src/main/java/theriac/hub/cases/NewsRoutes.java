package theriac.hub.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;

/// What feeds brought to the desk, and what one shift tells the next, over HTTP.
@RestController
public final class NewsRoutes {

    private final News news;
    private final Handover handover;

    public NewsRoutes(News news, Handover handover) {
        this.news = news;
        this.handover = handover;
    }

    /// @param id of the report that the item was read as
    /// @param kind `csaf`: an advisory can be made of it; `rss`: a headline
    public record NewsRow(String id, String kind, String name, String tlp, Instant addedAt) {}

    public record NewsList(List<NewsRow> items) {}

    /// @param verdict `assessed`, `ignored` or `advisory`
    /// @param reason for colleagues
    public record NewsVerdict(String verdict, Optional<String> reason) {}

    /// @param kind and subject as of the entries of a case
    public record HandoverDone(
            Instant at, String by, UUID caseId, String title, String kind, String subject, String text) {}

    /// An open report.
    ///
    /// @param text how it begins
    /// @param keeper who works on it; "" for nobody
    /// @param again when it comes back into the queue, or came
    /// @param note what was last said with it; ""
    public record HandoverReport(
            UUID id, String text, String keeper, Instant since, boolean late, Optional<Instant> again, String note) {}

    /// @param reports how many wait for a decision, without those that come back later
    /// @param late how many of these for longer than their limit
    /// @param later how many come back later
    /// @param inHand all that colleagues work on
    /// @param waiting all that nobody has in hand; empty unless it was asked for
    /// @param news how many items of feeds wait, by kind
    /// @param done what was done in cases since then, in its order
    public record HandoverView(
            Instant since,
            Instant until,
            List<CaseRoutes.CaseRow> open,
            int reports,
            int late,
            int later,
            List<HandoverReport> inHand,
            List<HandoverReport> waiting,
            Map<String, Long> news,
            List<HandoverDone> done) {}

    @GetMapping("/api/news")
    @Requires(Permission.TRIAGE_REPORTS)
    NewsList list(Viewer viewer) {
        return new NewsList(news.waiting(viewer).stream()
                .map(item -> new NewsRow(
                        item.summary().id().text(),
                        item.kind(),
                        item.summary().name(),
                        item.summary().tlp().label(),
                        item.summary().addedAt()))
                .toList());
    }

    @PostMapping("/api/news/{id}")
    @Requires(Permission.TRIAGE_REPORTS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void decide(Viewer viewer, @PathVariable String id, @RequestBody NewsVerdict wish) {
        var object = StixId.parse(id).orElseThrow(() -> Problem.notFound("There is no object \"%s\".".formatted(id)));
        news.decide(viewer, object, wish.verdict(), wish.reason().orElse(""));
    }

    /// @param hours how long the shift was: 1 to 168
    /// @param whole lists what waits too, however much it is: for the text that is handed over
    @GetMapping("/api/handover")
    @Requires(Permission.TRIAGE_REPORTS)
    HandoverView handover(
            Viewer viewer,
            @RequestParam(defaultValue = "12") int hours,
            @RequestParam(defaultValue = "false") boolean whole) {
        var told = handover.tell(viewer, hours, whole);
        return new HandoverView(
                told.since(),
                told.until(),
                told.open().stream().map(CaseRoutes::row).toList(),
                told.desk().open(),
                told.desk().late(),
                told.desk().later(),
                reports(told.desk().inHand()),
                reports(told.waiting()),
                told.news(),
                told.done().stream()
                        .map(done -> new HandoverDone(
                                done.entry().at(),
                                done.entry().by(),
                                done.id(),
                                done.title(),
                                done.entry().kind(),
                                done.entry().subject(),
                                done.entry().text()))
                        .toList());
    }

    private static List<HandoverReport> reports(List<Handover.Open> open) {
        return open.stream()
                .map(report -> new HandoverReport(
                        report.id(),
                        report.text(),
                        report.keeper(),
                        report.since(),
                        report.late(),
                        report.again(),
                        report.note()))
                .toList();
    }
}
