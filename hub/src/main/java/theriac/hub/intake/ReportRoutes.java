package theriac.hub.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import theriac.stix.value.Defang;
import theriac.stix.value.NormalValue;

/// The desk over HTTP. Making a draft of a report (`POST /api/reports/{id}/draft`) is with the
/// publications.
@RestController
public final class ReportRoutes {

    private final Intake intake;
    private final Triage triage;

    public ReportRoutes(Intake intake, Triage triage) {
        this.intake = intake;
        this.triage = triage;
    }

    /// @param channel `sms`, `whatsapp`, `mail`, `phone`, `web`, `other`, or `question` for what the
    ///     reporter asks the CERT; absent: `sms`
    /// @param text may be "" when there are codes
    /// @param anonymous whether the organisation's name is not passed on, to the CERT neither; absent: it
    ///     is
    /// @param codes what was read in pictures of the message, at most 50; absent: nothing
    public record NewReport(
            String text,
            Optional<String> channel,
            Optional<String> sender,
            Optional<Boolean> anonymous,
            Optional<List<NewCode>> codes) {}

    /// @param picture name of the picture's file
    /// @param text exactly what the QR code says
    public record NewCode(String picture, String text) {}

    /// A QR code in a picture of the message. Nothing follows what it says.
    ///
    /// @param kind what a telephone would do with it: `link`, `payment`, `wifi`, `phone`, `sms`,
    ///     `mail`, `contact`, `secret` (a second factor) or `text`
    public record ReportCode(String picture, String kind, String text) {}

    public record ReportReceipt(UUID id, String state) {}

    public record Reason(String reason) {}

    /// @param answer read by the organisation that asked
    public record QuestionAnswer(String answer) {}

    /// @param domain the brand's own domain
    /// @param kind the trick, a stable code
    /// @param reason in English; `reasonNl` in Dutch
    public record LookalikeView(String brand, String domain, int score, String kind, String reason, String reasonNl) {}

    /// @param asWritten the exact slice of the text from `start` to `end` (UTF-16 units); -1: outside the
    ///     text; -2: behind a link, which `asWritten` has defanged
    /// @param picture the picture in whose QR code it stood; absent with `start` -1: the sender
    /// @param defanged for display: no program turns it into a link
    /// @param benign belongs to a known organisation or is a host shared by many
    /// @param known how many sources know the value; absent: none
    public record ReportValue(
            String kind,
            String text,
            String defanged,
            String asWritten,
            int start,
            int end,
            boolean benign,
            Optional<String> picture,
            Optional<LookalikeView> lookalike,
            Optional<Integer> known) {}

    public record RemarkView(String rule, int weight, String nl, String en) {}

    /// @param hint `malicious`, `suspicious`, `incident` or `none`: a hint for a person, nothing acts on it
    public record ExtractionView(
            List<ReportValue> values,
            List<String> brands,
            List<String> amounts,
            List<RemarkView> remarks,
            String hint,
            int score) {}

    /// Where a report is at the desk, for who works there.
    ///
    /// @param joined how many follow it
    /// @param follows the report that it follows, which is decided for both
    /// @param since when its first came, or when somebody last did something with what is in hand
    /// @param due when it is late; absent: it does not wait
    /// @param mine whether it is in the caller's hands
    /// @param again when it comes back into the queue, or came
    public record DeskPlace(
            int joined,
            Optional<UUID> follows,
            Instant since,
            Optional<Instant> due,
            boolean late,
            Optional<String> keeper,
            boolean mine,
            Optional<Instant> again) {}

    /// @param organization "" when its name is not passed on to the caller
    /// @param anonymous whether the name is not passed on; the organisation itself reads its own
    /// @param similar visible reports of the same wave, this one included
    public record ReportRow(
            UUID id,
            String state,
            String organization,
            boolean anonymous,
            Instant receivedAt,
            String channel,
            String sender,
            String excerpt,
            String hint,
            int similar,
            Optional<UUID> publicationId,
            Optional<DeskPlace> desk) {}

    public record ReportList(List<ReportRow> reports, Optional<String> next) {}

    /// @param organization as in [ReportRow]
    public record ReportView(
            UUID id,
            String state,
            String organization,
            boolean anonymous,
            Instant receivedAt,
            String channel,
            String text,
            List<ReportCode> codes,
            String sender,
            ExtractionView extraction,
            int similar,
            Optional<String> claimedBy,
            Optional<String> reason,
            Optional<UUID> publicationId,
            Optional<DeskPlace> desk) {}

    @GetMapping("/api/reports")
    @Requires(Permission.REPORT)
    ReportList list(Viewer viewer, @RequestParam Optional<String> state, @RequestParam Optional<String> after) {
        var wanted = state.filter(text -> !text.isEmpty())
                .map(text -> ReportState.parse(text)
                        .orElseThrow(() -> Problem.badRequest(
                                "A report's state is new, claimed, drafted, dismissed or answered, not \"%s\"."
                                        .formatted(text))));
        var reports = intake.list(viewer, wanted, after.map(ReportRoutes::place).orElse(Long.MAX_VALUE));
        var next = reports.size() < 200
                ? Optional.<String>empty()
                : Optional.of(Long.toString(reports.getLast().report().key()));
        return new ReportList(rows(viewer, reports), next);
    }

    @PostMapping("/api/reports")
    @Requires(Permission.REPORT)
    @ResponseStatus(HttpStatus.CREATED)
    ReportReceipt report(Viewer viewer, @RequestBody NewReport wish) {
        if (wish.text() == null) {
            throw Problem.badRequest("The report is empty: paste the message that you received.");
        }
        var id = intake.report(
                party(viewer),
                wish.text(),
                wish.channel().orElse("sms"),
                wish.sender().orElse(""),
                wish.anonymous().orElse(false),
                wish.codes().orElse(List.of()).stream()
                        .filter(Objects::nonNull)
                        .map(code -> new PictureCode(said(code.picture()), said(code.text())))
                        .filter(code -> !code.text().isBlank())
                        .toList());
        return new ReportReceipt(id, ReportState.NEW.text());
    }

    @GetMapping("/api/reports/{id}")
    @Requires(Permission.REPORT)
    ReportView report(Viewer viewer, @PathVariable UUID id) {
        return view(viewer, id);
    }

    @PostMapping("/api/reports/{id}/claim")
    @Requires(Permission.TRIAGE_REPORTS)
    ReportView claim(Viewer viewer, @PathVariable UUID id) {
        intake.claim(party(viewer), id);
        return view(viewer, id);
    }

    @PostMapping("/api/reports/{id}/dismissal")
    @Requires(Permission.TRIAGE_REPORTS)
    ReportView dismiss(Viewer viewer, @PathVariable UUID id, @RequestBody Reason reason) {
        intake.dismiss(party(viewer), id, String.valueOf(reason.reason()).equals("null") ? "" : reason.reason());
        return view(viewer, id);
    }

    /// Answers a question of a member.
    @PostMapping("/api/reports/{id}/answer")
    @Requires(Permission.TRIAGE_REPORTS)
    ReportView answerQuestion(Viewer viewer, @PathVariable UUID id, @RequestBody QuestionAnswer wish) {
        intake.answer(party(viewer), id, said(wish.answer()));
        return view(viewer, id);
    }

    static Viewer.Party party(Viewer viewer) {
        return switch (viewer) {
            case Viewer.Party party -> party;
            case Viewer.Anonymous a -> throw Problem.of(Problem.Code.NOT_AUTHENTICATED, "Log in first.");
            case Viewer.System s -> throw new IllegalStateException("A route was called by the hub itself.");
        };
    }

    static String said(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static long place(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Problem.badRequest("The parameter \"after\" is taken from \"next\" of the page before.");
        }
        return Long.parseLong(text);
    }

    /// Rows of reports, with where they are at the desk for who works there.
    List<ReportRow> rows(Viewer viewer, List<Intake.Read> reads) {
        var standings =
                triage.standings(viewer, reads.stream().map(Intake.Read::report).toList());
        return reads.stream()
                .map(read -> row(
                        read, Optional.ofNullable(standings.get(read.report().id()))))
                .toList();
    }

    private static ReportRow row(Intake.Read read, Optional<Triage.Standing> standing) {
        var report = read.report();
        var text = report.text().isBlank() && !report.codes().isEmpty()
                ? report.codes().getFirst().text()
                : report.text();
        int end = Math.min(text.length(), 240);
        return new ReportRow(
                report.id(),
                report.state().text(),
                report.organizationName(),
                report.anonymous(),
                report.receivedAt(),
                report.channel(),
                report.sender(),
                text.substring(0, end),
                read.reading().hint(),
                read.similar(),
                report.publication(),
                standing.map(ReportRoutes::place));
    }

    private static DeskPlace place(Triage.Standing standing) {
        return new DeskPlace(
                standing.joined(),
                standing.follows(),
                standing.since(),
                standing.due(),
                standing.late(),
                standing.keeper(),
                standing.mine(),
                standing.again());
    }

    ReportView view(Viewer viewer, UUID id) {
        var read = intake.load(viewer, id);
        var report = read.report();
        var standing =
                Optional.ofNullable(triage.standings(viewer, List.of(report)).get(report.id()));
        return new ReportView(
                report.id(),
                report.state().text(),
                report.organizationName(),
                report.anonymous(),
                report.receivedAt(),
                report.channel(),
                report.text(),
                report.codes().stream()
                        .map(code -> new ReportCode(code.picture(), code.kind(), code.text()))
                        .toList(),
                report.sender(),
                extraction(read.reading(), read.known()),
                read.similar(),
                report.keeper(),
                Optional.of(report.reason()).filter(reason -> !reason.isEmpty()),
                report.publication(),
                standing.map(ReportRoutes::place));
    }

    private static ExtractionView extraction(Reading reading, Map<NormalValue, Integer> known) {
        return new ExtractionView(
                reading.values().stream().map(found -> value(found, known)).toList(),
                reading.brands(),
                reading.amounts(),
                reading.remarks().stream()
                        .map(r -> new RemarkView(r.rule(), r.weight(), r.dutch(), r.english()))
                        .toList(),
                reading.hint(),
                reading.score());
    }

    private static ReportValue value(Reading.Found found, Map<NormalValue, Integer> known) {
        var value = found.value();
        return new ReportValue(
                value.kind().code(),
                value.text(),
                Defang.defang(value.text()),
                found.start() == Reading.Found.CHAINED ? Defang.defang(found.asWritten()) : found.asWritten(),
                found.start(),
                found.end(),
                found.benign(),
                found.picture(),
                found.lookalike()
                        .map(match -> new LookalikeView(
                                match.brand(),
                                match.domain(),
                                match.score(),
                                match.kind().text(),
                                match.english(),
                                match.dutch())),
                Optional.ofNullable(known.get(value)));
    }
}
