package theriac.hub.publications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import theriac.hub.accounts.Contacts;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;

/// What becomes of a warning after it was sent: who opened it, what members answered, whom the CERT
/// still has to chase or to call. Members see their own answers, the CERT everybody's. Thread-safe.
public final class FollowUp {

    /// So long one person has a member to herself while she calls.
    static final Duration HOLD = Duration.ofMinutes(15);

    static final Set<String> ANSWERS = Set.of("acknowledged", "not-applicable", "affected", "mitigated");
    private static final Set<String> OUTCOMES = Set.of("informed", "not-reached");
    private static final String PURPOSE = "acknowledgement";
    private static final int LONGEST = 1_000;

    private final Database database;
    private final Publications publications;
    private final FollowUpSql sql;
    private final Organizations organizations;
    private final Contacts contacts;
    private final Clock clock;

    public FollowUp(
            Database database, Publications publications, Organizations organizations, Contacts contacts, Clock clock) {
        this.database = database;
        this.publications = publications;
        this.sql = new FollowUpSql(database.jdbc());
        this.organizations = organizations;
        this.contacts = contacts;
        this.clock = clock;
    }

    /// One of a recipient's own people has it before her. Others' eyes and machines do not count.
    void opened(Viewer viewer, Publication publication) {
        if (viewer instanceof Viewer.Party person
                && person.account() > 0
                && person.behind().isEmpty()
                && person.organization() != publication.owner()) {
            sql.opened(publication.key(), person.organization(), clock.instant());
        }
    }

    /// For whom this person answers: its own organisation, and members for which its firm
    /// acknowledges now.
    List<FollowUpSql.Row> answerable(Viewer.Party person, Publication publication) {
        var own = answersFor(person);
        return sql.rows(publication.key()).stream()
                .filter(row -> own.contains(row.organization()))
                .toList();
    }

    private Set<Long> answersFor(Viewer.Party person) {
        var own = organizations.delegations(Optional.of(person.organization())).stream()
                .filter(each -> each.firm() == person.organization()
                        && each.purposes().contains(PURPOSE)
                        && organizations.counts(each))
                .map(Organizations.Delegation::member)
                .collect(Collectors.toSet());
        own.add(person.organization());
        return own;
    }

    /// What an organisation says of a warning. Every answer also says that it was read.
    ///
    /// @param organization for whom; empty: the person's own
    /// @param note for the CERT; may be empty
    /// @throws Problem when it is no recipient, or not hers to answer for
    Publications.Seen answer(Viewer.Party person, UUID id, Optional<UUID> organization, String answer, String note) {
        if (!ANSWERS.contains(answer)) {
            throw Problem.badRequest("An answer is acknowledged, not-applicable, affected or mitigated.");
        }
        check(note);
        database.inTransaction(() -> {
            var publication = publications.load(person, id).publication();
            long of = organization
                    .map(
                            wanted -> organizations
                                    .find(wanted)
                                    .map(Organization::key)
                                    .filter(answersFor(person)::contains)
                                    .orElseThrow(
                                            () -> Problem.notAllowed(
                                                    "You answer for your own organisation, and for members that let your firm acknowledge warnings.")))
                    .orElse(person.organization());
            publications.acknowledged(publication, of, person);
            sql.answer(publication.key(), of, answer, note.strip(), person.account(), clock.instant());
        });
        return publications.load(person, id);
    }

    /// Every recipient and what became of it there, for the CERT; who still has to be chased first.
    List<FollowUpSql.Row> rows(Publication publication) {
        return sql.rows(publication.key()).stream()
                .sorted(Comparator.comparing(
                                (FollowUpSql.Row row) -> row.acknowledged().isPresent())
                        .thenComparing(row -> row.opened().isPresent())
                        .thenComparing(FollowUpSql.Row::name))
                .toList();
    }

    /// One member to call.
    ///
    /// @param contacts who has a number, in the order of escalation
    record Call(FollowUpSql.Row member, FollowUpSql.Calls calls, List<Contacts.Contact> contacts) {

        /// About the version that is asked about now.
        FollowUpSql.Called called() {
            return calls.now();
        }
    }

    /// Whom to call: those who have neither been informed nor answered first. A version that asks anew is
    /// called about anew.
    ///
    /// @throws Problem when nobody is called about such a warning
    List<Call> calls(Publication publication) {
        checkCalled(publication);
        var called = sql.calls(publication.key());
        Map<Long, Organization> known =
                organizations.all().stream().collect(Collectors.toMap(Organization::key, Function.identity()));
        return sql.rows(publication.key()).stream()
                .map(row -> new Call(
                        row,
                        called.getOrDefault(row.organization(), FollowUpSql.Calls.NONE),
                        Optional.ofNullable(known.get(row.organization()))
                                .map(contacts::list)
                                .orElse(List.of())
                                .stream()
                                .filter(contact -> !contact.phone().isEmpty())
                                .toList()))
                .sorted(Comparator.comparing((Call call) -> done(call))
                        .thenComparing(call -> call.called().attempts())
                        .thenComparing(call -> call.member().name()))
                .toList();
    }

    private static boolean done(Call call) {
        return call.called().outcome().equals("informed")
                || call.member().acknowledged().isPresent();
    }

    /// This person calls now, nobody else does for a quarter of an hour.
    ///
    /// @throws Problem when somebody else is calling
    void hold(Viewer.Party person, UUID id, UUID organization) {
        database.inTransaction(() -> {
            var publication = callable(person, id);
            long member = member(publication, organization);
            var now = clock.instant();
            if (!sql.hold(publication.key(), member, person.account(), now, now.plus(HOLD))) {
                var holder = sql.calls(publication.key())
                        .getOrDefault(member, FollowUpSql.Calls.NONE)
                        .now()
                        .holder();
                throw Problem.conflict("%s is calling them now; choose another member."
                        .formatted(holder.isEmpty() ? "Somebody" : holder));
            }
        });
    }

    /// She does not call them after all.
    void release(Viewer.Party person, UUID id, UUID organization) {
        database.inTransaction(() -> {
            var publication = callable(person, id);
            sql.release(publication.key(), member(publication, organization), person.account());
        });
    }

    /// What came of a call; the member is free again. It counts for the version about which it was begun.
    ///
    /// @param outcome `informed` or `not-reached`
    /// @param contact who was spoken to; may be empty
    /// @throws Problem when the person does not hold the member
    void called(Viewer.Party person, UUID id, UUID organization, String outcome, String contact, String note) {
        if (!OUTCOMES.contains(outcome)) {
            throw Problem.badRequest("A call ends informed or not-reached.");
        }
        check(contact);
        check(note);
        database.inTransaction(() -> {
            var publication = callable(person, id);
            var call = new FollowUpSql.NewCall(
                    publication.key(),
                    member(publication, organization),
                    person.account(),
                    outcome,
                    contact.strip(),
                    note.strip());
            if (!sql.called(call, clock.instant())) {
                throw Problem.conflict(
                        "You are not the one who calls them now; take them first, so that nobody calls twice.");
            }
        });
    }

    private Publication callable(Viewer.Party person, UUID id) {
        var publication = publications.locked(person, id);
        checkCalled(publication);
        return publication;
    }

    private static void checkCalled(Publication publication) {
        if (!publication.severity().highest() || publication.state() != PublicationState.PUBLISHED) {
            throw Problem.conflict("Members are called about published warnings of high chance and high damage only.");
        }
    }

    private long member(Publication publication, UUID organization) {
        return organizations
                .find(organization)
                .map(Organization::key)
                .filter(key -> sql.rows(publication.key()).stream().anyMatch(row -> row.organization() == key))
                .orElseThrow(() -> Problem.notFound("This organisation did not get the warning."));
    }

    private static void check(String text) {
        if (text.length() > LONGEST || text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            throw Problem.badRequest("A note has at most %,d plain characters.".formatted(LONGEST));
        }
    }

    /// How warnings fared, the newest first, for the CERT.
    ///
    /// @param since those published from then on
    List<FollowUpSql.Fared> fared(Viewer.Party person, Instant since) {
        if (!person.may(Permission.READ_MEMBERS)) {
            throw Problem.notAllowed("How warnings fared at every member is for the CERT.");
        }
        return sql.fared(person.organization(), since);
    }
}
