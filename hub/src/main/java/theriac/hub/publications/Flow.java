package theriac.hub.publications;

import java.util.EnumSet;
import java.util.Set;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;

/// The life of a publication as a pure table: which step leads from which state to which, and who
/// may take it. An update is a draft of its own that goes the same way; the warning stays published
/// until it takes its place. Whoever wrote in a publication cannot approve it (four eyes).
///
/// ```
/// DRAFT --submit--> REVIEW --approve--> APPROVED --publish--> PUBLISHED --withdraw--> WITHDRAWN ^  edit
/// |                   | +----- return -----+-------------------+
/// DRAFT --discard--> DISCARDED --restore--> DRAFT
/// APPROVED --schedule--> APPROVED, until its time PUBLISHED --stop, go on--> PUBLISHED
/// ```
final class Flow {

    private Flow() {}

    enum Step {
        EDIT("edited", EnumSet.of(Permission.DRAFT_PUBLICATIONS)),
        SUBMIT("sent to review", EnumSet.of(Permission.DRAFT_PUBLICATIONS)),
        RETURN("returned to draft", EnumSet.of(Permission.DRAFT_PUBLICATIONS, Permission.APPROVE_PUBLICATIONS)),
        APPROVE("approved", EnumSet.of(Permission.APPROVE_PUBLICATIONS)),
        PUBLISH("published", EnumSet.of(Permission.PUBLISH)),
        SCHEDULE("given a time", EnumSet.of(Permission.PUBLISH)),
        STOP("stopped", EnumSet.of(Permission.PUBLISH)),
        GO_ON("sent further", EnumSet.of(Permission.PUBLISH)),
        UPDATE("updated", EnumSet.of(Permission.DRAFT_PUBLICATIONS)),
        WITHDRAW("withdrawn", EnumSet.of(Permission.PUBLISH)),
        DISCARD("thrown away", EnumSet.of(Permission.DRAFT_PUBLICATIONS, Permission.PUBLISH)),
        RESTORE("fetched back", EnumSet.of(Permission.DRAFT_PUBLICATIONS, Permission.PUBLISH));

        private final String done;
        private final Set<Permission> anyOf;

        Step(String done, Set<Permission> anyOf) {
            this.done = done;
            this.anyOf = anyOf;
        }
    }

    /// Who wants to take the step.
    ///
    /// @param wrote whether this person ever wrote in the publication
    record Actor(Set<Permission> permissions, boolean wrote) {}

    sealed interface Decision {
        record Allowed(PublicationState next) implements Decision {}

        record Refused(Problem.Code code, String sentence) implements Decision {}
    }

    static Decision decide(PublicationState state, Step step, Actor actor) {
        if (step.anyOf.stream().noneMatch(actor.permissions()::contains)) {
            return new Decision.Refused(
                    Problem.Code.NOT_ALLOWED, "Your roles do not allow that a publication is %s.".formatted(step.done));
        }
        if (step == Step.APPROVE && actor.wrote()) {
            return new Decision.Refused(
                    Problem.Code.NOT_ALLOWED, "You wrote in this publication; another person has to approve it.");
        }
        return switch (step) {
            case EDIT -> from(state, step, PublicationState.DRAFT, PublicationState.DRAFT);
            case SUBMIT -> from(state, step, PublicationState.REVIEW, PublicationState.DRAFT);
            case RETURN ->
                from(state, step, PublicationState.DRAFT, PublicationState.REVIEW, PublicationState.APPROVED);
            case APPROVE -> from(state, step, PublicationState.APPROVED, PublicationState.REVIEW);
            case PUBLISH -> from(state, step, PublicationState.PUBLISHED, PublicationState.APPROVED);
            case SCHEDULE -> from(state, step, PublicationState.APPROVED, PublicationState.APPROVED);
            case STOP, GO_ON -> from(state, step, PublicationState.PUBLISHED, PublicationState.PUBLISHED);
            case UPDATE -> from(state, step, PublicationState.PUBLISHED, PublicationState.PUBLISHED);
            case DISCARD -> from(state, step, PublicationState.DISCARDED, PublicationState.DRAFT);
            case RESTORE -> from(state, step, PublicationState.DRAFT, PublicationState.DISCARDED);
            case WITHDRAW -> from(state, step, PublicationState.WITHDRAWN, PublicationState.PUBLISHED);
        };
    }

    /// The next state.
    ///
    /// @throws Problem when the step is refused
    static PublicationState take(PublicationState state, Step step, Actor actor) {
        return switch (decide(state, step, actor)) {
            case Decision.Allowed allowed -> allowed.next();
            case Decision.Refused refused -> throw Problem.of(refused.code(), refused.sentence());
        };
    }

    private static Decision from(PublicationState now, Step step, PublicationState next, PublicationState... allowed) {
        if (Set.of(allowed).contains(now)) {
            return new Decision.Allowed(next);
        }
        return new Decision.Refused(
                Problem.Code.CONFLICT,
                "This publication is in the state \"%s\" and cannot be %s now; load it again."
                        .formatted(now.text(), step.done));
    }
}
