package theriac.hub.proposals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;

/// What waits for a second person. Who proposed never decides; both need the deed's permission and belong
/// to one organisation; machines do neither. Nothing happens before the decision, and after [#LIFE]
/// nobody can decide any more. Thread-safe.
public final class Proposals {

    /// From the proposal on.
    public static final Duration LIFE = Duration.ofDays(7);

    /// What was decided and did not end for so long was cut off, and can be decided again.
    static final Duration CUT_OFF = Duration.ofMinutes(10);

    private static final int LONGEST = 2_000;
    private static final int MOST = 200;

    private final Database database;
    private final ProposalSql sql;
    private final Map<String, Deed> deeds;
    private final Clock clock;

    /// @param deeds everything that takes two, one of each kind
    public Proposals(Database database, Collection<Deed> deeds, Clock clock) {
        this.database = database;
        this.sql = new ProposalSql(database);
        this.deeds = deeds.stream().collect(Collectors.toUnmodifiableMap(Deed::kind, Function.identity()));
        this.clock = clock;
    }

    /// Keeps a wish for another person to decide. Joins the caller's transaction.
    ///
    /// @throws Problem without a reason, without the permission, or when the same waits already
    public Proposal propose(Viewer viewer, Wish wish) {
        var proposer = person(viewer);
        require(proposer, wish);
        var reason = text(wish.reason(), "Say why: the one who decides reads it.");
        var kept = new Wish(wish.kind(), wish.subject(), wish.name(), wish.shown(), wish.what(), reason);
        var now = clock.instant();
        var id = UUID.randomUUID();
        database.inTransaction(() -> {
            sql.alone(proposer, kept);
            if (sql.waits(proposer, kept, now)) {
                throw Problem.conflict("The same waits for a second person already.");
            }
            sql.insert(id, proposer, kept, now, now.plus(LIFE));
            return id;
        });
        return sql.find(proposer, id, now).orElseThrow();
    }

    /// What waits and, after it, what was decided, the newest first: of the kinds that this person may
    /// decide, and her own.
    public List<Proposal> list(Viewer viewer) {
        var person = person(viewer);
        var kinds = deeds.values().stream()
                .filter(deed -> person.may(deed.permission()))
                .map(Deed::kind)
                .collect(Collectors.toSet());
        return sql.list(person, kinds, clock.instant(), MOST).stream()
                .filter(found -> concerns(person, found))
                .toList();
    }

    /// Whether something of this kind about this thing waits in the viewer's organisation.
    ///
    /// @param subject id of the thing
    public boolean waits(Viewer viewer, String kind, String subject) {
        return viewer instanceof Viewer.Party party && sql.waits(party.organization(), kind, subject, clock.instant());
    }

    /// Whether this person may decide it now.
    public boolean decides(Viewer viewer, Proposal proposal) {
        return viewer instanceof Viewer.Party party
                && party.account() != 0
                && party.account() != proposal.proposer()
                && party.organization() == proposal.organization()
                && deeds.containsKey(proposal.wish().kind())
                && party.may(deeds.get(proposal.wish().kind()).permission())
                && concerns(party, proposal)
                && (proposal.state() == Proposal.State.WAITING || cutOff(proposal));
    }

    /// Decides for it and carries it out, as this person.
    ///
    /// @throws Problem when it is absent, her own, over its time or decided, or cannot be done any more
    public Proposal approve(Viewer viewer, UUID id) {
        var decider = person(viewer);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var proposal = decided(decider, id, Proposal.State.APPROVED, "", now);
        try {
            deed(proposal.wish()).carryOut(decider, proposal.wish());
        } catch (Problem cannot) {
            sql.end(id, now, Proposal.State.FAILED, String.valueOf(cannot.getMessage()));
            throw cannot;
        }
        sql.end(id, now, Proposal.State.DONE, "");
        return load(decider, id);
    }

    /// Decides against it.
    public Proposal refuse(Viewer viewer, UUID id, String reason) {
        var decider = person(viewer);
        decided(
                decider,
                id,
                Proposal.State.REFUSED,
                text(reason, "Say why: the one who proposed it reads it."),
                clock.instant());
        return load(decider, id);
    }

    /// The one who proposed it does not want it any more.
    public Proposal withdraw(Viewer viewer, UUID id) {
        var proposer = person(viewer);
        var proposal = load(proposer, id);
        if (proposal.proposer() != proposer.account()) {
            throw Problem.notAllowed("Only the one who proposed it can take it back; you can decide against it.");
        }
        if (!sql.withdraw(proposer, id, clock.instant())) {
            throw over();
        }
        return load(proposer, id);
    }

    private Proposal decided(Viewer.Party decider, UUID id, Proposal.State state, String remark, Instant now) {
        var proposal = load(decider, id);
        if (proposal.proposer() == decider.account()) {
            throw Problem.notAllowed("You proposed this yourself; another person has to decide.");
        }
        require(decider, proposal.wish());
        if (!sql.decide(decider, id, state, remark, now, now.minus(CUT_OFF))) {
            throw over();
        }
        return proposal;
    }

    private boolean cutOff(Proposal proposal) {
        return proposal.state() == Proposal.State.APPROVED
                && proposal.decision()
                        .filter(made -> made.at().isBefore(clock.instant().minus(CUT_OFF)))
                        .isPresent();
    }

    private boolean concerns(Viewer.Party person, Proposal proposal) {
        var deed = deeds.get(proposal.wish().kind());
        return deed == null || deed.concerns(person, proposal.wish());
    }

    private Deed deed(Wish wish) {
        var deed = deeds.get(wish.kind());
        if (deed == null) {
            throw new IllegalStateException("Nobody handed over how to do " + wish.kind() + ".");
        }
        return deed;
    }

    private void require(Viewer.Party person, Wish wish) {
        if (!person.may(deed(wish).permission())) {
            throw absent();
        }
    }

    private Proposal load(Viewer.Party viewer, UUID id) {
        return sql.find(viewer, id, clock.instant())
                .filter(found -> found.proposer() == viewer.account()
                        || viewer.may(deed(found.wish()).permission()))
                .filter(found -> concerns(viewer, found))
                .orElseThrow(Proposals::absent);
    }

    private static Viewer.Party person(Viewer viewer) {
        if (viewer instanceof Viewer.Party party && party.account() != 0) {
            return party;
        }
        throw Problem.notAllowed("Only people propose and decide.");
    }

    private static Problem absent() {
        return Problem.notFound("There is no such proposal, or it is not for you.");
    }

    private static Problem over() {
        return Problem.conflict("This does not wait any more: it was decided or taken back, or its time is over.");
    }

    private static String text(String given, String wanted) {
        if (given.isBlank()) {
            throw Problem.badRequest(wanted);
        }
        if (given.length() > LONGEST) {
            throw Problem.badRequest("The reason is longer than %d characters.".formatted(LONGEST));
        }
        return given.strip();
    }
}
