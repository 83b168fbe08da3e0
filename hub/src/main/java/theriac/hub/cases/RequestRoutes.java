package theriac.hub.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// Questions to members over HTTP: the CERT's side under `/api/cases`, the members' under `/api/requests`.
@RestController
public final class RequestRoutes {

    private final Requests requests;
    private final CaseRoutes pages;

    public RequestRoutes(Requests requests, CaseRoutes pages) {
        this.requests = requests;
        this.pages = pages;
    }

    /// @param choices of which one is answered; empty: free text
    public record RequestItem(String text, List<String> choices) {}

    /// Who reads the answers; all off: the CERT reads them without names, and members read their own.
    ///
    /// @param namesToCert whether the CERT reads who answered what
    /// @param answersToMembers whether those who are asked read the others' answers, once enough of them answered
    /// @param namesToMembers whether they read whose these are
    public record RequestReaders(boolean namesToCert, boolean answersToMembers, boolean namesToMembers) {}

    /// @param due by when answers are wanted
    /// @param readers absent: all off
    /// @param recipients ids of organisations
    public record NewRequest(
            String title,
            String text,
            Instant due,
            Optional<RequestReaders> readers,
            List<RequestItem> items,
            List<UUID> recipients) {}

    /// @param revision of the case as it was read
    public record RequestChange(int revision, NewRequest request) {}

    public record RequestRecipient(UUID id, String name) {}

    /// @param organization absent: it is not told
    /// @param at when it was answered; absent where the organisation is
    public record RequestAnswer(Optional<String> organization, List<String> texts, Optional<Instant> at) {}

    public record RequestView(
            Instant due,
            Optional<Instant> askedAt,
            RequestReaders readers,
            List<RequestItem> items,
            List<RequestRecipient> recipients,
            List<RequestAnswer> answers) {}

    /// @param answeredAt when the organisation answered last
    /// @param closed whether answers are no longer taken
    public record AskedRow(UUID id, String title, Instant due, Optional<Instant> answeredAt, boolean closed) {}

    public record AskedList(List<AskedRow> requests) {}

    /// @param others answers of the others, where that was set before asking and enough of them answered
    public record AskedView(
            UUID id,
            String title,
            String text,
            Instant due,
            boolean closed,
            RequestReaders readers,
            List<RequestItem> items,
            Optional<RequestAnswer> own,
            List<RequestAnswer> others) {}

    /// @param texts one for each question; "" where there is nothing to say
    public record RequestAnswerWish(List<String> texts) {}

    @PostMapping("/api/cases/requests")
    @Requires(Permission.TRIAGE_REPORTS)
    @ResponseStatus(HttpStatus.CREATED)
    CaseRoutes.CaseView open(Viewer viewer, @RequestBody NewRequest wish) {
        return pages.view(requests.open(viewer, wish(wish)));
    }

    @GetMapping("/api/cases/{id}/request")
    @Requires(Permission.TRIAGE_REPORTS)
    RequestView read(Viewer viewer, @PathVariable UUID id) {
        var whole = requests.load(viewer, id);
        return new RequestView(
                whole.question().due(),
                whole.question().askedAt(),
                readers(whole.question()),
                items(whole.items()),
                whole.recipients().stream()
                        .map(each -> new RequestRecipient(each.id(), each.name()))
                        .toList(),
                whole.answers().stream().map(RequestRoutes::answer).toList());
    }

    @PutMapping("/api/cases/{id}/request")
    @Requires(Permission.TRIAGE_REPORTS)
    CaseRoutes.CaseView change(Viewer viewer, @PathVariable UUID id, @RequestBody RequestChange wish) {
        return pages.view(requests.change(viewer, id, wish.revision(), wish(wish.request())));
    }

    /// Asks: nothing of it changes afterwards.
    @PostMapping("/api/cases/{id}/asking")
    @Requires(Permission.TRIAGE_REPORTS)
    CaseRoutes.CaseView ask(Viewer viewer, @PathVariable UUID id) {
        return pages.view(requests.ask(viewer, id));
    }

    /// What the caller's organisation was asked.
    @GetMapping("/api/requests")
    @Requires(Permission.REPORT)
    AskedList asked(Viewer viewer) {
        return new AskedList(requests.asked(viewer).stream()
                .map(each ->
                        new AskedRow(each.id(), each.title(), each.question().due(), each.answered(), each.ended()))
                .toList());
    }

    @GetMapping("/api/requests/{id}")
    @Requires(Permission.REPORT)
    AskedView asked(Viewer viewer, @PathVariable UUID id) {
        return view(requests.read(viewer, id));
    }

    @PutMapping("/api/requests/{id}/answer")
    @Requires(Permission.REPORT)
    AskedView answer(Viewer viewer, @PathVariable UUID id, @RequestBody RequestAnswerWish wish) {
        return view(requests.answer(viewer, id, wish.texts()));
    }

    private static Requests.Wish wish(NewRequest wish) {
        var readers = wish.readers().orElse(new RequestReaders(false, false, false));
        return new Requests.Wish(
                wish.title(),
                wish.text(),
                wish.due(),
                readers.namesToCert(),
                readers.answersToMembers(),
                readers.namesToMembers(),
                wish.items().stream()
                        .map(item -> new Question.Item(item.text(), item.choices()))
                        .toList(),
                wish.recipients());
    }

    private static AskedView view(Requests.Asked asked) {
        var facts = asked.facts();
        return new AskedView(
                facts.id(),
                facts.title(),
                facts.text(),
                facts.question().due(),
                facts.ended(),
                readers(facts.question()),
                items(asked.items()),
                asked.own().map(RequestRoutes::answer),
                asked.others().stream().map(RequestRoutes::answer).toList());
    }

    private static RequestReaders readers(Question question) {
        return new RequestReaders(question.namesToCert(), question.answersToMembers(), question.namesToMembers());
    }

    private static List<RequestItem> items(List<Question.Item> items) {
        return items.stream()
                .map(item -> new RequestItem(item.text(), item.choices()))
                .toList();
    }

    private static RequestAnswer answer(Question.Answer answer) {
        boolean named = !answer.name().isEmpty();
        return new RequestAnswer(
                named ? Optional.of(answer.name()) : Optional.empty(),
                answer.texts(),
                named ? Optional.of(answer.at()) : Optional.empty());
    }
}
