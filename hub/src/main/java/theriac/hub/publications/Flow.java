package theriac.hub.publications;

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

    /// Each with what somebody is told who may not take it, and who comes at the wrong moment.
    enum Step {
        EDIT(
                Problem.notAllowed("Your roles do not allow that a publication is edited."),
                Problem.conflict("As this publication stands now it cannot be edited; load it again."),
                Permission.DRAFT_PUBLICATIONS),
        SUBMIT(
                Problem.notAllowed("Your roles do not allow that a publication is sent to review."),
                Problem.conflict("As this publication stands now it cannot be sent to review; load it again."),
                Permission.DRAFT_PUBLICATIONS),
        RETURN(
                Problem.notAllowed("Your roles do not allow that a publication is returned to draft."),
                Problem.conflict("As this publication stands now it cannot be returned to draft; load it again."),
                Permission.DRAFT_PUBLICATIONS,
                Permission.APPROVE_PUBLICATIONS),
        APPROVE(
                Problem.notAllowed("Your roles do not allow that a publication is approved."),
                Problem.conflict("As this publication stands now it cannot be approved; load it again."),
                Permission.APPROVE_PUBLICATIONS),
        PUBLISH(
                Problem.notAllowed("Your roles do not allow that a publication is published."),
                Problem.conflict("As this publication stands now it cannot be published; load it again."),
                Permission.PUBLISH),
        SCHEDULE(
                Problem.notAllowed("Your roles do not allow that a publication is given a time."),
                Problem.conflict("As this publication stands now it cannot be given a time; load it again."),
                Permission.PUBLISH),
        STOP(
                Problem.notAllowed("Your roles do not allow that a publication is stopped."),
                Problem.conflict("As this publication stands now it cannot be stopped; load it again."),
                Permission.PUBLISH),
        GO_ON(
                Problem.notAllowed("Your roles do not allow that a publication is sent further."),
                Problem.conflict("As this publication stands now it cannot be sent further; load it again."),
                Permission.PUBLISH),
        UPDATE(
                Problem.notAllowed("Your roles do not allow that a publication is updated."),
                Problem.conflict("As this publication stands now it cannot be updated; load it again."),
                Permission.DRAFT_PUBLICATIONS),
        WITHDRAW(
                Problem.notAllowed("Your roles do not allow that a publication is withdrawn."),
                Problem.conflict("As this publication stands now it cannot be withdrawn; load it again."),
                Permission.PUBLISH),
        DISCARD(
                Problem.notAllowed("Your roles do not allow that a publication is thrown away."),
                Problem.conflict("As this publication stands now it cannot be thrown away; load it again."),
                Permission.DRAFT_PUBLICATIONS,
                Permission.PUBLISH),
        RESTORE(
                Problem.notAllowed("Your roles do not allow that a publication is fetched back."),
                Problem.conflict("As this publication stands now it cannot be fetched back; load it again."),
                Permission.DRAFT_PUBLICATIONS,
                Permission.PUBLISH);

        private final Problem barred;
        private final Problem late;
        private final Set<Permission> anyOf;

        Step(Problem barred, Problem late, Permission... anyOf) {
            this.barred = barred;
            this.late = late;
            this.anyOf = Set.of(anyOf);
        }
    }

    /// Who wants to take the step.
    ///
    /// @param wrote whether this person ever wrote in the publication
    record Actor(Set<Permission> permissions, boolean wrote) {}

    sealed interface Decision {
        record Allowed(PublicationState next) implements Decision {}

        record Refused(Problem problem) implements Decision {}
    }

    static Decision decide(PublicationState state, Step step, Actor actor) {
        if (step.anyOf.stream().noneMatch(actor.permissions()::contains)) {
            return new Decision.Refused(step.barred);
        }
        if (step == Step.APPROVE && actor.wrote()) {
            return new Decision.Refused(
                    Problem.notAllowed("You wrote in this publication; another person has to approve it."));
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
            case Decision.Refused refused -> throw refused.problem();
        };
    }

    private static Decision from(PublicationState now, Step step, PublicationState next, PublicationState... allowed) {
        if (Set.of(allowed).contains(now)) {
            return new Decision.Allowed(next);
        }
        return new Decision.Refused(step.late);
    }
}
