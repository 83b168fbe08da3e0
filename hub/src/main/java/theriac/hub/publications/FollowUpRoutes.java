package theriac.hub.publications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.accounts.Contacts;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// What becomes of warnings after they were sent, over HTTP.
@RestController
public final class FollowUpRoutes {

    private static final int MOST_DAYS = 3_660;

    private final Publications publications;
    private final FollowUp followUp;
    private final Immune immune;
    private final Clock clock;

    public FollowUpRoutes(Publications publications, FollowUp followUp, Immune immune, Clock clock) {
        this.publications = publications;
        this.followUp = followUp;
        this.immune = immune;
        this.clock = clock;
    }

    /// When the last expected member recognised a warning; `app` answers.
    public interface Immune {

        /// Seconds from the first report to the last recognition, by publication; absent: not yet,
        /// or nobody is expected to.
        Map<UUID, Double> seconds(Viewer viewer);
    }

    /// @param organization for whom; absent: the person's own
    /// @param answer `acknowledged`, `not-applicable`, `affected` or `mitigated`
    /// @param note for the CERT, at most 1,000 characters
    public record AnswerWish(
            Optional<UUID> organization, @Nullable String answer, Optional<String> note) {}

    /// @param mail state of its mail (see DeliveryView); "" when it wants none
    /// @param answer as in AnswerWish; "" when there is none
    /// @param answeredBy the person, and the firm when it is one
    public record FollowUpRow(
            UUID organizationId,
            String organization,
            String mail,
            Optional<Instant> mailedAt,
            Optional<Instant> openedAt,
            Optional<Instant> acknowledgedAt,
            String answer,
            Optional<Instant> answeredAt,
            String answeredBy,
            String note) {}

    /// @param members for the CERT every recipient, those that still have to be chased first
    public record FollowUpList(List<FollowUpRow> members) {}

    /// @param always also at night and in weekends
    public record CallContact(String name, String role, String phone, boolean always) {}

    /// What came of calls about a version before the one that is asked about now.
    ///
    /// @param version `1.00`
    /// @param outcome `informed` or `not-reached`
    public record EarlierCall(
            String version,
            String outcome,
            String contact,
            String note,
            int attempts,
            String calledBy,
            Optional<Instant> calledAt) {}

    /// @param contacts who has a number, in the order of escalation
    /// @param holder who is calling them now; "" when nobody is
    /// @param mine whether that is the asker
    /// @param outcome `informed`, `not-reached`; "" when nobody was called yet about the newest version
    ///     that asks to be acknowledged
    /// @param earlier what came of calls about the versions before, the newest first
    public record CallRow(
            UUID organizationId,
            String organization,
            List<CallContact> contacts,
            String holder,
            boolean mine,
            Optional<Instant> heldUntil,
            String outcome,
            String contact,
            String note,
            int attempts,
            String calledBy,
            Optional<Instant> calledAt,
            Optional<Instant> acknowledgedAt,
            List<EarlierCall> earlier) {}

    /// @param calls whom to call; those who neither were informed nor answered come first
    public record CallList(List<CallRow> calls) {}

    /// @param outcome `informed` or `not-reached`
    /// @param contact who was spoken to
    public record CallOutcome(@Nullable String outcome, Optional<String> contact, Optional<String> note) {}

    /// @param toPublishSeconds from the first report, or else from the draft, to its publication
    /// @param acknowledgedWithin within 1, 4, 24 and 72 hours of its publication
    /// @param bounced mails that were refused, or of which nobody knows whether they arrived
    /// @param allAcknowledgedSeconds until the last one acknowledged; absent while somebody has not
    /// @param immunitySeconds from the first report to the last recognition; absent while somebody
    ///     is missing
    public record FaredRow(
            UUID id,
            String reference,
            String title,
            String titleEn,
            Instant publishedAt,
            double toPublishSeconds,
            int recipients,
            int opened,
            int acknowledged,
            List<Integer> acknowledgedWithin,
            int affected,
            int mitigated,
            int notApplicable,
            int bounced,
            Optional<Double> allAcknowledgedSeconds,
            Optional<Double> immunitySeconds) {}

    public record FaredList(List<FaredRow> publications) {}

    /// How warnings fared, the newest first.
    ///
    /// @param days how far back; a year when absent
    @GetMapping("/api/publications/statistics")
    @Requires(Permission.READ_MEMBERS)
    FaredList statistics(Viewer viewer, @RequestParam(defaultValue = "365") int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw Problem.badRequest("Give 1 to %,d days.".formatted(MOST_DAYS));
        }
        var person = PublicationRoutes.party(viewer);
        var seconds = immune.seconds(viewer);
        return new FaredList(followUp.fared(person, clock.instant().minus(Duration.ofDays(days))).stream()
                .map(each -> row(each, Optional.ofNullable(seconds.get(each.id()))))
                .toList());
    }

    private static FaredRow row(FollowUpSql.Fared each, Optional<Double> immunity) {
        return new FaredRow(
                each.id(),
                each.reference(),
                each.title(),
                each.titleEn(),
                each.published(),
                each.toPublish(),
                each.recipients(),
                each.opened(),
                each.acknowledged(),
                each.within(),
                each.affected(),
                each.mitigated(),
                each.notApplicable(),
                each.bounced(),
                boxed(each.longestAcknowledged()),
                immunity);
    }

    private static Optional<Double> boxed(OptionalDouble seconds) {
        return seconds.isPresent() ? Optional.of(seconds.getAsDouble()) : Optional.empty();
    }

    /// What became of it: for the CERT at every recipient, for others where they answer.
    @GetMapping("/api/publications/{id}/follow-up")
    @Requires(Permission.READ_PUBLICATIONS)
    FollowUpList followUp(Viewer viewer, @PathVariable UUID id) {
        var publication = publications.load(viewer, id).publication();
        var person = PublicationRoutes.party(viewer);
        boolean all = person.organization() == publication.owner() && viewer.may(Permission.READ_MEMBERS);
        var rows = all ? followUp.rows(publication) : followUp.answerable(person, publication);
        return new FollowUpList(rows.stream()
                .map(row -> new FollowUpRow(
                        row.id(),
                        row.name(),
                        row.mail(),
                        row.mailed(),
                        row.opened(),
                        row.acknowledged(),
                        row.answer(),
                        row.answered(),
                        row.answeredBy(),
                        row.note()))
                .toList());
    }

    @PostMapping("/api/publications/{id}/answers")
    @Requires(Permission.ACKNOWLEDGE)
    FollowUpList answer(Viewer viewer, @PathVariable UUID id, @RequestBody AnswerWish wish) {
        followUp.answer(
                PublicationRoutes.party(viewer),
                id,
                wish.organization(),
                text(wish.answer()),
                wish.note().orElse(""));
        return followUp(viewer, id);
    }

    @GetMapping("/api/publications/{id}/calls")
    @Requires(Permission.READ_MEMBERS)
    CallList calls(Viewer viewer, @PathVariable UUID id) {
        var person = PublicationRoutes.party(viewer);
        var now = clock.instant();
        return new CallList(followUp.calls(publications.own(viewer, id).publication()).stream()
                .map(call -> row(call, call.called().asOf(now), person.account()))
                .toList());
    }

    private static CallRow row(FollowUp.Call call, FollowUpSql.Called called, long asker) {
        return new CallRow(
                call.member().id(),
                call.member().name(),
                call.contacts().stream().map(FollowUpRoutes::row).toList(),
                called.holder(),
                called.holderAccount() != 0 && called.holderAccount() == asker,
                called.heldUntil(),
                called.outcome(),
                called.contact(),
                called.note(),
                called.attempts(),
                called.by(),
                called.at(),
                call.member().acknowledged(),
                call.calls().earlier().stream().map(FollowUpRoutes::row).toList());
    }

    private static EarlierCall row(FollowUpSql.Earlier earlier) {
        var called = earlier.called();
        return new EarlierCall(
                earlier.version(),
                called.outcome(),
                called.contact(),
                called.note(),
                called.attempts(),
                called.by(),
                called.at());
    }

    private static CallContact row(Contacts.Contact contact) {
        return new CallContact(contact.name(), contact.role(), contact.phone(), contact.always());
    }

    /// The asker calls this member now; nobody else does for a quarter of an hour.
    @PutMapping("/api/publications/{id}/calls/{organization}/holder")
    @Requires(Permission.DRAFT_PUBLICATIONS)
    CallList takeCall(Viewer viewer, @PathVariable UUID id, @PathVariable UUID organization) {
        followUp.hold(PublicationRoutes.party(viewer), id, organization);
        return calls(viewer, id);
    }

    @DeleteMapping("/api/publications/{id}/calls/{organization}/holder")
    @Requires(Permission.DRAFT_PUBLICATIONS)
    CallList leaveCall(Viewer viewer, @PathVariable UUID id, @PathVariable UUID organization) {
        followUp.release(PublicationRoutes.party(viewer), id, organization);
        return calls(viewer, id);
    }

    @PostMapping("/api/publications/{id}/calls/{organization}")
    @Requires(Permission.DRAFT_PUBLICATIONS)
    CallList endCall(
            Viewer viewer, @PathVariable UUID id, @PathVariable UUID organization, @RequestBody CallOutcome outcome) {
        followUp.called(
                PublicationRoutes.party(viewer),
                id,
                organization,
                text(outcome.outcome()),
                outcome.contact().orElse(""),
                outcome.note().orElse(""));
        return calls(viewer, id);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
