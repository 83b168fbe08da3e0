package theriac.hub.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import theriac.hub.accounts.Account;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.People;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Role;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Audiences;

/// What the desk does with reports among themselves: it puts together what is about one thing and apart
/// what is not, passes a report from hand to hand, and knows what waits for too long. Whoever reported reads
/// the state of its own report and nothing of all this. Thread-safe.
public final class Triage {

    /// How many a page of the queue shows.
    static final int SHOWN = 200;

    /// So many are counted: a larger number tells nobody more.
    static final int COUNTED = 1_000;

    private static final int MOST_JOINED = 200;
    private static final int MOST_ALIKE = 50;
    private static final int LONGEST_NOTE = 2_000;
    private static final int LONGEST_BEGINNING = 120; // of a report, for the next shift
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration LATEST = Duration.ofDays(90);
    private static final List<String> CODES = List.of("malicious", "incident", "suspicious", "none", "claimed");
    private static final Set<ReportState> OPEN = Set.of(ReportState.NEW, ReportState.CLAIMED);

    private final Database database;
    private final TriageSql sql;
    private final ReportSql reports;
    private final Intake intake;
    private final Audiences audiences;
    private final Organizations organizations;
    private final People people;
    private final Clock clock;

    /// @param people of whom those of the CERT may be given reports
    public Triage(
            Database database,
            Intake intake,
            Audiences audiences,
            Organizations organizations,
            People people,
            Clock clock) {
        this.database = database;
        this.sql = new TriageSql(database.jdbc());
        this.reports = new ReportSql(database.jdbc());
        this.intake = intake;
        this.audiences = audiences;
        this.organizations = organizations;
        this.people = people;
        this.clock = clock;
    }

    /// Where a report is at the desk.
    ///
    /// @param joined how many follow it
    /// @param due when it is late; empty: it does not wait
    /// @param mine whether it is in the hands of who asks
    /// @param again when it comes back into the queue, or came
    record Standing(
            int joined,
            Optional<UUID> follows,
            Instant since,
            Optional<Instant> due,
            boolean late,
            Optional<String> keeper,
            boolean mine,
            Optional<Instant> again) {}

    /// Where each of these is; empty for who does not work at the desk.
    Map<UUID, Standing> standings(Viewer viewer, List<Report> shown) {
        if (!intake.triages(viewer) || !(viewer instanceof Viewer.Party person)) {
            return Map.of();
        }
        var joined = sql.joined(shown.stream().map(Report::key).toList(), audiences.visible(viewer));
        var limits = sql.limits();
        return shown.stream()
                .collect(java.util.stream.Collectors.toMap(
                        Report::id, report -> standing(person, report, joined, limits), (a, b) -> a));
    }

    private Standing standing(
            Viewer.Party person, Report report, Map<Long, Integer> joined, Map<String, Duration> limits) {
        var place = report.place();
        var now = clock.instant();
        var due = place.queue().map(code -> place.since().plus(limits.get(code)));
        return new Standing(
                joined.getOrDefault(report.key(), 0),
                place.leaderId(),
                place.since(),
                due,
                due.filter(moment -> isLate(moment, place, now)).isPresent(),
                report.keeper(),
                place.keeper() == person.account() && place.queue().isPresent(),
                place.later().filter(again -> place.queue().isPresent()));
    }

    /// A page of the queue.
    ///
    /// @param next what to hand in for the next page; empty on the last one
    public record Queue(List<Intake.Read> reports, Optional<String> next) {}

    /// What waits at the desk, what is late first, at most 200 on a page.
    ///
    /// @param part `open`, `mine`, or `later` for what comes back later
    /// @param after `next` of the page before; empty: the first page
    /// @throws Problem when there is no such part, or the place was not handed out
    public Queue queue(Viewer viewer, String part, Optional<String> after) {
        var person = analyst(viewer);
        var wanted = switch (part) {
            case "open" -> new TriageSql.Part(CODES, 0, false);
            case "mine" -> new TriageSql.Part(List.of("claimed"), person.account(), false);
            case "later" -> new TriageSql.Part(List.of("claimed"), 0, true);
            default -> throw Problem.badRequest("The queue has the parts open, mine and later.");
        };
        var place = after.map(text -> QueuePlace.parse(text)
                .orElseThrow(() ->
                        Problem.badRequest("The parameter \"after\" is taken from \"next\" of the page before.")));
        var found =
                sql.queue(audiences.visible(viewer), person.organization(), wanted, place, clock.instant(), SHOWN + 1);
        var page = found.subList(0, Math.min(SHOWN, found.size()));
        var next = found.size() > SHOWN ? Optional.of(page.getLast().place().text()) : Optional.<String>empty();
        return new Queue(
                intake.reads(viewer, page.stream().map(TriageSql.Queued::report).toList()), next);
    }

    /// What waits, counted up to 1,000 each: so many, or more.
    ///
    /// @param reports on which nobody has decided, without those that come back later; for who reports: of its own
    /// @param late of these, for longer than their limit
    /// @param later that come back later
    /// @param mine of those that wait, in the hands of who asks
    public record Waiting(int reports, int late, int later, int mine) {}

    public Waiting waiting(Viewer viewer) {
        if (!intake.triages(viewer) || !(viewer instanceof Viewer.Party person)) {
            return new Waiting(intake.open(viewer), 0, 0, 0);
        }
        var counts = sql.counts(audiences.visible(viewer), person.account(), clock.instant(), COUNTED);
        return new Waiting(counts.waiting(), counts.late(), counts.later(), counts.mine());
    }

    /// An open report, for the next shift.
    ///
    /// @param keeper who works on it; "" for nobody
    /// @param again when it comes back into the queue, or came
    /// @param note what was last said with it; ""
    public record Open(
            UUID id, String text, String keeper, Instant since, boolean late, Optional<Instant> again, String note) {}

    /// All that is in hand, what is late first and what comes back later last.
    public List<Open> inHand(Viewer viewer) {
        var claimed = List.of("claimed");
        return Stream.of(false, true)
                .flatMap(later -> open(viewer, new TriageSql.Part(claimed, 0, later)).stream())
                .toList();
    }

    /// All that waits and that nobody has in hand, what is late first.
    public List<Open> inNobodysHand(Viewer viewer) {
        var codes = CODES.stream().filter(code -> !code.equals("claimed")).toList();
        return open(viewer, new TriageSql.Part(codes, 0, false));
    }

    /// However many there are: read a page at a time, of which the beginning of each report is kept.
    private List<Open> open(Viewer viewer, TriageSql.Part part) {
        var person = analyst(viewer);
        var visible = audiences.visible(viewer);
        var now = clock.instant();
        var all = new ArrayList<Open>();
        var after = Optional.<QueuePlace>empty();
        do {
            var page = sql.queue(visible, person.organization(), part, after, now, SHOWN);
            var notes = sql.notes(page.stream().map(each -> each.report().key()).toList());
            page.forEach(
                    each -> all.add(open(each, notes.getOrDefault(each.report().key(), ""), now)));
            after = page.size() < SHOWN
                    ? Optional.empty()
                    : Optional.of(page.getLast().place());
        } while (after.isPresent());
        return all;
    }

    private static Open open(TriageSql.Queued queued, String note, Instant now) {
        var report = queued.report();
        var place = report.place();
        return new Open(
                report.id(),
                report.text().substring(0, Math.min(report.text().length(), LONGEST_BEGINNING)),
                report.keeper().orElse(""),
                place.since(),
                isLate(queued.place().due(), place, now),
                place.later(),
                note);
    }

    private static boolean isLate(Instant due, Report.Place place, Instant now) {
        return !due.isAfter(now) && place.later().filter(now::isBefore).isEmpty();
    }

    /// What the desk knows of a report beside itself.
    ///
    /// @param leader the one that it follows
    /// @param alike others of its wave on which nobody has decided, at most 50
    /// @param apart whether somebody took it out of its wave
    record Around(
            Optional<Intake.Read> leader,
            List<Intake.Read> followers,
            List<Intake.Read> alike,
            boolean apart,
            List<TriageSql.Entry> entries) {}

    /// @throws Problem when the report is absent or hidden, or the viewer does not work at the desk
    Around around(Viewer viewer, UUID id) {
        var person = party(viewer);
        var report = intake.deciding(person, id);
        var visible = audiences.visible(viewer);
        var own = person.organization();
        var leader = report.place().leaderId().flatMap(leading -> reports.find(leading, visible, own));
        var alike = report.place().apart() || report.place().leader() != 0
                ? List.<Report>of()
                : sql.alike(report, visible, own, MOST_ALIKE);
        return new Around(
                leader.map(found -> intake.reads(viewer, List.of(found)).getFirst()),
                intake.reads(viewer, sql.followers(report.key(), visible, own)),
                intake.reads(viewer, alike),
                report.place().apart(),
                sql.entries(report.key()));
    }

    /// From now on one report decides for these too; each keeps its own state for when it stands by itself again.
    ///
    /// @throws Problem when one is absent or hidden, follows another, was decided about, or is a question and
    ///     the other is not
    void join(Viewer.Party analyst, UUID leader, List<UUID> followers) {
        var lead = intake.deciding(analyst, leader);
        if (followers.isEmpty() || followers.size() > MOST_JOINED) {
            throw Problem.badRequest("Choose 1 to %d reports that follow this one.".formatted(MOST_JOINED));
        }
        var found = followers.stream()
                .distinct()
                .map(id -> intake.deciding(analyst, id))
                .toList();
        database.inTransaction(() -> {
            var keys = new HashSet<>(found.stream().map(Report::key).toList());
            keys.add(lead.key());
            var locked = sql.lock(keys);
            var leading = locked.stream()
                    .filter(each -> each.key() == lead.key())
                    .findFirst()
                    .orElseThrow();
            var joining =
                    locked.stream().filter(each -> each.key() != lead.key()).toList();
            check(leading, joining, followers.contains(leader));
            sql.follow(joining.stream().map(TriageSql.Locked::key).toList(), lead.key());
            sql.count(lead.key());
            var now = clock.instant();
            sql.act(lead.key(), now);
            for (var each : joining) {
                sql.enter(each.key(), analyst.account(), "follows", lead.id().toString(), "", now);
                sql.enter(lead.key(), analyst.account(), "leads", each.id().toString(), "", now);
                intake.told(lead.id(), "joined", each.id());
            }
            intake.tell(lead);
        });
    }

    private static void check(TriageSql.Locked leading, List<TriageSql.Locked> joining, boolean itself) {
        if (itself) {
            throw Problem.badRequest("A report does not follow itself.");
        }
        if (leading.leader() != 0) {
            throw Problem.conflict("This report follows another itself: put the others with that one.");
        }
        for (var each : joining) {
            if (each.leader() != 0) {
                throw Problem.conflict("One of these reports follows another already: let it stand by itself first.");
            }
            if (!OPEN.contains(each.state())) {
                throw Problem.conflict("One of these reports was decided about already: it stands by itself.");
            }
            if (each.question() != leading.question()) {
                throw Problem.conflict("A question and a message are not decided together.");
            }
        }
    }

    /// It stands by itself again, in the state that it had.
    ///
    /// @throws Problem when it is absent or hidden, or follows none
    void split(Viewer.Party analyst, UUID id) {
        var report = intake.deciding(analyst, id);
        database.inTransaction(() -> {
            var followed = report.place().leader();
            var locked = sql
                    .lock(Stream.of(report.key(), followed)
                            .filter(key -> key != 0)
                            .toList())
                    .stream()
                    .filter(each -> each.key() == report.key())
                    .findFirst()
                    .orElseThrow();
            if (locked.leader() == 0 || locked.leader() != followed) {
                throw Problem.conflict("This report follows no other.");
            }
            var now = clock.instant();
            sql.stand(report.key(), now);
            sql.count(report.key());
            sql.count(followed);
            var leader = report.place().leaderId().orElseThrow();
            sql.enter(report.key(), analyst.account(), "stands", leader.toString(), "", now);
            sql.enter(followed, analyst.account(), "left", report.id().toString(), "", now);
            intake.told(leader, "split", report.id());
            intake.tell(report);
        });
    }

    /// Takes a report out of its wave, or puts it back; whatever comes later and is like it does not change that.
    ///
    /// @throws Problem when it is absent or hidden
    void apart(Viewer.Party analyst, UUID id, boolean apart) {
        var report = intake.deciding(analyst, id);
        database.inTransaction(() -> {
            sql.apart(report.key(), apart);
            sql.enter(report.key(), analyst.account(), apart ? "apart" : "together", "", "", clock.instant());
            intake.tell(report);
        });
    }

    /// Colleagues who may be given a report, by name.
    List<Account> colleagues(Viewer viewer) {
        analyst(viewer);
        return organizations
                .cert()
                .map(cert -> people.list(cert).stream()
                        .filter(person -> person.disabledAt().isEmpty())
                        .map(People.Person::account)
                        .filter(account -> account.roles().stream()
                                .map(Role::permissions)
                                .anyMatch(may -> may.contains(Permission.TRIAGE_REPORTS)))
                        .sorted(Comparator.comparing(Account::name).thenComparing(Account::login))
                        .toList())
                .orElse(List.of());
    }

    /// Gives a report to a colleague, or back to the queue.
    ///
    /// @param colleague empty: to nobody
    /// @param note for whoever takes it on
    /// @throws Problem when it is absent or hidden, follows another or was decided about, or there is no such
    ///     colleague
    void hand(Viewer.Party analyst, UUID id, Optional<UUID> colleague, String note) {
        var report = intake.deciding(analyst, id);
        checkNote(note);
        var to = colleague.map(person -> colleagues(analyst).stream()
                .filter(account -> account.id().equals(person))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("A report is given to a colleague of the CERT who may triage.")));
        database.inTransaction(() -> {
            var now = clock.instant();
            var state = to.isPresent() ? ReportState.CLAIMED : ReportState.NEW;
            long keeper = to.map(Account::key).orElse(0L);
            if (!reports.move(report.key(), List.copyOf(OPEN), state, keeper, "", now)) {
                throw Intake.decided(report);
            }
            var kind = to.isPresent() ? "handed" : "returned";
            sql.enter(
                    report.key(), analyst.account(), kind, to.map(Account::name).orElse(""), note.strip(), now);
            intake.tell(report);
        });
    }

    /// Takes a report out of the queue until a moment; it is in the hands of who does. A moment that is past
    /// brings it back.
    ///
    /// @param again at most 90 days ahead
    /// @throws Problem when it is absent or hidden, follows another or was decided about, is in a colleague's
    ///     hands, or the moment is too far away
    void later(Viewer.Party analyst, UUID id, Instant again, String note) {
        var report = intake.deciding(analyst, id);
        checkNote(note);
        var now = clock.instant();
        if (again.isAfter(now.plus(LATEST))) {
            throw Problem.badRequest("A report comes back within %d days.".formatted(LATEST.toDays()));
        }
        boolean claimed = report.state() == ReportState.CLAIMED;
        if (claimed && report.place().keeper() != analyst.account()) {
            throw Problem.conflict("This report is in a colleague's hands: ask for it first.");
        }
        database.inTransaction(() -> {
            if (!reports.move(report.key(), List.copyOf(OPEN), ReportState.CLAIMED, analyst.account(), "", now)) {
                throw Intake.decided(report);
            }
            boolean ahead = again.isAfter(now);
            sql.later(report.key(), ahead ? again : null, ahead ? again : now);
            sql.enter(
                    report.key(),
                    analyst.account(),
                    ahead ? "later" : "awake",
                    ahead ? again.toString() : "",
                    note.strip(),
                    now);
            intake.tell(report);
        });
    }

    /// After how long a report is late, by limit, in their order.
    Map<String, Duration> limits() {
        var limits = sql.limits();
        var ordered = new java.util.LinkedHashMap<String, Duration>();
        CODES.forEach(code -> ordered.put(code, limits.get(code)));
        return ordered;
    }

    /// @param limits whole minutes, from one to 30 days; those that are absent stay
    /// @throws Problem when one does not exist or is out of these bounds
    void limits(Map<String, Duration> limits) {
        limits.forEach((code, after) -> {
            if (!CODES.contains(code) || after.compareTo(Duration.ofMinutes(1)) < 0 || after.compareTo(LONGEST) > 0) {
                throw Problem.badRequest("A limit of the desk is from a minute to 30 days, and one of %s."
                        .formatted(String.join(", ", CODES)));
            }
        });
        database.inTransaction(() -> limits.forEach(sql::limit));
    }

    private static void checkNote(String note) {
        if (note.length() > LONGEST_NOTE) {
            throw Problem.badRequest("A note has at most %s characters.".formatted(LONGEST_NOTE));
        }
    }

    /// Somebody who works at the desk.
    ///
    /// @throws Problem for everybody else
    Viewer.Party analyst(Viewer viewer) {
        if (intake.triages(viewer) && viewer instanceof Viewer.Party person) {
            return person;
        }
        throw Problem.notAllowed("Only analysts of the CERT decide about reports.");
    }

    private static Viewer.Party party(Viewer viewer) {
        if (viewer instanceof Viewer.Party person) {
            return person;
        }
        throw Problem.of(Problem.Code.NOT_AUTHENTICATED, "Log in first.");
    }
}
