package theriac.hub.intake;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Audiences;
import theriac.hub.store.ErasurePlace;
import theriac.hub.store.Ledger;
import theriac.hub.store.LedgerEntry;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;

/// The desk. A report is kept as it came and seen by two: the organisation that sent it
/// (TLP:AMBER+STRICT) and the CERT, which does not hear whose it is when the organisation wishes so
/// ([Disclosures]). Thread-safe.
public final class Intake {

    /// Where reports keep what people wrote.
    public static final List<ErasurePlace> PERSONAL = List.of(
            new ErasurePlace("report", "id", "raw", true),
            new ErasurePlace("report", "id", "sender", false),
            new ErasurePlace("report", "id", "reason", false),
            new ErasurePlace("report_entry", "report_id", "text", false),
            new ErasurePlace("report_value", "report_id", "value", false),
            new ErasurePlace("report_code", "report_id", "picture", false),
            new ErasurePlace("report_code", "report_id", "content", false),
            new ErasurePlace("report_link_value", "report_id", "value", false),
            new ErasurePlace("report_link_value", "report_id", "link", false),
            new ErasurePlace("link_visit", "id", "link", false),
            new ErasurePlace("link_visit", "id", "why", false),
            new ErasurePlace("link_visit", "id", "hops", false),
            new ErasurePlace("link_visit", "id", "title", false),
            new ErasurePlace("link_visit", "id", "words", false));

    /// Longest message in UTF-16 units: far above any SMS or mail text, far below what would hurt.
    static final int LONGEST = 200_000;

    private static final int LONGEST_SENDER = 320; // the longest mail address (RFC 5321)
    /// How a member's question to the CERT comes: it is no message that somebody got.
    static final String QUESTION = "question";

    private static final int LONGEST_ANSWER = 20_000;

    private static final Set<String> CHANNELS = Set.of("sms", "whatsapp", "mail", "phone", "web", "other", QUESTION);
    private static final double SAME_WORDING = 0.5;
    private static final int PAGE = 200;

    private final Database database;
    private final ReportSql sql;
    private final TriageSql triage;
    private final LinkSql links;
    private final Audiences audiences;
    private final Ledger ledger;
    private final Organizations organizations;
    private final MessageReader reader;
    private final KnownValues known;
    private final DomainAges ages;
    private final Clock clock;

    /// @param brands whose names are borrowed in false messages
    /// @param ages adds what is known of the age of domains
    public Intake(
            Database database,
            Audiences audiences,
            Ledger ledger,
            Organizations organizations,
            BrandList brands,
            KnownValues known,
            DomainAges ages,
            Clock clock) {
        this.database = database;
        this.sql = new ReportSql(database.jdbc());
        this.triage = new TriageSql(database.jdbc());
        this.links = new LinkSql(database.jdbc());
        this.audiences = audiences;
        this.ledger = ledger;
        this.organizations = organizations;
        this.reader = new MessageReader(brands, TriageRule.supplied());
        this.known = known;
        this.ages = ages;
        this.clock = clock;
    }

    /// A report with what the desk reads in it, for one viewer.
    ///
    /// @param known sources that know a value already
    /// @param similar how many visible reports are of the same wave, this one included
    record Read(Report report, Reading reading, Map<NormalValue, Integer> known, int similar) {}

    /// Keeps a report; when this returns it is durable.
    ///
    /// @param sender may be empty
    /// @throws Problem when the message is empty or too long, or the channel is unknown
    public UUID report(Viewer.Party reporter, String text, String channel, String sender) {
        return report(reporter, text, channel, sender, false, List.of());
    }

    /// @param anonymous whether the reporter's name is not passed on, to the CERT neither
    /// @param codes QR codes in pictures of the message, at most [PictureCode#MOST]; a message may have
    ///     nothing else
    UUID report(
            Viewer.Party reporter,
            String text,
            String channel,
            String sender,
            boolean anonymous,
            List<PictureCode> codes) {
        check(text, channel, sender, codes);
        var cert = cert();
        var audience = Audience.undecided(reporter.organization()).withOrganization(cert.key());
        var reading = reader.read(text, channel, sender, codes);
        var values = MessageReader.suspects(reading).stream()
                .map(Reading.Found::value)
                .distinct()
                .toList();
        var fingerprint = Shingles.of(text);
        var id = UUID.randomUUID();
        var now = clock.instant();
        database.inTransaction(() -> {
            long key = sql.insert(new ReportSql.NewReport(
                    id,
                    reporter.organization(),
                    reporter.account(),
                    audiences.intern(audience),
                    anonymous,
                    channel,
                    withoutNul(sender),
                    text.getBytes(StandardCharsets.UTF_8),
                    fingerprint,
                    reading.hint(),
                    now));
            sql.join(key, cluster(key, fingerprint, values));
            sql.insertTraces(key, fingerprint, values);
            sql.insertCodes(key, codes);
            var detail = JsonObject.builder()
                    .put("report", id.toString())
                    .put("channel", channel)
                    .put("hint", reading.hint())
                    .build();
            ledger.append(List.of(new LedgerEntry.New(
                    LedgerEntry.Kind.REPORTED,
                    null,
                    null,
                    audience,
                    anonymous ? null : reporter.organization(),
                    detail)));
        });
        return id;
    }

    /// Whether there is one for this viewer.
    public boolean holds(Viewer viewer, UUID id) {
        return sql.find(id, audiences.visible(viewer), own(viewer)).isPresent();
    }

    /// @throws Problem when the report is absent or hidden
    Read load(Viewer viewer, UUID id) {
        var visible = audiences.visible(viewer);
        var report = sql.find(id, visible, own(viewer)).orElseThrow(Intake::absent);
        var reading = read(List.of(report)).getFirst();
        var values = reading.values().stream().map(Reading.Found::value).toList();
        int similar = sql.clusterSizes(List.of(report.cluster()), visible).getOrDefault(report.cluster(), 1);
        return new Read(
                report, reading, known.find(viewer, values), report.place().apart() ? 1 : similar);
    }

    /// The newest reports that the viewer may see, with the size of each one's wave. Who reported finds each
    /// of its own; the desk finds those that follow another on that one's page.
    List<Read> list(Viewer viewer, Optional<ReportState> state, long before) {
        var states = state.map(Set::of).orElse(EnumSet.allOf(ReportState.class));
        return reads(viewer, sql.list(audiences.visible(viewer), own(viewer), atDesk(viewer), states, before, PAGE));
    }

    /// Reports in their order, without what is known of their values.
    List<Read> reads(Viewer viewer, List<Report> reports) {
        var sizes = sql.clusterSizes(
                reports.stream().map(Report::cluster).distinct().toList(), audiences.visible(viewer));
        var readings = read(reports);
        return IntStream.range(0, reports.size())
                .mapToObj(place -> {
                    var report = reports.get(place);
                    int similar = report.place().apart() ? 1 : sizes.getOrDefault(report.cluster(), 1);
                    return new Read(report, readings.get(place), Map.of(), similar);
                })
                .toList();
    }

    /// What the desk reads in reports now, in their order.
    private List<Reading> read(List<Report> reports) {
        var chained = links.chained(reports.stream().map(Report::key).toList()).stream()
                .collect(Collectors.groupingBy(LinkSql.Chained::report));
        return ages.aged(reports.stream()
                .map(report -> reader.chained(
                        reader.read(report.text(), report.channel(), report.sender(), report.codes()),
                        chained.getOrDefault(report.key(), List.of())))
                .toList());
    }

    /// How many reports that the viewer may see came in, by channel; channels without any are absent.
    ///
    /// @param until not included
    public Map<String, Integer> received(Viewer viewer, Instant from, Instant until) {
        return sql.received(audiences.visible(viewer), from, until);
    }

    /// How many of its own reports that the viewer may see nobody has decided on.
    int open(Viewer viewer) {
        return sql.open(audiences.visible(viewer));
    }

    /// The analyst takes the report, so that no colleague does the same work.
    void claim(Viewer.Party analyst, UUID id) {
        move(analyst, id, List.of(ReportState.NEW), ReportState.CLAIMED, "");
    }

    /// Nothing comes of it.
    ///
    /// @param reason for the reporter and for later; required
    void dismiss(Viewer.Party analyst, UUID id, String reason) {
        if (reason.isBlank() || reason.length() > 2_000) {
            throw Problem.badRequest("Dismissing a report needs a reason of at most 2,000 characters.");
        }
        move(analyst, id, List.of(ReportState.NEW, ReportState.CLAIMED), ReportState.DISMISSED, reason);
    }

    /// Answers a member's question: whoever asked reads it.
    ///
    /// @throws Problem when it is no question, was decided already, or the answer is empty or too long
    void answer(Viewer.Party analyst, UUID id, String answer) {
        if (answer.isBlank() || answer.length() > LONGEST_ANSWER) {
            throw Problem.badRequest(
                    "An answer has at least one and at most %,d characters.".formatted(LONGEST_ANSWER));
        }
        var asked =
                sql.find(id, audiences.visible(analyst), analyst.organization()).orElseThrow(Intake::absent);
        if (!asked.channel().equals(QUESTION)) {
            throw Problem.conflict(
                    "Only a question is answered: a message becomes a warning, or is dismissed with a reason.");
        }
        move(analyst, id, List.of(ReportState.NEW, ReportState.CLAIMED), ReportState.ANSWERED, withoutNul(answer));
    }

    /// What a draft needs of a report and of those that follow it.
    ///
    /// @param reportedAt when the first of them came
    /// @param suspects values of all of them that may become indicators, its own look-alikes first
    /// @param brand the name that was borrowed, or ""
    /// @param lookalike the address that imitates it, or ""
    public record Material(
            UUID report,
            Instant reportedAt,
            String channel,
            String sender,
            String brand,
            String lookalike,
            List<String> amounts,
            List<String> remarks,
            List<NormalValue> suspects) {}

    /// Gives a report to a draft: from now on it is drafted. Joins the caller's transaction.
    ///
    /// @throws Problem when it is absent or hidden, or when it was already decided
    public Material draft(Viewer.Party analyst, UUID id, UUID publication) {
        var report = move(analyst, id, List.of(ReportState.NEW, ReportState.CLAIMED), ReportState.DRAFTED, "");
        sql.link(report.key(), publication);
        var followers = triage.followers(report.key(), audiences.visible(analyst), own(analyst));
        var readings = read(Stream.concat(Stream.of(report), followers.stream()).toList());
        var reading = readings.getFirst();
        var suspects = MessageReader.suspects(reading);
        var imitation =
                suspects.stream().filter(value -> value.lookalike().isPresent()).findFirst();
        var brand = imitation
                .flatMap(Reading.Found::lookalike)
                .map(Lookalike::brand)
                .or(() -> reading.brands().stream().findFirst())
                .orElse("");
        return new Material(
                report.id(),
                followers.stream().map(Report::receivedAt).reduce(report.receivedAt(), Intake::first),
                report.channel(),
                report.sender(),
                brand,
                imitation.map(value -> value.value().text()).orElse(""),
                reading.amounts(),
                reading.remarks().stream().map(Reading.Remark::rule).toList(),
                readings.stream()
                        .flatMap(each -> MessageReader.suspects(each).stream())
                        .map(Reading.Found::value)
                        .distinct()
                        .toList());
    }

    private static Instant first(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /// The draft of a report was thrown away by somebody who might: the report waits again. Joins the
    /// caller's transaction; nothing happens when the report belongs to another draft.
    public void released(UUID report, UUID publication) {
        sql.release(report, publication);
    }

    /// The draft is back: the report is drafted again unless somebody decided about it meanwhile. Joins
    /// the caller's transaction.
    public void takenAgain(UUID report, UUID publication) {
        sql.takeAgain(report, publication);
    }

    private Report move(Viewer.Party analyst, UUID id, List<ReportState> from, ReportState to, String reason) {
        var report = deciding(analyst, id);
        database.inTransaction(() -> {
            if (!sql.move(report.key(), from, to, analyst.account(), reason, clock.instant())) {
                throw decided(report);
            }
            if (to == ReportState.CLAIMED) {
                triage.enter(report.key(), analyst.account(), "claimed", "", "", clock.instant());
            }
            tell(report);
        });
        return report;
    }

    /// Why nobody can decide about it now.
    static Problem decided(Report report) {
        return report.place().leader() == 0
                ? Problem.conflict("This report is already %s; load it again to see by whom."
                        .formatted(report.state().text()))
                : Problem.conflict(
                        "This report follows another, which is decided for both. Decide about that one, or let this one stand by itself.");
    }

    /// The report, for somebody who may decide about it.
    ///
    /// @throws Problem when it is absent or hidden, and otherwise when it is not for this person to decide
    Report deciding(Viewer.Party analyst, UUID id) {
        var report =
                sql.find(id, audiences.visible(analyst), analyst.organization()).orElseThrow(Intake::absent);
        if (!triages(analyst)) {
            throw Problem.notAllowed("Only analysts of the CERT decide about reports.");
        }
        return report;
    }

    /// Whether somebody works at the desk.
    boolean triages(Viewer viewer) {
        return atDesk(viewer) && viewer.may(Permission.TRIAGE_REPORTS);
    }

    private boolean atDesk(Viewer viewer) {
        return organizations.cert().filter(cert -> cert.key() == own(viewer)).isPresent();
    }

    /// Colleagues and whoever reported it, or one that follows it, see at once that somebody decided, and
    /// nothing else: each is told of its own. Joins the caller's transaction.
    void tell(Report report) {
        var touched = new ArrayList<>(triage.group(report.key()));
        touched.addFirst(new TriageSql.Touched(report.id(), report.audience()));
        ledger.append(touched.stream()
                .map(each -> handled(each.id(), audiences.load(each.audience())))
                .toList());
    }

    /// For the desk alone: reports were put together, or apart. Joins the caller's transaction.
    void told(UUID report, String what, UUID other) {
        var detail = JsonObject.builder()
                .put("report", report.toString())
                .put("what", what)
                .put("other", other.toString())
                .build();
        var desk = Audience.undecided(cert().key());
        ledger.append(List.of(new LedgerEntry.New(LedgerEntry.Kind.HANDLED, null, null, desk, null, detail)));
    }

    private static LedgerEntry.New handled(UUID report, Audience readers) {
        var detail = JsonObject.builder().put("report", report.toString()).build();
        return new LedgerEntry.New(LedgerEntry.Kind.HANDLED, null, null, readers, null, detail);
    }

    static long own(Viewer viewer) {
        return viewer instanceof Viewer.Party party ? party.organization() : 0;
    }

    private long cluster(long report, Shingles fingerprint, List<NormalValue> values) {
        return sql.neighbours(report, fingerprint.bands(), values).stream()
                .filter(near -> near.common() > 0 || near.fingerprint().likeness(fingerprint) >= SAME_WORDING)
                .mapToLong(ReportSql.Neighbour::cluster)
                .min()
                .orElse(report);
    }

    private Organization cert() {
        return organizations
                .cert()
                .orElseThrow(() -> Problem.of(
                        Problem.Code.UNAVAILABLE, "The hub has not been set up: there is no CERT to report to."));
    }

    private static void check(String text, String channel, String sender, List<PictureCode> codes) {
        if (codes.size() > PictureCode.MOST) {
            throw Problem.badRequest("A report has at most %d QR codes.".formatted(PictureCode.MOST));
        }
        if (text.isBlank() && codes.isEmpty()) {
            throw Problem.badRequest("The report is empty: paste the message that you received.");
        }
        if (text.length() > LONGEST) {
            throw Problem.of(
                    Problem.Code.TOO_LARGE,
                    "The message has %,d characters, and the desk takes at most %,d. Send the part with the link, or attach the original to a mail to the CERT."
                            .formatted(text.length(), LONGEST));
        }
        if (!CHANNELS.contains(channel)) {
            throw Problem.badRequest("The channel \"%s\" does not exist; choose one of %s."
                    .formatted(channel, String.join(", ", new java.util.TreeSet<>(CHANNELS))));
        }
        if (sender.length() > LONGEST_SENDER) {
            throw Problem.badRequest("A sender has at most %d characters.".formatted(LONGEST_SENDER));
        }
    }

    /// PostgreSQL's text cannot hold NUL.
    private static String withoutNul(String sender) {
        return sender.replace("\0", "");
    }

    private static Problem absent() {
        return Problem.notFound("There is no such report.");
    }
}
