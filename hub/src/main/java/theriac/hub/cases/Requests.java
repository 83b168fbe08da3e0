package theriac.hub.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.accounts.Organization;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Audiences;

/// Questions to members and what they answer. Who reads the answers is set before they are asked
/// and never after; as long as nobody sets anything, the CERT reads answers without names and
/// members read their own only. Answers of others are told once at least as many others answered as
/// the hub asks for (`sightings-least`). Thread-safe.
public final class Requests {

    private static final int MOST_ITEMS = 30;
    private static final int MOST_CHOICES = 20;
    private static final int LONGEST_QUESTION = 1_000;
    private static final int LONGEST_ANSWER = 10_000;
    private static final int MOST = 200;

    private final Cases cases;
    private final Database database;
    private final RequestSql sql;
    private final Audiences audiences;
    private final EgressGate gate;
    private final int least;

    /// @param least how many others must have answered before a member reads their answers
    public Requests(Cases cases, Database database, Audiences audiences, EgressGate gate, int least) {
        this.cases = cases;
        this.database = database;
        this.sql = new RequestSql(database);
        this.audiences = audiences;
        this.gate = gate;
        this.least = least;
    }

    /// @param recipients public ids of organisations
    record Wish(
            String title,
            String text,
            Instant due,
            boolean namesToCert,
            boolean answersToMembers,
            boolean namesToMembers,
            List<Question.Item> items,
            List<UUID> recipients) {

        Question question() {
            return new Question(due, namesToCert, answersToMembers, namesToMembers, 0, Optional.empty());
        }
    }

    /// A question as the CERT reads it.
    ///
    /// @param answers names are "" unless the CERT reads them
    record Whole(
            Question question,
            List<Question.Item> items,
            List<Organization> recipients,
            List<Question.Answer> answers) {}

    Cases.Whole open(Viewer viewer, Wish wish) {
        check(wish);
        var recipients = recipients(wish);
        var beginning = new Cases.Beginning(wish.title(), wish.text(), Optional.empty(), Optional.empty());
        return cases.open(
                viewer,
                CaseKind.REQUEST,
                beginning,
                made -> sql.write(made.key(), wish.question(), wish.items(), recipients));
    }

    /// Another draft, as long as nothing was asked.
    Cases.Whole change(Viewer viewer, UUID id, int revision, Wish wish) {
        check(wish);
        var recipients = recipients(wish);
        return cases.changeOpen(viewer, id, found -> {
            draft(found);
            cases.describe(found, revision, wish.title(), wish.text(), Optional.empty());
            sql.write(found.key(), wish.question(), wish.items(), recipients);
            cases.enter(cases.analyst(viewer), found.key(), "facts", "", "");
        });
    }

    /// Asks: from now on the members who are named read it, and nothing of it changes.
    Cases.Whole ask(Viewer viewer, UUID id) {
        var person = cases.analyst(viewer);
        return cases.changeOpen(person, id, found -> {
            var question = draft(found);
            var recipients = sql.recipients(found.key());
            if (recipients.isEmpty() || sql.items(found.key()).isEmpty()) {
                throw Problem.conflict("Nobody is asked, or nothing: name members and write a question.")
                        .because("request.empty");
            }
            var audience = Audience.undecided(person.organization());
            for (long recipient : recipients) {
                audience = audience.withOrganization(recipient);
            }
            sql.ask(found.key(), audiences.intern(audience), cases.now());
            cases.remind(found.key(), List.of(new Reminders.Due(Reminders.ANSWERS, question.due())));
            cases.moveOn(person, found, "asked");
            cases.enter(person, found.key(), "asked", Integer.toString(recipients.size()), "");
            cases.tell(audience, found.id());
        });
    }

    private Question draft(DeskCase found) {
        var question = sql.find(found.key()).orElseThrow(() -> Problem.conflict("This case asks nothing."));
        if (question.askedAt().isPresent()) {
            throw Problem.conflict("This was asked: who reads the answers was told to those who give them, and stays.")
                    .because("request.asked");
        }
        return question;
    }

    /// @throws Problem when it is absent or hidden, or no question
    Whole load(Viewer viewer, UUID id) {
        cases.analyst(viewer);
        var found = cases.find(viewer, id);
        var question = sql.find(found.key())
                .orElseThrow(() -> Problem.notFound("There is no such case, or it is not for you."));
        return new Whole(
                question,
                sql.items(found.key()),
                sql.recipients(found.key()).stream()
                        .flatMap(key -> cases.organization(key).stream())
                        .toList(),
                shown(sql.answers(found.key()), question.namesToCert()));
    }

    /// What an organisation was asked.
    ///
    /// @param own what it answers itself; empty: nothing yet
    /// @param others answers of the others; empty unless that was set before and enough of them answered
    record Asked(
            RequestSql.Asked facts,
            List<Question.Item> items,
            Optional<Question.Answer> own,
            List<Question.Answer> others) {}

    List<RequestSql.Asked> asked(Viewer viewer) {
        if (!(viewer instanceof Viewer.Party party)) {
            return List.of();
        }
        var found = sql.asked(party.organization(), audiences.visible(viewer), MOST);
        return gate.pass(
                "request",
                viewer,
                found,
                asked -> asked.id().toString(),
                asked -> List.of(audiences.load(asked.question().audience())));
    }

    /// How many questions wait for an answer of the viewer's organisation.
    public int unanswered(Viewer viewer) {
        return viewer instanceof Viewer.Party party
                ? sql.unanswered(party.organization(), audiences.visible(viewer))
                : 0;
    }

    Asked read(Viewer viewer, UUID id) {
        if (!(viewer instanceof Viewer.Party party)) {
            throw absent();
        }
        var facts =
                sql.asked(party.organization(), audiences.visible(viewer), id).orElseThrow(Requests::absent);
        gate.pass(
                "request",
                viewer,
                List.of(facts),
                asked -> asked.id().toString(),
                asked -> List.of(audiences.load(asked.question().audience())));
        var all = sql.answers(facts.key());
        var own = all.stream()
                .filter(answer -> answer.organization() == party.organization())
                .findFirst();
        var others = all.stream()
                .filter(answer -> answer.organization() != party.organization())
                .toList();
        boolean told = facts.question().answersToMembers() && others.size() >= least;
        return new Asked(
                facts,
                sql.items(facts.key()),
                own,
                told ? shown(others, facts.question().namesToMembers()) : List.of());
    }

    /// Answers in the organisation's name; the newest answer counts until the case ends.
    Asked answer(Viewer viewer, UUID id, List<String> texts) {
        if (!(viewer instanceof Viewer.Party party) || party.account() <= 0) {
            throw Problem.notAllowed("Only people answer for their organisation.");
        }
        database.inTransaction(() -> {
            var asked = read(viewer, id);
            if (asked.facts().ended()) {
                throw Problem.conflict("This question is closed; answers are no longer taken.")
                        .because("request.closed");
            }
            checkAnswer(asked.items(), texts);
            sql.answer(asked.facts().key(), party.organization(), party.account(), texts, cases.now());
            // Where the CERT reads no names it reads no moments either: nobody is told when an answer came.
            if (asked.facts().question().namesToCert()) {
                cases.tell(audiences.load(asked.facts().question().audience()), id);
            }
        });
        return read(viewer, id);
    }

    /// Without names in the order of their words, so that nobody sees who it was by its place or its
    /// moment.
    private static List<Question.Answer> shown(List<Question.Answer> answers, boolean names) {
        if (names) {
            return answers.stream()
                    .sorted(Comparator.comparing(Question.Answer::name))
                    .toList();
        }
        return answers.stream()
                .map(answer -> new Question.Answer(0, "", answer.texts(), Instant.EPOCH))
                .sorted(Comparator.comparing(answer -> String.join("\n", answer.texts())))
                .toList();
    }

    private List<Long> recipients(Wish wish) {
        var keys = new ArrayList<Long>();
        for (var id : new HashSet<>(wish.recipients())) {
            var organization = cases.organization(id);
            if (organization.isCert() || organization.closedAt().isPresent()) {
                throw Problem.badRequest("%s is not asked: it is the CERT itself, or no longer takes part."
                        .formatted(organization.name()));
            }
            keys.add(organization.key());
        }
        return keys;
    }

    private void check(Wish wish) {
        if (wish.namesToMembers() && !(wish.answersToMembers() && wish.namesToCert())) {
            throw Problem.badRequest("Members read names only where they read answers and where the CERT reads names.")
                    .because("request.names");
        }
        if (wish.items().size() > MOST_ITEMS
                || wish.items().stream().anyMatch(Requests::isWrong)
                || wish.recipients().size() > 5_000) {
            throw Problem.badRequest(
                            "A request has at most %d questions of at most %,d characters, each with at most %d choices."
                                    .formatted(MOST_ITEMS, LONGEST_QUESTION, MOST_CHOICES))
                    .because("request.items");
        }
        if (wish.due().isBefore(cases.now()) || wish.due().isAfter(cases.now().plus(Duration.ofDays(366)))) {
            throw Problem.badRequest("Answers are wanted by a moment within the next year.")
                    .because("request.due");
        }
    }

    private static boolean isWrong(Question.Item item) {
        return item.text().isBlank()
                || item.text().length() > LONGEST_QUESTION
                || item.choices().size() > MOST_CHOICES
                || item.choices().stream()
                        .anyMatch(choice -> choice.isBlank() || choice.length() > 200 || choice.contains("\n"));
    }

    private static void checkAnswer(List<Question.Item> items, List<String> texts) {
        if (texts.size() != items.size()) {
            throw Problem.badRequest("There are %d questions, and %d answers came: load them again."
                    .formatted(items.size(), texts.size()));
        }
        for (int i = 0; i < texts.size(); i++) {
            var text = texts.get(i);
            var choices = items.get(i).choices();
            if (text.length() > LONGEST_ANSWER || (!choices.isEmpty() && !text.isEmpty() && !choices.contains(text))) {
                throw Problem.badRequest("Answer %d is longer than %,d characters or none of the choices."
                        .formatted(i + 1, LONGEST_ANSWER));
            }
        }
        if (texts.stream().allMatch(String::isBlank)) {
            throw Problem.badRequest("The answer is empty: answer at least one question.")
                    .because("request.no-answer");
        }
    }

    private static Problem absent() {
        return Problem.notFound("There is no such question, or it is not for you.");
    }
}
